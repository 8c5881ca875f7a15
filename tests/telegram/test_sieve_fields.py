"""The sieve, field by field: how much of a text, a place, a language and a number is kept."""

import json
from typing import Any

import pytest

from bot.telegram.sieve import sift
from tests.telegram.updates import CANARY, CHAT, MESSAGE, PLAIN, USER


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


LARGEST = 2**52 - 1


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
