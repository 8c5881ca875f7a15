"""One spelling for every way of typing a name: Russian, Kazakh and Latin letters, and the wrong keyboard."""

import re
import unicodedata
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

LONGEST: Final = 400  # characters read of a text; nobody needs more to say where they are
WORDS: Final = 60

# Kazakh letters as people type them without a Kazakh keyboard, and signs that are not heard.
_FOLDED: Final = str.maketrans("әғқңөұүһієёўї", "агкноуухиеёуи") | {ord(sign): None for sign in "ъь"}
_HOMOGLYPHS: Final = str.maketrans("aceopxykmthbëi", "асеорхукмтнвёі")

# What is heard, in Latin letters; ш, щ and ч are one sound here, as are all of и, й, ы, і.
SOUNDS: Final = MappingProxyType(
    {
        **dict(zip("абвгдезиклмнопрстуфхыйэ", "abvgdeziklmnoprstufhiie", strict=True)),
        **dict(zip("әғқңөұүһіўї", "agknouuhiui", strict=True)),
        "ж": "j",
        "ё": "e",
        "ц": "ts",
        "ч": "w",
        "ш": "w",
        "щ": "w",
        "ю": "iu",
        "я": "ia",
        "ъ": "",
        "ь": "",
    }
)
SOFT: Final = re.compile("[ьъ](?=[аеёиоуыэюя])")  # heard as a short и
_HEARD: Final = str.maketrans(dict(SOUNDS))
_LATIN: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("w", "v"),
        ("shch|sch|sh|ch", "w"),
        ("dzh|dj|zh", "j"),
        ("kh", "h"),
        ("gh", "g"),
        ("ph", "f"),
        ("ck", "k"),
        ("x", "ks"),
        ("q", "k"),
        ("c(?=[ei])", "ts"),
        ("c", "k"),
        ("^ye|(?<=[aeiou])ye", "e"),
        ("y", "i"),
    )
)
# Marks of the Kazakh Latin alphabets of 2018 and 2021, and of Turkish habits, that change the sound.
_MARKED: Final = str.maketrans({"ý": "u", "ş": "sh", "š": "sh", "ç": "ch", "č": "ch", "ž": "zh", "ı": "i", "ŋ": "n"})
DOUBLED: Final = re.compile(r"(.)\1+")
_ENGLISH: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~{}:\"<>"
_RUSSIAN: Final = "ёйцукенгшщзхъфывапролджэячсмитьбюёхъжэбю"
_KAZAKH_KEYS: Final = "234589 0-="
_KAZAKH: Final = "әіңғүұ қөһ"

_ONLY_KAZAKH: Final = frozenset("әғқңөұүһі")

