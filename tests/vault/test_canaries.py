"""Nothing that names a person or a message is found in Redis, in any spelling we could think of."""

import base64
import hashlib
import struct
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.vault.keys import Keyring
from bot.vault.store import Saved, Sessions

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
CHAT = 7_316_642_099
PERSON_MESSAGE = 918_273_645
SCREEN_MESSAGE = 918_273_646
TICKET = b"canary in a packed ticket 31 b."


def spellings(number: int) -> Iterator[bytes]:
    text = str(number).encode()
    raw = [text, *(number.to_bytes(8, order, signed=True) for order in ("big", "little"))]
    raw += [form.lstrip(b"\0").rstrip(b"\0") for form in raw[1:]]
    raw += [
        f"{number:x}".encode(),
        f"{number:X}".encode(),
        struct.pack("<d", number),
        struct.pack(">d", number),
    ]
    for form in raw:
        yield form
        yield form.hex().encode()
        yield base64.b64encode(form).rstrip(b"=")
        yield base64.urlsafe_b64encode(form).rstrip(b"=")
        for name in ("md5", "sha1", "sha256", "sha512", "blake2b"):
            digest = hashlib.new(name, form).digest()
            yield from (digest[:8], digest.hex()[:16].encode(), base64.b64encode(digest)[:11])
        yield zlib.crc32(form).to_bytes(4, "big")


async def parts(redis: Redis, *, names: bool) -> list[bytes]:
    """All names, if wanted with their dumps, or all that is under them."""
    found: list[Any] = []
    for name in await redis.keys("*"):
        if names:
            found += [name, await redis.dump(name)]
            continue
        match await redis.type(name):
            case b"string":
                found.append(await redis.get(name))
            case b"hash":
                found += [part for pair in (await redis.hgetall(name)).items() for part in pair]
            case _:
                found += await redis.zrange(name, 0, -1)
    return found


async def everything(redis: Redis) -> bytes:
    return b"\n".join([*await parts(redis, names=True), *await parts(redis, names=False)])


@pytest.fixture
async def kept(redis: Redis) -> bytes:
    sessions = Sessions(redis, Keyring())
    began = int(NOW.timestamp()) // 60
    saved = Saved(TICKET, began)
    await sessions.remember(CHAT, saved, person_messages=[PERSON_MESSAGE], screen_message=SCREEN_MESSAGE, now=NOW)
    content = await everything(redis)
    assert len(content) > 600
    return content


@pytest.mark.parametrize("number", [CHAT, PERSON_MESSAGE, SCREEN_MESSAGE])
async def test_no_number_is_found_in_any_spelling(kept: bytes, number: int) -> None:
    assert [form for form in spellings(number) if form in kept] == []


async def test_no_part_of_the_ticket_is_found(kept: bytes) -> None:
    parts = [TICKET[start : start + 4] for start in range(len(TICKET) - 4)]
    assert [part for part in parts if part in kept] == []


async def test_the_search_would_find_what_is_there(redis: Redis) -> None:
    await redis.set(b"fsm:" + str(CHAT).encode(), CHAT.to_bytes(8, "little"), ex=60)
    content = await everything(redis)
    assert sum(form in content for form in spellings(CHAT)) >= 2


async def test_two_roots_leave_nothing_in_common(redis: Redis) -> None:
    seen: list[set[bytes]] = []
    for _ in range(2):
        await redis.flushall()
        sessions = Sessions(redis, Keyring())
        await sessions.remember(CHAT, Saved(TICKET, 1), screen_message=SCREEN_MESSAGE, now=NOW)
        blind = [name[6:] for name in await parts(redis, names=True) if name[1:2] == b":"]
        sealed = [part for part in await parts(redis, names=False) if not part.isdigit()]  # but the time of a write
        seen.append({part[at : at + 6] for part in (*blind, *sealed) for at in range(len(part) - 6)})
    assert min(len(one) for one in seen) > 50
    assert seen[0] & seen[1] == set()


def test_values_that_people_might_print_show_nothing() -> None:
    assert "canary" not in repr(Saved(TICKET, 1))
