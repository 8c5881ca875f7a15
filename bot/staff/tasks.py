"""What a worker must do next, most pressing first. Pure."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from bot.centres.ageing import Age, age
from bot.centres.hours import KAZAKHSTAN
from bot.centres.model import Line
from bot.centres.words import Status, Verified
from bot.registry.model import Entry


class Task(StrEnum):
    """One thing to do (`task/…`)."""

    FROZEN = "frozen"  # nothing goes before a coordinator lifts it
    PROPOSED = "proposed"  # new: waits for a second person
    HIDDEN = "hidden"  # before anything about its card: nobody sees it
    AMBER = "amber"  # people could not get through
    UNVERIFIED = "unverified"  # nobody vouches for it yet: two people have to
    FIRST_CHECK = "first_check"
    CHECK = "check"
    NO_PHONE = "no_phone"
    CLOSED = "closed"
    FINE = "fine"


def tasks(entry: Entry, now: datetime, *, phones_wait: bool = False) -> tuple[Task, ...]:
    """At least one: when nothing is to be done, that is said."""
    return tuple(_tasks(entry, now, phones_wait=phones_wait)) or (Task.FINE,)


def _tasks(entry: Entry, now: datetime, *, phones_wait: bool) -> Iterator[Task]:
    if entry.frozen:
        yield Task.FROZEN
        return
    if entry.proposed:
        yield Task.PROPOSED
        return
    if entry.hidden:
        yield Task.HIDDEN
    if entry.amber:
        yield Task.AMBER
    yield from _checks(entry, now)
    if isinstance(entry.value, Line):
        return
    if not phones_wait and all(phone.verified is Verified.UNVERIFIED for phone in entry.value.phones):
        yield Task.NO_PHONE
    if entry.value.status is Status.TEMPORARILY_CLOSED:
        yield Task.CLOSED


def _checks(entry: Entry, now: datetime) -> Iterator[Task]:
    old = age(entry.value, now.astimezone(KAZAKHSTAN).date())
    if entry.value.verified is Verified.UNVERIFIED:
        yield Task.UNVERIFIED
    elif old is Age.UNCHECKED:
        yield Task.FIRST_CHECK
    elif old is not Age.FRESH:
        yield Task.CHECK
