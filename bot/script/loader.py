"""Reads the flow files into a `Script`. Says what is wrong in the author's words, never half-loads."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.issue import BrokenError, Issue
from bot.script.model import Choice, Route, Screen, Script, Ways

WAYS = "ways"
Model = TypeVar("Model", bound=BaseModel)


def load(folder: Path) -> Script:
    """Read every `*.toml` of the folder. Raises `BrokenError` with S0xx issues."""
    files, issues = {}, list[Issue]()
    for path in sorted(folder.glob("*.toml")):
        try:
            files[path.stem] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            issues.append(Issue("S001", path.name, "", f"файл не читается как TOML ({error}). Исправьте строку."))
    if issues:
        raise BrokenError(tuple(issues))
    return build(files)


def build(files: Mapping[str, Mapping[str, Any]]) -> Script:
    """Make a script of parsed files, keyed by flow name."""
    issues = list[Issue]()
    screens = dict[str, Screen]()
    ways = None
    for flow, tables in files.items():
        if flow == WAYS:
            ways = _read(Ways, tables, flow, "", issues)
            continue
        for name, table in tables.items():
            if not isinstance(table, Mapping):
                text = "вне экрана ничего писать нельзя: перенесите строку под заголовок [экран]."
                issues.append(Issue("S002", f"{flow}.toml", name, text))
                continue
            screen = _read(Screen, table, flow, name, issues)
            if screen:
                screens[f"{flow}/{name}"] = _qualify(screen, flow)
    if ways is None and not issues:
        issues.append(Issue("S003", "ways.toml", "", "файла с главными путями нет. Верните ways.toml."))
    if issues or ways is None:
        raise BrokenError(tuple(issues))
    return Script(MappingProxyType(screens), ways)


def _read(model: type[Model], table: Mapping[str, Any], flow: str, name: str, issues: list[Issue]) -> Model | None:
    try:
        return model.model_validate(dict(table))
    except ValidationError as error:
        issues.extend(Issue("S002", f"{flow}.toml", name, text) for text in _sentences(error))
        return None


def _sentences(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False, include_input=False):
        where = ".".join(str(part) for part in fault["loc"])
        if fault["type"] == "extra_forbidden":
            yield f"слова «{where}» в сценарии нет. Уберите его или исправьте опечатку."
        elif fault["type"] == "missing":
            yield f"не хватает «{where}». Допишите."
        else:
            yield f"«{where}» записано неверно: {fault['msg']}."


def _qualify(screen: Screen, flow: str) -> Screen:
    """Targets inside the same flow are written without its name; here they get it."""

    def full(target: str) -> str:
        return target if "/" in target else f"{flow}/{target}"

    def choice(it: Choice) -> Choice:
        return it.model_copy(update={"to": tuple(Route(to=full(r.to), when=r.when) for r in it.to)})

    return screen.model_copy(
        update={
            "to": screen.to and full(screen.to),
            "answers": tuple(map(choice, screen.answers)),
            "links": tuple(map(choice, screen.links)),
        }
    )
