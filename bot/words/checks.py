"""The checks of the words: what is written, and what is drawn of it. Codes: docs/checks.md."""

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from bot.issue import BrokenError, Issue
from bot.script.facts import Language
from bot.script.model import Script
from bot.talk.world import World
from bot.words.catalogue import Words, read
from bot.words.drawings import drawings
from bot.words.keys import PLURAL, needed
from bot.words.page import Page
from bot.words.sync import SAME, note_for, note_of, text_of

BUTTON, SCREEN, LINES, SENTENCE, QUIET, COPY, NOTE = 24, 500, 7, 15, 60, 256, 200
_TAGS = {"b", "i", "u"}
_DIGITS = re.compile(r"\d{3,}|\d[\d ()-]{5,}\d")
_SENTENCES = re.compile(r"[.?!…\n]+")
_GLUED = re.compile(r"\}[^\W\d_]|\}[-'’][^\W\d_]")


def check_written(root: Path, script: Script) -> list[Issue]:
    """Everything that can be seen in the two catalogues and the script. Raises `BrokenError` when one is missing."""
    ru, kk = read(root, Language.RU), read(root, Language.KK)
    banned = _rules(root)["banned"]
    keys = tuple(dict.fromkeys(needed(script)))
    issues = [*_complete(ru, Language.RU, keys), *_complete(kk, Language.KK, keys)]
    issues += [*_equal(ru, kk)]
    for language, catalogue in ((Language.RU, ru), (Language.KK, kk)):
        for message in catalogue:
            if message.id:
                issues += _message(language, message, banned[language.value])
    return issues


def _rules(root: Path) -> Mapping[str, Mapping[str, list[str]]]:
    try:
        return tomllib.loads((root / "rules.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError):
        text = "правил слов нет или они не читаются. Верните locales/rules.toml."
        raise BrokenError((Issue("W003", "rules.toml", "", text),)) from None


def _at(code: str, language: Language, key: str, text: str) -> Issue:
    return Issue(code, f"{language.value}/senim.po", key, text)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _complete(catalogue: Catalog, language: Language, keys: tuple[str, ...]) -> Iterator[Issue]:
    written = {_key(message): message for message in catalogue if message.id}
    for key in keys:
        if key not in written:
            yield _at("W101", language, key, "сообщения нет. Выполните: python -m bot words sync, и переведите.")
        elif not all(text_of(written[key])):
            yield _at("W102", language, key, "сообщение пустое. Напишите его.")
        elif (key in PLURAL) != isinstance(written[key].id, tuple):
            yield _at("W103", language, key, "форма числа: здесь нужны (или не нужны) msgid_plural и все формы.")
    for key in written.keys() - set(keys):
        yield _at("W104", language, key, "сообщение нигде не нужно. Выполните: python -m bot words sync.")
    for key, message in written.items():
        if message.fuzzy:
            yield _at("W105", language, key, "русский текст изменился: сверьте и уберите пометку fuzzy.")


def _equal(ru: Catalog, kk: Catalog) -> Iterator[Issue]:
    original = {_key(message): message for message in ru if message.id}
    for message in kk:
        source = original.get(_key(message)) if message.id else None
        if source is None:
            continue
        key = _key(message)
        if note_of(message) != note_for(source):
            yield _at("W105", Language.KK, key, "русский текст изменился после перевода: python -m bot words sync.")
        if text_of(message) == text_of(source) and SAME not in message.user_comments:
            yield _at("W106", Language.KK, key, f"то же, что по-русски. Переведите или добавьте строку «# {SAME}».")
        if {*map(_fields, text_of(message))} != {*map(_fields, text_of(source))}:
            yield _at("W107", Language.KK, key, "скобки {…} не те же, что по-русски.")


def _fields(text: str) -> frozenset[str]:
    try:
        return frozenset(field for _, field, _, _ in string.Formatter().parse(text) if field is not None)
    except ValueError:
        return frozenset({"{?}"})


def _message(language: Language, message: Message, banned: list[str]) -> Iterator[Issue]:
    key = _key(message)
    for text in text_of(message):
        for code, wrong in (*_form(text), *_tone(text, banned), *_size(key, text)):
            yield _at(code, language, key, wrong)


def _form(text: str) -> Iterator[tuple[str, str]]:
    if _GLUED.search(text):
        yield "W108", "к скобке } приклеено окончание: имя и число должны стоять без изменений."
    if not _well_formed(text):
        yield "W109", "разметка сломана. Можно только <b>, <i>, <u>, и каждую закрыть."
    if _DIGITS.search(text):
        yield "W110", "похоже на номер телефона. Номера живут в directory/, здесь их не пишут."


def _tone(text: str, banned: list[str]) -> Iterator[tuple[str, str]]:
    if "!" in text:
        yield "W111", "восклицательных знаков не ставим."
    for phrase in banned:
        if re.search(rf"(?<!\w){re.escape(phrase)}", text.lower()):
            yield "W112", f"так мы не говорим: «{phrase}»."
    for sentence in _SENTENCES.split(text):
        words = [word for word in sentence.split() if any(map(str.isalnum, word))]
        if len(words) > SENTENCE:
            yield "W114", f"в предложении {len(words)} слов, а можно {SENTENCE}: «{sentence.strip()[:40]}…»."


def _size(key: str, text: str) -> Iterator[tuple[str, str]]:
    if key.endswith("#copy") and key != "common#copy":
        if len(text) > COPY:
            yield "W115", f"для копирования {len(text)} знаков, а можно {COPY}."
    elif "#" in key and len(text) > BUTTON:
        yield "W113", f"на кнопке {len(text)} знаков, а можно {BUTTON}."
    if key == "common/closing" and len(text) > NOTE:
        yield "W115", f"во всплывающей строке {len(text)} знаков, а можно {NOTE}."


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.sound = True
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.sound &= tag in _TAGS and not attrs

    def handle_endtag(self, tag: str) -> None:
        self.sound &= bool(self.open) and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def _well_formed(text: str) -> bool:
    tags = _parse(text)
    return tags.sound and not tags.open and "<" not in "".join(tags.text)


def _parse(text: str) -> _Tags:
    tags = _Tags()
    tags.feed(text)
    tags.close()
    return tags


def plain(text: str) -> str:
    """What is read of a page, without markup."""
    return "".join(_parse(text).text)


def check_drawn(world: World, words: Words, today: date, root: Path) -> list[Issue]:
    """Every screen as it is really drawn, in both languages, for every place."""
    neutral = _rules(root)["neutral"]
    issues = dict[tuple[str, str, Language], Issue]()
    for screen, language, page in drawings(world, words, today):
        rows = world.script.screens[screen].rows
        for code, text in _page(page, neutral, rows):
            issues.setdefault((code, screen, language), _at(code, language, screen, text))
    return list(issues.values())


def _page(page: Page, neutral: Mapping[str, list[str]], rows: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    text = plain(page.text)
    if len(text) > SCREEN:
        yield "W201", f"на экране {len(text)} знаков, а можно {SCREEN}."
    if (lines := len(text.splitlines())) > LINES:
        yield "W202", f"на экране {lines} строк, а можно {LINES}."
    quiet = text[:QUIET].lower()
    for word in (*neutral["ru"], *neutral["kk"]):
        if re.search(rf"(?<!\w){re.escape(word)}", quiet):
            yield "W203", f"«{word}» видно в уведомлении: в первых {QUIET} знаках этого быть не должно."
    if {"D1", "D2", "D3", "D4"} & set(rows) and "102" not in text[:120]:
        yield "W204", "полиции нет в первых 120 знаках."
    if not text.strip():
        yield "W205", "экран пустой."
