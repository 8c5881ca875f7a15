"""What staff change, alone or with a second person."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Final

from sqlalchemy import Date, and_, bindparam, literal, or_, select, union_all

from bot.centres.hours import Schedule
from bot.centres.model import Line, Service
from bot.centres.name import Name
from bot.centres.words import Intake
from bot.registry import one, two
from bot.registry.base import Base
from bot.registry.fields import day, dump
from bot.registry.model import Callback, Entry, Json, Proposal
from bot.registry.tables import ENTRY, PROPOSAL, Moment
from bot.registry.words import ProposalState

_PENDING: Final = (
    select(PROPOSAL.c.id)
    .where(
        or_(
            and_(
                PROPOSAL.c.state == ProposalState.WAITING.value,
                PROPOSAL.c.effective_at <= bindparam("now", type_=Moment),
            ),
            and_(PROPOSAL.c.state == ProposalState.OPEN.value, PROPOSAL.c.at <= bindparam("old", type_=Moment)),
        )
    )
    .order_by(PROPOSAL.c.id)
)
_CLOSED: Final = (
    select(ENTRY.c.id)
    .where(ENTRY.c.closed_until < bindparam("today", type_=Date), ENTRY.c.frozen.is_(False))
    .order_by(ENTRY.c.id)
)
_DUE: Final = union_all(select(literal(1)).where(_PENDING.exists()), select(literal(1)).where(_CLOSED.exists()))


def _moments(now: datetime) -> dict[str, datetime | date]:
    return {"now": now, "old": now - two.OPEN_FOR, "today": day(now)}


class Editing(Base):
    """Changes of entries, and proposals."""

    async def confirm(self, by: int, entry_id: str, version: int, *, now: datetime) -> Entry:
        """«Everything is right»: renews the check date of the entry and of every number already approved."""
        return await self.on_entry(by, entry_id, now, lambda case: one.confirm(case, version))

    async def set_schedule(self, by: int, entry_id: str, version: int, schedule: Schedule, *, now: datetime) -> Entry:
        """Change when it is open."""
        return await self.on_entry(by, entry_id, now, lambda case: one.set_schedule(case, version, schedule))

    async def set_intake(self, by: int, entry_id: str, version: int, state: Intake, *, now: datetime) -> Entry:
        """Say whether people are taken in; holds 24 hours. ASK takes it back."""
        return await self.on_entry(by, entry_id, now, lambda case: one.set_intake(case, version, state))

    async def set_alert(
        self, by: int, entry_id: str, version: int, alert: Name | None, until: date | None, *, now: datetime
    ) -> Entry:
        """Change or remove the short warning; words only, no number and no link."""
        return await self.on_entry(by, entry_id, now, lambda case: one.set_alert(case, version, alert, until))

    async def set_closed(
        self, by: int, entry_id: str, version: int, *, closed: bool, until: date | None, now: datetime
    ) -> Entry:
        """Close for a time, or open again; after the day `until` it opens by itself."""
        decide = partial(one.set_closed, version=version, closed=closed, until=until)
        return await self.on_entry(by, entry_id, now, decide)

    async def set_hidden(self, by: int, entry_id: str, version: int, *, hidden: bool, now: datetime) -> Entry:
        """Take the entry out of sight at once, or show it again."""
        decide = partial(one.set_hidden, version=version, hidden=hidden)
        return await self.on_entry(by, entry_id, now, decide)

    async def propose(
        self, by: int, entry_id: str, version: int, fields: Mapping[str, Json], *, now: datetime
    ) -> Proposal:
        """Ask for a change: fields of the entry as JSON. States and dates of numbers are decided by the call-back."""
        async with self.writing() as shelf:
            case = await shelf.case(by, now, entry_id, wanted=dict(fields))
            change = two.propose(case, version, fields)
            await shelf.put(change)
        return change.proposals[0]

    async def propose_entry(self, by: int, value: Service | Line, *, now: datetime) -> Proposal:
        """Ask for a new entry; nobody sees it before a second person approved it."""
        async with self.writing() as shelf:
            case = await shelf.case(by, now, value.id, wanted=dump(value))
            change = two.propose_entry(case, value)
            await shelf.put(change)
        return change.proposals[0]

    async def approve(
        self, by: int, proposal_id: int, version: int, callback: Callback | None = None, *, now: datetime
    ) -> Proposal:
        """Approve somebody else's proposal; APPLIED at once, or WAITING until `effective_at`."""
        return await self.on_proposal(by, proposal_id, now, lambda case: two.approve(case, version, callback))

    async def refuse(self, by: int, proposal_id: int, *, now: datetime) -> Proposal:
        """Refuse an open proposal."""
        return await self.on_proposal(by, proposal_id, now, two.refuse)

    async def withdraw(self, by: int, proposal_id: int, *, now: datetime) -> Proposal:
        """Take one's own open or waiting proposal back."""
        return await self.on_proposal(by, proposal_id, now, two.withdraw)

    async def stop(self, by: int, proposal_id: int, *, now: datetime) -> Proposal:
        """Stop an approved proposal during its wait."""
        return await self.on_proposal(by, proposal_id, now, two.stop)

    async def revert(self, by: int, proposal_id: int, *, now: datetime) -> Proposal:
        """Undo an applied proposal at once, for 30 days, while the fields still hold what it brought."""
        return await self.on_proposal(by, proposal_id, now, two.revert)

    async def settle(self, now: datetime) -> int:
        """Apply what came due; say how much. Every process may call it each second."""
        async with self.reading() as connection:
            if not (await connection.execute(_DUE, _moments(now))).first():
                return 0
        done = 0
        async with self.writing() as shelf:
            closed = list(await shelf.connection.scalars(_CLOSED, _moments(now)))
            for entry_id in closed:
                change = one.reopened(await shelf.case(None, now, entry_id))
                await shelf.put(change)
                done += bool(change.entries)
            for proposal_id in list(await shelf.connection.scalars(_PENDING, _moments(now))):
                change = two.settle(await shelf.case(None, now, proposal_id=proposal_id))
                await shelf.put(change)
                done += bool(change.proposals)
        return done
