"""What needs two people, as decisions. A proposal that reaches people was written by one and approved by another."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.centres.model import Line, Service
from bot.registry.case import Case, allowed, note, permitted, seen, sound
from bot.registry.fields import (
    COMES_AND_GOES,
    FIXED,
    ONE,
    STATUS,
    Fields,
    build,
    contacts,
    difference,
    dump,
    kind_of,
    same,
    shaped,
)
from bot.registry.grounds import backed, brings, brought, hold_call, holds, lately
from bot.registry.model import Callback, Change, Changes, Conflict, Entry, Json, Person, Proposal, Refused
from bot.registry.one import grown, hold_alert, noted
from bot.registry.words import Action, Happening, PersonState, ProposalState, Reason

DELAY: Final = timedelta(hours=24)
REVERTIBLE: Final = timedelta(days=30)
OPEN_FOR: Final = timedelta(days=30)
LAST: Final = 1_000_000  # the place of what came to no file yet
# Of changes to numbers people already know. A first number is not held up: on a day of calls there are many.
LIMIT_OWN: Final = 3
LIMIT_ALL: Final = 10
WINDOW: Final = timedelta(days=1)

UNDECIDED: Final = frozenset({ProposalState.OPEN, ProposalState.WAITING})


def propose(case: Case, version: int, fields: Fields) -> Change:
    """Ask for a change of fields that need two people."""
    entry = allowed(case, Action.PROPOSE)
    seen(entry, version)
    old = dump(entry.value)
    wrong = [name for name in fields if name in FIXED or name in ONE or name not in {*old, "address", "consent_on"}]
    if wrong or (STATUS in fields and COMES_AND_GOES.issuperset((old[STATUS], fields[STATUS]))):
        raise Refused(Reason.INVALID, wrong[0] if wrong else STATUS, "D109")
    changes = _changes(old, fields, case.today)
    if all(same(name, was, new) for name, (was, new) in changes.items()):
        raise Refused(Reason.NOTHING)
    value = build(entry.kind, old | brings(changes))
    sound(case, value, brings(changes))
    contact = contacts(old) != contacts(dump(value))
    if contact and contacts(old) and case.proposed >= LIMIT_OWN:
        raise Refused(Reason.LIMIT_OWN)
    return proposed(case, entry, changes, contact=contact)


def propose_entry(case: Case, value: Service | Line) -> Change:
    """Ask for a new entry. It is kept out of every snapshot until a second person approved it."""
    permitted(case, Action.PROPOSE_ENTRY)
    if case.entry is not None and not (case.entry.proposed and not case.proposals):
        raise Refused(Reason.INVALID, "id", "D105")
    if case.entry is not None and case.entry.frozen:
        raise Refused(Reason.FROZEN)
    entry, changes, contact = fresh(case, value)
    return Change(entries=(entry,)) + proposed(case, entry, changes, contact=contact, new_entry=True)


def fresh(case: Case, value: Service | Line) -> tuple[Entry, Changes, bool]:
    """A new entry that nobody sees, what its proposal says, and whether there is a contact in it."""
    typed = dump(value)
    fields = typed | shaped({}, {name: typed[name] for name in typed if name in _CHECKED}, case.today)
    made = build(kind_of(value), fields)
    sound(case, made, fields)
    hold_alert(fields.get("alert"))
    there = case.entry or Entry(value.id, kind_of(value), 0, made, place=LAST)
    entry = grown(case, replace(there, value=made, region=case.country.region(made), proposed=True))
    return entry, {name: (None, new) for name, new in fields.items()}, bool(contacts(dump(made)))


_CHECKED: Final = frozenset({"verified", "tel", "phones", "messenger"})


def proposed(
    case: Case,
    entry: Entry,
    changes: Changes,
    *,
    contact: bool,
    new_entry: bool = False,
    import_id: int | None = None,
    number: int | None = None,
) -> Change:
    """The proposal and its note; `number` when a case makes more than one."""
    author = _somebody(case)
    proposal = Proposal(
        id=case.next_proposal if number is None else number,
        entry_id=entry.id,
        base_version=entry.version,
        changes=changes,
        by=author.id,
        at=case.now,
        contact=contact,
        new_entry=new_entry,
        import_id=import_id,
    )
    told = note(case, Action.PROPOSE, entry.id, f"proposal {proposal.id}", None, brings(changes))
    return Change(proposals=(proposal,), notes=(told,))


def approve(case: Case, version: int, callback: Callback | None) -> Change:
    """The second person's yes: at once, or after a day where a number people know changes."""
    entry, who = allowed(case, Action.APPROVE), _somebody(case)
    proposal = _at_hand(case, ProposalState.OPEN)
    if who.id == proposal.by:
        raise Refused(Reason.OWN_PROPOSAL)
    seen(entry, version)
    author = case.people.get(proposal.by)
    if author is None or author.state is not PersonState.ACTIVE:
        raise Refused(Reason.STATE)
    if not holds(entry, proposal):
        raise Conflict(entry)
    callback = lately(case, proposal, callback)
    value, _ = brought(case, entry, proposal, callback)  # refused now rather than in a day
    before = frozenset() if proposal.new_entry else contacts(dump(entry.value))
    after = contacts(dump(value))
    if before != after:
        if before and case.approved >= LIMIT_ALL:
            raise Refused(Reason.LIMIT_ALL)
        hold_call(case, callback, before or after, first=not before)
    moved = "address" in proposal.changes and getattr(entry.value, "address", None) is not None
    known = bool(before and before != after) or (moved and not proposal.new_entry)
    wait = DELAY if known else timedelta(0)
    approved = replace(
        proposal,
        state=ProposalState.WAITING,
        approved_by=who.id,
        approved_at=case.now,
        contact=before != after,
        callback=callback,
        effective_at=case.now + wait,
    )
    told = note(case, Action.APPROVE, entry.id, f"proposal {proposal.id}", None, _call(callback))
    if wait:
        return Change(proposals=(approved,), notes=(told,))
    return Change(notes=(told,)) + _apply(case, entry, approved)


