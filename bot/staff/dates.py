"""Days in a form, as a picker or a person writes them."""

import re
from datetime import date, timedelta
from typing import Final

from bot.staff.faults import Fault

FARTHEST: Final = timedelta(days=366)
_WRITTEN: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


def day(text: str) -> date | Fault | None:
    """2026-11-28 or 28.11.2026; None when nothing is written."""
    text = text.strip()
    if not text:
        return None
    if found := _WRITTEN.fullmatch(text):
        text = f"{found[3]}-{found[2]:>02}-{found[1]:>02}"
    try:
        return date.fromisoformat(text)
    except ValueError:
        return Fault.DATE


def coming(text: str, today: date) -> date | Fault | None:
    """A day from today on, within a year."""
    found = day(text)
    if isinstance(found, date):
        if found < today:
            return Fault.DATE_PAST
        if found > today + FARTHEST:
            return Fault.DATE_FAR
    return found
