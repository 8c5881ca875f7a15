"""How old our own knowledge of an entry is. Only a call by us makes an entry fresh.

What was only published has no check of ours to grow old: it is `unchecked`. It stays visible, is shown
as «not yet checked by us», and at the same distance stands below what we did check. Its source's date
is shown as the source's, never as a check.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from bot.centres.model import Line, Service
from bot.centres.words import Answer, ServiceKind


class Age(StrEnum):
    """What our last check is still worth."""

    FRESH = "fresh"
    AGEING = "ageing"  # shown with «call first»
    STALE = "stale"  # below the others
    HIDDEN = "hidden"  # gone, unless the last in its region
    UNCHECKED = "unchecked"  # never called by us


# Days since the check from which an entry is ageing, stale, hidden.
CENTRE_DAYS: Final = (31, 61, 91)
OTHER_DAYS: Final = (91, 121, 181)
LINE_DAYS: Final = (15, 29)  # a national line is never hidden

CENTRES: Final = frozenset({ServiceKind.SHELTER, ServiceKind.CRISIS_CENTRE, ServiceKind.FAMILY_SUPPORT_CENTRE})


def age(entry: Service | Line, today: date) -> Age:
    """Say what the last check is worth on this day."""
    if entry.checked_on is None:
        return Age.UNCHECKED
    days = (today - entry.checked_on).days
    passed = sum(days >= limit for limit in _limits(entry))
    return (Age.FRESH, Age.AGEING, Age.STALE, Age.HIDDEN)[passed]


def due_on(entry: Service | Line) -> date:
    """Give the day on which our check begins to be too old; what we never checked is due since ever."""
    return date.min if entry.checked_on is None else entry.checked_on + timedelta(days=_limits(entry)[0])


def _limits(entry: Service | Line) -> tuple[int, ...]:
    if isinstance(entry, Line):
        return LINE_DAYS
    houses = entry.has_shelter is not Answer.NO
    return CENTRE_DAYS if houses or entry.kind in CENTRES else OTHER_DAYS
