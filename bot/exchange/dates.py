"""Days in a cell: 2026-11-20 for programs, 20.11.2026 for people."""

import re
from datetime import date
from typing import Final

from bot.exchange.issues import Wrong
from bot.exchange.words import Reader

_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?", re.ASCII)
_DOTS: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_MONTH: Final = re.compile(r"(\d{1,2})\.(\d{4})", re.ASCII)
_COARSE: Final = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?", re.ASCII)


def write(day: date | None, reader: Reader) -> str:
    """Write a day for a reader; none is an empty cell."""
    if day is None:
        return ""
    return day.isoformat() if reader == "code" else f"{day:%d.%m.%Y}"


def read(text: str) -> str:
    """Read a day as a file holds it. Raises `Wrong`."""
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DOTS.fullmatch(text):
        day, month, year = found.groups()
    else:
        raise Wrong("X120")
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise Wrong("D118") from None


def read_coarse(text: str) -> str:
    """Read a day, a month or a year: no more exact than it was seen. Raises `Wrong`."""
    if _COARSE.fullmatch(text):
        return text
    if found := _MONTH.fullmatch(text):
        month, year = found.groups()
        if 1 <= int(month) <= 12:  # noqa: PLR2004 - months
            return f"{year}-{int(month):02}"
    return read(text)


def write_coarse(dated: str, reader: Reader) -> str:
    """Write a date as exact as it is: 2023, 08.2023 or 25.08.2023."""
    return dated if reader == "code" else ".".join(reversed(dated.split("-")))
