"""Hostile updates through the webhook of a real process: no error, no exception, no trace of anybody anywhere."""

import asyncio
import base64
import hashlib
import itertools
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, TCPConnector

from bot.telegram.webhook import HEADER
from bot.vault.embedded import EmbeddedRedis
from tests.support.canaries import Canaries
from tests.support.flood import CONNECTIONS, Telegram
from tests.support.hostile import KINDS, Hostile
from tests.support.process import ROOT, senim
from tests.support.remains import files, monitor, pages, process, store
from tests.telegram.running import SECRET, TOKEN, Running, free_port, hooked

CANARIES = Canaries(
    texts=("Қанарейкина Жұлдыз", "kanareika_zh_77", "+7 701 919 28 37", "он бьёт меня ұрады 4471"),
    numbers=(7_316_642_099, 5_918_273_645_019),
    degrees=(47.731_847, 68.413_759),
)
# So many that the limit of one chat does not swallow what is sent; six bytes long, so that none is met by chance.
CROWD = replace(CANARIES, numbers=tuple(2**43 + 7_919_000_017 * number for number in range(1, 401)))
BAD = re.compile(r"update failed|card could not|asyncio|aiohttp|Traceback|Error", re.IGNORECASE)


@pytest.fixture
async def recorded(bot: Running) -> tuple[dict[str, Any], ...]:
    """What a real talk brings: all kinds of updates as the sandbox makes them, with the canaries put in."""
    kept: list[dict[str, Any]] = []
    add = bot.sandbox.updates.add

    def note(kind: str, body: dict[str, Any]) -> None:
        kept.append({kind: body})
        add(kind, body)

    bot.sandbox.updates.add = note  # type: ignore[method-assign]
    async with bot.person() as person:
        await person.says("/start")
        await person.waits_for("102")
        for label in ("Русский", "Обо мне", "Нет"):
            await person.presses(label)
            await person.waits_for_change()
        for text in ("живу в Каскелене", "что-то"):
            await person.says(text)
        await person.shares(47.731_847, 68.413_759)
        for kind in ("photo", "voice", "document", "contact", "sticker", "poll"):
            await person.sends(kind)
        await person.says_elsewhere("supergroup", "/start")
        await person.blocks()
        mine = str(person.id)
    told = [json.dumps(one) for one in kept]
    return tuple(json.loads(one.replace(mine, str(CROWD.numbers[at]))) for one in told for at in range(0, 400, 20))


async def test_no_hostile_update_breaks_anything_or_leaves_a_trace(
    recorded: tuple[dict[str, Any], ...], tmp_path: Path
) -> None:
    await bears(Hostile(2026, CROWD, recorded), 1500, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(5))
async def test_25_000_hostile_updates_in_five_rows(
    recorded: tuple[dict[str, Any], ...], tmp_path: Path, seed: int
) -> None:
    await bears(Hostile(seed, CROWD, recorded), 5000, tmp_path)


async def bears(hostile: Hostile, count: int, folder: Path) -> None:
    settings, port = hooked(), free_port()
    shutil.copytree(ROOT / "directory", folder / "data" / "directory")
    async with Telegram() as telegram, EmbeddedRedis() as redis_url, monitor(redis_url) as seen_by_redis:
        env = settings | {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE": telegram.url,
            "REDIS_URL": redis_url,
            "REDIS_UNVERIFIED": "accepted",
            "DATA_DIR": str(folder / "data"),
            "STATE_DIR": str(folder / "data"),
            "DATABASE_URL": f"sqlite:///{folder / 'data' / 'registry.sqlite'}",
            "LOG_LEVEL": "DEBUG",
            "HEALTH_LISTEN": f"127.0.0.1:{port}",
        }
        async with senim("run", env=env) as bot:
            statuses = await brings(settings["WEBHOOK_URL"], hostile.bodies(count))
            await asyncio.sleep(1)
            places = [*process(bot), *files(folder), *await store(redis_url), *await pages(port)]
            code, errors = await bot.stop()
    places += [("log", errors.encode()), ("MONITOR", b"".join(seen_by_redis))]
    assert statuses == {200: count}
    assert code == 0
    assert [line for line in errors.splitlines() if BAD.search(line)] == []
    assert telegram.calls > count / 5, "the updates should have reached people"
    assert sum(len(content) for name, content in places if name.startswith("redis")) > 1000
    assert len(b"".join(seen_by_redis)) > 100 * count / 10, "MONITOR should have seen something"
    assert {"file registry.sqlite", "file registry.sqlite-wal"} <= {name for name, _ in places}
    assert CROWD.hits(places) == []


async def brings(url: str, bodies: Iterator[bytes]) -> Counter[int]:
    """As many at once as Telegram brings."""
    statuses: Counter[int] = Counter()
    headers = {HEADER: SECRET, "Content-Type": "application/json"}

    async def work(http: ClientSession) -> None:
        for body in bodies:
            async with http.post(url, data=body, headers=headers) as response:
                statuses[response.status] += 1

    async with ClientSession(connector=TCPConnector(limit=CONNECTIONS)) as http:
        await asyncio.gather(*(work(http) for _ in range(CONNECTIONS)))
    return statuses


def test_the_row_repeats_itself_and_has_every_kind() -> None:
    one, same, other = (list(Hostile(seed, CANARIES).bodies(2000)) for seed in (1, 1, 2))
    assert one == same != other
    told = b"".join(one)
    assert [kind for kind in KINDS if f'"{kind}"'.encode() not in told] == []
    assert CANARIES.hits([("bodies", told)]), "the canaries are in it"


@pytest.mark.parametrize(
    "left",
    [
        "user 7316642099 wrote", f"0x{7316642099:X}", "Жұлдыз пришла: Қанарейкина Жұлдыз", "5,918,273,645,019",
        "47.732 north", "47,7318", "lon=68413759", "KANAREIKA_ZH_77", "%2B7%20701%20919%2028%2037",
        '"text": ' + json.dumps("он бьёт меня ұрады 4471"),
    ],
)  # fmt: skip
def test_the_search_finds_what_a_careless_program_leaves(left: str) -> None:
    assert CANARIES.hits([("log", left.encode())])


@pytest.mark.parametrize("number", CANARIES.numbers)
@pytest.mark.parametrize("order", ["big", "little"])
def test_the_search_finds_bytes_and_hashes_and_base64_anywhere(number: int, order: Any) -> None:
    raw = number.to_bytes(8, order)
    assert CANARIES.hits([("value", b"\x93" + raw + b"\0")])
    for ahead, name in itertools.product((b"", b"x", b"xy", b"xyz"), ("md5", "sha256", "blake2b")):
        assert CANARIES.hits([("value", base64.b64encode(ahead + str(number).encode() + b"tail"))])
        assert CANARIES.hits([("value", hashlib.new(name, str(number).encode()).hexdigest().encode())])


def test_the_search_is_silent_about_chance() -> None:
    assert CANARIES.hits([("noise", os.urandom(2_000_000)), ("text", b"redis 47.7 68.4 7316 5918")]) == []