def refuse(case: Case) -> Change:
    """A no to somebody else's open proposal."""
    entry = allowed(case, Action.REFUSE)
    proposal = _at_hand(case, ProposalState.OPEN)
    if _somebody(case).id == proposal.by:
        raise Refused(Reason.OWN_PROPOSAL)
    return closed(case, entry, proposal, ProposalState.REFUSED, Action.REFUSE)


def withdraw(case: Case) -> Change:
    """The author takes it back."""
    entry = allowed(case, Action.WITHDRAW)
    proposal = _at_hand(case, *UNDECIDED)
    if _somebody(case).id != proposal.by:
        raise Refused(Reason.NOT_ALLOWED)
    return closed(case, entry, proposal, ProposalState.WITHDRAWN, Action.WITHDRAW)


def stop(case: Case) -> Change:
    """Somebody of the centre, or a coordinator, stops it during the wait."""
    entry = allowed(case, Action.STOP)
    proposal = _at_hand(case, ProposalState.WAITING)
    return closed(case, entry, proposal, ProposalState.STOPPED, Action.STOP)


def revertible_until(entry: Entry, proposal: Proposal) -> datetime | None:
    """The last moment at which it can be taken back; none when it cannot, as the entry stands now."""
    if proposal.state is not ProposalState.APPLIED or proposal.effective_at is None:
        return None
    stands = not (entry.frozen or entry.proposed) and (proposal.new_entry or _brought_is_there(entry, proposal))
    return proposal.effective_at + REVERTIBLE if stands else None


