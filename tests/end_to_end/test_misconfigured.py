"""What is set up wrongly is told in a sentence and on the page for probes, is not used, and people are answered."""

import asyncio
import struct
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiohttp import web

from bot.log import Event
from bot.vault.embedded import find_server
from tests.end_to_end.lives import Life, life
from tests.support.process import senim
from tests.telegram.running import TOKEN, free_port
from tests.vault.servers import ORDERLY, Running, running

SIX = 6 * 3600


def redis(server: Running) -> dict[str, str]:
    url = f"unix://{server.socket}"
    return {"REDIS_URL": ORDERLY.bot_url(url), "REDIS_AUDIT_URL": ORDERLY.audit_url(url)}


def key(folder: Path, name: str, mode: int = 0o600) -> dict[str, str]:
    file = folder / name
    file.write_text({"one": "ab", "two": "cd"}[name] * 32)
    file.chmod(mode)
    return {"SEAL_KEY_FILE": str(file)}


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o602])
async def test_a_key_file_that_others_may_use_is_not_used(tmp_path: Path, mode: int) -> None:
    async with running(find_server()) as server, server.admin() as admin, life(
        redis(server) | key(tmp_path, "one", mode)
    ) as it:  # fmt: skip
        assert (await it.page())[0] == 206
        assert "sealing key file not used" in (await it.page())[1]
        await it.answers()
        assert await admin.keys("k:*") == [], "nothing is wrapped with it"
        told = await it.log()
    assert f"Other accounts may use the key file {tmp_path / 'one'}: run chmod 600 on it, as its owner." in told
    assert Event.KEY_UNUSED.value in told


@pytest.mark.parametrize(
    "content", [None, b"", b"k" * 31, b"change me\n", b"ab" * 32 + b"\n" + b"cd" * 32 + b"\n" + b"x"]
)
async def test_a_key_file_that_is_missing_or_holds_no_key_is_a_sentence_that_does_not_repeat_it(
    tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "one"
    if content is not None:
        file.write_bytes(content)
        file.chmod(0o600)
    async with life({"SEAL_KEY_FILE": str(file)}) as it:
        assert "sealing key file not used" in (await it.page())[1]
        await it.answers()
        told = await it.log()
    assert [line for line in told if str(file) in line and "umask 077" in line]
    assert not [line for line in told if "change me" in line]


@pytest.mark.parametrize(
    ("options", "event"),
    [
        (("--save", "900", "1"), Event.DISK),
        (("--appendonly", "yes"), Event.DISK),
        (("--maxmemory", "0"), Event.EVICTION),
        (("--maxmemory-policy", "allkeys-lru"), Event.EVICTION),
        (("--slowlog-log-slower-than", "0", "--slowlog-max-len", "10"), Event.SLOWLOG),
    ],
    ids=lambda value: value.name if isinstance(value, Event) else "",
)
async def test_an_unsafe_redis_is_not_used(options: Sequence[str], event: Event) -> None:
    async with running(find_server(), options) as server, server.admin() as admin, life(redis(server)) as it:
        assert (await it.page())[0] == 206
        assert {"redis not in order", event.value} < set((await it.page())[1])
        await it.answers()
        assert await admin.keys("*") == []
        told = await it.log()
    assert event.value in told
    assert "ready, redis is not used" in told
    assert Event.STORE_AWAY.value not in told


async def test_an_old_redis_is_used_and_that_it_is_old_is_told() -> None:
    """The server that comes with the tests is of version 6.2; one of our own would be expected to be."""
    async with running(find_server()) as server, server.admin() as admin, life(redis(server)) as it:
        version = (await admin.info("server"))["redis_version"]
        if not version.startswith("6."):
            pytest.fail(f"the server of the tests is {version} by now: take an older one for this test")
        assert await it.page() == (200, ["serving", Event.OLD.value])
        await it.answers()
        assert await admin.keys("*") != []
        assert Event.OLD.value in await it.log()


async def test_a_redis_that_is_not_there_is_told() -> None:
    nowhere = {"REDIS_URL": "unix:///nowhere/redis.sock", "REDIS_AUDIT_URL": "unix:///nowhere/redis.sock"}
    async with life(nowhere) as it:
        assert await it.page() == (206, ["serving", "redis away"])
        await it.answers()
        assert Event.STORE_AWAY.value in await it.log()


async def test_two_copies_with_different_keys_each_serve_and_the_second_is_told(tmp_path: Path) -> None:
    async with running(find_server()) as server:
        async with (
            life(redis(server) | key(tmp_path, "one")) as first,
            life(redis(server) | key(tmp_path, "two")) as second,
        ):
            assert await first.page() == (200, ["serving", Event.OLD.value])
            assert (await second.page())[0] == 206
            assert {"redis not in order", Event.KEYS_FOREIGN.value} < set((await second.page())[1])
            for it in (first, second):
                await it.answers()
            assert Event.KEYS_FOREIGN.value in await second.log()
            assert Event.KEYS_FOREIGN.value not in await first.log()
        async with life(redis(server) | key(tmp_path, "one")) as again:
            assert (await again.page())[0] == 200, "the keys are still the first one's"


@pytest.mark.parametrize("off", [timedelta(hours=-7), timedelta(days=400), timedelta(minutes=9)])
async def test_a_clock_far_from_telegram_s_is_told(off: timedelta) -> None:
    told = abs(off) > timedelta(minutes=10)

    async def handle(request: web.BaseRequest) -> web.Response:
        results = {"getme": {"id": 1, "is_bot": True, "first_name": "B", "username": "b_bot"}, "getupdates": []}
        method = request.path.rpartition("/")[2].lower()
        if method == "getupdates":
            await asyncio.sleep(0.2)
        date = format_datetime(datetime.now(UTC) - off, usegmt=True)
        return web.json_response({"ok": True, "result": results.get(method, True)}, headers={"Date": date})

    runner, port = web.ServerRunner(web.Server(handle)), free_port()
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    env = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": url, "HEALTH_LISTEN": f"127.0.0.1:{port}"}
    async with senim("run", env=env, warm=True) as bot:
        it = Life(bot, url, port)
        await asyncio.sleep(0.5)
        trouble = ["clock differs from that of telegram"] if told else []
        assert await it.page() == (206 if told else 200, ["serving", *trouble])
        assert (Event.CLOCK_WRONG.value in await it.log()) is told
    await runner.cleanup()


async def test_zone_data_that_still_gives_six_hours_for_almaty_is_told_and_not_used(tmp_path: Path) -> None:
    zone = tmp_path / "Asia" / "Almaty"
    zone.parent.mkdir()
    zone.write_bytes(_zone(SIX, b"+06"))
    async with life({"PYTHONTZPATH": str(tmp_path)}) as it:
        assert await it.page() == (200, ["serving", Event.ZONE_OLD.value])
        await it.answers()
        assert Event.ZONE_OLD.value in await it.log()


def _zone(offset: int, name: bytes) -> bytes:
    """A file of time zone data (RFC 8536) with one offset for ever."""
    head = b"TZif2" + bytes(15) + struct.pack(">6I", 0, 0, 0, 0, 1, len(name) + 1)
    body = struct.pack(">iBB", offset, 0, 0) + name + b"\0"
    return (head + body) * 2 + b"\n<+06>-6\n"
