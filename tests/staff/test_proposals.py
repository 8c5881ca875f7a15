"""What waits for a second person, page by page: called, approved, stopped, taken back."""

import re

import pytest

from tests.staff.place import BOSS, OTHER, OWN, SECOND, Place
from tests.staff.samples import BASE, CALL, NUMBERS, OFFICE, entry, propose


async def test_a_number_is_seen_when_a_second_person_called_it_and_not_before(place: Place) -> None:
    worker, other = await place.who(OWN), await place.who(OTHER)
    number = await propose(place, worker)
    home = await worker.get("/home")
    assert "ждёт второго человека" in home.read
    assert "998877" not in re.sub(r"\D", "", home.text.partition('class="card"')[2].partition("</div>")[0])
    shown = await other.get(f"/proposal/{number}")
    assert "+7 717 299 88 77" in shown.read
    done = await other.post(f"/proposal/{number}/approve", CALL, page=f"/proposal/{number}")
    assert done.location == f"/proposal/{number}?done=approved"
    assert "+7 717 299 88 77" in (await worker.get("/home")).read


async def test_another_number_waits_a_day_and_can_be_stopped(place: Place) -> None:
    worker, other = await place.who(OWN), await place.who(OTHER)
    await other.post(f"/proposal/{await propose(place, worker)}/approve", CALL, page="/proposal/1")
    number = await propose(place, worker, {**NUMBERS, "phone0": "87172998866"})
    wrong = await other.post(
        f"/proposal/{number}/approve", {**CALL, "number": "87172998866"}, page=f"/proposal/{number}"
    )
    assert wrong.status == 409
    assert "Сначала позвоните по прежнему номеру" in wrong.read
    assert "87172998866" in wrong.text, "what she typed is kept"
    done = await other.post(f"/proposal/{number}/approve", CALL, page=f"/proposal/{number}")
    assert done.location.endswith("done=approved_waits")
    assert "+7 717 299 88 77" in (await worker.get("/home")).read
    stopped = await worker.post(f"/proposal/{number}/stop", page=f"/proposal/{number}")
    assert stopped.location.endswith("done=stopped")
    place.clock.moves(hours=25)
    await place.registry.settle(place.clock.now)
    assert (await entry(place)).value.phones[0].number == "+77172998877"


async def test_what_was_approved_can_be_taken_back_in_one_press(place: Place) -> None:
    worker, other = await place.who(OWN), await place.who(OTHER)
    number = await propose(place, worker)
    before = (await entry(place)).value.phones
    await other.post(f"/proposal/{number}/approve", CALL, page=f"/proposal/{number}")
    answer = await worker.post(f"/proposal/{number}/revert", page=f"/proposal/{number}")
    assert answer.location.endswith("done=reverted")
    assert (await entry(place)).value.phones == before


async def test_taking_back_is_offered_while_it_works_and_until_when(place: Place) -> None:
    worker, other = await place.who(OWN), await place.who(OTHER)
    first = await propose(place, worker)
    await other.post(f"/proposal/{first}/approve", CALL, page=f"/proposal/{first}")
    page = await worker.get(f"/proposal/{first}")
    assert f"/proposal/{first}/revert" in page.text
    assert "можно до: 28.12.2026 14:00" in page.read
    second = await propose(place, worker, {**NUMBERS, "phone0": "87172998866"})
    await other.post(f"/proposal/{second}/approve", CALL, page=f"/proposal/{second}")
    place.clock.moves(hours=25)
    await place.registry.settle(place.clock.now)
    worker = await place.who(OWN)
    assert f"/proposal/{first}/revert" not in (await worker.get(f"/proposal/{first}")).text, "it is no more there"
    path = f"/proposal/{second}/revert"
    place.clock.moves(days=29)
    assert path in (await (await place.who(OWN)).get(f"/proposal/{second}")).text
    place.clock.moves(days=1, hours=1)
    worker = await place.who(OWN)
    assert path not in (await worker.get(f"/proposal/{second}")).text
    assert (await worker.post(path, page=f"/proposal/{second}")).status == 409


