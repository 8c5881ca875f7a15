"""Every role and every action, over HTTP. The table is written by hand; the registry's own is not asked."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import FormData
from pytest_asyncio import fixture

from bot.centres.words import Report
from bot.registry.words import Action
from tests.staff.place import BOSS, OTHER, OWN, PAUSED, REMOVED, SECOND, STRANGER, Browser, Place, centres

HOUSE, OFFICE = centres()
BASE = f"/centre/{HOUSE}"
WEEK = {"mode": "hours", "days0": ["MO", "TU"], "opens0": "09:00", "closes0": "18:00"}
NUMBERS = {"phone0": "+77172998877", "owner": "centre"}
CALL = {"number": "+77172998877", "outcome": "confirmed", "on": "2026-11-28"}
UPLOAD = "in a file"
NEW = {"ru": "Кризисный центр", "kk": "Дағдарыс орталығы", "kind": "crisis_centre", "has_shelter": "unknown"}

BOTH = {BOSS, OWN}
ALL = {BOSS, OWN, OTHER}
LEAD = {BOSS}
JUDGES = {BOSS, OTHER}
ROLES = (BOSS, SECOND, OWN, OTHER, PAUSED, REMOVED, STRANGER)


@dataclass(frozen=True)
class Try:
    """Something that is tried, and who may."""

    action: Action
    path: str
    allowed: set[int]
    form: dict[str, Any] | None = None  # None: a page is only opened
    page: str = "/home"
    before: str = ""  # what has to be so first


TRIES = [
    Try(Action.LOOK, BASE, ALL),
    Try(Action.LOOK, "/waiting", ALL),
    Try(Action.LOOK, "/proposal/{proposal}", ALL, before="proposed"),
    Try(Action.LOOK, f"{BASE}/history", ALL),
    Try(Action.LOOK, "/home", ALL),
    Try(Action.CONFIRM, f"{BASE}/confirm", BOTH, {}, BASE),
    Try(Action.SET_SCHEDULE, f"{BASE}/hours", BOTH, WEEK, BASE),
    Try(Action.SET_SCHEDULE, f"{BASE}/hours", BOTH),
    Try(Action.SET_INTAKE, f"{BASE}/intake", BOTH, {"state": "full"}, BASE),
    Try(Action.SET_ALERT, f"{BASE}/notice", BOTH, {"text": "phone_busy"}, BASE),
    Try(Action.SET_CLOSED, f"{BASE}/closing", BOTH, {"until": "2026-12-31"}, BASE),
    Try(Action.HIDE, f"{BASE}/hide", BOTH, {}, BASE),
    Try(Action.HIDE, f"{BASE}/hide", BOTH),
    Try(Action.SHOW, f"{BASE}/show", BOTH, {}, BASE, before="hidden"),
    Try(Action.PROPOSE, f"{BASE}/phones", BOTH, NUMBERS, BASE),
    Try(Action.PROPOSE, f"{BASE}/languages", BOTH, {"languages": ["kk", "ru"]}, BASE),
    Try(Action.PROPOSE, f"{BASE}/admission", BOTH),
    Try(
        Action.PROPOSE_ENTRY,
        "/new",
        LEAD,
        {**NEW, "place": "Астана, Астана", "organization": "Акимат", "source": "Сайт акимата, 2026"},
    ),
    Try(Action.PROPOSE_ENTRY, "/new", LEAD),
    Try(Action.APPROVE, "/proposal/{proposal}/approve", JUDGES, CALL, "/proposal/1", before="proposed"),
    Try(Action.REFUSE, "/proposal/{proposal}/refuse", JUDGES, {}, before="proposed"),
    Try(Action.WITHDRAW, "/proposal/{proposal}/withdraw", {OWN}, {}, before="proposed"),
    Try(Action.STOP, "/proposal/{proposal}/stop", BOTH, {}, before="waiting"),
    Try(Action.REVERT, "/proposal/{proposal}/revert", BOTH, {}, before="applied"),
    Try(Action.FREEZE, f"{BASE}/freeze", LEAD, {"frozen": "yes"}),
    Try(Action.UNFREEZE, f"{BASE}/freeze", LEAD, {"frozen": "no"}, before="frozen"),
    Try(Action.CLEAR, f"{BASE}/clear", LEAD, {}, before="amber"),
    Try(Action.CALL, "/calls", LEAD),
    Try(Action.CALL, "/reports", LEAD),
    Try(Action.CALL, "/sheet?region=astana", LEAD),
    Try(Action.AUDIT, "/history", LEAD),
    Try(Action.AUDIT, "/entries", LEAD),
    Try(Action.INVITE, "/people", LEAD),
    Try(Action.INVITE, "/people", LEAD, {"name": "Асем", "role": "worker", "centre": OFFICE}),
    Try(Action.PAUSE, "/people/{other}/pause", LEAD, {}),
    Try(Action.RESUME, "/people/{paused}/resume", LEAD, {}),
    Try(Action.REMOVE, "/people/{other}/remove", LEAD, {}),
    Try(Action.LINK, "/people/{other}/link", LEAD, {}),
    Try(Action.IMPORT, "/transfer", LEAD),
    Try(Action.IMPORT, "/transfer", LEAD, {"csrf": UPLOAD}),
    Try(Action.UNDO_IMPORT, "/transfer/1/undo", LEAD, {}),
    Try(Action.EXPORT, "/export/csv", LEAD),
]
CASES = [(tried, role) for tried in TRIES for role in ROLES]


def test_every_action_there_is_is_tried() -> None:
    assert {tried.action for tried in TRIES} == set(Action)


@fixture
async def staff(place: Place) -> AsyncIterator[dict[int, Browser]]:
    yield {role: await place.who(role) for role in (BOSS, SECOND, OWN, OTHER)}


async def made(place: Place, staff: dict[int, Browser], before: str) -> None:
    own, boss = staff[OWN], staff[BOSS]
    match before:
        case "proposed" | "waiting" | "applied":
            form = NUMBERS
            if before == "waiting":  # a first number is applied at once, its successor waits
                await own.post(f"{BASE}/phones", form, page=BASE)
                await staff[OTHER].post("/proposal/1/approve", CALL, page="/proposal/1")
                form = {**NUMBERS, "phone0": "+77172998866"}
            assert (await own.post(f"{BASE}/phones", form, page=BASE)).status == 303
            if before != "proposed":
                number = 2 if before == "waiting" else 1
                answer = await staff[OTHER].post(f"/proposal/{number}/approve", CALL, page=f"/proposal/{number}")
                assert answer.status == 303, answer.read
        case "hidden":
            await own.post(f"{BASE}/hide", page=BASE)
        case "frozen":
            await boss.post(f"{BASE}/freeze", {"frozen": "yes"})
        case "amber":
            for _ in range(2):
                await place.registry.report(HOUSE, Report.NO_ANSWER, place.clock.now.date())


@pytest.mark.parametrize(
    ("tried", "role"),
    CASES,
    ids=[f"{tried.action}-{at // len(ROLES)}-{role}" for at, (tried, role) in enumerate(CASES)],
)
async def test_who_may_does_and_nobody_else(place: Place, staff: dict[int, Browser], tried: Try, role: int) -> None:
    await made(place, staff, tried.before)
    proposal = 2 if tried.before == "waiting" else 1
    path = tried.path.format(
        proposal=proposal, other=place.people[OTHER].id, paused=place.people[PAUSED].id, house=HOUSE
    )
    browser = staff.get(role) or place.browser()
    before = await place.registry.revision(), (await place.registry.history()).total
    if tried.form is None:
        answer = await browser.get(path)
    elif UPLOAD in tried.form.values():
        seen = await browser.get("/home")
        upload = FormData({"csrf": seen.value("csrf") if "csrf" in seen.text else ""})
        upload.add_field("file", (await staff[BOSS].get("/export/csv")).body, filename="all.zip")
        answer = await browser.send(path, upload)
    elif role not in staff:
        answer = await browser.send(path, tried.form)
    else:
        answer = await browser.post(path, tried.form, page=tried.page)
    allowed = tried.allowed | ({SECOND} if BOSS in tried.allowed else set())
    if role in allowed:
        assert answer.status in {200, 303} or tried.action is Action.UNDO_IMPORT, answer.read
        return
    assert answer.status == (403 if role in staff else 401), answer.read
    assert (await place.registry.revision(), (await place.registry.history()).total) == before, "nothing was done"