def revert(case: Case) -> Change:
    """Back to what two people approved before, at once."""
    entry = allowed(case, Action.REVERT)
    proposal = _at_hand(case, ProposalState.APPLIED)
    if proposal.effective_at is None or case.now > proposal.effective_at + REVERTIBLE:
        raise Refused(Reason.STATE)
    ended = replace(proposal, state=ProposalState.REVERTED)
    told = note(case, Action.REVERT, entry.id, f"proposal {proposal.id}")
    old = dump(entry.value)
    if proposal.new_entry:
        if entry.proposed:
            raise Refused(Reason.STATE)
        gone = grown(case, replace(entry, proposed=True))
        mark = note(case, Action.REVERT, entry.id, "proposed", old=False, new=True)
        return Change(entries=(gone,), proposals=(ended,), notes=(told, mark))
    if not _brought_is_there(entry, proposal):
        raise Conflict(entry)
    before = {name: was for name, (was, _) in proposal.changes.items()}
    value = build(entry.kind, old | before)
    sound(case, value, before)
    changes = difference(old, {name: dump(value).get(name) for name in before})
    back = grown(case, replace(entry, value=value, region=case.country.region(value)))
    return Change(entries=(back,), proposals=(ended,), notes=(told, *noted(case, entry.id, Action.REVERT, changes)))


def settle(case: Case) -> Change:
    """What time brings to the proposal at hand: it applies, becomes void, or goes on waiting."""
    proposal, entry = case.proposal, case.entry
    if proposal is None or proposal.state not in UNDECIDED:
        return Change()
    if entry is None or not backed(case, proposal):
        return void(case, proposal)
    if proposal.state is ProposalState.OPEN:
        return void(case, proposal) if case.now >= proposal.at + OPEN_FOR else Change()
    if proposal.effective_at is None or case.now < proposal.effective_at:
        return Change()
    if entry.frozen or not holds(entry, proposal):
        return void(case, proposal)
    try:
        return _apply(case, entry, proposal)
    except Refused:
        return void(case, proposal)


def void(case: Case, proposal: Proposal) -> Change:
    """It came to nothing, and nobody decided so."""
    told = note(case, Happening.VOID, proposal.entry_id, f"proposal {proposal.id}")
    return Change(proposals=(replace(proposal, state=ProposalState.VOID),), notes=(told,))


def closed(case: Case, entry: Entry, proposal: Proposal, state: ProposalState, action: Action) -> Change:
    """It ended by somebody's decision."""
    told = note(case, action, entry.id, f"proposal {proposal.id}")
    return Change(proposals=(replace(proposal, state=state),), notes=(told,))


def _apply(case: Case, entry: Entry, proposal: Proposal) -> Change:
    """Make it what people see, and keep what it replaced, so that it can be taken back."""
    value, changes = brought(case, entry, proposal, proposal.callback)
    after = grown(case, replace(entry, value=value, region=case.country.region(value)))
    if proposal.new_entry:
        after = replace(after, proposed=False)
    done = replace(proposal, state=ProposalState.APPLIED, changes=changes, effective_at=case.now)
    notes = noted(case, entry.id, Happening.APPLY, changes)
    if proposal.new_entry:
        notes += (note(case, Happening.APPLY, entry.id, "proposed", old=True, new=False),)
    return Change(entries=(after,), proposals=(done,), notes=notes)


def _changes(old: Fields, fields: Fields, today: date) -> Changes:
    return difference(old, shaped(old, fields, today))


def _brought_is_there(entry: Entry, proposal: Proposal) -> bool:
    old = dump(entry.value)
    return all(same(name, old.get(name), new) for name, (_, new) in proposal.changes.items())


def _at_hand(case: Case, *states: ProposalState) -> Proposal:
    if case.proposal is None:
        raise Refused(Reason.NOT_FOUND)
    if case.proposal.state not in states:
        raise Refused(Reason.STATE)
    return case.proposal


def _somebody(case: Case) -> Person:
    if case.who is None:
        raise Refused(Reason.NOT_ALLOWED)
    return case.who


def _call(callback: Callback | None) -> Mapping[str, Json] | None:
    if callback is None:
        return None
    return {"number": callback.number, "outcome": callback.outcome.value, "on": callback.on.isoformat()}
