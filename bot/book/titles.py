"""A short Russian title for every screen, taken from the conversation itself."""

from collections.abc import Mapping

from bot.book.meanings import DRAWS
from bot.book.reading import Message
from bot.script.model import Screen, Script
from bot.words.statements import Statement

_LONGEST = 34  # characters of a text that stand for it


def titles(script: Script, messages: Mapping[str, Message], statements: Mapping[str, Statement]) -> Mapping[str, str]:
    """A screen is called as its statement says; else as the first button that leads only to it; or as it begins."""
    meant: dict[str, set[str]] = {}
    for name, screen in script.screens.items():
        for choice in screen.choices:
            meant.setdefault(messages[f"{name}#{choice.id}"].ru[0], set()).update(route.to for route in choice.to)
    called = {target: label for label, (target, *more) in reversed(meant.items()) if not more}
    own = {name: statement.title for name, statement in statements.items() if statement.title}
    return {
        name: own.get(name) or called.get(name) or _given(screen, messages.get(name))
        for name, screen in script.screens.items()
    }


def _given(screen: Screen, message: Message | None) -> str:
    if screen.draws or message is None:
        return DRAWS[screen.draws].title if screen.draws else ""
    text = message.ru[0].partition("\n")[0].rstrip(".")
    return text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0].rstrip(",:—- ") + "…"
