"""What a decision may know, read in one transaction, and the questions every decision begins with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Self

from bot.centres import checks
from bot.centres.directory import Directory
from bot.centres.model import Line, Service
from bot.centres.places import Place
from bot.centres.words import EMERGENCY
from bot.registry import text
from bot.registry.fields import Fields, day, numbers
from bot.registry.model import Conflict, Entry, Json, Note, Person, Proposal, Refused
from bot.registry.rights import THAWED, UNSEEN, UNTOUCHED, may
from bot.registry.words import Action, Deed, Reason

_PROGRAM: Final = {number: id_ for id_, number in EMERGENCY.items()}


@dataclass(frozen=True, slots=True)
class Country:
    """Where an entry may lie."""

    codes: frozenset[str]
    places: Mapping[str, Place]

    @classmethod
    def of(cls, directory: Directory) -> Self:
        """Take regions and places of the directory that ships."""
        return cls(frozenset(region.code for region in directory.regions), directory.places)

    def region(self, value: Service | Line) -> str:
        """The region a service lies in; none for a line, or for a place that is unknown."""
        place = None if isinstance(value, Line) else self.places.get(value.location)
        return place.region if place else ""


@dataclass(frozen=True, slots=True)
class Case:
    """Who wants something of which entry, and all that the rules ask about it."""

    who: Person | None
    now: datetime
    country: Country
    entry: Entry | None = None
    proposal: Proposal | None = None  # the one at hand
    proposals: tuple[Proposal, ...] = ()  # open and waiting ones of the entry, or of the person meant
    people: Mapping[int, Person] = field(default_factory=dict)  # who wrote and approved them
    owners: Mapping[str, str] = field(default_factory=dict)  # numbers in question → the entry that has them
    proposed: int = 0  # contact changes this person proposed in the last day
    approved: int = 0  # contact changes anybody approved in the last day
    next_proposal: int = 1

    @property
    def today(self) -> date:
        """The day in Kazakhstan."""
        return day(self.now)


def allowed(case: Case, action: Action) -> Entry:
    """Give the entry when this person may do this with it as it stands."""
    if case.entry is None:
        known = may(case.who, Action.LOOK)
        raise Refused(Reason.NOT_FOUND if known else Reason.NOT_ALLOWED)
    entry = case.entry
    if not may(case.who, action, entry.id, entry.kind):
        raise Refused(Reason.NOT_ALLOWED)
    if entry.id in EMERGENCY and action not in UNTOUCHED:
        raise Refused(Reason.EMERGENCY)
    if entry.proposed and action not in UNSEEN:
        raise Refused(Reason.STATE)
    if entry.frozen and action not in THAWED:
        raise Refused(Reason.FROZEN)
    return entry


def permitted(case: Case, action: Action) -> Person:
    """Give the person when she may do this, which belongs to no entry."""
    if case.who is None or not may(case.who, action):
        raise Refused(Reason.NOT_ALLOWED)
    return case.who


def seen(entry: Entry, version: int) -> None:
    """Hold that the person saw the entry as it is."""
    if entry.version != version:
        raise Conflict(entry)


def sound(case: Case, value: Service | Line, changed: Fields) -> None:
    """Hold an entry to what must be true between entries and places; of texts only those that changed."""
    for name, new in changed.items():
        if not text.clean(new):
            raise Refused(Reason.TEXT, name)
    found = [*checks.of_entries([("", value)], case.country.codes, case.today)]
    if not isinstance(value, Line):
        found += checks.of_services([("", case.country.region(value), value)], case.country.places, case.country.codes)
    if found:
        raise Refused(Reason.INVALID, found[0].place.partition(" / ")[2], found[0].code)
    for number in sorted(numbers(value)):
        if case.owners.get(number, value.id) != value.id or (number in _PROGRAM and value.id != _PROGRAM[number]):
            raise Refused(Reason.TAKEN)


def note(case: Case, deed: Deed, entry_id: str = "", field: str = "", old: Json = None, new: Json = None) -> Note:  # noqa: PLR0917
    """Write down, to the minute, who did what."""
    actor, role = (case.who.name, case.who.role.value) if case.who else ("clock", "")
    return Note(minute(case.now), actor, role, deed.value, entry_id, field, old, new)


def minute(now: datetime) -> datetime:
    """Times in the history say no more than this."""
    return now.replace(second=0, microsecond=0)
