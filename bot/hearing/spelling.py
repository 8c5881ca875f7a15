"""One spelling for every way of typing: Russian, Kazakh, Latin letters, look-alikes, the wrong keyboard.

A text becomes small Latin letters as they sound, numbers and breaks. ы and и stay apart (был, бил); Kazakh words are
compared without that difference, since many keyboards lack it.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

LONGEST: Final = 4096  # characters read of a text

_SOUNDS: Final = str.maketrans(
    {
        **dict(zip("абвгдежзийклмнопрстуфхыэ", "abvgdejziiklmnoprstufhye", strict=True)),
        **dict(zip("әғқңөұүһіёўїєґ", "agknouuhieuieg", strict=True)),
        "ц": "ts",
        "ч": "w",
        "ш": "w",
        "щ": "w",
        "ю": "iu",
        "я": "ia",
        "ъ": "",
        "ь": "",
        "`": "",
        "'": "",
    }
)
_SOFT: Final = re.compile("[ьъ](?=[аеёиоуыэюя])")
_DOUBLED: Final = re.compile(r"([a-z])\1+")
_LATIN_WORD: Final = re.compile(r"[^\W\d_]*[a-zà-ɏə][^\W\d_]*")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_LOOKALIKE: Final = str.maketrans("aceopxykmthbëiv", "асеорхукмтнвёіү")
_MARKED: Final = str.maketrans(
    {"ý": "u", "ş": "sh", "š": "sh", "ç": "ch", "č": "ch", "ž": "zh", "ı": "i", "ŋ": "n", "ə": "a", "w": "v"}
)
_LATIN: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("shch|sch|sh|ch", "w"),
        ("zh|dj", "j"),
        ("kh|x", "h"),
        ("gh", "g"),
        ("q|ck", "k"),
        ("c(?=[eiy])", "ts"),
        ("c", "k"),
        ("yo", "e"),
        ("^ye|(?<=[aeiou])ye", "e"),
        ("y(?=[aeou])|(?<=[aeou])y", "i"),
    )
)
# Digits that stand for letters: «4то», «к0гда», «6ygarmay».
_DIGITS: Final = (
    (re.compile(r"(?<=[a-z])6(?!\d)|(?<!\d)6(?=[a-z]{3})"), "sh"),
    (re.compile(r"(?<=[^\W\d_])4(?!\d)|(?<!\d)4(?=то|to|ер|er|ег|eg|ел|el|ас|as|е\b|e\b)"), "ч"),
    (re.compile(r"(?<=[^\W\d_])0(?!\d)|(?<!\d)0(?=[^\W\d_]{2})"), "о"),
)
_ENGLISH: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~{}:\"<>"
_RUSSIAN: Final = "ёйцукенгшщзхъфывапролджэячсмитьбюёхъжэбю"
_AS_RUSSIAN: Final = str.maketrans(_ENGLISH, _RUSSIAN)
_AS_ENGLISH: Final = str.maketrans(_RUSSIAN[:33], _ENGLISH[:33])
_SEEN: Final = frozenset({"Cf", "Mn", "Me"})


def readings(text: str) -> tuple[str, ...]:
    """Give the text as it sounds; of Latin letters every way to read «j»."""
    low = _low(text)
    first = _sound(low, _as_j)
    if "j" not in low:
        return (first,)
    return (first, other) if (other := _sound(low, _as_i)) != first else (first,)


def retyped(text: str) -> str:
    """Give the text as the other keyboard would have written it, as it sounds."""
    low = _low(text)
    return _sound(low.translate(_AS_ENGLISH if _CYRILLIC.search(low) else _AS_RUSSIAN), _as_j)


def spell(word: str) -> str:
    """Give one word of the lexicon as it sounds."""
    return _sound(_low(word), _as_j)


def loose(sound: str) -> str:
    """Give a sound without what Kazakh typed on other keyboards loses."""
    return sound.replace("y", "i").replace("ii", "i")


def _low(text: str) -> str:
    cut = text[:LONGEST]
    if not cut.isascii():
        cut = unicodedata.normalize("NFC", cut)
        if any(not char.isalnum() and unicodedata.category(char) in _SEEN for char in set(cut)):
            cut = "".join(char for char in cut if unicodedata.category(char) not in _SEEN)
    low = cut.casefold().replace("i\u0307", "i")
    for pattern, letter in _DIGITS:
        low = pattern.sub(letter, low)
    return low


def _sound(low: str, read: Callable[[re.Match[str]], str]) -> str:
    low = _LATIN_WORD.sub(read, low)
    return _DOUBLED.sub(r"\1", _SOFT.sub("и", low).translate(_SOUNDS))


def _as_j(word: re.Match[str]) -> str:
    """A Latin word as it sounds; one with a Cyrillic letter in it is Cyrillic with look-alikes."""
    low = word[0]
    if _CYRILLIC.search(low):
        return low.translate(_LOOKALIKE)
    if not low.isascii():
        low = unicodedata.normalize("NFD", low.translate(_MARKED))
        low = "".join(char for char in low if not unicodedata.combining(char))
    low = low.replace("w", "v")
    for pattern, sound in _LATIN:
        low = pattern.sub(sound, low)
    return low


def _as_i(word: re.Match[str]) -> str:
    return _as_j(word).replace("j", "i") if "zh" not in word[0] else _as_j(word)
