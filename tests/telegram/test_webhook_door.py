"""The webhook's door over real sockets: who gets in, and what Telegram is told about it."""

import asyncio
import gzip
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import Update
from pytest_asyncio import fixture

from bot.telegram.attempt import Attempt
from bot.telegram.listener import listening
from bot.telegram.webhook import HEADER, LARGEST, Webhook
from tests.telegram.running import SECRET, TOKEN, free_port

PATH = "/way/in"
PERSON = {"id": 5_190_000_001, "is_bot": False, "first_name": "A"}
CHAT = {"id": 5_190_000_001, "type": "private"}
MESSAGE = {"message_id": 7, "date": 1, "from": PERSON, "chat": CHAT, "text": "/start"}
GOOD = json.dumps({"update_id": 1, "message": MESSAGE}).encode()


@dataclass
class Door:
    """The webhook on a real port, and what it let through."""

    address: tuple[str, int] | Path
    let_in: list[Update] = field(default_factory=list)
    fails: bool = False

    async def feed(self, update: Update, _: Attempt) -> None:
        self.let_in.append(update)
        if self.fails:
            raise RuntimeError("canary")

    async def knocks(self, sent: bytes) -> tuple[int, bytes]:
        """Send raw bytes, give the status and all that came back."""
        opening = (
            asyncio.open_unix_connection(self.address)
            if isinstance(self.address, Path)
            else asyncio.open_connection(*self.address)
        )
        reader, writer = await opening
        writer.write(sent)
        await writer.drain()
        async with asyncio.timeout(8):
            head = await reader.readuntil(b"\r\n\r\n")
        writer.close()
        return int(head.split()[1]), head


@fixture
async def door() -> AsyncIterator[Door]:
    it = Door(("127.0.0.1", free_port()))
    webhook = Webhook(Bot(TOKEN), it.feed, path=PATH, secret=SECRET)
    async with listening(it.address, webhook.handle):
        yield it


def request(body: bytes = GOOD, *, method: str = "POST", path: str = PATH, **headers: str | bytes | None) -> bytes:
    """Raw HTTP; a header given as None is left out, `_` stands for `-`."""
    given: dict[str, str | bytes | None] = {
        "Host": "senim",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        HEADER: SECRET,
    }
    given |= {(HEADER if name == "secret" else name.replace("_", "-")): value for name, value in headers.items()}
    lines = [f"{method} {path} HTTP/1.1".encode()]
    for name, value in given.items():
        if value is not None:
            lines.append(name.encode() + b": " + (value if isinstance(value, bytes) else value.encode()))
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def message(**changes: Any) -> bytes:
    return json.dumps({"update_id": 1, "message": MESSAGE | changes}).encode()


