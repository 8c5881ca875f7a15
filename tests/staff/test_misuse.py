"""What somebody tired, hurried or curious does, found by trying it with a phone in the hand."""

import re

import pytest

from tests.staff.place import BOSS, OTHER, OWN, Place, centres
from tests.staff.samples import BASE, CALL, NUMBERS, upload

HOUSE, _ = centres()
WRITTEN = {"whatsapp": "8 7172 99 88 77", "owner": "centre"}
SAME = {"text": "own", "ru": "Мест нет 😀", "kk": "Мест нет 😀"}
NEW = {"ru": "Приют", "kk": "Приют", "kind": "crisis_centre", "has_shelter": "unknown", "organization": "Акимат"}


async def last(place: Place) -> int:
    return (await place.registry.proposals()).items[0].id


async def test_a_number_people_only_write_to_is_the_one_to_call_first(place: Place) -> None:
    worker, other = await place.who(OWN), await place.who(OTHER)
    await worker.post(f"{BASE}/messenger", WRITTEN, page=f"{BASE}/messenger")
    first = await last(place)
    assert "Прежнего номера нет" in (await other.get(f"/proposal/{first}")).read
    await other.post(f"/proposal/{first}/approve", CALL, page=f"/proposal/{first}")
    await worker.post(f"{BASE}/phones", {**NUMBERS, "phone0": "87172998866"}, page=f"{BASE}/phones")
    page = (await other.get(f"/proposal/{await last(place)}")).read
    assert "Сначала позвоните по прежнему номеру: +7 717 299 88 77" in page


async def test_what_can_be_approved_no_more_says_so_and_can_be_refused(place: Place) -> None:
    worker, other = await place.who(OWN), await place.who(OTHER)
    await worker.post(f"{BASE}/phones", NUMBERS, page=f"{BASE}/phones")
    late = await last(place)
    await worker.post(f"{BASE}/phones", {**NUMBERS, "phone0": "87172998866"}, page=f"{BASE}/phones")
    number = await last(place)
    before = await other.get(f"/proposal/{late}")
    await other.post(f"/proposal/{number}/approve", {**CALL, "number": "87172998866"}, page=f"/proposal/{number}")
    sent = {**CALL, "csrf": before.value("csrf"), "version": before.value("version")}
    answer = await other.send(f"/proposal/{late}/approve", sent)
    assert answer.status == 409
    for page in (answer, await other.get(f"/proposal/{late}")):
        assert "подтвердить это уже нельзя" in page.read
        assert f"/proposal/{late}/approve" not in page.text
    assert (await other.post(f"/proposal/{late}/refuse", page=f"/proposal/{late}")).status == 303


async def test_two_proposals_about_one_thing_are_told_apart_by_their_time(place: Place) -> None:
    worker, boss = await place.who(OWN), await place.who(BOSS)
    await worker.post(f"{BASE}/phones", NUMBERS, page=f"{BASE}/phones")
    place.clock.moves(minutes=3)
    await worker.post(f"{BASE}/phones", {**NUMBERS, "phone0": "87172998866"}, page=f"{BASE}/phones")
    times = re.findall(r"Телефоны · (28\.11\.2026 \d\d:\d\d)", (await boss.get("/waiting")).read)
    assert len(set(times)) == 2


async def test_one_text_in_both_languages_is_said_beside_the_kazakh_one(place: Place) -> None:
    worker, boss = await place.who(OWN), await place.who(BOSS)
    answer = await worker.post(f"{BASE}/notice", SAME, page=f"{BASE}/notice")
    town = re.search(r'<option value="([^"]*Астана[^"]*)"></option>', (await boss.get("/new")).text)
    assert town
    added = await boss.post("/new", {**NEW, "place": town[1], "source": "Сайт, 2026"}, page="/new")
    for page in (answer, added):
        assert page.status == 422
        assert 'aria-describedby="kk-wrong' in page.text
        assert "Напишите казахский" in page.read


async def test_nobody_is_told_to_do_what_is_another_centres_to_do(place: Place) -> None:
    other = await place.who(OTHER)
    page = await other.get(BASE)
    assert "Карточка для людей" in page.read
    assert 'class="sheet first"' not in page.text
    assert f"{BASE}/confirm" not in page.text
    assert 'class="sheet first"' in (await (await place.who(OWN)).get(BASE)).text


@pytest.mark.parametrize("name", ["csv", "xlsx"])
async def test_a_file_that_changes_nothing_says_just_that(place: Place, name: str) -> None:
    boss = await place.who(BOSS)
    data = (await boss.get(f"/export/{name}")).body
    answer = await upload(boss, "directory.zip" if name == "csv" else "directory.xlsx", data)
    assert "Файл ничего не изменит" in answer.read
