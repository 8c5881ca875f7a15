"""What staff do, page by page, against a real registry: what is saved, what is said, what is kept when it is not."""

import asyncio
import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from aiohttp import FormData
from openpyxl import Workbook, load_workbook

from bot.centres.words import Intake, Report, Status, Verified
from bot.registry.words import ProposalState
from tests.staff.place import BOSS, NAMES, OTHER, OWN, SECOND, Answer, Browser, Place, centres
from tests.support.hostile import NASTY_TEXTS

HOUSE, OFFICE = centres()
BASE = f"/centre/{HOUSE}"
WEEK = {"mode": "hours", "days0": ["MO", "TU", "WE", "TH", "FR"], "opens0": "09:00", "closes0": "18:00"}
NUMBERS = {"phone0": "8 7172 99 88 77", "owner": "centre"}
CALL = {"number": "87172998877", "outcome": "confirmed", "on": "2026-11-28"}
FORMS = ["hours", "notice", "closing", "phones", "messenger", "admission", "languages", "access", "services", "address"]
EVERYBODY = ["/home", "/waiting", BASE, f"{BASE}/history", *(f"{BASE}/{one}" for one in FORMS), f"{BASE}/hide"]
COORDINATORS = ["/due", "/calls", "/reports", "/entries", "/people", "/history", "/new", "/transfer"]


@pytest.mark.parametrize("language", ["ru", "kk"])
async def test_every_page_is_there_in_both_languages(place: Place, language: str) -> None:
    other = "kk" if language == "ru" else "ru"
    for role, paths in ((OWN, EVERYBODY), (BOSS, [*EVERYBODY, *COORDINATORS]), (OTHER, ["/home", "/waiting", BASE])):
        browser = await place.who(role, language)
        for path in paths:
            answer = await browser.get(path)
            assert answer.status == 200, (path, answer.read)
            assert f'<html lang="{language}">' in answer.text
            assert f'lang="{other}"' in answer.text, "the other language is one press away"
            assert re.search(r"<h1>[^<]+</h1>", answer.text), path
            assert answer.text.count("<h1>") == 1, path


async def entry(place: Place, name: str = HOUSE) -> Any:
    found = await place.registry.entry(name, place.clock.now.date())
    assert found is not None
    return found


async def test_everything_is_right_renews_the_date(place: Place) -> None:
    worker = await place.who(OWN)
    assert "Проверьте карточку в первый раз" in (await worker.get("/home")).read
    answer = await worker.post(f"{BASE}/confirm")
    assert answer.location == "/home?done=confirmed"
    home = await worker.get(answer.location)
    assert "Спасибо" in home.read
    assert "проверено: 28.11.2026" in home.read
    assert (await entry(place)).value.verified is Verified.CONFIRMED


async def test_hours_are_saved_and_said_in_the_card(place: Place) -> None:
    worker = await place.who(OWN)
    assert (await worker.post(f"{BASE}/hours", WEEK, page=f"{BASE}/hours")).location == "/home?done=saved"
    home = (await worker.get("/home")).read
    assert "пн–пт 09:00–18:00" in home
    assert NAMES[OWN] in (await worker.get(f"{BASE}/history")).read


async def test_the_intake_is_one_press_and_ends_after_a_day(place: Place) -> None:
    worker = await place.who(OWN)
    await worker.post(f"{BASE}/intake", {"state": "full"})
    assert 'value="full" aria-pressed="true"' in (await worker.get("/home")).text
    assert (await entry(place)).value.intake_at(place.clock.now) is Intake.FULL
    place.clock.moves(hours=24)
    later = await place.who(OWN)
    assert 'aria-pressed="true"' not in (await later.get("/home")).text.replace('value="ask" aria-pressed="true"', "")