CHUNKED = b"%x\r\n%b\r\n0\r\n\r\n" % (len(GOOD), GOOD)
FORGED = request(secret="x" * 36)
CASES: dict[str, tuple[bytes, int, int]] = {
    # strangers: refused by the head alone
    "no secret": (request(secret=None), 401, 0),
    "an empty secret": (request(secret=""), 401, 0),
    "a wrong secret": (FORGED, 401, 0),
    "a wrong secret of the same length": (request(secret=SECRET[:-1] + "M"), 401, 0),
    "the beginning of the secret": (request(secret=SECRET[:-1]), 401, 0),
    "the secret and more": (request(secret=SECRET + "x"), 401, 0),
    "the secret in other letters": (request(secret=SECRET.swapcase()), 401, 0),
    "a secret that is not ASCII": (request(secret="құпия".encode()), 401, 0),
    "a secret that is not UTF-8": (request(secret=b"\xff\xfe\x80"), 401, 0),
    "the secret twice": (request(x_telegram_bot_api_secret_token=SECRET), 401, 0),
    "the secret in the address": (request(path=f"{PATH}?secret_token={SECRET}", secret=None), 401, 0),
    "a stranger with a huge body": (request(secret="x", Content_Length=str(10**12)), 401, 0),
    "a stranger with broken JSON": (request(b"{", secret="x"), 401, 0),
    "a stranger who claims to come from Telegram": (request(secret="x", X_Forwarded_For="149.154.160.1"), 401, 0),
    "another path": (request(path="/"), 404, 0),
    "the path with more behind it": (request(path=PATH + "/x"), 404, 0),
    "looking": (request(b"", method="GET"), 405, 0),
    "putting": (request(method="PUT"), 405, 0),
    # Telegram with something that is no update
    "nothing": (request(b""), 400, 0),
    "no JSON": (request(b"<html>"), 400, 0),
    "half of it": (request(GOOD[:-5]), 400, 0),
    "not a number": (request(b'{"update_id": NaN}'), 400, 0),
    "a list": (request(b"[]"), 400, 0),
    "a text": (request(b'"x"'), 400, 0),
    "null": (request(b"null"), 400, 0),
    "not UTF-8": (request(b'{"update_id": 1, "x": "\xff"}'), 400, 0),
    "UTF-16 that says so": (
        request(GOOD.decode().encode("utf-16"), Content_Type="application/json; charset=utf-16"),
        415,
        0,
    ),
    "UTF-16 that does not": (request(GOOD.decode().encode("utf-16")), 400, 0),
    "a charset that is none": (request(Content_Type="application/json; charset=canary"), 415, 0),
    "a form": (request(b"update_id=1", Content_Type="application/x-www-form-urlencoded"), 415, 0),
    "gzip": (request(gzip.compress(GOOD), Content_Encoding="gzip"), 415, 0),
    "false gzip": (request(GOOD, Content_Encoding="gzip"), 415, 0),
    "an encoding nobody knows": (request(GOOD, Content_Encoding="canary"), 415, 0),
    "a length over the limit": (request(b"{}", Content_Length=str(LARGEST + 1)), 413, 0),
    "a body over the limit": (request(b'{"x":"' + b"a" * LARGEST + b'"}'), 413, 0),
    "50,000 deep": (request(b"[" * 50_000 + b"]" * 50_000), 400, 0),
    "an object 50,000 deep": (request(b'{"a":' * 40_000 + b"1" + b"}" * 40_000), 400, 0),
    # Telegram with an object: 200, whatever it holds
    "an update": (request(), 200, 1),
    "an update in pieces": (request(CHUNKED, Content_Length=None, Transfer_Encoding="chunked"), 200, 1),
    "a charset in capitals": (request(Content_Type="application/json; charset=UTF-8"), 200, 1),
    "an empty object": (request(b"{}"), 200, 0),
    "a kind of the future": (request(b'{"update_id": 1, "hologram": {"x": 1}}'), 200, 1),
    "a number that is a text": (request(b'{"update_id": "x", "message": {}}'), 200, 0),
    "a number without end": (request(b'{"update_id": 1e999}'), 200, 0),
    "a number of 400 digits": (request(b'{"update_id": ' + b"9" * 400 + b"}"), 200, 1),
    "half a surrogate pair": (request(message(text="\ud800")), 200, 1),
    "a zero byte": (request(message(text="a\0b")), 200, 1),
    "a text of 65,000 letters": (request(message(text="x" * 65_000)), 200, 1),
    "a chat that is a list": (request(message(chat=[])), 200, 1),
    "a chat beyond all numbers": (request(message(chat={"id": 2**70, "type": "private"})), 200, 1),
    "900 deep inside an update": (request(b'{"update_id":1,"x":' + b"[" * 900 + b"]" * 900 + b"}"), 200, 1),
}


@pytest.mark.parametrize("case", CASES)
async def test_the_door_answers_as_it_should(door: Door, case: str) -> None:
    sent, status, let_in = CASES[case]
    assert (await door.knocks(sent))[0] == status
    assert len(door.let_in) == let_in


def test_the_table_is_long_enough() -> None:
    assert len(CASES) >= 36


async def test_a_stranger_is_refused_before_the_body_is_there(door: Door) -> None:
    head = FORGED.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    assert (await door.knocks(head))[0] == 401


async def test_a_body_that_never_comes_is_not_waited_for(door: Door) -> None:
    head = request().partition(b"\r\n\r\n")[0] + b"\r\n\r\n{"
    assert (await door.knocks(head))[0] == 408


async def test_an_exception_behind_the_door_is_our_trouble_not_telegram_s(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    door.fails = True
    assert (await door.knocks(request()))[0] == 200
    assert [record.getMessage()[:27] for record in caplog.records] == ["update failed, no card sent"]
    assert "canary" not in caplog.text


async def test_what_is_no_http_is_no_noise_in_the_log(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    assert (await door.knocks(b"\x16\x03\x01 canary\r\n\r\n"))[0] == 400
    assert (await door.knocks(request()))[0] == 200


async def test_the_door_can_be_a_unix_socket(tmp_path: Path) -> None:
    it = Door(tmp_path / "s")
    assert isinstance(it.address, Path)
    webhook = Webhook(Bot(TOKEN), it.feed, path=PATH, secret=SECRET)
    async with listening(it.address, webhook.handle):
        assert it.address.stat().st_mode & 0o777 == 0o660
        assert (await it.knocks(request()))[0] == 200
    assert len(it.let_in) == 1
