"""Many entries at once: the directory that ships, and imports, whole or not at all."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import select, update

from bot.centres.directory import Directory
from bot.centres.model import Line, Service
from bot.registry import importing, two
from bot.registry.base import Base
from bot.registry.case import Case, minute, note, permitted
from bot.registry.fields import dump, kind_of, numbers
from bot.registry.model import Change, Conflict, Entry, Import, Note, Plan, Refused
from bot.registry.rows import import_of
from bot.registry.tables import ENTRY, IMPORT, PROPOSAL
from bot.registry.words import Action, Happening, ImportState, ProposalState, Reason

SEED: Final = Happening.SEED.value
EACH: Final = 100  # entries between two words about progress


class Loading(Base):
    """Seeding, importing, undoing."""

    async def seed(self, directory: Directory, now: datetime) -> bool:
        """Fill an empty registry with the directory that ships; False when it is not empty."""
        async with self.writing() as shelf:
            if await shelf.count(ENTRY):
                return False
            values = (*directory.lines.values(), *directory.services.values())
            entries = tuple(
                Entry(value.id, kind_of(value), 1, value, self.country.region(value), place, changed_at=now)
                for place, value in enumerate(values)
            )
            at = minute(now)
            notes = tuple(Note(at, SEED, "", SEED, entry.id, "", None, dump(entry.value)) for entry in entries)
            await shelf.put(Change(entries=entries, notes=notes))
        return True

    async def plan_import(self, values: Sequence[Service | Line], *, now: datetime) -> Plan:
        """Say everything an import would change. Entries that are not in it stay as they are."""
        async with self.reading() as connection:
            entries = await self.shelf(connection).entries()
        case = Case(None, now, self.country)
        return await asyncio.to_thread(importing.plan, case, values, entries)

    async def apply_import(
        self, by: int, plan: Plan, *, now: datetime, progress: Callable[[int, int], None], force: bool = False
    ) -> Import:
        """Do what the plan says, whole or not at all; what needs two people becomes proposals."""
        async with self.writing() as shelf:
            case = await shelf.case(by, now)
            permitted(case, Action.IMPORT)
            for found in plan.objections:
                if not (found.forcible and force):
                    raise Refused(found.reason, found.entry_id, found.detail)
            entries = await shelf.entries()
            import_id = await shelf.next_id(IMPORT)
            change = await self._load(replace(case, owners=_owners(entries)), plan, entries, import_id, progress)
            held = {one.entry_id: {name: [*pair] for name, pair in one.at_once.items()} for one in plan.planned}
            row = {"id": import_id, "at": now, "by": by, "state": ImportState.APPLIED.value}
            await shelf.upsert(IMPORT, [row | {"entries": len(plan.planned), "changes": held}])
            told = note(case, Action.IMPORT, "", f"import {import_id}", None, len(plan.planned))
            await shelf.put(Change(notes=(told,)) + change)
            progress(len(plan.planned), len(plan.planned))
        return Import(import_id, now, by, ImportState.APPLIED, len(plan.planned))

    async def undo_import(self, by: int, import_id: int, *, now: datetime) -> Import:
        """Take back what an import changed and nobody changed since; its open proposals are withdrawn."""
        async with self.writing() as shelf:
            case = await shelf.case(by, now)
            permitted(case, Action.UNDO_IMPORT)
            row = (await shelf.connection.execute(select(IMPORT).where(IMPORT.c.id == import_id))).one_or_none()
            if row is None:
                raise Refused(Reason.NOT_FOUND)
            if row.state != ImportState.APPLIED.value:
                raise Refused(Reason.STATE)
            entries = await shelf.entries()
            parts = [note(case, Action.UNDO_IMPORT, "", f"import {import_id}")]
            changes = [Change(notes=tuple(parts))]
            for entry_id, changed in row.changes.items():
                pairs = {name: (old, new) for name, (old, new) in changed.items()}
                changes.append(importing.taken_back(replace(case, entry=entries.get(entry_id)), pairs))
            for proposal in await shelf.undecided(PROPOSAL.c.import_id == import_id):
                entry = entries[proposal.entry_id]
                changes.append(two.closed(case, entry, proposal, ProposalState.WITHDRAWN, Action.UNDO_IMPORT))
            await shelf.connection.execute(
                update(IMPORT).where(IMPORT.c.id == import_id).values(state=ImportState.UNDONE.value)
            )
            await shelf.put(joined(changes))
        return replace(import_of(row), state=ImportState.UNDONE)

    async def _load(
        self,
        case: Case,
        plan: Plan,
        entries: Mapping[str, Entry],
        import_id: int,
        progress: Callable[[int, int], None],
    ) -> Change:
        """Everything a plan comes to; Conflict with the first entry that is another by now."""
        changes, number = list[Change](), case.next_proposal
        for done, planned in enumerate(plan.planned):
            if done % EACH == 0:
                progress(done, len(plan.planned))
                await asyncio.sleep(0)  # others are served meanwhile
            entry = entries.get(planned.entry_id)
            if entry is not None and entry.version != planned.version:
                raise Conflict(entry)
            made = importing.put(replace(case, entry=entry), planned, import_id=import_id, number=number)
            number += len(made.proposals)
            changes.append(made)
        return joined(changes)


def joined(changes: Iterable[Change]) -> Change:
    """Many changes as one, in linear time."""
    parts = list(changes)
    return Change(
        tuple(entry for part in parts for entry in part.entries),
        tuple(proposal for part in parts for proposal in part.proposals),
        tuple(person for part in parts for person in part.people),
        tuple(one for part in parts for one in part.notes),
    )


def _owners(entries: Mapping[str, Entry]) -> dict[str, str]:
    return {number: entry.id for entry in entries.values() for number in numbers(entry.value)}