async def test_the_same_press_twice_is_no_conflict_and_another_one_is(place: Place) -> None:
    worker = await place.who(OWN)
    home = await worker.get("/home")
    form = {name: home.value(name) for name in ("csrf", "version", "seen")}
    for _ in range(2):
        assert (await worker.send(f"{BASE}/intake", {**form, "state": "full"})).location == "/home?done=saved"
    assert len([row for row in (await place.registry.history(HOUSE)).items if row.note.action == "set_intake"]) == 1
    assert (await worker.send(f"{BASE}/intake", {**form, "state": "accepting"})).status == 409
    assert (await entry(place)).value.intake_at(place.clock.now) is Intake.FULL


async def test_a_centre_that_does_not_know_when_it_opens_can_close(place: Place) -> None:
    worker = await place.who(OWN)
    answer = await worker.post(f"{BASE}/closing", {"last": "unknown"}, page=f"{BASE}/closing")
    assert answer.location == "/home?done=saved", answer.read
    closed = (await entry(place)).value
    assert (closed.status, closed.closed_until) == (Status.TEMPORARILY_CLOSED, None)
    assert 'value="unknown" checked' in (await worker.get(f"{BASE}/closing")).text
    await worker.post(f"{BASE}/closing", {"last": "day", "until": "2026-12-05"}, page=f"{BASE}/closing")
    assert (await entry(place)).value.closed_until == date(2026, 12, 5)
    place.clock.moves(days=9)
    await place.registry.settle(place.clock.now)
    assert "Открыто: срок закрытия прошёл" in (await (await place.who(OWN)).get(f"{BASE}/history")).read


async def test_a_hidden_entry_says_first_how_it_is_shown_and_asks_for_nothing_else(place: Place) -> None:
    for kind in Report:
        await place.registry.report(HOUSE, kind, place.clock.now.date())
    worker, boss = await place.who(OWN), await place.who(BOSS)
    await worker.post(f"{BASE}/hide", page=f"{BASE}/hide")
    for page in (await worker.get("/home"), await boss.get(BASE)):
        assert re.search(r"<h2[^>]*>([^<]+)", page.text)[1] == "Запись скрыта"  # type: ignore[index]
        assert "Показать людям снова" in page.read
        assert f"{BASE}/confirm" not in page.text
    form = {name: page.value(name) for name in ("csrf", "version", "seen")}
    for _ in range(2):
        assert (await boss.send(f"{BASE}/show", form)).location.endswith("done=shown")
    assert f"{BASE}/confirm" in (await worker.get("/home")).text


async def test_a_form_offers_nothing_twice(place: Place) -> None:
    worker = await place.who(OWN)
    page = (await worker.get(f"{BASE}/hours")).text
    summaries = re.findall(r"<summary>([^<]+)</summary>", page)
    assert len(summaries) == len(set(summaries)) == 2
    assert page.count("<details") == 2
    assert " open>" not in page
    third = {**WEEK, "days2": ["SU"], "opens2": "10:00", "closes2": ""}
    assert (await worker.post(f"{BASE}/hours", third, page=f"{BASE}/hours")).text.count(
        '<details class="switch" open>'
    ) == 2


async def test_a_notice_a_closing_and_hiding_show_at_once(place: Place) -> None:
    worker = await place.who(OWN)
    await worker.post(f"{BASE}/notice", {"text": "phone_busy", "until": "2026-12-01"}, page=f"{BASE}/notice")
    assert "Телефон может не отвечать" in (await worker.get("/home")).read
    await worker.post(f"{BASE}/closing", {"until": "2026-12-05"}, page=f"{BASE}/closing")
    assert "05.12.2026" in (await worker.get("/home")).read
    await worker.post(f"{BASE}/closing", {"open": "yes"}, page=f"{BASE}/closing")
    assert "временно закрыт" not in (await worker.get("/home")).read.lower().replace("временно закрыть", "")
    assert (await worker.post(f"{BASE}/hide", page=f"{BASE}/hide")).location == "/home?done=hidden"
    home = await worker.get("/home")
    assert "Запись скрыта" in home.read
    await worker.post(f"{BASE}/show")
    assert (await entry(place)).hidden is False


