"""The checks of the words: what is written, and what is drawn of it. Codes: docs/checks.md."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from babel.messages.catalog import Message

from bot.issue import Issue
from bot.script.facts import Language
from bot.script.model import Script
from bot.talk.world import World
from bot.words.catalogue import DOMAIN, Words, read
from bot.words.domain import talk
from bot.words.drawings import drawings
from bot.words.keys import needed
from bot.words.level import level
from bot.words.markup import plain
from bot.words.page import Page
from bot.words.rules import Phrases, read_rules
from bot.words.size import EARLY, LINES, QUIET, SCREEN
from bot.words.spoken import FILE, Spoken, read_spoken
from bot.words.standing import check_statements
from bot.words.statements import read_statements
from bot.words.sync import text_of
from bot.words.written import at, check_domain, messages

__all__ = ["check_drawn", "check_written", "plain"]

YEARS, LAW_YEARS = 9, 11  # a law card names measures as the law calls them
_POLICE_FIRST = {"D1", "D2", "D3", "D4"}
_LAW: Final = re.compile(r"\b(?:закон|заң(?!гер)|кодекс)", re.IGNORECASE)  # a law, and no lawyer


def check_written(root: Path, script: Script, today: date) -> list[Issue]:
    """Everything that can be seen in the two catalogues and the script. Raises `BrokenError` when one is missing."""
    issues = [*_doubles(script), *_named(read_spoken(root), script), *check_domain(root, talk(script))]
    written = {language: messages(read(root, language)) for language in Language}
    for language, entries in written.items():
        issues += [*_led(entries, language, script), *_readable(entries, language, script)]
        issues += _lawful(entries, language, script)
    return [*issues, *check_statements(read_statements(root, script), script, written, today)]


def _at(code: str, language: Language, key: str, text: str) -> Issue:
    return at(code, language, key, text, DOMAIN)


def _doubles(script: Script) -> Iterator[Issue]:
    for key, times in Counter(needed(script)).items():
        if times > 1:
            text = "так уже называется другое сообщение, слова у них были бы одни. Переименуйте экран или кнопку."
            yield Issue("W117", "flows", key, text)


def _named(spoken: Spoken, script: Script) -> Iterator[Issue]:
    keys = [key for key in needed(script) if "#" in key]
    known = {*keys, *(key.rpartition("#")[2] for key in keys)}
    named = [*(part.buttons for part in spoken.said), *(part.buttons for part in spoken.begins)]
    for topic in dict.fromkeys(topic for topic, _ in spoken.topics()):
        if topic not in script.ways.topics:
            yield Issue("W125", FILE, topic, "такой темы нет в ways.toml. Исправьте имя или уберите его.")
    for button in (button for buttons in named for button in buttons):
        if button not in known:
            text = "такой кнопки нет ни на одном экране. Исправьте имя или уберите его."
            yield Issue("W125", FILE, button, text)


def _led(entries: Mapping[str, Message], language: Language, script: Script) -> Iterator[Issue]:
    for name, screen in script.screens.items():
        if screen.lead and name in entries and not all("\n" in text for text in text_of(entries[name])):
            text = "у экрана lead = true: первая строка стоит над номерами, нужна и вторая. Допишите или уберите lead."
            yield _at("W116", language, name, text)


def _readable(entries: Mapping[str, Message], language: Language, script: Script) -> Iterator[Issue]:
    for name, screen in script.screens.items():
        most = LAW_YEARS if screen.expires else YEARS
        years = level(language, text_of(entries[name])[0]) if name in entries else None
        if years is not None and years > most:
            text = f"текст для {years:.1f} классов школы, а можно {most}. Возьмите слова и предложения короче."
            yield _at("W119", language, name, text)


def _lawful(entries: Mapping[str, Message], language: Language, script: Script) -> Iterator[Issue]:
    for name, screen in script.screens.items():
        if screen.expires and not screen.act and name in entries and not _LAW.search(text_of(entries[name])[0]):
            text = "у карточки закона не назван закон. Назовите его в словах или в act (неизвестен: act = unknown)."
            yield _at("W120", language, name, text)


def check_drawn(world: World, words: Words, today: date, root: Path) -> list[Issue]:
    """Every screen as it is really drawn, in both languages, for every place, before and after a card expires."""
    neutral = read_rules(root).neutral
    dated = {name: screen for name, screen in world.script.screens.items() if screen.expires}
    later = replace(world, script=replace(world.script, screens=dated))
    drawn = [*drawings(world, words, today), *drawings(later, words, date.max)]
    issues = dict[tuple[str, str, Language], Issue]()
    for screen, language, page in drawn:
        for code, text in _page(page, neutral, police=bool(_POLICE_FIRST & set(world.script.screens[screen].rows))):
            issues.setdefault((code, screen, language), _at(code, language, screen, text))
    return list(issues.values())


def _page(page: Page, neutral: Phrases, *, police: bool) -> Iterator[tuple[str, str]]:
    text = plain(page.text)
    if len(text) > SCREEN:
        yield "W201", f"на экране {len(text)} знаков, а можно {SCREEN}. Сократите или разделите экран."
    if (lines := len(text.splitlines())) > LINES:
        yield "W202", f"на экране {lines} строк, а можно {LINES}. Сократите или разделите экран."
    for word in neutral.found(text[:QUIET], *Language):
        yield "W203", f"«{word}» видно в уведомлении: в первых {QUIET} знаках этого быть не должно. Начните иначе."
    if police and "102" not in text[:EARLY]:
        yield "W204", f"полиции нет в первых {EARLY} знаках. Сократите то, что стоит до номеров."
    labels = Counter(key.label for row in page.rows for key in row)
    for label in (label for label, times in labels.items() if times > 1):
        yield "W205", f"две кнопки называются «{label}»: их не различить. Переименуйте одну."
