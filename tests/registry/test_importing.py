"""An import: every change said before, whole or not at all, and undone."""

from typing import Any

import pytest

from bot.centres.model import Line, Service
from bot.registry.model import Conflict, Plan, Refused
from bot.registry.registry import Registry
from bot.registry.words import Action, ImportState, ProposalState, Reason
from tests.registry.book import LINE, NEW, NOW, A, B, Book, phone, seeds, value_of

OLD = "+77220000001"
KNOWN = {"number": OLD, "verified": "confirmed", "checked_on": "2026-11-01"}


def plan(*values: Service | Line, book: Book | None = None) -> Plan:
    return (book or Book()).plan(values, now=NOW)


def against(*values: Service | Line, book: Book | None = None) -> list[Reason]:
    return [found.reason for found in plan(*values, book=book).objections]


def a(**fields: Any) -> Service | Line:
    return value_of(A, **({"phones": [KNOWN]} | fields))


def test_what_is_there_already_changes_nothing() -> None:
    assert plan(*seeds()) == Plan((), (), 7)
    older = a(phones=[KNOWN | {"checked_on": "2026-10-01"}], verified="confirmed", checked_on="2026-10-01")
    assert plan(older) == Plan((), (), 7)  # a date of a check is never taken from a file


def test_every_change_is_said_and_by_how_many_people() -> None:
    (one,) = plan(a(schedule="24/7", languages=["kk"], phones=[phone() | {"checked_on": "2020-01-01"}])).planned
    assert not one.new
    assert dict(one.at_once) == {"schedule": ("unknown", "24/7")}
    assert {name: new for name, (_, new) in one.proposed.items()} == {
        "phones": [{"number": NEW, "verified": "confirmed", "checked_on": "2026-11-20"}],
        "languages": ["kk"],
    }


def new(number: int = 0) -> Service | Line:
    return value_of(B).model_copy(update={"id": f"new-{number}"})


def test_what_it_is_refused_for() -> None:
    assert against(a(phones=[phone("102", "published")])) == [Reason.TAKEN]
    taken = a(phones=[phone(NEW, "published")]), value_of(B, phones=[phone(NEW, "published")])
    assert Reason.TAKEN in against(*taken)
    assert against(a(location="710000001")) == [Reason.INVALID]
    assert against(a(alert={"ru": "Звоните 87011234567", "kk": "Қоңырау"})) == [Reason.CONTACT_IN_TEXT]
    assert against(a(why="а\u202eб")) == [Reason.TEXT]
    assert against(new(), new()) == [Reason.INVALID]
    frozen = Book()
    frozen.freeze(1, A, frozen=True, now=NOW)
    assert against(a(schedule="24/7"), book=frozen) == [Reason.FROZEN]
    assert against(a(), book=frozen) == []
    police = value_of("police_102", schedule="24/7")
    assert against(police) == [Reason.EMERGENCY]


def test_what_a_coordinator_may_force() -> None:
    many = plan(*(new(number) for number in range(4)))
    assert [(found.reason, found.forcible) for found in many.objections] == [(Reason.MANY, True)]
    empty = plan(a(status="defunct"))
    assert [(found.reason, found.detail, found.forcible) for found in empty.objections] == [
        (Reason.EMPTY_REGION, "abai", True)
    ]
    assert plan(a(status="temporarily closed")).objections[0].reason is Reason.EMPTY_REGION


async def planned(registry: Registry, *values: Service | Line) -> Plan:
    return await registry.plan_import(values, now=NOW)


def quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


async def test_it_is_applied_whole_and_undone(registry: Registry) -> None:
    words = [(0, 2)]
    made = await registry.apply_import(
        1,
        await planned(registry, a(schedule="24/7", phones=[phone(verified="published")]), new()),
        now=NOW,
        progress=lambda done, total: words.append((done, total)),
    )
    assert words[-1] == (2, 2)
    assert await registry.imports() == (made,)
    entry: Any = await registry.entry(A, NOW.date())
    assert entry.value.schedule == "24/7"
    assert [one.number for one in entry.value.phones] == [OLD]
    opened = (await registry.proposals([ProposalState.OPEN])).items
    assert [(one.entry_id, one.import_id, one.new_entry, one.by) for one in opened] == [
        ("new-0", 1, True, 1),
        (A, 1, False, 1),
    ]
    await registry.set_alert(3, A, entry.version, None, None, now=NOW)
    undone = await registry.undo_import(2, made.id, now=NOW)
    assert undone.state is ImportState.UNDONE
    back: Any = await registry.entry(A, NOW.date())
    assert back.value.schedule == "unknown"
    assert (await registry.proposals([ProposalState.WITHDRAWN])).total == 2
    assert [one.id for one in (await registry.snapshot(NOW)).services] == [A, B]
    with pytest.raises(Refused, match="'state'"):
        await registry.undo_import(2, made.id, now=NOW)
    with pytest.raises(Refused, match="'not_found'"):
        await registry.undo_import(2, 99, now=NOW)
    assert await registry.verify() == ()


async def test_undoing_leaves_what_was_changed_since(registry: Registry) -> None:
    made = await registry.apply_import(1, await planned(registry, a(schedule="24/7")), now=NOW, progress=quiet)
    await registry.set_schedule(3, A, 2, "unknown", now=NOW)
    later = await registry.set_schedule(3, A, 3, value_hours(), now=NOW)
    await registry.undo_import(1, made.id, now=NOW)
    assert await registry.entry(A, NOW.date()) == later


def value_hours() -> Any:
    made: Any = value_of(A, schedule=[{"byday": ["MO"], "opens_at": "09:00", "closes_at": "18:00"}])
    return made.schedule


async def test_an_entry_that_changed_after_the_dry_run_stops_all_of_it(registry: Registry) -> None:
    dry = await planned(registry, value_of(B, schedule="24/7"), a(schedule="24/7"))
    changed = await registry.confirm(3, A, 1, now=NOW)
    with pytest.raises(Conflict) as raised:
        await registry.apply_import(1, dry, now=NOW, progress=quiet)
    assert raised.value.entry == changed
    untouched: Any = await registry.entry(B, NOW.date())
    assert (untouched.version, await registry.imports(), await registry.verify()) == (1, (), ())


async def test_who_may_import_and_what_must_be_forced(registry: Registry) -> None:
    many = await planned(registry, *(new(number) for number in range(4)))
    for by, reason in ((3, "not_allowed"), (1, "many")):
        with pytest.raises(Refused, match=f"'{reason}'"):
            await registry.apply_import(by, many, now=NOW, progress=quiet)
    wrong = await planned(registry, a(phones=[phone("102", "published")]))
    with pytest.raises(Refused, match="'taken'"):
        await registry.apply_import(1, wrong, now=NOW, progress=quiet, force=True)
    made = await registry.apply_import(1, many, now=NOW, progress=quiet, force=True)
    assert made.entries == 4
    with pytest.raises(Refused, match="'not_allowed'"):
        await registry.undo_import(3, made.id, now=NOW)


async def test_a_line_of_an_import_is_a_proposal_too(registry: Registry) -> None:
    value = value_of(LINE, number="151", tel="151")
    await registry.apply_import(1, await planned(registry, value), now=NOW, progress=quiet)
    (made,) = (await registry.proposals()).items
    assert (made.entry_id, made.contact) == (LINE, True)
    assert (await registry.history(LINE)).items[0].note.action == Action.PROPOSE
