"""Who gets in, how, and for how long; what every answer carries."""

import os
import re
from pathlib import Path

import pytest

from bot.registry.words import Role
from tests.staff.place import BOSS, NAMES, OWN, PAUSED, REMOVED, START, STRANGER, Place, centres
from tests.staff.signing import sign

PAGES = ["/home", "/waiting", "/due", f"/centre/{centres()[0]}", "/people", "/entries", "/history", "/transfer", "/new"]


async def test_telegram_s_signature_opens_the_page_of_her_centre(place: Place) -> None:
    worker = place.browser()
    assert (await worker.get("/")).status == 200
    answer = await worker.enters(OWN, START)
    assert (answer.status, answer.location) == (303, "/home")
    home = await worker.get("/home")
    assert home.status == 200
    assert NAMES[OWN] in home.read


async def test_the_same_signature_opens_nothing_a_second_time(place: Place) -> None:
    signed = sign(OWN, START)
    first, thief = place.browser(), place.browser()
    assert (await first.send("/enter", {"signed": signed})).status == 303
    again = await thief.send("/enter", {"signed": signed})
    assert again.status == 401
    assert (await thief.get("/home")).status == 401


@pytest.mark.parametrize(
    "signed",
    [
        "",
        sign(OWN, START)[:-1],
        sign(OWN, START, token="2:" + "b" * 35),
        sign(OWN, START.replace(hour=8)),
        sign(OWN, START.replace(hour=10)),
        sign(OWN, START) + "&auth_date=1",
        re.sub(r"hash=\w+", "", sign(OWN, START)),
        sign(STRANGER, START),
        sign(PAUSED, START),
        sign(REMOVED, START),
    ],
    ids=["empty", "cut", "foreign", "old", "future", "twice", "unsigned", "stranger", "paused", "removed"],
)
async def test_whatever_else_comes_gets_the_same_calm_page(place: Place, signed: str) -> None:
    browser = place.browser()
    answer = await browser.send("/enter", {"signed": signed})
    assert answer.status == 401
    assert "Вход закрыт" in answer.read
    assert "Set-Cookie" not in answer.headers
    assert answer.read == (await browser.get("/home")).read, "nothing tells one refusal from another"


@pytest.mark.parametrize("path", PAGES)
async def test_nothing_is_shown_without_a_session(place: Place, path: str) -> None:
    answer = await place.browser().get(path)
    assert answer.status == 401
    assert not any(name in answer.text for name in NAMES.values())


async def test_a_session_ends_after_a_quarter_of_an_hour_without_a_press_and_after_eight_hours(place: Place) -> None:
    idle, busy = await place.who(OWN), await place.who(BOSS)
    for _ in range(3):
        place.clock.moves(minutes=10)
        assert (await busy.get("/home")).status == 200
    assert (await idle.get("/home")).status == 401
    for _ in range(46):
        place.clock.moves(minutes=10)
        await busy.get("/home")
    assert (await busy.get("/home")).status == 401


async def test_leaving_ends_it_for_whoever_kept_the_cookie(place: Place) -> None:
    worker = await place.who(OWN)
    kept = {cookie.key: cookie.value for cookie in worker.client.cookie_jar}
    assert (await worker.post("/leave")).status == 303
    thief = place.browser()
    thief.client.cookie_jar.update_cookies(kept)
    assert (await thief.get("/home")).status == 401


async def test_who_is_paused_is_out_at_once(place: Place) -> None:
    boss, worker = await place.who(BOSS), await place.who(OWN)
    await boss.post(f"/people/{place.people[OWN].id}/pause", page="/people")
    assert (await worker.get("/home")).status == 401


