"""Canaries: nothing about anybody reaches a model, a log line or Redis."""

import json
import logging
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import log
from bot.sandbox import Faults, Garbage, Sandbox, Status, TooMany
from bot.telegram.sieve import sift
from tests.support.person import Person
from tests.support.process import senim
from tests.telegram.running import TOKEN

CANARY = "Канарейка"
USER = {
    "id": 5_190_000_001,
    "is_bot": False,
    "first_name": CANARY,
    "last_name": CANARY,
    "username": CANARY,
    "language_code": "kk",
}
CHAT = {"id": 5_190_000_001, "type": "private", "first_name": CANARY, "username": CANARY}
MESSAGE = {"message_id": 7, "date": 1_700_000_000, "from": USER, "chat": CHAT}
UPDATES: list[dict[str, Any]] = [
    {"message": MESSAGE | {"text": f"/start {CANARY}"}},
    {"message": MESSAGE | {"photo": [{"file_id": CANARY}], "caption": CANARY}},
    {"message": MESSAGE | {"contact": {"phone_number": CANARY, "first_name": CANARY}}},
    {"message": MESSAGE | {"location": {"latitude": 51.180_427, "longitude": 71.445_981}}},
    {"message": MESSAGE | {"text": "x", "reply_to_message": MESSAGE | {"text": CANARY}, "quote": {"text": CANARY}}},
    {"callback_query": {"id": "9", "from": USER, "data": "x", "message": MESSAGE | {"text": CANARY}}},
    {
        "my_chat_member": {
            "chat": CHAT,
            "from": USER,
            "date": 1,
            "old_chat_member": {"status": "member", "user": USER},
            "new_chat_member": {"status": "kicked", "user": USER, "until_date": 0},
        }
    },
]


@pytest.mark.parametrize("update", UPDATES)
def test_the_sieve_lets_nothing_about_anybody_through_but_ids(update: dict[str, Any]) -> None:
    sifted = sift({"update_id": 1, **update})
    assert sifted is not None
    text = json.dumps(sifted, ensure_ascii=False)
    assert CANARY not in text
    assert "51.18" not in text


def test_the_sieve_keeps_the_beginning_of_a_text_until_it_is_heard_and_a_rough_square_of_a_point() -> None:
    text = sift({"update_id": 1, "message": MESSAGE | {"text": "село " * 1000}})
    assert text is not None
    assert len(text["message"]["text"]) <= 4096
    point = sift({"update_id": 1, "message": MESSAGE | {"location": {"latitude": 51.180_427, "longitude": 71.445_981}}})
    assert point is not None
    assert point["message"]["location"] == {"latitude": 51.2, "longitude": 71.45}


@pytest.mark.parametrize("degrees", [float("nan"), float("inf"), 1e308, "x", None, []])
def test_a_point_that_is_none_is_nowhere_or_no_update(degrees: object) -> None:
    sifted = sift({"update_id": 1, "message": MESSAGE | {"location": {"latitude": degrees, "longitude": 1}}})
    assert sifted is None or sifted["message"]["location"]["latitude"] == 999.0


def test_the_sieve_keeps_what_start_and_language_are() -> None:
    start = sift({"update_id": 1, **UPDATES[0]})
    assert start is not None
    assert start["message"]["text"] == "/start"
    assert start["message"]["from"]["language_code"] == "kk"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("/start kk-75-b", "/start kk-75-b"),
        ("/start@senim_bot  d", "/start"),
        (f"/start {CANARY}", "/start"),
        ("/start 77010000000123456", "/start"),
        ("/start kk\n75", "/start"),
        (" /start ", "/start"),
        ("/startling", "/startling"),
    ],
)
def test_of_a_command_only_what_a_link_of_ours_could_say_is_kept(text: str, kept: str) -> None:
    sifted = sift({"update_id": 1, "message": MESSAGE | {"text": text}})
    assert sifted is not None
    assert sifted["message"]["text"] == kept


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no reason to fail
@given(st.dictionaries(st.sampled_from(["update_id", "message", "callback_query", "my_chat_member", "poll"]), JSON))
def test_the_sieve_never_fails_on_nonsense(update: dict[str, Any]) -> None:
    sift(update)


async def test_a_whole_talk_with_faults_leaves_no_canary_in_the_log_at_debug() -> None:
    faults = Faults()
    telegram = Sandbox(token=TOKEN, faults=faults)
    url = await telegram.start()
    env = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": url, "LOG_LEVEL": "DEBUG"}
    async with senim("run", env=env, warm=True) as bot, Person(url, name=CANARY, username="canary_user") as person:
        faults.plan("sendMessage", TooMany(1))
        await person.says("/start")
        await person.waits_for("102")
        faults.plan("editMessageText", Status(500), Garbage())
        faults.plan("answerCallbackQuery", TooMany(1))
        await person.presses("Русский")
        await person.waits_for("О ком", 8)
        faults.plan("getUpdates", Garbage(), Status(502))
        await person.says(f"{CANARY}, помогите")
        await person.waits_for("103", 8)
        for kind in ("photo", "contact", "voice"):
            await person.sends(kind)
        await person.waits_until(lambda: not [m for m in person.messages() if m["mine"] and "text" not in m], 8)
        await person.shares(51.180_427, 71.445_981)
        await person.waits_for("Астана", 8)
        await person.presses("Закрыть")
        await person.waits_for("/start", 8)
        code, errors = await bot.stop()
        canaries = (CANARY, "canary_user", str(person.id), "51.18", "71.44", "t" * 35, "помогите")
    await telegram.stop()
    assert code == 0
    assert "telegram asks to wait" in errors
    assert [canary for canary in canaries if canary in errors] == []


def test_what_other_libraries_log_is_cut_to_who_spoke_and_the_class_of_the_error() -> None:
    error = ValueError(CANARY)
    found = (type(error), error, error.__traceback__)
    record = logging.LogRecord("aiogram.event", logging.ERROR, "", 1, f"Cause %s {CANARY}", (CANARY,), found)
    assert log.redact(record)
    text = logging.Formatter("%(name)s: %(message)s").format(record)
    assert CANARY not in text
    assert "aiogram.event: ValueError" in text
