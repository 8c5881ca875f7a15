"""Decisions about the staff and about freezing: what somebody brought and is not applied goes with her."""

from dataclasses import replace

from bot.centres.words import EMERGENCY
from bot.registry.case import Case, allowed, note, permitted
from bot.registry.model import Change, Person, Refused
from bot.registry.one import marked
from bot.registry.text import clean, names_a_contact
from bot.registry.two import UNDECIDED, void
from bot.registry.words import Action, Deed, Happening, PersonState, Reason, Role

LONGEST_NAME = 40


def invited(
    case: Case, role: Role, centres: frozenset[str], name: str, *, number: int, known: frozenset[str]
) -> Change:
    """A new person, who has not come yet. `known` are the ids of services. Who may invite, the caller asked."""
    if not name.strip() or len(name) > LONGEST_NAME or not clean(name) or names_a_contact(name):
        raise Refused(Reason.TEXT, "name")
    if not known.issuperset(centres) or (role is Role.WORKER and not centres):
        raise Refused(Reason.NOT_FOUND, "centres")
    person = Person(number, name.strip(), role, centres if role is Role.WORKER else frozenset())
    told = {"role": role.value, "centres": sorted(person.centres), "name": person.name}
    return Change(people=(person,), notes=(note(case, Action.INVITE, "", f"person {number}", None, told),))


def accept(case: Case, person: Person) -> Change:
    """The invited person came."""
    if person.state is not PersonState.INVITED:
        raise Refused(Reason.CODE)
    return _moved(replace(case, who=person), person, PersonState.ACTIVE, Happening.ACCEPT)


def pause(case: Case, person: Person, *, coordinators: int) -> Change:
    """She may do nothing for a while. `case.proposals` are the undecided ones she wrote or approved."""
    permitted(case, Action.PAUSE)
    if person.state is not PersonState.ACTIVE:
        raise Refused(Reason.STATE)
    _hold_last(person, coordinators)
    return _moved(case, person, PersonState.PAUSED, Action.PAUSE) + _voided(case)


def resume(case: Case, person: Person) -> Change:
    """She may go on."""
    permitted(case, Action.RESUME)
    if person.state is not PersonState.PAUSED:
        raise Refused(Reason.STATE)
    return _moved(case, person, PersonState.ACTIVE, Action.RESUME)


def remove(case: Case, person: Person, *, coordinators: int) -> Change:
    """She is gone for ever."""
    permitted(case, Action.REMOVE)
    if person.state is PersonState.REMOVED:
        raise Refused(Reason.STATE)
    _hold_last(person, coordinators)
    return _moved(case, person, PersonState.REMOVED, Action.REMOVE) + _voided(case)


def freeze(case: Case, *, frozen: bool) -> Change:
    """Stop everything about an entry but hiding, and void what is proposed for it; or lift that."""
    action = Action.FREEZE if frozen else Action.UNFREEZE
    entry = allowed(case, action)
    change = marked(case, entry, action, {"frozen": frozen})
    return change + _voided(case) if frozen else change


def reportable(entry_id: str) -> bool:
    """Whether people's reports may mark it: nobody is told to doubt an emergency number."""
    return entry_id not in EMERGENCY


def _hold_last(person: Person, coordinators: int) -> None:
    if person.role is Role.COORDINATOR and person.state is PersonState.ACTIVE and coordinators <= 1:
        raise Refused(Reason.LAST)


def _moved(case: Case, person: Person, state: PersonState, action: Deed) -> Change:
    told = note(case, action, "", f"person {person.id}", person.state.value, state.value)
    return Change(people=(replace(person, state=state),), notes=(told,))


def _voided(case: Case) -> Change:
    change = Change()
    for proposal in case.proposals:
        if proposal.state in UNDECIDED:
            change += void(case, proposal)
    return change
