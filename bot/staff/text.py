"""Text as people paste it, made plain: what nobody sees in it goes, what does not belong into it is named."""

import re
import unicodedata
from typing import Final

from bot.registry.text import names_a_contact
from bot.staff.faults import Fault

_UNSEEN: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
_MARKUP: Final = re.compile(r"</?[A-Za-z!?]|&#?\w+;|\*\*|__|\]\(")


def clean(text: str) -> tuple[str, bool]:
    """The text in one line and one spelling, and whether signs nobody sees were taken out of it."""
    spaced = " ".join(text.split())
    seen = "".join(letter for letter in spaced if unicodedata.category(letter) not in _UNSEEN)
    return " ".join(unicodedata.normalize("NFC", seen).split()), seen != spaced


def prose(text: str, longest: int, *, contacts: bool = False) -> tuple[str, Fault | None]:
    """Words people will read: cleaned, and what is wrong with them, if anything is.

    A number or a link in prose would be one that no second person approved (threat T8).
    """
    cleaned, hid = clean(text)
    fault = None
    if hid:
        fault = Fault.HIDDEN
    elif not cleaned:
        fault = Fault.EMPTY
    elif len(cleaned) > longest:
        fault = Fault.LONG
    elif _MARKUP.search(cleaned):
        fault = Fault.MARKUP
    elif not contacts and names_a_contact(cleaned):
        fault = Fault.CONTACT
    return cleaned, fault
