"""The registry on real databases: what is written is there, whole, and nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.centres.directory import load
from bot.centres.words import Intake, Report, Status
from bot.registry.case import Country
from bot.registry.model import Callback, Conflict, Query, Refused
from bot.registry.registry import Registry, opened
from bot.registry.words import Kind, Outcome, PersonState, ProposalState, Reason, Role
from tests.registry.book import LINE, NEW, NOW, A, B, phone, value_of
from tests.registry.secrecy import SECRECY
from tests.support.process import ROOT

TODAY = date(2026, 11, 20)
OLD = "+77220000001"
CALL = Callback(OLD, Outcome.CONFIRMED, TODAY)


async def test_an_edit_is_there_with_its_history_and_a_new_revision(registry: Registry) -> None:
    before = await registry.revision()
    entry = await registry.set_intake(3, A, 1, Intake.FULL, now=NOW)
    assert (entry.version, await registry.revision()) == (2, before + 1)
    assert await registry.entry(A, TODAY) == entry
    rows = (await registry.history(A)).items
    assert [(row.note.actor, row.note.role, row.note.action, row.note.field) for row in rows] == [
        ("Вера", "worker", "set_intake", "intake"),
        ("seed", "", "seed", ""),
    ]
    assert await registry.verify() == ()


async def test_two_at_once_and_the_second_sees_what_the_first_did(registry: Registry) -> None:
    first = await registry.set_schedule(3, A, 1, "24/7", now=NOW)
    with pytest.raises(Conflict) as raised:
        await registry.set_intake(4, A, 1, Intake.FULL, now=NOW)
    assert raised.value.entry == first
    assert (await registry.history(A)).total == 2


async def test_a_changed_number_from_its_proposal_to_its_revert(registry: Registry) -> None:
    made = await registry.propose(3, A, 1, {"phones": [phone()]}, now=NOW)
    assert (await registry.proposals([ProposalState.OPEN])).items == (made,)
    with pytest.raises(Refused, match="'call_first'"):
        await registry.approve(5, made.id, 1, now=NOW)
    waiting = await registry.approve(5, made.id, 1, CALL, now=NOW)
    assert await registry.proposal(made.id) == waiting
    due = NOW + timedelta(hours=24)
    assert await numbers(registry, due - timedelta(seconds=1)) == [OLD]
    assert await numbers(registry, due) == [NEW]
    done: Any = await registry.proposal(made.id)
    assert (done.state, done.callback, done.effective_at) == (ProposalState.APPLIED, CALL, due)
    await registry.revert(4, made.id, now=due)
    assert await numbers(registry, due) == [OLD]
    assert await registry.verify() == ()


async def numbers(registry: Registry, now: Any) -> list[str]:
    shown: Any = next(one for one in (await registry.snapshot(now)).services if one.id == A)
    return [one.number for one in shown.shown_phones]


async def test_settling_is_done_once(registry: Registry) -> None:
    made = await registry.propose(3, A, 1, {"phones": [phone()]}, now=NOW)
    await registry.approve(5, made.id, 1, CALL, now=NOW)
    await registry.set_closed(5, B, 1, closed=True, until=TODAY, now=NOW)
    assert await registry.settle(NOW) == 0
    assert await registry.settle(NOW + timedelta(days=1)) == 2
    assert await registry.settle(NOW + timedelta(days=1)) == 0


async def test_a_closing_that_is_over_is_not_shown_even_when_frozen(registry: Registry) -> None:
    await registry.set_closed(5, B, 1, closed=True, until=TODAY, now=NOW)
    await registry.freeze(1, B, frozen=True, now=NOW)
    for days, status in ((0, Status.TEMPORARILY_CLOSED), (1, Status.ACTIVE)):
        seen = await registry.snapshot(NOW + timedelta(days=days))
        assert [one.status for one in seen.services if one.id == B] == [status]


async def test_a_refused_edit_leaves_nothing(registry: Registry) -> None:
    before = await registry.revision()
    for reason, by, entry_id in ((Reason.NOT_ALLOWED, 5, A), (Reason.EMERGENCY, 1, "police_102")):
        with pytest.raises(Refused, match=f"'{reason.value}'"):
            await registry.set_hidden(by, entry_id, 1, hidden=True, now=NOW)
    assert (await registry.revision(), await registry.verify()) == (before, ())


async def test_a_snapshot_has_what_people_may_see(registry: Registry) -> None:
    await registry.set_hidden(3, A, 1, hidden=True, now=NOW)
    made = await registry.propose_entry(1, new(), now=NOW)
    seen = await registry.snapshot(NOW)
    assert [one.id for one in seen.services] == [B]
    assert [one.id for one in seen.lines] == ["police_102", "emergency_112", "ambulance_103", "kc_111", LINE]
    await registry.approve(2, made.id, 1, Callback(NEW, Outcome.CONFIRMED, TODAY), now=NOW)
    later = await registry.snapshot(NOW)
    assert [one.id for one in later.services] == [B, "new-centre"]
    assert later.revision > seen.revision


def new() -> Any:
    return value_of(B, phones=[phone(verified="published")]).model_copy(update={"id": "new-centre"})


async def test_finding_entries(registry: Registry) -> None:
    await registry.freeze(1, B, frozen=True, now=NOW)
    assert [one.id for one in (await registry.entries(Query(text="СЕМЕЙ"))).items] == [A]
    assert [one.id for one in (await registry.entries(Query(text="дағдарыс"))).items] == [A]
    assert (await registry.entries(Query(text="%"))).total == 0
    assert [one.id for one in (await registry.entries(Query(region="astana"))).items] == [B]
    assert [one.id for one in (await registry.entries(Query(frozen=True))).items] == [B]
    assert (await registry.entries(Query(kind=Kind.LINE))).total == 5
    assert (await registry.entries(Query(ids=frozenset({A}), hidden=False))).total == 1
    assert (await registry.entries(Query(page=2))).items == ()


async def test_what_is_due(registry: Registry) -> None:
    assert [one.id for one in await registry.due(TODAY)] == [A, B, LINE]
    await registry.confirm(3, A, 1, now=NOW)
    assert [one.id for one in await registry.due(date(2026, 12, 20), centres=frozenset({A}))] == []
    assert [one.id for one in await registry.due(date(2026, 12, 21), centres=frozenset({A}))] == [A]


async def test_the_calling_list(registry: Registry) -> None:
    (first,) = await registry.calls("astana")
    assert (first.entry.id, first.number, first.asks[0]) == (B, None, "phones")
    (second,) = await registry.calls("abai")
    assert (second.number, "phones" in second.asks, "schedule" in second.asks) == (OLD, False, True)


async def test_two_reports_in_seven_days_make_it_amber_until_a_coordinator_checked(registry: Registry) -> None:
    await registry.report(A, Report.NO_ANSWER, TODAY - timedelta(days=7))
    await registry.report(A, Report.NO_ANSWER, TODAY)
    assert (await registry.snapshot(NOW)).amber == frozenset()
    before = await registry.revision()
    await registry.report(A, Report.WRONG_NUMBER, TODAY)
    assert (await registry.snapshot(NOW)).amber == {A}
    assert await registry.revision() == before + 1
    (found,) = await registry.reports(TODAY)
    assert (found.entry.id, found.entry.reports, found.counts) == (A, 2, {"no_answer": 1, "wrong_number": 1})
    newest = (await registry.history(A)).items[0].note
    assert (newest.actor, newest.at.hour, newest.at.minute) == ("people", 0, 0)
    entry = await registry.clear(1, A, now=NOW)
    assert (entry.amber, await registry.reports(TODAY)) == (False, ())
    assert (await registry.clear(1, A, now=NOW)).version == entry.version
    assert await registry.verify() == ()


async def test_nobody_makes_an_emergency_number_doubtful(registry: Registry) -> None:
    for _ in range(3):
        await registry.report("police_102", Report.WRONG_NUMBER, TODAY)
        await registry.report("nowhere", Report.WRONG_NUMBER, TODAY)
    assert (await registry.snapshot(NOW)).amber == frozenset()


async def test_staff_come_pause_and_go(registry: Registry) -> None:
    code = await registry.invite(1, Role.WORKER, frozenset({B}), "Жібек", now=NOW)
    person = await registry.accept(code, "telegram 7", 7, now=NOW)
    assert (person.id, person.state, [*person.centres]) == (7, PersonState.ACTIVE, [B])
    assert await registry.person("telegram 7") == person
    made = await registry.propose(7, B, 1, {"phones": [phone()]}, now=NOW)
    await registry.pause(1, 7, now=NOW)
    gone: Any = await registry.proposal(made.id)
    assert gone.state is ProposalState.VOID
    with pytest.raises(Refused, match="'not_allowed'"):
        await registry.confirm(7, B, 1, now=NOW)
    await registry.resume(1, 7, now=NOW)
    await registry.confirm(7, B, 1, now=NOW)
    await registry.remove(1, 7, now=NOW)
    assert await registry.person("telegram 7") is None
    assert [one.state for one in await registry.staff() if one.id == 7] == [PersonState.REMOVED]
    with pytest.raises(Refused, match="'not_allowed'"):
        await registry.confirm(7, B, 2, now=NOW)
    assert await registry.verify() == ()


async def test_one_person_with_two_accounts_is_one_person(registry: Registry) -> None:
    code = await registry.appoint("Зере", now=NOW)
    one = await registry.accept(code, "telegram 1", now=NOW)
    again = await registry.accept(await registry.reinvite(1, one.id, now=NOW), "telegram 2", now=NOW)
    assert one == again == await registry.person("telegram 2")
    made = await registry.propose(one.id, B, 1, {"phones": [phone()]}, now=NOW)
    with pytest.raises(Refused, match="'own_proposal'"):
        await registry.approve(again.id, made.id, 1, Callback(NEW, Outcome.CONFIRMED, TODAY), now=NOW)


async def test_names_are_one_person_s(registry: Registry) -> None:
    for name, reason in {"Вера": "taken", "": "text", "8 701 123 45 67": "text", "а\u202eб": "text"}.items():
        with pytest.raises(Refused, match=f"'{reason}'"):
            await registry.invite(1, Role.WORKER, frozenset({B}), name, now=NOW)
    for centres in (frozenset(), frozenset({LINE}), frozenset({"nowhere"})):
        with pytest.raises(Refused, match="'not_found'"):
            await registry.invite(1, Role.WORKER, centres, "Жібек", now=NOW)


async def test_an_empty_registry_takes_what_ships_and_only_once(url: str) -> None:
    shipped = load(ROOT / "directory", today=TODAY)
    async with opened(url, secrecy=SECRECY, country=Country.of(shipped)) as registry:
        assert await registry.seed(shipped, NOW)
        assert not await registry.seed(shipped, NOW)
        seen = await registry.snapshot(NOW)
        assert seen.services == tuple(shipped.services.values())
        assert seen.lines == tuple(shipped.lines.values())
        assert await registry.verify() == ()
    async with opened(url, secrecy=SECRECY, country=Country.of(shipped), create=False) as again:
        assert (await again.snapshot(NOW)).revision == seen.revision
