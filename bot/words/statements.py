"""What stands behind all words: sources, who answers for them, by when they are read again.

`locales/statements/FLOW.toml`: what holds for the whole flow, and a table for each screen that differs. In `words.toml`
a table is a group of words that belong to no one screen: names of lines, kinds of help, reasons.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.issue import BrokenError, Issue
from bot.script.model import Script
from bot.words.keys import shared

_FOLDER = "statements"
Owner = Literal["psychologist", "lawyer", "doctor", "editor", "directory"]
Source = Annotated[str, Field(pattern=r"\S")]


def _listed(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


class Statement(BaseModel):
    """What a screen is called among us, who says what it says, and how long that may stand unread."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    title: Annotated[str, Field(pattern=r"^\S.{2,39}$")] | None = None  # what the book calls the screen
    owner: Owner  # the role that answers for the words
    review_by: date
    sources: Annotated[tuple[Source, ...], BeforeValidator(_listed), Field(min_length=1)]
    reviewed: date | None = None  # the day somebody of that role read them; none: nobody has yet
    reviewed_words: str | None = None  # what was read that day, as `as_read` names it
    native: date | None = None  # the day a native editor read the Kazakh
    native_words: str | None = None


def read_statements(root: Path, script: Script) -> Mapping[str, Statement]:
    """One for every screen and every group of shared words. Raises `BrokenError` (W004): missing, too much or wrong."""
    issues, found = list[Issue](), dict[str, Statement]()
    screens: dict[str, list[str]] = {}
    for name in (*script.screens, *shared(script)):
        flow, _, screen = name.partition("/")
        screens.setdefault(flow, []).append(screen)
    for flow, names in screens.items():
        tables = _tables(root, flow)
        if tables is None:
            issues.append(_issue(flow, "", "файла нет или он не читается как TOML. Верните файл или исправьте строку."))
            continue
        own = {name: table for name, table in tables.items() if isinstance(table, dict)}
        common = {word: value for word, value in tables.items() if word not in own}
        if "title" in common:
            issues.append(_issue(flow, "", "title называет один экран, а не все. Перенесите в часть экрана."))
        issues += [
            _issue(flow, name, "такого экрана или группы слов нет. Уберите часть или исправьте имя.")
            for name in own.keys() - names
        ]
        for name in names:
            try:
                found[f"{flow}/{name}"] = Statement.model_validate(common | own.get(name, {}))
            except ValidationError as error:
                issues += [_issue(flow, name, text) for text in _sentences(error)]
    if issues:
        raise BrokenError(tuple(dict.fromkeys(issues)))
    return found


def as_read(texts: Iterable[str]) -> str:
    """A short name of the words of a screen or a group in both languages: other words, another name."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]


def seen(statements: Mapping[str, Statement]) -> Iterator[str]:
    """Screens and groups that whoever answers for them has read."""
    yield from (name for name, statement in statements.items() if statement.reviewed)


def due(statements: Mapping[str, Statement], today: date) -> Iterator[tuple[str, Statement]]:
    """What nobody has read yet in one of the languages, and what is to be read again; the most urgent first."""
    waiting = [
        (name, it) for name, it in statements.items() if not (it.reviewed and it.native) or it.review_by <= today
    ]
    yield from sorted(waiting, key=lambda one: (one[1].review_by, one[0]))


def _tables(root: Path, flow: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads((root / _FOLDER / f"{flow}.toml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return None


def _sentences(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False):
        word = fault["loc"][0]
        match fault["type"]:
            case "missing":
                yield f"не хватает «{word}»: нужны owner, review_by и sources. Допишите."
            case "extra_forbidden":
                yield f"слова «{word}» здесь не бывает. Уберите его или исправьте опечатку."
            case _:
                form = "роль и название в кавычках (название от 3 до 40 знаков), дата без них, источники списком"
                yield f"«{word}» записано неверно: {form}. Исправьте."


def _issue(flow: str, screen: str, text: str) -> Issue:
    return Issue("W004", f"{_FOLDER}/{flow}.toml", screen, text)
