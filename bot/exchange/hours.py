"""Hours as one cell: «пн-пт 09:00-18:00; сб 10:00-14:00». Closing before the opening means the next morning."""

import re
from collections.abc import Iterator
from typing import Any, Final

from bot.centres.hours import Day, Hours, Schedule
from bot.exchange.issues import Wrong
from bot.exchange.words import Reader

_WEEK: Final = tuple(Day)
_DAYS: Final[dict[Reader, tuple[str, ...]]] = {
    "code": tuple(day.value for day in Day),
    "ru": ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
    "kk": ("дс", "сс", "ср", "бс", "жм", "сб", "жс"),
}
_FORMER: Final = {"сн": 5}  # Saturday in Kazakh files that are out there: read for ever, written no more
# Never written as «24/7» into a cell: a spreadsheet turns that into the 24th of July.
_ALWAYS: Final[dict[Reader, str]] = {"code": "always", "ru": "круглосуточно", "kk": "тәулік бойы"}
_UNKNOWN: Final[dict[Reader, str]] = {"code": "unknown", "ru": "неизвестно", "kk": "белгісіз"}
_TURNED: Final = re.compile(r"(?:\d{4}-07-24|24[.\-/ ](?:0?7|июл|шіл|jul).*)")
_DAILY: Final = frozenset({"ежедневно", "күн сайын", "күнделікті", "daily"})
_SHUT: Final = frozenset({"выходной", "выходные", "демалыс", "closed"})
_CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
_ENDS: Final = re.compile(r"\s*[-–—]\s*")


def write(schedule: Schedule, reader: Reader) -> str:
    """Write hours for a reader."""
    if schedule == "24/7":
        return _ALWAYS[reader]
    if schedule == "unknown":
        return _UNKNOWN[reader]
    return "; ".join(f"{_days(hours, reader)} {hours.opens_at}-{hours.closes_at}" for hours in schedule)


def read(text: str) -> Any:
    """Read hours as a file holds them. Raises `Wrong`."""
    asked = text.casefold().strip()
    if asked in {"24/7", "24 часа", *_ALWAYS.values()} or _TURNED.fullmatch(asked):
        return "24/7"
    if asked in _UNKNOWN.values():
        return "unknown"
    found = [hours for part in re.split(r"[;\n]", asked) if part.strip() for hours in _part(part.strip())]
    if not found or len(found) > 50:  # noqa: PLR2004 - more than a week can hold
        raise Wrong("X118")
    return found


def _part(text: str) -> Iterator[dict[str, Any]]:
    days, _, clocks = re.sub(r"(?<!\d)(?=\d)", "\n", text, count=1).partition("\n")
    words = days.strip(" ,:")
    if not clocks:
        shut = next((word for word in _SHUT if words.endswith(word)), "")
        if shut and _week(words.removesuffix(shut).strip(" ,:-–—")):
            return
        raise Wrong("X118")
    byday = _week(words)
    for span in clocks.split(","):
        ends = _ENDS.split(span.strip())
        if len(ends) != 2:  # noqa: PLR2004 - from, to
            raise Wrong("X118")
        yield {"byday": byday, "opens_at": _clock(ends[0], last=False), "closes_at": _clock(ends[1], last=True)}


def _week(text: str) -> list[str]:
    """Give the days of «пн-ср, пт» in the order of the week. Raises `Wrong`."""
    if text in _DAILY:
        return [day.value for day in _WEEK]
    found: set[int] = set()
    for item in text.split(","):
        ends = [_day(end.strip(" .")) for end in _ENDS.split(item.strip())]
        if len(ends) > 2:  # noqa: PLR2004 - from, to
            raise Wrong("X118")
        found |= {(ends[0] + step) % 7 for step in range((ends[-1] - ends[0]) % 7 + 1)}
    return [_WEEK[day].value for day in sorted(found)]


def _day(text: str) -> int:
    for names in _DAYS.values():
        for number, name in enumerate(names):
            if text == name.casefold():
                return number
    if text in _FORMER:
        return _FORMER[text]
    raise Wrong("X118")


def _clock(text: str, *, last: bool) -> str:
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        raise Wrong("X118")
    hour, minute = int(found[1]), int(found[2] or 0)
    if last and (hour, minute) == (24, 0):
        hour = 0
    if hour > 23 or minute > 59:  # noqa: PLR2004 - a clock
        raise Wrong("X118")
    return f"{hour:02}:{minute:02}"


def _days(hours: Hours, reader: Reader) -> str:
    """Write neighbouring days as a span."""
    numbers, names, parts = sorted({_WEEK.index(day) for day in hours.byday}), _DAYS[reader], list[str]()
    while numbers:
        run = 1
        while run < len(numbers) and numbers[run] == numbers[0] + run:
            run += 1
        first, last = names[numbers[0]], names[numbers[run - 1]]
        parts += [first] if run == 1 else [first, last] if run == 2 else [f"{first}-{last}"]  # noqa: PLR2004
        numbers = numbers[run:]
    return ",".join(parts)
