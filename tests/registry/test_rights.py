"""Role × action, every cell, against a table written by hand from the brief."""

import pytest

from bot.registry.model import Person
from bot.registry.rights import may, standing
from bot.registry.words import Action, Kind, PersonState, Role, Standing

HERE = "abai-centre"
#                C  own other paused removed nobody
TABLE = """
look             +  +   +     -      -       -
confirm          +  +   -     -      -       -
set_schedule     +  +   -     -      -       -
set_intake       +  +   -     -      -       -
set_alert        +  +   -     -      -       -
set_closed       +  +   -     -      -       -
hide             +  +   -     -      -       -
show             +  +   -     -      -       -
propose          +  +   -     -      -       -
propose_entry    +  -   -     -      -       -
approve          +  -   +     -      -       -
refuse           +  +   +     -      -       -
withdraw         +  +   +     -      -       -
stop             +  +   -     -      -       -
revert           +  +   -     -      -       -
freeze           +  -   -     -      -       -
unfreeze         +  -   -     -      -       -
clear            +  -   -     -      -       -
call             +  -   -     -      -       -
audit            +  -   -     -      -       -
invite           +  -   -     -      -       -
pause            +  -   -     -      -       -
resume           +  -   -     -      -       -
remove           +  -   -     -      -       -
link             +  -   -     -      -       -
import           +  -   -     -      -       -
undo_import      +  -   -     -      -       -
export           +  -   -     -      -       -
"""
ROWS = [line.split() for line in TABLE.split("\n") if line]
CELLS = [(Action(name), who, cell == "+") for name, *cells in ROWS for who, cell in zip(Standing, cells, strict=True)]


def someone(who: Standing) -> Person | None:
    role, centres = Role.WORKER, frozenset({HERE})
    state = PersonState.ACTIVE
    match who:
        case Standing.NOBODY:
            return None
        case Standing.COORDINATOR:
            role = Role.COORDINATOR
        case Standing.OTHER:
            centres = frozenset({"astana-office"})
        case Standing.PAUSED | Standing.REMOVED:
            state = PersonState(who.value)
        case Standing.OWN:
            pass
    return Person(7, "Жанна", role, centres, state)


def test_the_table_names_every_action_once() -> None:
    assert sorted(name for name, *_ in ROWS) == sorted(action.value for action in Action)


@pytest.mark.parametrize(("action", "who", "right"), CELLS, ids=lambda it: str(getattr(it, "value", it)))
def test_who_may_do_what_with_a_centre(action: Action, who: Standing, right: object) -> None:
    assert may(someone(who), action, HERE) is right


@pytest.mark.parametrize("who", Standing)
@pytest.mark.parametrize("action", Action)
def test_a_line_is_looked_at_by_staff_and_touched_by_coordinators(action: Action, who: Standing) -> None:
    staff = who in {Standing.COORDINATOR, Standing.OWN, Standing.OTHER}
    right = staff if action is Action.LOOK else who is Standing.COORDINATOR
    assert may(someone(who), action, HERE, Kind.LINE) is right


@pytest.mark.parametrize("state", [PersonState.PAUSED, PersonState.REMOVED, PersonState.INVITED])
@pytest.mark.parametrize("action", Action)
def test_a_coordinator_who_is_not_active_may_nothing(action: Action, state: PersonState) -> None:
    assert not may(Person(8, "Зере", Role.COORDINATOR, frozenset(), state), action, HERE)


@pytest.mark.parametrize("who", [one for one in Standing if one is not Standing.NOBODY])
def test_everybody_stands_where_she_is(who: Standing) -> None:
    assert standing(someone(who), HERE) is who
