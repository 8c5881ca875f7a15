"""Redis away, frozen, full or restarted: nobody waits longer than half a second, and a close names what is known."""

import asyncio
import time
from collections.abc import Awaitable
from datetime import timedelta

import pytest
from redis.asyncio import Redis
from redis.asyncio.client import Pipeline

from bot.vault.breaker import PAUSE
from bot.vault.connection import connect
from bot.vault.keys import QUEUE, Keyring
from bot.vault.store import Sessions
from tests.support.server import Server
from tests.vault.closing import closes
from tests.vault.copies import CHAT, NOON, TALK, Clock

pytestmark = pytest.mark.timed  # it counts seconds


async def took(call: Awaitable[object]) -> float:
    start = time.monotonic()
    await call
    return time.monotonic() - start


async def test_a_killed_redis_delays_nobody(server: Server, sessions: Sessions) -> None:
    await server.kill()
    assert await took(sessions.recall(CHAT, NOON)) < 0.1
    assert not sessions.available
    assert await took(sessions.remember(CHAT, TALK, screen_message=9, now=NOON)) < 0.02


async def test_a_frozen_redis_delays_one_call_by_half_a_second_at_most(server: Server, sessions: Sessions) -> None:
    server.freeze()
    assert 0.2 < await took(sessions.remember(CHAT, TALK, screen_message=9, now=NOON)) < 0.5
    assert await took(sessions.remember(CHAT, TALK, screen_message=9, now=NOON)) < 0.02
    assert await took(sessions.recall(CHAT, NOON)) < 0.02
    assert await took(sessions.drop_messages(CHAT, [5], NOON)) < 0.02
    assert await took(closes(sessions, CHAT, NOON)) < 0.02


async def test_a_frozen_redis_delays_a_crowd_no_longer(server: Server, sessions: Sessions) -> None:
    server.freeze()
    calls = [sessions.remember(chat, TALK, screen_message=9, now=NOON) for chat in range(120)]
    assert await took(asyncio.gather(*calls)) < 0.8


async def test_a_crowd_larger_than_the_pool_is_served(client: Redis, sessions: Sessions) -> None:
    calls = [sessions.remember(chat, TALK, screen_message=9, now=NOON) for chat in range(150)]
    await asyncio.gather(*calls)
    assert sessions.available
    assert len(await client.keys("s:*")) == 151


@pytest.mark.parametrize("trouble", ["killed", "frozen", "refusing"])
async def test_whatever_the_trouble_close_names_what_this_process_knows(
    server: Server, client: Redis, sessions: Sessions, trouble: str
) -> None:
    match trouble:
        case "killed":
            await server.kill()
        case "frozen":
            server.freeze()
        case "refusing":
            await client.config_set("requirepass", "changed meanwhile")
            await client.connection_pool.disconnect()
    assert (await sessions.remember(CHAT, TALK, person_messages=[8], screen_message=9, now=NOON)).old == (7,)
    assert (await sessions.recall(CHAT, NOON)).talk is None
    await sessions.drop_messages(CHAT, [5], NOON)
    assert await closes(sessions, CHAT, NOON) == (7, 8, 9)
    assert await closes(sessions, CHAT, NOON) == ()


async def test_after_two_seconds_one_caller_tries_and_all_is_well_again(
    server: Server, sessions: Sessions, clock: Clock
) -> None:
    server.freeze()
    await sessions.recall(CHAT, NOON)
    server.thaw()
    clock.now += PAUSE - 0.01
    assert (await sessions.recall(CHAT, NOON)).talk is None
    clock.now += 0.02
    assert (await sessions.recall(CHAT, NOON)).talk is not None
    assert sessions.available


async def test_while_one_caller_tries_the_others_do_not_wait(server: Server, sessions: Sessions, clock: Clock) -> None:
    server.freeze()
    await sessions.recall(CHAT, NOON)
    clock.now += PAUSE
    trial = asyncio.create_task(sessions.recall(CHAT, NOON))
    await asyncio.sleep(0)
    assert await took(sessions.recall(CHAT, NOON)) < 0.02
    assert (await trial).talk is None


