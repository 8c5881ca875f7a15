"""The checks of statements: what stands behind the words, held against the words themselves. Codes: docs/checks.md."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from babel.messages.catalog import Message

from bot.issue import Issue
from bot.script.facts import Language
from bot.script.model import Script
from bot.words.catalogue import DOMAIN
from bot.words.keys import shared
from bot.words.statements import Statement, as_read
from bot.words.sync import text_of
from bot.words.written import at

Written = Mapping[Language, Mapping[str, Message]]

_WEAK: Final = re.compile(r"[—–-] L\b")  # marks of confidence stand behind a dash: H, M, L
_MIDDLING: Final = re.compile(r"[—–-] M\b(?!, )")  # M, and not how it is said therefore
_USUALLY: Final = "said as «usually»"
_SAID_SO: Final = MappingProxyType({Language.RU: "обычно", Language.KK: "әдетте"})
_ABROAD: Final = timedelta(days=1)  # the day of whoever read may have begun before the day here


def check_statements(
    statements: Mapping[str, Statement], script: Script, written: Written, today: date
) -> Iterator[Issue]:
    """Whoever answers fits the card, a mark fits the words it was given for, and weak sources are said as such."""
    for name, statement in statements.items():
        yield from _law(script, name, statement)
        yield from _marks(script, written, today, name, statement)
        yield from _sources(written, shared(script).get(name, (name,)), name, statement)


def words_of(script: Script, written: Written, name: str) -> str:
    """What the words of a screen or of a group are now: its text, its buttons and what it copies, in both languages.

    What is drawn of directory entries is checked with the directory, and is no part of it.
    """
    screen = script.screens.get(name)
    own = (name, f"{name}#copy", *(f"{name}#{it.id}" for it in screen.choices)) if screen else shared(script)[name]
    keys = [key for key in own if all(key in entries for entries in written.values())]
    return as_read(text for entries in written.values() for key in keys for text in text_of(entries[key]))


def _law(script: Script, name: str, statement: Statement) -> Iterator[Issue]:
    expires = script.screens[name].expires if name in script.screens else None
    if expires and (statement.owner != "lawyer" or statement.review_by > expires):
        text = "за карточку закона отвечает юрист (lawyer), и прочесть её надо не позже expires. Исправьте."
        yield _at("W118", name, text)


def _marks(script: Script, written: Written, today: date, name: str, statement: Statement) -> Iterator[Issue]:
    """Whoever read the words answers for those words, and for no others."""
    marks = {
        "reviewed": (statement.reviewed, statement.reviewed_words),
        "native": (statement.native, statement.native_words),
    }
    for mark, (day, words) in marks.items():
        if day and words != words_of(script, written, name):
            text = f"прочитаны другие слова. Уберите {mark} или дайте прочесть: python -m bot review ИМЯ."
            yield _at("W121", name, text)
        if day and day > today + _ABROAD:
            yield _at("W122", name, f"день чтения ещё не настал. Исправьте {mark}.")


def _sources(written: Written, keys: Sequence[str], name: str, statement: Statement) -> Iterator[Issue]:
    """A fact with the mark L is not told to people; one with M only as the source says: «usually», as a question."""
    if any(_WEAK.search(source) for source in statement.sources):
        yield _at("W124", name, "источник слабый (L): такого людям не говорим. Уберите и слова, и источник.")
    if any(_MIDDLING.search(source) for source in statement.sources):
        text = "у источника пометка M, но не сказано, как об этом говорить. Допишите: M, said as «usually»."
        yield _at("W124", name, text)
    if any(_USUALLY in source for source in statement.sources):
        for language, word in _SAID_SO.items():
            texts = [text_of(written[language][key])[0].lower() for key in keys if key in written[language]]
            if texts and not any(word in text for text in texts):
                text = f"источник велит сказать «{word}», а в словах этого нет. Добавьте или исправьте источник."
                yield at("W124", language, name, text, DOMAIN)


def _at(code: str, name: str, text: str) -> Issue:
    flow, _, screen = name.partition("/")
    return Issue(code, f"statements/{flow}.toml", screen, text)
