"""What is asked of the registry and changes nothing."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.centres.words import Status
from bot.registry.base import Base
from bot.registry.fields import contacts, dump
from bot.registry.model import PAGE, Call, Entry, Import, Page, Person, Proposal, Query, Reported, Row
from bot.registry.rows import WEEK, entry_of, history_of, import_of, person_of, proposal_of
from bot.registry.tables import ENTRY, HEAD, HISTORY, IMPORT, PERSON, PROPOSAL, REPORT
from bot.registry.words import Kind, ProposalState

_UNKNOWN: Final[tuple[Any, ...]] = (None, "unknown", [], ())


class Reading(Base):
    """Lists, and single things."""

    async def revision(self) -> int:
        """A number that grows with each change people may see."""
        async with self.reading() as connection:
            return (await connection.execute(select(HEAD.c.revision))).scalar() or 0

    async def entry(self, entry_id: str, today: date) -> Entry | None:
        """One entry, with the reports of the week."""
        async with self.reading() as connection:
            row = (await connection.execute(select(ENTRY).where(ENTRY.c.id == entry_id))).one_or_none()
            counts = await _counts(connection, today, REPORT.c.entry_id == entry_id)
        return entry_of(row, self.built, sum(counts.get(entry_id, {}).values())) if row else None

    async def entries(self, query: Query) -> Page[Entry]:
        """Entries by the order of their files."""
        where = _where(query)
        async with self.reading() as connection:
            total = (await connection.execute(select(func.count()).select_from(ENTRY).where(*where))).scalar_one()
            listed = select(ENTRY).where(*where).order_by(ENTRY.c.place, ENTRY.c.id)
            rows = (await connection.execute(_page(listed, query.page))).all()
        return Page(tuple(entry_of(row, self.built) for row in rows), total, query.page)

    async def proposals(
        self, states: Iterable[ProposalState] = (), *, entry_id: str = "", by: int | None = None, page: int = 1
    ) -> Page[Proposal]:
        """Proposals, newest first; an empty filter does not narrow."""
        where: list[Any] = [PROPOSAL.c.state.in_([state.value for state in states])] if states else []
        where += [PROPOSAL.c.entry_id == entry_id] if entry_id else []
        where += [PROPOSAL.c.by == by] if by is not None else []
        async with self.reading() as connection:
            total = (await connection.execute(select(func.count()).select_from(PROPOSAL).where(*where))).scalar_one()
            rows = await connection.execute(_page(select(PROPOSAL).where(*where).order_by(PROPOSAL.c.id.desc()), page))
        return Page(tuple(proposal_of(row) for row in rows), total, page)

    async def proposal(self, proposal_id: int) -> Proposal | None:
        """One proposal."""
        async with self.reading() as connection:
            row = (await connection.execute(select(PROPOSAL).where(PROPOSAL.c.id == proposal_id))).one_or_none()
        return proposal_of(row) if row else None

    async def history(self, entry_id: str = "", page: int = 1) -> Page[Row]:
        """The history, newest first, of one entry or of all."""
        where = [HISTORY.c.entry_id == entry_id] if entry_id else []
        async with self.reading() as connection:
            total = (await connection.execute(select(func.count()).select_from(HISTORY).where(*where))).scalar_one()
            rows = await connection.execute(_page(select(HISTORY).where(*where).order_by(HISTORY.c.seq.desc()), page))
        return Page(tuple(history_of(row) for row in rows), total, page)

    async def due(self, today: date, *, centres: frozenset[str] | None = None) -> tuple[Entry, ...]:
        """What has to be checked, longest overdue first, never checked before all: of some centres, or of all."""
        listed = select(ENTRY).where(ENTRY.c.due_on <= today, ENTRY.c.proposed.is_(False))
        if centres is not None:
            listed = listed.where(ENTRY.c.id.in_(sorted(centres)))
        async with self.reading() as connection:
            rows = await connection.execute(listed.order_by(ENTRY.c.due_on, ENTRY.c.place, ENTRY.c.id))
        return tuple(entry_of(row, self.built) for row in rows)

    async def calls(self, region: str) -> tuple[Call, ...]:
        """The calling list of a region: what has no number first."""
        listed = select(ENTRY).where(
            ENTRY.c.region == region,
            ENTRY.c.kind == Kind.SERVICE.value,
            ENTRY.c.status.not_in([Status.INACTIVE.value, Status.DEFUNCT.value]),
            ENTRY.c.proposed.is_(False),
        )
        async with self.reading() as connection:
            rows = await connection.execute(listed.order_by(ENTRY.c.due_on, ENTRY.c.place, ENTRY.c.id))
        found = [call(entry_of(row, self.built)) for row in rows]
        return tuple(sorted(found, key=lambda one: bool(contacts(dump(one.entry.value)))))

    async def reports(self, today: date) -> tuple[Reported, ...]:
        """Entries people could not reach in the last seven days, and amber ones."""
        async with self.reading() as connection:
            counts = await _counts(connection, today)
            listed = select(ENTRY).where(or_(ENTRY.c.amber, ENTRY.c.id.in_(sorted(counts))))
            rows = await connection.execute(listed.order_by(ENTRY.c.amber.desc(), ENTRY.c.place, ENTRY.c.id))
        found = [(row, counts.get(row.id, {})) for row in rows]
        return tuple(Reported(entry_of(row, self.built, sum(times.values())), times) for row, times in found)

    async def staff(self) -> tuple[Person, ...]:
        """Everybody, also who is gone: the history names them."""
        async with self.reading() as connection:
            rows = await connection.execute(select(PERSON).order_by(PERSON.c.id))
        return tuple(person_of(row) for row in rows)

    async def imports(self) -> tuple[Import, ...]:
        """All imports, newest first."""
        async with self.reading() as connection:
            rows = await connection.execute(select(IMPORT).order_by(IMPORT.c.id.desc()))
        return tuple(import_of(row) for row in rows)


def call(entry: Entry) -> Call:
    """What to ask on the phone, and which number to dial: one that is approved before one that is only a lead."""
    fields = dump(entry.value)
    seen = [number for _, number in sorted(contacts(fields))]
    leads = [one["number"] for name in ("phones", "messenger") for one in fields.get(name) or ()]
    asks = [name for name in ("schedule", "languages", "accessibility") if fields.get(name) in _UNKNOWN]
    admission: Mapping[str, Any] = fields.get("eligibility") or {}
    asks += [f"eligibility.{name}" for name, said in admission.items() if said == "unknown"]
    return Call(entry, next(iter(seen or leads), None), tuple(asks if seen else ["phones", *asks]))


def _where(query: Query) -> list[Any]:
    where: list[Any] = []
    if query.text:
        where.append(ENTRY.c.search.contains(query.text.casefold().strip(), autoescape=True))
    if query.region:
        where.append(ENTRY.c.region == query.region)
    if query.kind is not None:
        where.append(ENTRY.c.kind == query.kind.value)
    if query.ids is not None:
        where.append(ENTRY.c.id.in_(sorted(query.ids)))
    marks = {"hidden": query.hidden, "frozen": query.frozen, "amber": query.amber, "proposed": query.proposed}
    return where + [ENTRY.c[name].is_(mark) for name, mark in marks.items() if mark is not None]


def _page(listed: Select[Any], number: int) -> Select[Any]:
    return listed.limit(PAGE).offset((max(number, 1) - 1) * PAGE)


async def _counts(connection: AsyncConnection, today: date, *where: Any) -> dict[str, dict[str, int]]:
    """Reports of the last seven days, today among them."""
    week = REPORT.c.day > today - WEEK
    counts: dict[str, dict[str, int]] = {}
    listed = select(REPORT.c.entry_id, REPORT.c.kind, func.sum(REPORT.c.times)).where(week, *where)
    for entry_id, kind, times in await connection.execute(listed.group_by(REPORT.c.entry_id, REPORT.c.kind)):
        counts.setdefault(entry_id, {})[kind] = int(times)
    return counts
