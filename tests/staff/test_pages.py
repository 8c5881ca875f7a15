"""What staff do, page by page, against a real registry: what is saved, what is said, what is kept when it is not."""

import re
from datetime import date
from typing import Any

import pytest

from bot.centres.words import Intake, Report, Status, Verified
from tests.staff.place import BOSS, NAMES, OTHER, OWN, Place
from tests.staff.samples import BASE, HOUSE, NUMBERS, WEEK, entry
from tests.support.hostile import NASTY_TEXTS

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
