"""What coordinators do, and what people in need report."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlalchemy import delete, func, select

from bot.centres.words import Report
from bot.registry import one, people
from bot.registry.base import Base
from bot.registry.case import Case, allowed, permitted
from bot.registry.model import Change, Entry, Person, Refused
from bot.registry.passes import INVITE, issue
from bot.registry.rows import WEEK
from bot.registry.shelf import Shelf
from bot.registry.tables import ACCOUNT, ENTRY, PASS, PERSON, PROPOSAL, REPORT
from bot.registry.words import Action, Kind, PersonState, Reason, Role

AMBER_AT: Final = 2  # reports in seven days
MOST: Final = 99  # of one kind on one day: more says nothing more
KEPT: Final = timedelta(days=30)


CONSOLE: Final = Person(0, "console", Role.COORDINATOR, frozenset())  # whoever holds this machine; nobody's account


class Directing(Base):
    """Freezing, staff, reports."""

    async def freeze(self, by: int, entry_id: str, *, frozen: bool, now: datetime) -> Entry:
        """Let nothing but hiding happen to an entry, and void what is proposed for it; or lift that."""
        return await self.on_entry(by, entry_id, now, lambda case: people.freeze(case, frozen=frozen))

    async def clear(self, by: int, entry_id: str, *, now: datetime) -> Entry:
        """Take the amber mark and the reports away, after a check."""
        async with self.writing() as shelf:
            case = await shelf.case(by, now, entry_id)
            change = one.clear(case)
            await shelf.connection.execute(delete(REPORT).where(REPORT.c.entry_id == entry_id))
            await shelf.put(change)
        return change.entries[-1] if change.entries else allowed(case, Action.CLEAR)

    async def invite(self, by: int, role: Role, centres: frozenset[str], name: str, *, now: datetime) -> str:
        """Make a person and a one-time code for her, good for seven days. The code is kept nowhere."""
        async with self.writing() as shelf:
            case = await shelf.case(by, now)
            permitted(case, Action.INVITE)
            return await self._invite(shelf, case, role, centres, name)

    async def appoint(self, name: str, *, now: datetime) -> str:
        """A coordinator made by whoever holds this machine: gives her one-time code."""
        async with self.writing() as shelf:
            case = replace(await shelf.case(None, now), who=CONSOLE)
            return await self._invite(shelf, case, Role.COORDINATOR, frozenset(), name)

    async def reinvite(self, by: int, person_id: int, *, now: datetime) -> str:
        """Another one-time code: for somebody who has not come yet, or for a second account of the same person."""
        async with self.writing() as shelf:
            _, person = await _meant(shelf, by, person_id, now, Action.INVITE)
            if person.state not in {PersonState.INVITED, PersonState.ACTIVE}:
                raise Refused(Reason.STATE)
            return await issue(shelf, self.secrecy, INVITE, person_id, now)

    async def pause(self, by: int, person_id: int, *, now: datetime) -> Person:
        """Let a person do nothing for a while; what she proposed or approved and is not applied is void."""
        return await self._move(by, person_id, now, people.pause)

    async def resume(self, by: int, person_id: int, *, now: datetime) -> Person:
        """Let a paused person go on."""
        async with self.writing() as shelf:
            case, person = await _meant(shelf, by, person_id, now, Action.RESUME)
            return await _put(shelf, people.resume(case, person))

    async def remove(self, by: int, person_id: int, *, now: datetime) -> Person:
        """End a person's access for ever: accounts, links and sessions go, what is not applied is void."""
        return await self._move(by, person_id, now, people.remove)

    async def report(self, entry_id: str, kind: Report, today: date) -> None:
        """Somebody could not reach it. Two in seven days make the entry amber."""
        async with self.writing() as shelf:
            case = await shelf.case(None, datetime.combine(today, time(), UTC), entry_id)
            if case.entry is None or case.entry.proposed or not people.reportable(entry_id):
                return
            times = await _count(shelf, entry_id, kind, today)
            if times >= AMBER_AT:
                change = one.redden(case)
                await shelf.put(replace(change, notes=tuple(replace(note, actor="people") for note in change.notes)))

    async def _invite(self, shelf: Shelf, case: Case, role: Role, centres: frozenset[str], name: str) -> str:
        known = frozenset(await shelf.connection.scalars(select(ENTRY.c.id).where(ENTRY.c.kind == Kind.SERVICE.value)))
        if await shelf.count(PERSON, PERSON.c.name == name.strip()):
            raise Refused(Reason.TAKEN, "name")
        number = await shelf.next_id(PERSON)
        await shelf.put(people.invited(case, role, centres, name, number=number, known=known))
        return await issue(shelf, self.secrecy, INVITE, number, case.now)

    async def _move(self, by: int, person_id: int, now: datetime, move: Callable[..., Change]) -> Person:
        action = Action.PAUSE if move is people.pause else Action.REMOVE
        async with self.writing() as shelf:
            case, person = await _meant(shelf, by, person_id, now, action)
            active = (PERSON.c.role == Role.COORDINATOR.value, PERSON.c.state == PersonState.ACTIVE.value)
            change = move(case, person, coordinators=await shelf.count(PERSON, *active))
            await shelf.connection.execute(delete(PASS).where(PASS.c.person_id == person_id))
            if action is Action.REMOVE:
                await shelf.connection.execute(delete(ACCOUNT).where(ACCOUNT.c.person_id == person_id))
            return await _put(shelf, change)


async def _meant(shelf: Shelf, by: int, person_id: int, now: datetime, action: Action) -> tuple[Case, Person]:
    """The case of one person about another, with what is undecided and stands on the other."""
    case = await shelf.case(by, now)
    permitted(case, action)
    found = await shelf.people(PERSON.c.id == person_id)
    if not found:
        raise Refused(Reason.NOT_FOUND)
    hers = await shelf.undecided((PROPOSAL.c.by == person_id) | (PROPOSAL.c.approved_by == person_id))
    return replace(case, proposals=hers), found[0]


async def _put(shelf: Shelf, change: Change) -> Person:
    await shelf.put(change)
    return change.people[0]


async def _count(shelf: Shelf, entry_id: str, kind: Report, today: date) -> int:
    """Count one more report of this day; give those of the week."""
    key = (REPORT.c.entry_id == entry_id, REPORT.c.kind == kind.value, REPORT.c.day == today)
    connection = shelf.connection
    times = (await connection.execute(select(REPORT.c.times).where(*key))).scalar() or 0
    row = {"entry_id": entry_id, "kind": kind.value, "day": today, "times": min(times + 1, MOST)}
    await shelf.upsert(REPORT, [row])
    await connection.execute(delete(REPORT).where(REPORT.c.day < today - KEPT))
    week = select(func.sum(REPORT.c.times)).where(REPORT.c.entry_id == entry_id, REPORT.c.day > today - WEEK)
    return int((await connection.execute(week)).scalar() or 0)