async def propose(place: Place, browser: Browser, form: dict[str, str] | None = None) -> int:
    answer = await browser.post(f"{BASE}/phones", form or NUMBERS, page=f"{BASE}/phones")
    assert answer.location.endswith("done=proposed"), answer.read
    found = await place.registry.proposals((ProposalState.OPEN,))
    return found.items[0].id


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


BAD = [
    ("phones", {**NUMBERS, "phone0": "позвоните нам"}, "Это не похоже на номер"),
    ("phones", {**NUMBERS, "phone0": "112"}, "экстренных служб"),
    ("phones", {**NUMBERS, "owner": "person"}, "Личные номера людям не показываем"),
    ("phones", {**NUMBERS, "phone0": "<b>87172998877</b>"}, "Это не похоже на номер"),
    ("hours", {**WEEK, "opens0": "20:00", "closes0": "08:00"}, "Конец раньше начала"),
    ("notice", {"text": "own", "ru": "<b>Важно</b>", "kk": "Маңызды"}, "знаки разметки"),
    ("notice", {"text": "own", "ru": "Звоните 87172998877", "kk": "Маңызды"}, "Номера и ссылки здесь не пишут"),
    ("notice", {"text": "own", "ru": "Ре\u202eмонт", "kk": "Жөндеу"}, "невидимые знаки"),
    ("closing", {"until": "2020-01-01"}, "уже прошёл"),
    ("address", {"level": "public", "ru": "ул. Абая, 1"}, "адреса нет"),
]


@pytest.mark.parametrize(("subject", "form", "sentence"), BAD)
async def test_bad_input_gets_a_sentence_beside_the_field_and_is_kept(
    place: Place, subject: str, form: dict[str, Any], sentence: str
) -> None:
    worker = await place.who(OWN)
    before = await place.registry.revision()
    answer = await worker.post(f"{BASE}/{subject}", form, page=f"{BASE}/{subject}")
    assert answer.status == 422
    assert sentence in answer.read
    assert 'aria-invalid="true"' in answer.text or "wrong" in answer.text
    typed = form.get("phone0") or form.get("until") or form.get("opens0") or form.get("kk")
    if typed and subject != "address":
        assert str(typed).replace("<", "&lt;").replace(">", "&gt;") in answer.text
    assert "<b>Важно" not in answer.text
    assert await place.registry.revision() == before


async def test_a_number_of_another_owner_is_said_beside_the_field(place: Place) -> None:
    worker, other = await place.who(OWN), await place.who(OTHER)
    number = await propose(place, worker)
    await other.post(f"/proposal/{number}/approve", CALL, page=f"/proposal/{number}")
    answer = await other.post(f"/centre/{OFFICE}/phones", NUMBERS, page=f"/centre/{OFFICE}/phones")
    assert answer.status == 422
    assert "уже стоит у другой записи" in answer.read
    assert 'aria-invalid="true" aria-describedby="phone0-wrong' in answer.text


async def test_of_two_editors_the_second_sees_the_difference_and_loses_nothing(place: Place) -> None:
    worker, boss = await place.who(OWN), await place.who(BOSS)
    form = {**WEEK, **{name: (await worker.get(f"{BASE}/hours")).value(name) for name in ("csrf", "version", "seen")}}
    assert (await boss.post(f"{BASE}/hours", {**WEEK, "closes0": "17:00"}, page=f"{BASE}/hours")).status == 303
    answer = await worker.send(f"{BASE}/hours", form)
    assert answer.status == 409
    assert "Запись изменилась, пока эта страница" in answer.read
    assert "пн–пт 09:00–17:00" in answer.read
    assert 'value="18:00"' in answer.text
    again = {**WEEK, **{name: answer.value(name) for name in ("csrf", "version", "seen")}}
    assert (await worker.send(f"{BASE}/hours", again)).status == 303
    assert (await entry(place)).value.schedule[0].closes_at == "18:00"


