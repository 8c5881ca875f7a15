"""What staff may write: visible characters in one form, and no way to reach anybody where only words belong."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from bot.registry.model import Json

LONGEST: Final = 500  # characters of any text

_HIDDEN: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_DATE: Final = re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])(\.20\d\d)?(?!\d)")
_TIME: Final = re.compile(r"(?<!\d)([01]?\d|2[0-3]):[0-5]\d(?!\d)")
_NUMBER: Final = re.compile(
    r"\d(?:\W*\d){4,}|(?<!\d)1[01]\d(?!\d)"
)  # five digits, whatever lies between; 102 and its like
_LINK: Final = re.compile(r"@|://|www\.|\b(?:t|wa|vk)\.me\b|\.(?:kz|com|ru|org|net|me)\b|қаз\b", re.IGNORECASE)


def clean(value: Json) -> bool:
    """Whether every text in it is visible, in composed form and not too long."""
    return all(_clean(text) for text in texts(value))


def _clean(text: str) -> bool:
    whole = unicodedata.is_normalized("NFC", text) and len(text) <= LONGEST
    return whole and not any(unicodedata.category(sign) in _HIDDEN for sign in text)


def names_a_contact(value: Json) -> bool:
    """Whether a text holds what looks like a number, a link or an account. Dates and times do not count."""
    return any(_reaches(unicodedata.normalize("NFKC", text)) for text in texts(value))


def _reaches(text: str) -> bool:
    rest = _TIME.sub(" x ", _DATE.sub(" x ", text))
    return bool(_LINK.search(text) or _NUMBER.search(rest))


def texts(value: Json) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)
