"""Rows of the tables to values, and values to rows."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Row as SqlRow

from bot.centres.ageing import due_on
from bot.centres.model import Line, Service
from bot.centres.words import EMERGENCY, Status
from bot.registry.fields import build, dump
from bot.registry.model import Callback, Entry, Import, Json, Note, Person, Proposal, Row
from bot.registry.words import ImportState, Kind, Outcome, PersonState, ProposalState, Role

NEVER: Final = date(9999, 12, 31)
WEEK: Final = timedelta(days=7)

Values = dict[str, Any]
Built = dict[tuple[str, int], Service | Line]  # what was read before, by id and version


def entry_row(entry: Entry) -> Values:
    """An entry, with what lists look for."""
    value = entry.value
    gone = value.status in {Status.INACTIVE, Status.DEFUNCT} or entry.id in EMERGENCY
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "version": entry.version,
        "value": dump(value),
        "region": entry.region,
        "place": entry.place,
        "hidden": entry.hidden,
        "frozen": entry.frozen,
        "proposed": entry.proposed,
        "amber": entry.amber,
        "changed_at": entry.changed_at,
        "search": f"{value.name.ru}\n{value.name.kk}\n{entry.id}".casefold(),
        "status": value.status.value,
        "due_on": NEVER if gone else due_on(value),
        "closed_until": getattr(value, "closed_until", None),
    }


def entry_of(row: SqlRow[Any], built: Built, reports: int = 0) -> Entry:
    """An entry; its value is made once for each version."""
    key = (row.id, row.version)
    if key not in built:
        built[key] = build(Kind(row.kind), row.value)
        built.pop((row.id, row.version - 1), None)
    return Entry(
        id=row.id,
        kind=Kind(row.kind),
        version=row.version,
        value=built[key],
        region=row.region,
        place=row.place,
        hidden=row.hidden,
        frozen=row.frozen,
        proposed=row.proposed,
        amber=row.amber,
        reports=reports,
        changed_at=row.changed_at,
    )


def person_row(person: Person) -> Values:
    """A person."""
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role.value,
        "centres": sorted(person.centres),
        "state": person.state.value,
        "language": person.language,
    }


def person_of(row: SqlRow[Any]) -> Person:
    """A person."""
    return Person(row.id, row.name, Role(row.role), frozenset(row.centres), PersonState(row.state), row.language)


def proposal_row(proposal: Proposal) -> Values:
    """A proposal."""
    return {
        "id": proposal.id,
        "entry_id": proposal.entry_id,
        "base_version": proposal.base_version,
        "changes": {name: list(pair) for name, pair in proposal.changes.items()},
        "by": proposal.by,
        "at": proposal.at,
        "contact": proposal.contact,
        "new_entry": proposal.new_entry,
        "state": proposal.state.value,
        "approved_by": proposal.approved_by,
        "approved_at": proposal.approved_at,
        "callback": _call(proposal.callback),
        "effective_at": proposal.effective_at,
        "import_id": proposal.import_id,
    }


def proposal_of(row: SqlRow[Any]) -> Proposal:
    """A proposal."""
    call: Mapping[str, str] | None = row.callback
    return Proposal(
        id=row.id,
        entry_id=row.entry_id,
        base_version=row.base_version,
        changes={name: (old, new) for name, (old, new) in row.changes.items()},
        by=row.by,
        at=row.at,
        contact=row.contact,
        new_entry=row.new_entry,
        state=ProposalState(row.state),
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        callback=Callback(call["number"], Outcome(call["outcome"]), date.fromisoformat(call["on"])) if call else None,
        effective_at=row.effective_at,
        import_id=row.import_id,
    )


def history_row(row: Row) -> Values:
    """One row of the history."""
    note = row.note
    return {
        "seq": row.seq,
        "at": note.at,
        "actor": note.actor,
        "role": note.role,
        "action": note.action,
        "entry_id": note.entry_id,
        "field": note.field,
        "old": note.old,
        "new": note.new,
        "prev": row.prev,
        "hash": row.hash,
    }


def history_of(row: SqlRow[Any]) -> Row:
    """One row of the history."""
    note = Note(row.at, row.actor, row.role, row.action, row.entry_id, row.field, row.old, row.new)
    return Row(row.seq, note, row.prev, row.hash)


def import_of(row: SqlRow[Any]) -> Import:
    """An import."""
    return Import(row.id, row.at, row.by, ImportState(row.state), row.entries)


def _call(callback: Callback | None) -> Json:
    if callback is None:
        return None
    return {"number": callback.number, "outcome": callback.outcome.value, "on": callback.on.isoformat()}
