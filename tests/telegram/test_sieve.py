"""The sieve: of an update nothing about anybody is left but ids, kinds, and a text until it is heard."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.telegram.sieve import sift

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


PLAIN = {"id": 5_190_000_001, "is_bot": False, "first_name": "·", "language_code": "kk"}
PRIVATE = {"id": 5_190_000_001, "type": "private"}
BARE = {"message_id": 7, "date": 1_700_000_000, "chat": PRIVATE, "from": PLAIN}
LARGEST = 2**52 - 1


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
    ("text", "kept"),
    [
        ("", "·"),
        (" \n\t ", "·"),
        ("  муж   ударил  меня ", "муж ударил  меня"),
        ("муж", "муж"),
        ("x" * 5000, "x" * 4096),
        ("\ud800муж\udfff", "муж"),
        ("\ud800", "·"),
        (12, "12"),
        (None, "None"),
        ("/start@other_bot kk", "/start kk"),
        ("/start kk-75-b1234567890", "/start"),
        ("/start kk-75-b123456789", "/start kk-75-b123456789"),
        ("/startx kk", "/startx kk"),
        ("/help kk", "/help kk"),
    ],
)
def test_of_a_text_this_is_kept(text: object, kept: str) -> None:
    sifted = sift({"update_id": 1, "message": MESSAGE | {"text": text}})
    assert sifted is not None
    assert sifted["message"]["text"] == kept


@pytest.mark.parametrize(
    ("degrees", "kept"),
    [(180, 180.0), (-180, -180.0), (180.01, 999.0), (-181, 999.0), ("51.18", 51.2), (0.024, 0.0), (0.026, 0.05),
     (1e308, 999.0), (float("nan"), 999.0), (float("inf"), 999.0)],
)  # fmt: skip
def test_of_an_angle_its_square_is_kept(degrees: object, kept: float) -> None:
    for side in ("latitude", "longitude"):
        point = {"latitude": 1, "longitude": 1} | {side: degrees}
        sifted = sift({"update_id": 1, "message": MESSAGE | {"location": point}})
        assert sifted is not None
        assert sifted["message"]["location"] == {"latitude": 1.0, "longitude": 1.0} | {side: kept}


@pytest.mark.parametrize(
    ("code", "language"),
    [("kk", "kk"), ("kk-KZ", "kk"), ("ru", "ru"), ("en", "ru"), ("xkk", "ru"), (None, "ru"), (7, "ru")],
)
def test_of_a_language_it_is_kept_whether_it_is_kazakh(code: object, language: str) -> None:
    sifted = sift({"update_id": 1, "message": MESSAGE | {"from": USER | {"language_code": code}}})
    assert sifted is not None
    assert sifted["message"]["from"] == PLAIN | {"language_code": language}


def test_without_a_language_it_is_russian() -> None:
    user = {name: value for name, value in USER.items() if name != "language_code"}
    sifted = sift({"update_id": 1, "message": MESSAGE | {"from": user}})
    assert sifted is not None
    assert sifted["message"]["from"]["language_code"] == "ru"


def test_data_and_number_of_a_press_are_cut() -> None:
    sifted = sift({"update_id": 1, "callback_query": {"id": "9" * 100, "from": USER, "data": "x" * 100}})
    assert sifted is not None
    assert sifted["callback_query"]["id"] == "9" * 64
    assert sifted["callback_query"]["data"] == "x" * 65, "one more than a ticket has, so that it opens nothing"


@pytest.mark.parametrize(
    ("path", "largest"),
    [
        (("update_id",), LARGEST),
        (("message", "message_id"), 2**31 - 1),
        (("message", "date"), 2**31 - 1),
        (("message", "chat", "id"), LARGEST),
        (("message", "from", "id"), LARGEST),
        (("callback_query", "message", "message_id"), 2**31 - 1),
        (("callback_query", "message", "date"), 2**31 - 1),
        (("my_chat_member", "date"), 2**31 - 1),
    ],
)
def test_numbers_telegram_could_not_have_sent_make_no_update(path: tuple[str, ...], largest: int) -> None:
    for number, taken in ((largest, True), (-largest, True), (largest + 1, False), (-largest - 1, False)):
        assert (sift(_with(path, number)) is not None) is taken, number
    strange: tuple[object, ...] = (None, "x", [], {}, float("inf"), float("nan"))
    for value in strange:
        assert sift(_with(path, value)) is None, value
    assert sift(_with(path, "7")) is not None


def _with(path: tuple[str, ...], value: object) -> dict[str, Any]:
    member = {"status": "member", "user": USER}
    kinds: dict[str, Any] = {
        "message": MESSAGE,
        "callback_query": {"id": "9", "from": USER, "message": MESSAGE},
        "my_chat_member": {
            "chat": CHAT, "from": USER, "date": 5, "old_chat_member": member, "new_chat_member": member,
        },
    }  # fmt: skip
    update = json.loads(json.dumps({"update_id": 1, path[0]: kinds.get(path[0])} | {"message": MESSAGE}))
    *way, last = path
    node = update
    for name in way:
        node = node[name]
    node[last] = value
    return dict(update)


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
