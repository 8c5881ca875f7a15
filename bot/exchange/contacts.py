"""Numbers as one cell: «подтверждён +77170000001 20.11.2026; не подтверждён +77170000002».

The state stands first on purpose: a cell that began with + would be a sum to a spreadsheet, and the number lost.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

from bot.centres.model import Phone, Written
from bot.exchange import dates
from bot.exchange.issues import Wrong
from bot.exchange.words import MESSENGERS, VERIFIED, Reader, called, meant, spellings

_NUMBER: Final = re.compile(r"\+?\(?\d[\d\s()\-]*")
_DAY: Final = re.compile(r"(?<![\d-])(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})(?![\d-])")
_MOST: Final = 20  # numbers in one cell
_STATES: Final = spellings(VERIFIED)
_WAYS: Final = spellings(MESSENGERS)
SHORT: Final = (3, 5)  # digits of a national number


def write(contacts: Iterable[Phone | Written], reader: Reader) -> str:
    """Write numbers with who vouches and when it was called; a messenger's name stands before."""
    return "; ".join(_written(contact, reader) for contact in contacts)


def read_phones(text: str) -> list[dict[str, Any]]:
    """Read numbers as a file holds them; one that says nothing of itself is not confirmed. Raises `Wrong`."""
    return [_read(part) for part in _parts(text)]


def read_messengers(text: str) -> list[dict[str, Any]]:
    """Read ways to write as a file holds them. Raises `Wrong`."""
    found = []
    for part in _parts(text):
        word, _, rest = part.partition(" ")
        found.append({"channel": meant(_WAYS, word), **_read(rest)})
    return found


def number(text: str) -> str:
    """Give a number as it goes after `tel:`, whichever way it was typed. Raises `Wrong`."""
    asked = text.strip()
    digits = re.sub(r"\D", "", asked, flags=re.ASCII)
    if not re.fullmatch(r"\+?[\d\s()\-]+", asked, re.ASCII):
        raise Wrong("D106")
    if asked.startswith("+"):
        if len(digits) == 11 and digits[0] == "7":  # noqa: PLR2004 - with the country's 7
            return f"+{digits}"
    elif len(digits) == 11 and digits[0] in "78":  # noqa: PLR2004 - with the trunk's 8 or the country's 7
        return f"+7{digits[1:]}"
    elif len(digits) == 10 and digits[0] == "7":  # noqa: PLR2004 - without either
        return f"+7{digits}"
    elif SHORT[0] <= len(digits) <= SHORT[1]:
        return digits
    raise Wrong("D106")


def tel(text: str) -> str:
    """Read a number that may stand after `tel:`. Raises `Wrong`."""
    return number(text.removeprefix("tel:"))


def _written(contact: Phone | Written, reader: Reader) -> str:
    channel = [called(MESSENGERS, contact.channel, reader)] if isinstance(contact, Written) else []
    day = [dates.write(contact.checked_on, reader)] if contact.checked_on else []
    return " ".join([*channel, called(VERIFIED, contact.verified, reader), contact.number, *day])


def _parts(text: str) -> list[str]:
    parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    if len(parts) > _MOST:
        raise Wrong("D106")
    return parts


def _read(text: str) -> dict[str, Any]:
    day = _DAY.search(text)
    rest = _DAY.sub(" ", text, count=1)
    found = _NUMBER.search(rest)
    if not found:
        raise Wrong("D106")
    said = " ".join((rest[: found.start()] + " " + rest[found.end() :]).split()).strip(" ,()")
    made = {"number": number(found[0]), "verified": meant(_STATES, said) if said else "unverified"}
    return made | ({"checked_on": dates.read(day[0])} if day else {})
