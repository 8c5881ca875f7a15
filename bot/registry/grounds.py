"""What a proposal stands on: who is behind it, the call, and what it would bring."""

from datetime import timedelta
from typing import Final

from bot.centres.model import Line, Service
from bot.registry.case import Case, sound
from bot.registry.fields import FIXED, Contact, build, day, dump, same, shaped
from bot.registry.model import Callback, Changes, Entry, Json, Proposal, Refused
from bot.registry.words import Outcome, PersonState, Reason, Role

CALL_HOLDS: Final = timedelta(days=7)


def brings(changes: Changes) -> dict[str, Json]:
    """The new side of changes."""
    return {name: new for name, (_, new) in changes.items()}


def brought(case: Case, entry: Entry, proposal: Proposal, callback: Callback | None) -> tuple[Service | Line, Changes]:
    """What the entry becomes, and how each field of it changes from what it is now."""
    old = {} if proposal.new_entry else dump(entry.value)
    on = callback.on if callback else (day(proposal.approved_at) if proposal.approved_at else case.today)
    new = brings(proposal.changes)
    wanted = {name: value for name, value in new.items() if name not in FIXED}
    fields = (new | shaped(old, wanted, on)) if proposal.new_entry else shaped(old, wanted, on)
    value = build(entry.kind, old | fields)
    sound(case, value, fields)
    return value, {name: (old.get(name), fields[name]) for name in fields}


def lately(case: Case, proposal: Proposal, callback: Callback | None) -> Callback | None:
    """The call, if it was made about this proposal: not in the future, and not long before it was written."""
    recent = callback is not None and day(proposal.at) - CALL_HOLDS <= callback.on <= case.today
    return callback if recent else None


def hold_call(case: Case, callback: Callback | None, ask: frozenset[Contact], *, first: bool) -> None:
    """Hold that somebody called a number known before, or the new one where there was none.

    When nobody answers at the old number, only a coordinator may go on.
    """
    if callback is None or callback.number not in {number for _, number in ask}:
        raise Refused(Reason.CALL_FIRST)
    coordinates = case.who is not None and case.who.role is Role.COORDINATOR
    unanswered = callback.outcome is Outcome.NO_ANSWER and not first and coordinates
    if callback.outcome is not Outcome.CONFIRMED and not unanswered:
        raise Refused(Reason.CALL_DENIED)


def holds(entry: Entry, proposal: Proposal) -> bool:
    """Whether the entry still says what it said when the proposal was written."""
    if proposal.new_entry or entry.proposed:
        return proposal.new_entry and entry.proposed
    old = dump(entry.value)
    return all(same(name, old.get(name), was) for name, (was, _) in proposal.changes.items() if name not in FIXED)


def backed(case: Case, proposal: Proposal) -> bool:
    """Whether everybody who stands behind it may still do so."""
    behind = [proposal.by] if proposal.approved_by is None else [proposal.by, proposal.approved_by]
    people = [case.people.get(one) for one in behind]
    return all(person is not None and person.state is PersonState.ACTIVE for person in people)