_ABBREVIATED: Final = tuple(
    (re.compile(rf"(?<!\w)(?:{short})(?!\w)"), f" {word} ")
    for short, word in (
        (r"р[-/ ]?н[еаыу]?\b\.?", "район"),
        (r"р-он[еау]?", "район"),
        (r"ауд\.", "ауданы"),
        (r"обл[-.]?(?:сы|ысы)?\.?", "область"),
        (r"г\.", "город"),
        (r"гор\.", "город"),
        (r"с\.\s?о\.", "округ"),
        (r"с[.](?=\s*\w{3,})", "село"),
        (r"сел\.", "село"),
        (r"пос\.|пгт\.?|п\.", "поселок"),
        (r"а\.(?=\s*\w{3,})", "аул"),
        (r"ст\.", "станция"),
        (r"рзд\.", "разъезд"),
        (r"қ\.", "қаласы"),
        (r"ул\.|улица|пр\.|просп\.", "улица"),
        (r"им\.\s*(?:\w\.)?", ""),
        (r"мкр\.?|мк-?р-?н|микрорайон\w*", "улица"),
    )
)
_APOSTROPHES: Final = re.compile("[\u0027\u2018\u2019\u02bc\u00b4\u0060]")
_TOKEN: Final = re.compile(r"[^\W_]+|[,;!?\n()]|(?<=\w\w\w)\.(?=\s)")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text in its three spellings."""

    low: str  # as typed, in small letters
    folded: str  # Cyrillic, Kazakh letters as Russian ones; Latin as it is
    heard: str  # Latin, as it sounds
    capital: bool
    after_break: bool  # a comma, a line or a sentence ended before it


def words(text: str) -> tuple[Word, ...]:
    """Cut a text into words; nothing else of it is kept."""
    return _cut(text, _ABBREVIATED)


def name_words(name: str) -> tuple[Word, ...]:
    """Cut a name from the tables into words: «С.Сейфуллин» has no village in it."""
    return _cut(name, ())


def _cut(text: str, abbreviated: tuple[tuple[re.Pattern[str], str], ...]) -> tuple[Word, ...]:
    plain = "".join(char for char in unicodedata.normalize("NFC", text[:LONGEST]) if _kept(char))
    plain = _APOSTROPHES.sub("", plain)
    capitals = {word.casefold() for word in re.findall(r"[^\W\d_]+", plain) if word[0].isupper()}
    low = plain.casefold().replace("i\u0307", "i")  # the dotted capital of the Latin alphabets
    for pattern, word in abbreviated:
        low = pattern.sub(word, low)
    found: list[Word] = []
    after_break = False
    for token in _TOKEN.findall(low):
        if token[0].isalnum():
            found.append(Word(token, fold(token), hear(token), token in capitals, after_break))
            after_break = False
        else:
            after_break = True
    return tuple(found[:WORDS])


def fold(low: str) -> str:
    """Give lowercase letters with the Kazakh ones as their Russian look-alikes."""
    if any("а" <= char <= "я" for char in low):
        low = low.translate(_HOMOGLYPHS)
    return low.translate(_FOLDED).replace("ё", "е")


def hear(low: str) -> str:
    """Give lowercase letters of any of the alphabets as one Latin spelling of the sound."""
    if any("а" <= char <= "я" or "ѐ" <= char <= "ӿ" for char in low):
        low = SOFT.sub("и", low.translate(_HOMOGLYPHS)).replace("дж", "ж").translate(_HEARD)
    else:
        if not low.isascii():
            low = unicodedata.normalize("NFD", low.translate(_MARKED))
            low = "".join(char for char in low if not unicodedata.combining(char))
        for pattern, sound in _LATIN:
            low = pattern.sub(sound, low)
    return DOUBLED.sub(r"\1", low)


def latin(text: str) -> bool:
    """Say whether a text has Latin letters and no Cyrillic ones."""
    return any("a" <= char <= "z" for char in text.casefold()) and not any(
        "\u0400" <= char <= "\u04ff" for char in text
    )


def has_kazakh(low: str) -> bool:
    """Say whether a text has letters that only a Kazakh keyboard has."""
    return not _ONLY_KAZAKH.isdisjoint(low)


def other_keyboards(text: str) -> tuple[str, ...]:
    """Give the text as other keyboards would have written it: the same keys, Russian, Kazakh, English."""
    low = text[:LONGEST].casefold()
    if has_kazakh(low):
        return ()
    if latin(low):
        russian = low.translate(str.maketrans(_ENGLISH, _RUSSIAN))
        kazakh = _on_kazakh_keys(russian)
        return (russian,) if kazakh == russian else (kazakh, russian)
    english = low.translate(str.maketrans(_RUSSIAN[:33], _ENGLISH[:33]))
    kazakh = _on_kazakh_keys(low)
    return (english,) if kazakh == low else (kazakh, english)


def _on_kazakh_keys(text: str) -> str:
    """Give the keys as Kazakh letters; a number by itself is a number: «20 лет» is no «әқ лет»."""
    keys = str.maketrans(_KAZAKH_KEYS, _KAZAKH)
    return "".join(part if part.isdigit() else part.translate(keys) for part in re.split(r"(\s+)", text))


def _kept(char: str) -> bool:
    """Drop what is not seen: marks of direction, joiners, emoji parts."""
    return unicodedata.category(char) not in {"Cf", "So", "Sk", "Co", "Cn", "Cs"} or char in "\u02bc\u00b4\u0060"
