"""The checks of one text: markup, tone, size. They need nothing but the text and its id."""

import re
from collections.abc import Iterator

from bot.script.facts import Language
from bot.words.gender import gendered
from bot.words.markup import plain, well_formed
from bot.words.rules import Phrases

BUTTON, SENTENCE, COPY, NOTE = 24, 15, 256, 200
_NOTE = "common/closing"  # shown by Telegram in a line of its own
_DIGITS = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{3,}|\d[\d ().-]{5,}\d|(?<!\d)\d(?:[ .-]\d){2,}(?!\d)")
_DRESSED = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | dict.fromkeys("\u00a0\u2009\u202f", " ")
)
_EXCLAIMED = frozenset("!！❗❕‼")
_DATED = re.compile(  # dates, hours, years
    r"(?<![\d.])\d{1,2}\.\d\d(?:\.(?:19|20)\d\d)?(?!\.?\d)|(?<![\d.-])(?:19|20)\d\d(?:-(?:19|20)\d\d)?(?![\d-])"
)
_ABBREVIATED = re.compile(r"\b(т\.) ?([екдп]\.)")  # «т. е.»: no end
_SENTENCES = re.compile(r"[.?!…]+(?=[»”\")\]]*(?:\s|$))|\n")
_GLUED = re.compile(r"\}[-'’]?[^\W\d_]")


def wording(language: Language, key: str, text: str, banned: Phrases) -> Iterator[tuple[str, str]]:
    """Code and sentence of everything wrong with one text."""
    yield from _form(key, text)
    yield from _tone(language, text, banned)
    yield from _size(key, text)


def copied(key: str) -> bool:
    """Whether it is a text that a button copies."""
    return key.endswith("#copy") and key != "common#copy"


def _form(key: str, text: str) -> Iterator[tuple[str, str]]:
    if _GLUED.search(plain(text)):
        yield "W108", "к скобке } приклеено окончание: имя и число стоят без изменений. Перестройте предложение."
    if not well_formed(text):
        yield "W109", "разметка сломана. Оставьте <b>, <i>, <u>, закройте каждую; вместо < и & пишите &lt; и &amp;."
    elif ("#" in key or key == _NOTE) and plain(text) != text:
        yield "W109", "на кнопке и в копии разметки не бывает: её увидят буквами. Уберите."
    if _DIGITS.search(_DATED.sub("", text.translate(_DRESSED))):
        yield "W110", "похоже на номер телефона. Уберите: номера живут в directory/, здесь их не пишут."


def _tone(language: Language, text: str, banned: Phrases) -> Iterator[tuple[str, str]]:
    if not _EXCLAIMED.isdisjoint(text):
        yield "W111", "восклицательных знаков не ставим. Поставьте точку."
    for phrase in banned.found(text, language):
        yield "W112", f"так мы не говорим: «{phrase}». Скажите иначе."
    if language is Language.RU and (said := gendered(plain(text))):
        yield "W123", f"«{said}» говорит, мужчина это или женщина. Скажите так, чтобы подходило каждому."
    for sentence in _SENTENCES.split(_ABBREVIATED.sub("так", plain(text))):
        words = [word for word in sentence.split() if any(map(str.isalnum, word))]
        if len(words) > SENTENCE:
            start = " ".join(words[:5])
            yield "W114", f"в предложении {len(words)} слов, а можно {SENTENCE}: «{start}…». Разделите."


def _size(key: str, text: str) -> Iterator[tuple[str, str]]:
    if copied(key):
        if len(text) > COPY:
            yield "W115", f"для копирования {len(text)} знаков, а можно {COPY}. Сократите."
    elif "#" in key and len(text) > BUTTON:
        yield "W113", f"на кнопке {len(text)} знаков, а можно {BUTTON}. Сократите."
    if key == _NOTE and len(text) > NOTE:
        yield "W115", f"во всплывающей строке {len(text)} знаков, а можно {NOTE}. Сократите."
