"""One transaction: what a decision needs is taken down, what it comes to is put up and chained to the history."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, Table, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.registry import chain
from bot.registry.case import Case, Country
from bot.registry.fields import numbers
from bot.registry.model import Change, Entry, Json, Note, Person, Proposal, RegistryError, Secrecy
from bot.registry.rows import (
    Built,
    Values,
    entry_of,
    entry_row,
    history_row,
    person_of,
    person_row,
    proposal_of,
    proposal_row,
)
from bot.registry.tables import ENTRY, HEAD, HISTORY, NOTICE, NUMBER, PERSON, PROPOSAL
from bot.registry.text import texts
from bot.registry.two import UNDECIDED, WINDOW
from bot.registry.words import PersonState, Role, Trouble

CHUNK: Final = 500
_WAITING: Final = tuple(state.value for state in UNDECIDED)


class Shelf:
    """Made by `Registry` around a connection that writes."""

    def __init__(self, connection: AsyncConnection, secrecy: Secrecy, country: Country, built: Built) -> None:
        self.connection, self._secrecy, self._country, self._built = connection, secrecy, country, built

    async def hold(self) -> None:
        """Wait until nobody else writes."""
        if self.connection.dialect.name != "sqlite":  # there BEGIN IMMEDIATE did it
            await self.connection.execute(select(HEAD.c.id).with_for_update())

    async def case(
        self, by: int | None, now: datetime, entry_id: str = "", proposal_id: int | None = None, wanted: Json = None
    ) -> Case:
        """Everything the rules ask about one entry or proposal; `wanted` may name numbers."""
        proposal = await self.proposal(proposal_id) if proposal_id is not None else None
        entry = await self.entry(proposal.entry_id if proposal else entry_id)
        undecided = await self.undecided(PROPOSAL.c.entry_id == entry.id) if entry else ()
        around = (*undecided, proposal) if proposal else undecided
        ids = {by, *(one.by for one in around), *(one.approved_by for one in around)} - {None}
        people = {one.id: one for one in await self.people(PERSON.c.id.in_(ids))}
        named = {text for text in texts(proposal and [*proposal.changes.values()]) if _short(text)}
        named |= {text for text in texts(wanted) if _short(text)}
        named |= numbers(entry.value) if entry else set()
        since = now - WINDOW
        mine = (PROPOSAL.c.by == by, PROPOSAL.c.import_id.is_(None), PROPOSAL.c.at > since)
        return Case(
            who=people.get(by) if by is not None else None,
            now=now,
            country=self._country,
            entry=entry,
            proposal=proposal,
            proposals=undecided,
            people=people,
            owners=await self.owners(named),
            proposed=await self.count(PROPOSAL, PROPOSAL.c.contact, *mine),
            approved=await self.count(PROPOSAL, PROPOSAL.c.contact, PROPOSAL.c.approved_at > since),
            next_proposal=await self.next_id(PROPOSAL),
        )

    async def entry(self, entry_id: str) -> Entry | None:
        """One entry."""
        row = (await self.connection.execute(select(ENTRY).where(ENTRY.c.id == entry_id))).one_or_none()
        return entry_of(row, self._built) if row else None

    async def entries(self) -> dict[str, Entry]:
        """All of them."""
        rows = await self.connection.execute(select(ENTRY).order_by(ENTRY.c.place, ENTRY.c.id))
        return {row.id: entry_of(row, self._built) for row in rows}

    async def proposal(self, proposal_id: int) -> Proposal | None:
        """One proposal."""
        row = (await self.connection.execute(select(PROPOSAL).where(PROPOSAL.c.id == proposal_id))).one_or_none()
        return proposal_of(row) if row else None

    async def undecided(self, *where: Any) -> tuple[Proposal, ...]:
        """Open and waiting proposals."""
        query = select(PROPOSAL).where(PROPOSAL.c.state.in_(_WAITING), *where).order_by(PROPOSAL.c.id)
        return tuple(proposal_of(row) for row in await self.connection.execute(query))

    async def people(self, *where: Any) -> tuple[Person, ...]:
        """People in the order they came."""
        query: Select[Any] = select(PERSON).where(*where).order_by(PERSON.c.id)
        return tuple(person_of(row) for row in await self.connection.execute(query))

    async def owners(self, named: Iterable[str]) -> dict[str, str]:
        """Which of these are numbers of entries, and of which."""
        query = select(NUMBER).where(NUMBER.c.number.in_(sorted(named)))
        return {row.number: row.entry_id for row in await self.connection.execute(query)}

    async def count(self, table: Table, *where: Any) -> int:
        """How many rows."""
        return (await self.connection.execute(select(func.count()).select_from(table).where(*where))).scalar_one()

    async def next_id(self, table: Table) -> int:
        """The number of the next row; nobody else writes meanwhile."""
        return ((await self.connection.execute(select(func.max(table.c.id)))).scalar() or 0) + 1

    async def put(self, change: Change) -> None:
        """Write all of a change, its history and the head."""
        if change == Change():
            return
        entries = {entry.id: entry for entry in change.entries}
        await self.upsert(ENTRY, [entry_row(entry) for entry in entries.values()])
        for ids in chunks(list(entries)):
            await self.connection.execute(delete(NUMBER).where(NUMBER.c.entry_id.in_(ids)))
        owned = [
            {"number": number, "entry_id": entry.id}
            for entry in entries.values()
            for number in sorted(numbers(entry.value))
        ]
        await self._insert(NUMBER, owned)
        await self.upsert(PERSON, [person_row(person) for person in change.people])
        proposals = {proposal.id: proposal for proposal in change.proposals}
        await self.upsert(PROPOSAL, [proposal_row(proposal) for proposal in proposals.values()])
        await self._tell([one for one in proposals.values() if one.contact])
        await self._record(change.notes, seen=bool(entries))

    async def _record(self, notes: Sequence[Note], *, seen: bool) -> None:
        head = (await self.connection.execute(select(HEAD))).one_or_none()
        if head is None:
            raise RegistryError(Trouble.BROKEN)
        rows = list(chain.links(notes, head.seq, head.hash))
        await self._insert(HISTORY, [history_row(row) for row in rows])
        seq, hash_ = (rows[-1].seq, rows[-1].hash) if rows else (head.seq, head.hash)
        proof = self._secrecy.blind(chain.head(seq, hash_))
        fresh = {"id": 1, "revision": head.revision + seen, "seq": seq, "hash": hash_, "proof": proof}
        await self.upsert(HEAD, [fresh])

    async def begin(self) -> bool:
        """Make the head of an empty registry; False when there is one."""
        if (await self.connection.execute(select(HEAD.c.id))).first():
            return False
        proof = self._secrecy.blind(chain.head(0, chain.BEGINNING))
        await self._insert(HEAD, [{"id": 1, "revision": 0, "seq": 0, "hash": chain.BEGINNING, "proof": proof}])
        return True

    async def _tell(self, proposals: Sequence[Proposal]) -> None:
        """Everybody of the centre and every coordinator hears of a contact that may change."""
        if not proposals:
            return
        staff = await self.people(PERSON.c.state == PersonState.ACTIVE.value)
        told = [
            {"person_id": person.id, "proposal_id": one.id, "state": one.state.value}
            for one in proposals
            for person in staff
            if person.role is Role.COORDINATOR or one.entry_id in person.centres
        ]
        await self._insert(NOTICE, told)

    async def upsert(self, table: Table, rows: Sequence[Values]) -> None:
        """Insert rows, or put them in the place of those with their key."""
        make = sqlite.insert if self.connection.dialect.name == "sqlite" else postgresql.insert
        keys = [column.name for column in table.primary_key]
        for some in chunks(rows):
            statement = make(table)
            new = {column.name: statement.excluded[column.name] for column in table.c if column.name not in keys}
            await self.connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=new), some)

    async def _insert(self, table: Table, rows: Sequence[Values]) -> None:
        for some in chunks(rows):
            await self.connection.execute(insert(table), some)


def chunks(rows: Sequence[Any]) -> Iterator[list[Any]]:
    """Some rows at a time."""
    for first in range(0, len(rows), CHUNK):
        yield list(rows[first : first + CHUNK])


def _short(text: str) -> bool:
    return len(text) <= 16  # noqa: PLR2004 - a number is no longer