async def test_a_second_proposal_for_the_same_field_is_warned_of_before_anything_is_typed(place: Place) -> None:
    worker = await place.who(OWN)
    number = await propose(place, worker)
    page = await worker.get(f"{BASE}/phones")
    before, _, _ = page.text.partition("<form method")
    assert "уже предложено изменить" in page.read
    assert f'href="/proposal/{number}"' in before
    for subject in ("messenger", "hours"):
        assert "уже предложено" not in (await worker.get(f"{BASE}/{subject}")).read
    await worker.post(f"/proposal/{number}/withdraw", page=f"/proposal/{number}")
    assert "уже предложено" not in (await worker.get(f"{BASE}/phones")).read


async def test_nobody_approves_her_own_and_is_told_so(place: Place) -> None:
    boss = await place.who(BOSS)
    number = await propose(place, boss)
    page = await boss.get(f"/proposal/{number}")
    assert f"/proposal/{number}/approve" not in page.text
    assert "подтвердит другой человек" in page.read
    forced = await boss.post(
        f"/proposal/{number}/approve", {**CALL, "version": str(await place.version())}, page=f"/proposal/{number}"
    )
    assert forced.status == 403


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"number": ""}, "Заполните это поле"),
        ({"number": "12"}, "Это не похоже на номер"),
        ({"outcome": ""}, "Выберите один ответ"),
        ({"on": "2026-11-29"}, "ещё не наступил"),
        ({"on": ""}, "Выберите день"),
    ],
)
async def test_a_call_is_written_down_whole(place: Place, form: dict[str, str], sentence: str) -> None:
    worker, other = await place.who(OWN), await place.who(OTHER)
    number = await propose(place, worker)
    answer = await other.post(f"/proposal/{number}/approve", {**CALL, **form}, page=f"/proposal/{number}")
    assert answer.status == 422
    assert sentence in answer.read


async def test_a_call_that_nobody_answered_approves_nothing(place: Place) -> None:
    worker, other = await place.who(OWN), await place.who(OTHER)
    number = await propose(place, worker)
    answer = await other.post(f"/proposal/{number}/approve", {**CALL, "outcome": "denied"}, page=f"/proposal/{number}")
    assert answer.status == 409
    assert "не подтвердили" in answer.read


async def test_a_number_of_another_owner_is_said_beside_the_field(place: Place) -> None:
    worker, other = await place.who(OWN), await place.who(OTHER)
    number = await propose(place, worker)
    await other.post(f"/proposal/{number}/approve", CALL, page=f"/proposal/{number}")
    answer = await other.post(f"/centre/{OFFICE}/phones", NUMBERS, page=f"/centre/{OFFICE}/phones")
    assert answer.status == 422
    assert "уже стоит у другой записи" in answer.read
    assert 'aria-invalid="true" aria-describedby="phone0-wrong' in answer.text


async def test_a_new_entry_is_seen_by_nobody_before_a_second_coordinator(place: Place) -> None:
    boss, second = await place.who(BOSS), await place.who(SECOND)
    form = {"ru": "Центр «Үміт», Астана", "kk": "«Үміт» орталығы, Астана", "kind": "crisis_centre"}
    form |= {"has_shelter": "unknown", "organization": "Акимат", "source": "Сайт акимата, 2026"}
    missing = await boss.post("/new", {**form, "place": "Где-то"}, page="/new")
    assert "Такого места нет в списке" in missing.read
    place_name = re.search(r'<option value="([^"]*Астана[^"]*)"></option>', missing.text)
    assert place_name
    answer = await boss.post("/new", {**form, "place": place_name[1]}, page="/new")
    assert answer.status == 303, answer.read
    path = answer.location.partition("?")[0]
    proposal = await place.registry.proposal(int(path.rpartition("/")[2]))
    assert proposal is not None
    ids = {one.id for one in (await place.registry.snapshot(place.clock.now)).services}
    assert proposal.entry_id not in ids
    assert (await second.post(f"{path}/approve", page=path)).status == 303
    assert proposal.entry_id in {one.id for one in (await place.registry.snapshot(place.clock.now)).services}