async def test_a_redis_restarted_empty_is_used_at_once(server: Server, sessions: Sessions) -> None:
    await server.kill()
    await server.start()
    assert (await sessions.recall(CHAT, NOON)).talk is None
    assert sessions.available
    await sessions.remember(CHAT, TALK, screen_message=9, now=NOON)
    assert (await sessions.recall(CHAT, NOON)).talk is not None
    assert await closes(sessions, CHAT, NOON) == (5, 7, 9)


async def test_a_call_that_hangs_for_any_reason_is_left_in_half_a_second(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(*_: object, **__: object) -> None:
        await asyncio.sleep(10)

    monkeypatch.setattr(Pipeline, "execute", hang)
    assert await took(sessions.recall(CHAT, NOON)) < 0.5
    assert not sessions.available


@pytest.mark.usefixtures("sessions")
async def test_a_full_redis_still_answers_and_still_closes(client: Redis, keyring: Keyring) -> None:
    await client.config_set("maxmemory", "1")
    restarted = Sessions(client, keyring)
    assert (await restarted.remember(CHAT, TALK, screen_message=9, now=NOON)).old == (7,)
    assert (await restarted.recall(CHAT, NOON)).talk is not None
    await restarted.remember(CHAT + 1, TALK, screen_message=9, now=NOON)
    assert {name[:2] for name in await client.keys("*")} == {b"m:", b"q:", b"s:"}, "of one chat"
    assert await closes(restarted, CHAT, NOON) == (5, 7, 9)
    assert await client.keys("*") == []
    assert restarted.available


async def test_a_cancelled_call_leaves_the_connection_usable(server: Server, sessions: Sessions) -> None:
    server.freeze()
    call = asyncio.create_task(sessions.recall(CHAT, NOON))
    await asyncio.sleep(0.05)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    server.thaw()
    recalled = (await sessions.recall(CHAT, NOON)).talk
    assert recalled is not None
    assert recalled.session == TALK


async def test_a_sweep_forgets_ids_that_have_outlived_their_time(server: Server, sessions: Sessions) -> None:
    await server.kill()
    end = QUEUE.end(QUEUE.epoch(NOON))
    sessions.sweep(end - timedelta(seconds=1))
    assert len(sessions._memory) == 2
    sessions.sweep(end)
    assert len(sessions._memory) == 0


@pytest.mark.parametrize(
    "url",
    ["redis://127.0.0.1:1/0", "rediss://127.0.0.1:1/0", "unix:///nowhere/redis.sock", "redis://no.such.host"],
)
async def test_a_redis_that_is_not_there_is_no_error(url: str, keyring: Keyring) -> None:
    client = connect(url)
    sessions = Sessions(client, keyring)
    assert await took(sessions.remember(CHAT, TALK, screen_message=7, now=NOON)) < 0.5
    assert await closes(sessions, CHAT, NOON) == (7,)
    await client.aclose()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1", "redis://127.0.0.1?socket_timeout=60", "rediss://h?ssl_cert_reqs=none"]
)
def test_a_url_that_would_weaken_the_connection_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="Redis URL"):
        connect(url)


async def test_patience_is_short_and_nothing_is_tried_twice() -> None:
    client = connect("unix:///nowhere/redis.sock")
    options = client.connection_pool.connection_kwargs
    assert options["socket_timeout"] == options["socket_connect_timeout"] == 0.3
    assert options["retry"].get_retries() == 0
    await client.aclose()


async def test_a_connection_that_is_encrypted_checks_who_answers() -> None:
    client = connect("rediss://127.0.0.1")
    options = client.connection_pool.connection_kwargs
    assert options["ssl_cert_reqs"] == "required"
    assert options["ssl_check_hostname"] is True
    await client.aclose()
