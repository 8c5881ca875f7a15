"""The sieve: of an update nothing about anybody is left but ids, kinds, and a text until it is heard."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.telegram.sieve import sift
from tests.telegram.updates import BARE, CANARY, CHAT, MESSAGE, PLAIN, PRIVATE, USER

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


def test_the_sieve_keeps_what_start_and_language_are() -> None:
    start = sift({"update_id": 1, **UPDATES[0]})
    assert start is not None
    assert start["message"]["text"] == "/start"
    assert start["message"]["from"]["language_code"] == "kk"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no reason to fail
@given(st.dictionaries(st.sampled_from(["update_id", "message", "callback_query", "my_chat_member", "poll"]), JSON))
def test_the_sieve_never_fails_on_nonsense(update: dict[str, Any]) -> None:
    sift(update)


@pytest.mark.parametrize(
    ("update", "left"),
    [
        ({"message": MESSAGE | {"text": "/start kk-75-b"}}, {"message": BARE | {"text": "/start kk-75-b"}}),
        ({"message": MESSAGE | {"text": "муж"}}, {"message": BARE | {"text": "муж"}}),
        ({"message": MESSAGE | {"photo": [CANARY]}}, {"message": BARE}),
        (
            {"message": MESSAGE | {"location": {"latitude": 51.180_427, "longitude": -71.445_981, "x": CANARY}}},
            {"message": BARE | {"location": {"latitude": 51.2, "longitude": -71.45}}},
        ),
        (
            {"message": MESSAGE | {"text": "муж", "location": {"latitude": 1, "longitude": 1}}},
            {"message": BARE | {"text": "муж"}},
        ),
        (
            {"callback_query": {"id": "9", "from": USER, "data": "x", "message": MESSAGE | {"text": CANARY}}},
            {
                "callback_query": {
                    "id": "9",
                    "from": PLAIN,
                    "chat_instance": "",
                    "data": "x",
                    "message": {"message_id": 7, "date": 1_700_000_000, "chat": PRIVATE},
                }
            },
        ),
        (
            {"callback_query": {"id": 9, "from": USER, "inline_message_id": CANARY}},
            {"callback_query": {"id": "9", "from": PLAIN, "chat_instance": "", "data": ""}},
        ),
    ],
)
def test_of_an_update_exactly_this_is_left(update: dict[str, Any], left: dict[str, Any]) -> None:
    assert sift({"update_id": 1, "x": CANARY, **update}) == {"update_id": 1, **left}


@pytest.mark.parametrize(
    ("status", "left"),
    [
        ("kicked", {"status": "kicked", "user": PLAIN, "until_date": 0}),
        ("left", {"status": "kicked", "user": PLAIN, "until_date": 0}),
        ("member", {"status": "member", "user": PLAIN}),
        ("administrator", {"status": "member", "user": PLAIN}),
    ],
)
def test_of_news_about_the_bot_only_whether_it_may_still_write_is_left(status: str, left: dict[str, Any]) -> None:
    member = {"status": status, "user": USER, "custom_title": CANARY}
    change = {"chat": CHAT, "from": USER, "date": 5, "old_chat_member": member, "new_chat_member": member}
    assert sift({"update_id": 1, "my_chat_member": change | {"invite_link": CANARY}}) == {
        "update_id": 1,
        "my_chat_member": {
            "chat": PRIVATE,
            "from": PLAIN,
            "date": 5,
            "old_chat_member": left,
            "new_chat_member": left,
        },
    }


def test_a_message_of_nobody_and_two_kinds_in_one_are_taken() -> None:
    nobody = {name: value for name, value in MESSAGE.items() if name != "from"}
    sifted = sift({"update_id": 1, "message": nobody, "callback_query": {"id": "9", "from": USER}})
    assert sifted is not None
    assert sifted["message"] == {name: value for name, value in BARE.items() if name != "from"}
    assert sifted["callback_query"]["id"] == "9"


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1},
        {"update_id": 1, "poll": {}},
        {"message": MESSAGE},
        {"update_id": 1, "message": None},
        {"update_id": 1, "message": []},
        {"update_id": 1, "message": "text"},
        {"update_id": 1, "message": MESSAGE | {"chat": None}},
        {"update_id": 1, "message": MESSAGE | {"from": "somebody"}},
        {"update_id": 1, "message": MESSAGE | {"from": {"id": 1}}},
        {"update_id": 1, "message": MESSAGE | {"location": {"latitude": 1}}},
        {"update_id": 1, "message": {"message_id": 1, "date": 1}},
        {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 1}}},
        {"update_id": 1, "callback_query": {"id": "9"}},
        {"update_id": 1, "callback_query": {"from": USER}},
    ],
)
def test_what_is_not_ours_or_makes_no_sense_is_no_update(update: dict[str, Any]) -> None:
    assert sift(update) is None


@pytest.mark.parametrize("value", [True, 1, "yes"])
def test_a_bot_that_writes_is_known_as_one(value: object) -> None:
    sifted = sift({"update_id": 1, "message": MESSAGE | {"from": USER | {"is_bot": value}}})
    assert sifted is not None
    assert sifted["message"]["from"]["is_bot"] is True
