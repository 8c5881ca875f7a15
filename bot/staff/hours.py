"""Hours of work in a form: a kind, and up to three stretches of the week with their days and times."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import Final

from bot.centres.hours import Day, Hours, Schedule
from bot.centres.model import Line, Service
from bot.staff.faults import Fault
from bot.staff.form import Form, Given, Judged

STRETCHES: Final = 3
_WEEKDAYS: Final = tuple(day.value for day in list(Day)[:5])
_CLOCK: Final = re.compile(r"([01]?\d|2[0-4])(?:[:.-]?([0-5]\d))?")
_DAY_MINUTES: Final = 24 * 60


def show(entry: Service | Line) -> Form:
    """The form as the entry has it; where nothing is known, working days are ready and only the times are asked."""
    schedule = entry.schedule
    given: dict[str, tuple[str, ...]] = {"mode": ("hours" if schedule == "unknown" else "always",)}
    if isinstance(schedule, tuple):
        given["mode"] = ("hours",)
        for at, hours in enumerate(schedule[:STRETCHES]):
            given |= _shown(at, hours)
    given.setdefault("days0", _WEEKDAYS)
    return Form(given)


def _shown(at: int, hours: Hours) -> Given:
    night = ("yes",) if hours.opens_at >= hours.closes_at else ()
    return {
        f"days{at}": tuple(day.value for day in hours.byday),
        f"opens{at}": (hours.opens_at,),
        f"closes{at}": (hours.closes_at,),
        f"night{at}": night,
    }


def judge(form: Form, entry: Service | Line, _: date) -> Judged:
    """The schedule it means. A stretch over midnight has to be meant: 18:00 to 09:00 is more often a slip."""
    wrong: dict[str, Fault] = {}
    schedule: Schedule = "unknown"
    if form["mode"] == "always":
        schedule = "24/7"
    elif form["mode"] == "hours":
        stretches = [stretch for at in range(STRETCHES) if (stretch := _stretch(form, at, wrong))]
        wrong |= _clashes(stretches)
        if stretches:
            schedule = tuple(hours for _, hours in stretches)
        elif not wrong:
            wrong["opens0"] = Fault.HOURS_NONE
    elif form["mode"] != "unknown":
        wrong["mode"] = Fault.CHOICE
    if not wrong and schedule == entry.schedule:
        wrong["mode"] = Fault.SAME
    return Judged(form, {} if wrong else {"schedule": schedule}, wrong)


def _stretch(form: Form, at: int, wrong: dict[str, Fault]) -> tuple[int, Hours] | None:
    typed = form[f"opens{at}"].strip(), form[f"closes{at}"].strip()
    if not any(typed):
        return None
    clocks = [_clock(one) for one in typed]
    if not all(typed):
        wrong[f"opens{at}" if not typed[0] else f"closes{at}"] = Fault.HOURS_HALF
        return None
    if None in clocks:
        wrong[f"opens{at}" if clocks[0] is None else f"closes{at}"] = Fault.HOURS_TIME
        return None
    opens, closes = (clock for clock in clocks if clock is not None)
    days = tuple(day for day in Day if form.has(f"days{at}", day.value))
    if not days:
        wrong[f"days{at}"] = Fault.HOURS_NO_DAYS
    elif opens == closes:
        wrong[f"closes{at}"] = Fault.HOURS_SAME
    elif opens > closes and closes != "00:00" and not form.has(f"night{at}", "yes"):
        wrong[f"night{at}"] = Fault.HOURS_NIGHT
    return at, Hours(byday=days or tuple(Day), opens_at=opens, closes_at=closes)


def _clock(text: str) -> str | None:
    """9, 9:00, 09.00 and 0900 are all nine in the morning; 24:00 is midnight."""
    found = _CLOCK.fullmatch(text)
    if found is None or (found[1] == "24" and found[2] not in {None, "00"}):
        return None
    return f"{int(found[1]) % 24:02}:{found[2] or '00'}"


def _clashes(stretches: list[tuple[int, Hours]]) -> Iterator[tuple[str, Fault]]:
    for (_, one), (at, other) in combinations(stretches, 2):
        if any(a < d and c < b for a, b in _spans(one) for c, d in _spans(other)):
            yield f"opens{at}", Fault.HOURS_OVERLAP


def _spans(hours: Hours) -> Iterator[tuple[int, int]]:
    """Minutes of the week it covers; what goes on over the end of Sunday begins again on Monday."""
    opens, closes = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (hours.opens_at, hours.closes_at))
    long = closes - opens if closes > opens else closes - opens + _DAY_MINUTES
    for day in hours.byday:
        start = list(Day).index(day) * _DAY_MINUTES + opens
        yield start, start + long
        if start + long > 7 * _DAY_MINUTES:
            yield 0, start + long - 7 * _DAY_MINUTES
