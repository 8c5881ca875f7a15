"""Reads the flow files into a `Script`. Says what is wrong in the author's words, never half-loads."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.issue import BrokenError, Issue
from bot.script.faults import sentences
from bot.script.model import Choice, Route, Screen, Script, Ways, type_id

WAYS = "ways"
_LINE = re.compile(r"at line (\d+)")
Model = TypeVar("Model", bound=BaseModel)


def load(folder: Path) -> Script:
    """Read every `*.toml` of the folder. Raises `BrokenError` with S0xx issues."""
    files, issues = {}, list[Issue]()
    for path in sorted(folder.glob("*.toml")):
        try:
            files[path.stem] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            line = _LINE.search(str(error))
            where = f"строку {line[1]}" if line else "последнюю строку или кодировку (нужна UTF-8)"
            issues.append(Issue("S001", path.name, "", f"файл не читается как TOML. Исправьте {where}."))
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
            if screen := _screen(flow, name, table, issues):
                screens[f"{flow}/{name}"] = _qualify(screen, flow)
    if ways is None and not issues:
        issues.append(Issue("S003", "ways.toml", "", "файла с главными путями нет. Верните ways.toml."))
    if issues or ways is None:
        raise BrokenError(tuple(issues))
    return Script(MappingProxyType(screens), ways)


def _screen(flow: str, name: str, table: object, issues: list[Issue]) -> Screen | None:
    if not isinstance(table, Mapping):
        text = "вне экрана ничего писать нельзя: перенесите строку под заголовок [экран]."
    elif not (re.fullmatch(type_id, flow) and re.fullmatch(type_id, name)):
        text = "имя файла и экрана — строчные латинские буквы, цифры и _. Переименуйте."
    else:
        return _read(Screen, table, flow, name, issues)
    issues.append(Issue("S002", f"{flow}.toml", name, text))
    return None


def _read(model: type[Model], table: Mapping[str, Any], flow: str, name: str, issues: list[Issue]) -> Model | None:
    try:
        return model.model_validate(dict(table))
    except ValidationError as error:
        issues.extend(Issue("S002", f"{flow}.toml", name, text) for text in sentences(table, error))
        return None


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