async def test_everything_is_right_is_not_said_of_what_she_did_not_see(place: Place) -> None:
    worker, boss = await place.who(OWN), await place.who(BOSS)
    home = await worker.get("/home")
    form = {name: home.value(name) for name in ("csrf", "version", "seen")}
    await boss.post(f"{BASE}/hours", WEEK, page=f"{BASE}/hours")
    answer = await worker.send(f"{BASE}/confirm", form)
    assert answer.status == 409
    assert "пн–пт 09:00–18:00" in answer.read
    assert (await entry(place)).value.checked_on is None


@pytest.mark.parametrize("path", ["/centre/nothing", "/centre/../../etc", "/centre/%00", "/proposal/99", "/proposal/x"])
async def test_what_is_gone_is_said_calmly(place: Place, path: str) -> None:
    answer = await (await place.who(OWN)).get(path)
    assert answer.status in {403, 404}
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("text", [*NASTY_TEXTS, "<script>alert(1)</script>", "=HYPERLINK(1)", "\u202e", "а" * 2000])
async def test_no_hostile_text_breaks_a_form_or_comes_back_alive(place: Place, text: str) -> None:
    worker, boss = await place.who(OWN), await place.who(BOSS)
    text = text.encode(errors="replace").decode()[:2000]
    for browser, path, form in (
        (worker, f"{BASE}/notice", {"text": "own", "ru": text, "kk": text, "until": text}),
        (worker, f"{BASE}/phones", {"phone0": text, "owner": text}),
        (worker, f"{BASE}/hours", {"mode": text, "days0": text, "opens0": text}),
        (boss, "/people", {"name": text, "role": text, "centre": text}),
        (boss, "/new", {"ru": text, "kk": text, "kind": text, "place": text}),
    ):
        answer = await browser.post(path, form, page=path)
        assert answer.status in {303, 409, 422, 403}, answer.read
        assert "<script>alert" not in answer.text
    assert (
        await boss.get("/entries", params=dict.fromkeys(("text", "region", "state", "page"), text[:200]))
    ).status == 200


async def test_too_large_a_form_is_refused_with_a_sentence(place: Place) -> None:
    worker = await place.who(OWN)
    answer = await worker.send(f"{BASE}/notice", {"ru": "а" * 100_000})
    assert answer.status == 413
    assert "Слишком много текста" in answer.read


async def test_reports_turn_up_first_and_are_cleared_after_a_check(place: Place) -> None:
    boss = await place.who(BOSS)
    for kind in Report:
        await place.registry.report(HOUSE, kind, place.clock.now.date())
    assert "Люди не дозвонились" in (await boss.get("/home")).read
    assert "Не отвечают: 1" in (await boss.get("/reports")).read
    worker = await place.who(OWN)
    assert "До вас не дозвонились" in (await worker.get("/home")).read
    await boss.post(f"{BASE}/clear", page="/reports")
    assert "таких сообщений нет" in (await boss.get("/reports")).read


async def test_a_frozen_centre_says_so_and_can_still_be_hidden(place: Place) -> None:
    boss, worker = await place.who(BOSS), await place.who(OWN)
    await boss.post(f"{BASE}/freeze", {"frozen": "yes"}, page=BASE)
    home = await worker.get("/home")
    assert "Запись закрыта для изменений" in home.read
    assert f"{BASE}/phones" not in home.text
    for subject in FORMS:
        form = await worker.get(f"{BASE}/{subject}")
        assert "Запись закрыта для изменений" in form.read
        assert 'name="version"' not in form.text, "there is nothing to type in vain"
    boss_page = (await boss.get(BASE)).text
    assert f"{BASE}/confirm" not in boss_page
    assert f"{BASE}/clear" not in boss_page
    answer = await worker.post(f"{BASE}/hours", WEEK)
    assert answer.status == 409
    assert "закрыл эту запись" in answer.read
    assert 'value="18:00"' in answer.text, "what she typed before it was shut is kept"
    assert (await worker.post(f"{BASE}/hide", page=f"{BASE}/hide")).status == 303


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


async def upload(browser: Browser, name: str, data: bytes) -> Answer:
    form = FormData({"csrf": (await browser.get("/transfer")).value("csrf")})
    form.add_field("file", io.BytesIO(data), filename=name)
    return await browser.send("/transfer", form)