async def test_a_link_opens_a_browser_once_and_looking_at_it_does_not_use_it_up(place: Place) -> None:
    boss = await place.who(BOSS)
    handed = await boss.post(f"/people/{place.people[OWN].id}/link", page="/people")
    link = re.search(rf'value="{place.url}(/link/[^"]+)"', handed.text)
    assert link
    worker, thief = place.browser(), place.browser()
    assert (await thief.get(link[1])).status == 200
    code = (await worker.get(link[1])).value("code")
    assert (await worker.send("/link", {"code": code})).location == "/home"
    assert NAMES[OWN] in (await worker.get("/home")).read
    assert (await thief.send("/link", {"code": code})).status == 401


async def test_a_link_is_old_after_a_quarter_of_an_hour(place: Place) -> None:
    token = await place.registry.open_link(place.people[BOSS].id, place.people[OWN].id, now=place.clock.now)
    place.clock.moves(minutes=16)
    assert (await place.browser().send("/link", {"code": token})).status == 401


async def test_an_invitation_is_taken_in_a_browser_by_whoever_has_no_telegram(place: Place) -> None:
    own, _ = centres()
    boss = await place.who(BOSS)
    form = {"name": "Асем", "role": Role.WORKER.value, "centre": own}
    handed = await boss.post("/people", form, page="/people")
    code = re.search(r"/link/([^\"]+)\"", handed.text)
    assert code
    browser = place.browser()
    assert (await browser.send("/link", {"code": code[1]})).status == 303
    assert "Асем" in (await browser.get("/home")).read
    assert (await place.browser().send("/link", {"code": code[1]})).status == 401


async def test_every_answer_is_strict(place: Place) -> None:
    worker = await place.who(OWN)
    for path in ("/", "/home", "/nothing", "/web/look.css", "/web/../door.py", f"/centre/{centres()[0]}/hours"):
        headers = (await worker.get(path)).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors https://web.telegram.org" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"
        assert "Server" not in headers


async def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(place: Place) -> None:
    browser = place.browser()
    answer = await browser.enters(OWN, START)
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_form_of_another_site_does_nothing(place: Place, headers: dict[str, str]) -> None:
    own, _ = centres()
    worker = await place.who(OWN)
    before = await place.version()
    assert (await worker.post(f"/centre/{own}/confirm", headers=headers)).status == 403
    assert await place.version() == before


async def test_a_form_without_the_token_of_this_session_does_nothing(place: Place) -> None:
    own, _ = centres()
    worker, boss = await place.who(OWN), await place.who(BOSS)
    theirs = (await boss.get("/people")).value("csrf")
    before = await place.version()
    for csrf in ({}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": theirs}, {"csrf": "ю"}):
        answer = await worker.send(f"/centre/{own}/confirm", {"version": str(before), **csrf})
        assert answer.status == 403
        assert "Страница устарела" in answer.read
    assert await place.version() == before


async def test_another_host_s_name_that_leads_here_gets_nothing(place: Place) -> None:
    assert (await place.browser().get("/", headers={"Host": "evil.example"})).status == 421


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/a\r\nX: y", ""]
)
async def test_the_language_link_never_leads_elsewhere(place: Place, back: str) -> None:
    answer = await place.browser().get("/language/kk", params={"back": back})
    assert answer.status == 303
    assert answer.location == "/home"


async def test_one_press_turns_the_language_and_keeps_the_page(place: Place) -> None:
    own, _ = centres()
    worker = await place.who(OWN)
    path = f"/centre/{own}/hours"
    link = re.search(r'href="(/language/kk[^"]+)"', (await worker.get(path)).text)
    assert link
    answer = await worker.get(link[1])
    assert answer.location == path
    assert "Жұмыс уақыты" in (await worker.get(path)).read
    person = await place.registry.person_by_id(place.people[OWN].id)
    assert person is not None
    assert person.language == "kk", "notices come in it too"


async def test_a_database_that_is_broken_is_said_calmly(place: Place, tmp_path: Path) -> None:
    worker = await place.who(OWN)
    await place.registry.database.close()
    for name in os.listdir(tmp_path):
        (tmp_path / name).write_bytes(b"x" * 4096)
    answer = await worker.get("/home")
    assert answer.status == 503
    assert "Справочник сейчас недоступен" in answer.read
