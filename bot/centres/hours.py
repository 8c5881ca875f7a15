"""When a line or a centre is open. Kazakhstan keeps one time, UTC+5, since 1 March 2024."""

from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field

KAZAKHSTAN: Final = timezone(timedelta(hours=5))
_ALMATY: Final = "Asia/Almaty"

Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Day(StrEnum):
    """Days of the week as HSDS `byday` writes them, Monday first."""

    MO = "MO"
    TU = "TU"
    WE = "WE"
    TH = "TH"
    FR = "FR"
    SA = "SA"
    SU = "SU"


class Hours(BaseModel):
    """One stretch of the week; closing at or before the opening means the next morning."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True)

    byday: Annotated[tuple[Day, ...], Field(min_length=1)]
    opens_at: Clock
    closes_at: Clock


Schedule = Literal["24/7", "unknown"] | Annotated[tuple[Hours, ...], Field(min_length=1)]


def is_open(schedule: Schedule, at: datetime) -> bool | None:
    """Say whether it is open at this moment (aware datetime); None when the hours are not known."""
    if at.tzinfo is None:
        raise ValueError("The moment needs its time zone.")
    if schedule == "unknown":
        return None
    if schedule == "24/7":
        return True
    here = at.astimezone(UTC).astimezone(KAZAKHSTAN)
    today, yesterday = (list(Day)[(here.weekday() - back) % 7] for back in (0, 1))
    now = here.strftime("%H:%M")
    return any(_covers(hours, today, yesterday, now) for hours in schedule)


def _covers(hours: Hours, today: Day, yesterday: Day, now: str) -> bool:
    if hours.opens_at < hours.closes_at:
        return today in hours.byday and hours.opens_at <= now < hours.closes_at
    return (today in hours.byday and now >= hours.opens_at) or (yesterday in hours.byday and now < hours.closes_at)


def zone_agrees(now: datetime, name: str = _ALMATY) -> bool:
    """Whether this machine's time zone data gives the same hour. Nothing here asks it, but an operator reads by it."""
    try:
        return now.astimezone(ZoneInfo(name)).utcoffset() == KAZAKHSTAN.utcoffset(None)
    except ZoneInfoNotFoundError:
        return True