@pytest.mark.parametrize("name", ["toml", "csv", "xlsx", "hsds", "geojson"])
async def test_every_format_goes_out(place: Place, name: str) -> None:
    answer = await (await place.who(BOSS)).get(f"/export/{name}")
    assert answer.status == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert len(answer.body) > 1000


async def sheet(browser: Browser) -> tuple[Workbook, Any]:
    book = load_workbook(io.BytesIO((await browser.get("/export/xlsx")).body))
    return book, book.worksheets[0]


def saved(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


async def test_what_went_out_comes_back_without_a_change(place: Place) -> None:
    boss = await place.who(BOSS)
    answer = await upload(boss, "directory.xlsx", (await boss.get("/export/xlsx")).body)
    assert answer.status == 200, answer.read
    assert "Файл ничего не изменит" in answer.read


async def test_a_file_is_shown_first_then_done_then_undone(place: Place) -> None:
    boss = await place.who(BOSS)
    changed = (await boss.get("/export/toml")).body
    with zipfile.ZipFile(io.BytesIO(changed)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    found = next(name for name, body in files.items() if f'id = "{HOUSE}"'.encode() in body)
    head, _, tail = files[found].partition(f'id = "{HOUSE}"'.encode())
    tail = (
        re.sub(rb"schedule = [^\n]+", b'schedule = "24/7"', tail, count=1)
        if b"schedule" in tail.partition(b"[[")[0]
        else b'\nschedule = "24/7"' + tail
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(found, head + f'id = "{HOUSE}"'.encode() + tail)
    answer = await upload(boss, "one.zip", made.getvalue())
    assert answer.status == 200, answer.read
    assert "1 запись изменится" in answer.read
    assert "Круглосуточно" in answer.read
    assert (await entry(place)).value.schedule != "24/7"
    plan = re.search(r'action="(/plan/[^"]+)"', answer.text)
    assert plan
    assert (await boss.post(plan[1], page="/transfer")).status == 303
    for _ in range(100):
        if "Загружено целиком" in (await boss.get(plan[1])).read:
            break
        await asyncio.sleep(0.05)
    assert (await entry(place)).value.schedule == "24/7"
    imported = (await place.registry.imports())[0]
    assert (await boss.post(f"/transfer/{imported.id}/undo", page="/transfer")).location.endswith("done=undone")
    assert (await entry(place)).value.schedule != "24/7"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.csv", b"", "Файл пуст"),
        ("", b"", "Выберите файл"),
        ("a.exe", b"MZ" * 100, "Файл не того вида"),
        ("a.csv", b"x,y\n1,2\n", "Это не наша таблица"),
        ("a.xlsx", b"PK\x03\x04" + b"0" * 100, "повреждён"),
        ("a.xlsx", b"0" * (6 * 1024 * 1024), "Файл слишком большой"),
    ],
)
async def test_a_file_that_cannot_be_taken_says_why(place: Place, name: str, data: bytes, sentence: str) -> None:
    answer = await upload(await place.who(BOSS), name, data)
    assert answer.status in {413, 422}
    assert sentence in answer.read


async def test_fifty_megabytes_get_a_sentence(place: Place) -> None:
    answer = await upload(await place.who(BOSS), "a.xlsx", b"0" * (50 * 1024 * 1024))
    assert answer.status in {413, 422}
    assert "слишком большой" in answer.read or "Слишком много" in answer.read


async def test_what_is_wrong_with_a_file_is_said_in_her_language(place: Place) -> None:
    boss = await place.who(BOSS, "kk")
    book, first = await sheet(boss)
    first.cell(1, 1).value = "Имя столбца"
    first.cell(2, 2).value = "=1+1"
    answer = await upload(boss, "directory.xlsx", saved(book))
    assert answer.status == 422
    assert "Файл қабылданбады" in answer.read
    assert "бағанды білмейміз" in answer.read or "баған жоқ" in answer.read
    assert "столбца" not in answer.read.replace("Имя столбца", "")
