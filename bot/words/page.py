"""Draws a view in a person's language: Telegram HTML and labelled buttons. Here ids become words."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.centres.name import Name
from bot.script.facts import Language
from bot.talk.answer import Answer
from bot.talk.view import Button, Style, View
from bot.words.card import centre_lines
from bot.words.catalogue import Words
from bot.words.directory import (
    asked_lines,
    call_lines,
    copied_text,
    help_lines,
    line_in_both,
    line_text,
    voice_only,
)
from bot.words.size import LINES

_BOTH = {"welcome", "both", "closed"}
_PAIRED = 17  # two buttons share a row when both labels are this short


@dataclass(frozen=True, slots=True)
class Key:
    """One button: either an answer or ready words to copy."""

    label: str
    answer: Answer | None = None
    copies: str | None = None
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What goes on the wire, still without tickets."""

    text: str
    rows: tuple[tuple[Key, ...], ...]


def draw(words: Words, view: View) -> Page:
    """The page of a view. Deterministic; KeyError only when the catalogues are broken."""
    return Page(_spaced(list(_blocks(words, view))), tuple(_rows(words, view)))


def _spaced(blocks: list[list[str]]) -> str:
    """An empty line between numbers and words, where the screen stays short enough with it."""
    filled = [block for block in blocks if block]
    lines = sum(line.count("\n") + 1 for block in filled for line in block)
    gap = "\n\n" if lines + len(filled) - 1 <= LINES else "\n"
    return gap.join("\n".join(block) for block in filled)


def _blocks(words: Words, view: View) -> Iterator[list[str]]:
    language = view.language
    both = [words.say(each, view.screen) for each in (Language.KK, Language.RU)] if view.draws in _BOTH else []
    match view.draws:
        case "welcome":
            yield both
            yield list(_numbers(words, view))
        case "both":
            yield list(_numbers(words, view))
            yield both
        case "closed":
            yield [" · ".join(both)]
        case "confirm" | "namesakes":
            yield list(asked_lines(words, view))
            yield list(_numbers(words, view))
        case "help":
            yield list(help_lines(words, view))
        case "centre":
            yield list(centre_lines(words, view))
        case "script":
            intro, _, rest = words.say(language, view.screen).partition("\n")
            yield list(_numbers(words, view))
            yield [intro, *call_lines(words, view), rest]
        case _:
            yield from _card(words, language, view)


def _card(words: Words, language: Language, view: View) -> Iterator[list[str]]:
    text = words.say(language, "common/expired" if view.expired else view.screen)
    first, _, rest = text.partition("\n")
    if view.lead and rest:
        yield [first]
    yield list(_numbers(words, view))
    yield [rest if view.lead and rest else text]
    if view.as_of and not view.expired:
        state = "common/as_of" if view.screen in words.read else "common/as_of_unread"
        act = [words.say(language, f"act/{view.act}")] if view.act else []
        yield [" ".join((*act, words.say(language, state, date=f"{view.as_of:%d.%m.%Y}")))]


def _numbers(words: Words, view: View) -> Iterator[str]:
    if view.draws in {"welcome", "both"}:
        yield from (line_in_both(words, line) for line in view.lines)
        return
    yield from (line_text(words, view.language, line) for line in view.lines)
    if voice_only(view.lines):
        yield words.say(view.language, "common/voice_only")


def _rows(words: Words, view: View) -> Iterator[tuple[Key, ...]]:
    keys = [_key(words, view, button) for button in view.buttons]
    if view.copies:
        own = view.copies == "words"  # they are what the screen is for
        label = words.say(view.language, "common#copy" if own else "common#numbers")
        copied = Key(label, copies=copied_text(words, view), style="primary" if own else None)
        keys.insert(0 if own else len(keys), copied)
    while keys:
        pair = len(keys) > 1 and all(len(key.label) <= _PAIRED for key in keys[:2])
        yield tuple(keys[: 1 + pair])
        del keys[: 1 + pair]
    bar = [_key(words, view, button) for button in view.bar]
    yield from (tuple(bar[at : at + 2]) for at in range(0, len(bar), 2))


def _key(words: Words, view: View, button: Button) -> Key:
    language = button.language or view.language
    if isinstance(button.label, Name):
        label = button.label.within(language.value)
        label = f"{button.number}. {label}" if button.number else label
    else:
        label = words.say(language, button.label)
    return Key(label, answer=button.answer, style=button.style)
