"""Text as people paste it, made plain: what nobody sees in it goes, what does not belong into it is named."""

import re
import unicodedata
from typing import Final

from bot.staff.faults import Fault

_UNSEEN: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_MARKUP: Final = re.compile(r"</?[A-Za-z!?]|&#?\w+;|\*\*|__|\]\(")
# Six digits however they are divided: a number in prose would be a number that no second person approved.
_NUMBER: Final = re.compile(r"\d(?:[\s().+–-]*\d){5,}")
# Days and hours are no numbers to call, as long as they are few.
_DATED: Final = re.compile(r"(?<![\d.:])(?:[0-3]?\d\.[01]?\d\.(?:20)?\d\d|(?:[01]?\d|2[0-4])[:.][0-5]\d)(?![\d.:]*\d)")
_DATES: Final = 4
_LINK: Final = re.compile(r"https?:|www\.|t\.me|wa\.me|@\w|\w\.(?:kz|ru|com|org|net|me|info|su|io)\b", re.IGNORECASE)


def clean(text: str) -> tuple[str, bool]:
    """The text in one line and one spelling, and whether signs nobody sees were taken out of it."""
    spaced = " ".join(text.split())
    seen = "".join(letter for letter in spaced if unicodedata.category(letter) not in _UNSEEN)
    return " ".join(unicodedata.normalize("NFC", seen).split()), seen != spaced


def prose(text: str, longest: int) -> tuple[str, Fault | None]:
    """Words people will read: cleaned, and what is wrong with them, if anything is."""
    cleaned, hid = clean(text)
    if hid:
        return cleaned, Fault.HIDDEN
    if not cleaned:
        return cleaned, Fault.EMPTY
    if len(cleaned) > longest:
        return cleaned, Fault.LONG
    if _MARKUP.search(cleaned):
        return cleaned, Fault.MARKUP
    if _LINK.search(cleaned):
        return cleaned, Fault.LINK
    if _NUMBER.search(_DATED.sub("·", cleaned, count=_DATES)):
        return cleaned, Fault.NUMBER
    return cleaned, None
