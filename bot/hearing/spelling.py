"""One spelling for every way of typing: Russian, Kazakh, Latin letters, look-alikes, the wrong keyboard.

A text becomes small Latin letters as they sound, numbers and breaks. ы and и stay apart (был, бил); Kazakh words are
compared without that difference, since many keyboards lack it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from bot.places.letters import SOFT, SOUNDS

LONGEST: Final = 4096  # characters read of a text

# As names of places sound, but ы stays apart: «был» and «бил» are different things to say.
_SOUNDS: Final = str.maketrans({**SOUNDS, "ы": "y", "є": "e", "ґ": "g", "`": "", "'": ""})
_DOUBLED: Final = re.compile(r"([a-z])\1+")
_WORD: Final = re.compile(r"(?<![^\W\d_])((?=[^\W\d_]*[a-zà-ɏə])[^\W\d_]+)")  # with a Latin letter
_LATIN_LETTER: Final = re.compile("[a-zà-ɏə]")
_DIGIT: Final = re.compile("[046]")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_LOOKALIKE: Final = str.maketrans("aceopxykmthbëiv", "асеорхукмтнвёіү")
_MARKED: Final = str.maketrans(
    {"ý": "u", "ş": "sh", "š": "sh", "ç": "ch", "č": "ch", "ž": "zh", "ı": "i", "ŋ": "n", "ə": "a", "w": "v"}
)
_LATIN: Final = tuple(
    (re.compile(pattern), heard)
    for pattern, heard in (
        ("shch|sch|sh|ch", "w"),
        ("zh|dJ", "j"),
        ("kh|x", "h"),
        ("gh", "g"),
        ("q|ck", "k"),
        ("c(?=[eiy])", "ts"),
        ("c", "k"),
        ("yo", "e"),
        (r"\bye|(?<=[aeiou])ye", "e"),
        ("y(?=[aeou])|(?<=[aeou])y", "i"),
    )
)
# Digits that stand for letters: «4то», «к0гда», «6ygarmay». Each begins with its digit, which is found faster.
_DIGITS: Final = (
    (re.compile(r"6(?:(?<=[a-z]6)(?!\d)|(?<!\d6)(?=[a-z]{3}))"), "sh"),
    (re.compile(r"4(?:(?<=[^\W\d_]4)(?!\d)|(?<!\d4)(?=то|to|ер|er|ег|eg|ел|el|ас|as|е\b|e\b))"), "ч"),
    (re.compile(r"0(?:(?<=[^\W\d_]0)(?!\d)|(?<!\d0)(?=[^\W\d_]{2}))"), "о"),
)
_ENGLISH: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~{}:\"<>"
_RUSSIAN: Final = "ёйцукенгшщзхъфывапролджэячсмитьбюёхъжэбю"
_AS_RUSSIAN: Final = str.maketrans(_ENGLISH, _RUSSIAN)
_AS_ENGLISH: Final = str.maketrans(_RUSSIAN[:33], _ENGLISH[:33])
_SEEN: Final = frozenset({"Cf", "Mn", "Me"})


def sound(text: str) -> str:
    """Give the text as it sounds. J is a Latin «j» that may be ж or й."""
    return _sound(_low(text))


def retyped(text: str) -> str:
    """Give the text as the other keyboard would have written it, as it sounds."""
    low = _low(text)
    return _sound(low.translate(_AS_ENGLISH if _CYRILLIC.search(low) else _AS_RUSSIAN))


def loose(heard: str) -> str:
    """Give a sound without what Kazakh typed on other keyboards loses."""
    return heard.replace("y", "i").replace("ii", "i")


def _low(text: str) -> str:
    cut = text[:LONGEST]
    if not cut.isascii():
        cut = unicodedata.normalize("NFC", cut)
        if any(not char.isalnum() and unicodedata.category(char) in _SEEN for char in set(cut)):
            cut = "".join(char for char in cut if unicodedata.category(char) not in _SEEN)
    low = cut.casefold().replace("i\u0307", "i")
    for pattern, letter in _DIGITS if _DIGIT.search(low) else ():
        low = pattern.sub(letter, low)
    return low


def _sound(low: str) -> str:
    if _LATIN_LETTER.search(low):
        pieces = _WORD.split(low)  # every second one is such a word
        pieces[1::2] = _cyrillic(pieces[1::2])
        low = "".join(pieces)
    return _DOUBLED.sub(r"\1", SOFT.sub("и", low).translate(_SOUNDS))


def _cyrillic(words: Sequence[str]) -> Iterator[str]:
    """Give Latin words as they sound; one with a Cyrillic letter in it is Cyrillic with look-alikes."""
    heard = {word: word.translate(_LOOKALIKE) for word in words if _CYRILLIC.search(word)}
    latin = [word for word in words if word not in heard]
    low = " ".join(latin)
    if not low.isascii():
        low = unicodedata.normalize("NFD", low.translate(_MARKED))
        low = "".join(char for char in low if not unicodedata.combining(char))
    low = low.replace("w", "v").replace("j", "J")
    for pattern, sounds in _LATIN:
        low = pattern.sub(sounds, low)
    heard |= zip(latin, low.split(), strict=True)
    return map(heard.__getitem__, words)
