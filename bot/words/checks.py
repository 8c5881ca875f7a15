"""The checks of the words: what is written, and what is drawn of it. Codes: docs/checks.md."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from bot.issue import Issue
from bot.script.facts import Language
from bot.script.model import Script
from bot.talk.world import World
from bot.words.catalogue import Words, read
from bot.words.drawings import drawings
from bot.words.keys import PLURAL, needed
from bot.words.level import level
from bot.words.markup import plain
from bot.words.page import Page
from bot.words.rules import Phrases, read_rules
from bot.words.size import EARLY, LINES, QUIET, SCREEN
from bot.words.statements import read_statements
from bot.words.sync import SAME, note_for, note_of, text_of
from bot.words.values import put, taken
from bot.words.wording import wording

__all__ = ["check_drawn", "check_written", "plain"]

YEARS, LAW_YEARS = 10, 13  # a law card names measures as the law calls them
_POLICE_FIRST = {"D1", "D2", "D3", "D4"}


def check_written(root: Path, script: Script) -> list[Issue]:
    """Everything that can be seen in the two catalogues and the script. Raises `BrokenError` when one is missing."""
    written = {language: _messages(read(root, language)) for language in Language}
    banned = read_rules(root).banned
    issues = [*_doubles(script), *_dated(root, script)]
    for language, messages in written.items():
        issues += [*_complete(messages, language, script), *_formed(messages, language, script)]
        issues += _readable(messages, language, script)
        for key, message in messages.items():
            found = (wrong for text in text_of(message) for wrong in wording(language, key, text, banned))
            issues += [_at(code, language, key, text) for code, text in dict.fromkeys(found)]
    return [*issues, *_equal(written[Language.RU], written[Language.KK])]


def _messages(catalogue: Catalog) -> dict[str, Message]:
    return {
        message.id if isinstance(message.id, str) else message.id[0]: message for message in catalogue if message.id
    }


def _at(code: str, language: Language, key: str, text: str) -> Issue:
    return Issue(code, f"{language.value}/senim.po", key, text)


def _doubles(script: Script) -> Iterator[Issue]:
    for key, times in Counter(needed(script)).items():
        if times > 1:
            text = "так уже называется другое сообщение, слова у них были бы одни. Переименуйте экран или кнопку."
            yield Issue("W117", "flows", key, text)


def _complete(messages: dict[str, Message], language: Language, script: Script) -> Iterator[Issue]:
    keys = tuple(dict.fromkeys(needed(script)))
    for key in keys:
        if key not in messages:
            yield _at("W101", language, key, "сообщения нет. Выполните: python -m bot words sync, и напишите его.")
        elif not all(plain(text).strip() for text in text_of(messages[key])):
            yield _at("W102", language, key, "сообщение пустое. Напишите его.")
        elif (key in PLURAL) != isinstance(messages[key].id, tuple):
            text = "msgid_plural и msgstr[…] нужны там, где программа считает, и только там. Исправьте форму."
            yield _at("W103", language, key, text)
    for key in messages:
        if key not in keys:
            yield _at("W104", language, key, "сообщение нигде не нужно. Выполните: python -m bot words sync.")


def _formed(messages: dict[str, Message], language: Language, script: Script) -> Iterator[Issue]:
    values = put(script)
    for key, message in messages.items():
        wanted = values.get(key, frozenset())
        if any(text and taken(text) != wanted for text in text_of(message)):
            names = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "ничего"
            yield _at("W107", language, key, f"скобки {{…}} не те: программа ставит сюда {names}. Исправьте.")
    for name, screen in script.screens.items():
        if screen.lead and name in messages and not all("\n" in text for text in text_of(messages[name])):
            text = "у экрана lead = true: первая строка стоит над номерами, нужна и вторая. Допишите или уберите lead."
            yield _at("W116", language, name, text)


def _readable(messages: dict[str, Message], language: Language, script: Script) -> Iterator[Issue]:
    for name, screen in script.screens.items():
        most = LAW_YEARS if screen.expires else YEARS
        years = level(language, text_of(messages[name])[0]) if name in messages else None
        if years is not None and years > most:
            text = f"текст для {years:.1f} классов школы, а можно {most}. Возьмите слова и предложения короче."
            yield _at("W119", language, name, text)


def _dated(root: Path, script: Script) -> Iterator[Issue]:
    for name, statement in read_statements(root, script).items():
        expires = script.screens[name].expires
        if expires and (statement.owner != "lawyer" or statement.review_by > expires):
            text = "за карточку закона отвечает юрист (lawyer), и прочесть её надо не позже expires. Исправьте."
            yield Issue("W118", f"statements/{name.partition('/')[0]}.toml", name.partition("/")[2], text)


def _equal(ru: dict[str, Message], kk: dict[str, Message]) -> Iterator[Issue]:
    for key, message in ru.items():
        if message.fuzzy:
            yield _at("W105", Language.RU, key, "стоит пометка fuzzy. Перечитайте текст и уберите её.")
    for key, message in kk.items():
        if message.fuzzy:
            yield _at("W105", Language.KK, key, "русский текст изменился. Сверьте перевод и уберите пометку fuzzy.")
        if key not in ru or not (any(text_of(message)) and any(text_of(ru[key]))):
            continue  # W101, W102 say it
        if note_of(message) != note_for(ru[key]):
            text = "русский текст изменился после перевода. Выполните: python -m bot words sync."
            yield _at("W105", Language.KK, key, text)
        if text_of(message) == text_of(ru[key]) and SAME not in message.user_comments:
            yield _at("W106", Language.KK, key, f"то же, что по-русски. Переведите или добавьте строку «# {SAME}».")


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
