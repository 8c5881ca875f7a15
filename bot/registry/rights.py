"""Who may do what, as data. The tests hold a second copy of this table, written by hand."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.registry.model import Person
from bot.registry.words import Action, Kind, PersonState, Role, Standing

_BOSS: Final = frozenset({Standing.COORDINATOR})
_KEEPERS: Final = frozenset({Standing.COORDINATOR, Standing.OWN})
_SECOND: Final = frozenset({Standing.COORDINATOR, Standing.OTHER})
_STAFF: Final = frozenset({Standing.COORDINATOR, Standing.OWN, Standing.OTHER})

MATRIX: Final[Mapping[Action, frozenset[Standing]]] = MappingProxyType(
    {
        Action.LOOK: _STAFF,
        Action.CONFIRM: _KEEPERS,
        Action.SET_SCHEDULE: _KEEPERS,
        Action.SET_INTAKE: _KEEPERS,
        Action.SET_ALERT: _KEEPERS,
        Action.SET_CLOSED: _KEEPERS,
        Action.HIDE: _KEEPERS,
        Action.SHOW: _KEEPERS,
        Action.PROPOSE: _KEEPERS,
        Action.PROPOSE_ENTRY: _BOSS,
        Action.APPROVE: _SECOND,
        Action.REFUSE: _STAFF,
        Action.WITHDRAW: _STAFF,
        Action.STOP: _KEEPERS,
        Action.REVERT: _KEEPERS,
        Action.FREEZE: _BOSS,
        Action.UNFREEZE: _BOSS,
        Action.CLEAR: _BOSS,
        Action.CALL: _BOSS,
        Action.AUDIT: _BOSS,
        Action.INVITE: _BOSS,
        Action.PAUSE: _BOSS,
        Action.RESUME: _BOSS,
        Action.REMOVE: _BOSS,
        Action.LINK: _BOSS,
        Action.IMPORT: _BOSS,
        Action.UNDO_IMPORT: _BOSS,
        Action.EXPORT: _BOSS,
    }
)
# A line belongs to no centre: only coordinators touch it.
OF_LINES: Final[Mapping[Action, frozenset[Standing]]] = MappingProxyType(
    {action: standings if action is Action.LOOK else standings & _BOSS for action, standings in MATRIX.items()}
)
# What still goes while an entry is frozen.
THAWED: Final = frozenset({Action.LOOK, Action.HIDE, Action.FREEZE, Action.UNFREEZE})
# What goes with an entry that was proposed and nobody approved yet.
UNSEEN: Final = frozenset({Action.LOOK, Action.APPROVE, Action.REFUSE, Action.WITHDRAW, Action.FREEZE, Action.UNFREEZE})
# What still goes with 102, 112, 103 and 111.
UNTOUCHED: Final = frozenset({Action.LOOK, Action.CONFIRM})

_STATES: Final = {
    PersonState.PAUSED: Standing.PAUSED,
    PersonState.REMOVED: Standing.REMOVED,
    PersonState.INVITED: Standing.NOBODY,
}


def standing(person: Person | None, entry_id: str = "") -> Standing:
    """Say who somebody is to an entry, or to the whole where no entry is meant."""
    if person is None:
        return Standing.NOBODY
    if person.state is not PersonState.ACTIVE:
        return _STATES[person.state]
    if person.role is Role.COORDINATOR:
        return Standing.COORDINATOR
    return Standing.OWN if entry_id in person.centres else Standing.OTHER


def may(person: Person | None, action: Action, entry_id: str = "", kind: Kind = Kind.SERVICE) -> bool:
    """Say whether somebody may try this with an entry of this kind; its state may still refuse it."""
    table = OF_LINES if kind is Kind.LINE else MATRIX
    return standing(person, entry_id) in table[action]
