"""What Redis missed while it was away or frozen is made up for when it is back, and no more than that."""

from datetime import timedelta

import pytest
from redis.asyncio import Redis

from bot.vault.breaker import PAUSE, Breaker
from bot.vault.keys import Keyring
from bot.vault.line import Line
from bot.vault.store import Sessions
from tests.support.keys import known
from tests.support.server import Server
from tests.vault.closing import closes
from tests.vault.copies import CHAT, NOON, TALK, Clock

pytestmark = pytest.mark.timed  # it counts seconds


async def test_a_talk_closed_while_redis_was_frozen_is_closed_when_it_wakes(
    server: Server, client: Redis, sessions: Sessions, clock: Clock
) -> None:
    server.freeze()
    await sessions.remember(CHAT, TALK, screen_message=7, now=NOON)  # lies in the socket and will be done on waking
    await closes(sessions, CHAT, NOON)
    server.thaw()
    clock.now += PAUSE
    assert (await sessions.recall(CHAT, NOON)).talk is None
    assert await client.keys("s:*") == []


async def test_a_close_is_owed_until_a_call_gets_through(
    server: Server, client: Redis, sessions: Sessions, clock: Clock
) -> None:
    server.freeze()
    await closes(sessions, CHAT, NOON)
    clock.now += PAUSE
    await sessions.recall(CHAT, NOON)  # a trial that fails with the debt in hand
    await server.kill()
    await server.start()
    keyring = known()
    await Sessions(client, keyring).remember(CHAT, TALK, screen_message=7, now=NOON)
    clock.now += PAUSE
    await sessions.remember(CHAT + 1, TALK, screen_message=7, now=NOON)
    assert (await Sessions(client, keyring).recall(CHAT, NOON)).talk is None


async def test_a_talk_begun_after_such_a_close_is_not_lost(server: Server, sessions: Sessions, clock: Clock) -> None:
    server.freeze()
    await sessions.recall(CHAT, NOON)
    await closes(sessions, CHAT, NOON)
    server.thaw()
    clock.now += PAUSE
    await sessions.remember(CHAT, TALK, screen_message=11, now=NOON)
    assert (await sessions.recall(CHAT, NOON)).talk is not None


async def test_ids_left_in_a_frozen_redis_are_named_by_a_later_close(
    server: Server, client: Redis, keyring: Keyring, sessions: Sessions, clock: Clock
) -> None:
    restarted = Sessions(client, keyring, monotonic=clock)
    server.freeze()
    await restarted.recall(CHAT, NOON)
    assert await closes(restarted, CHAT, NOON) == ()
    server.thaw()
    clock.now += PAUSE
    assert await closes(restarted, CHAT, NOON) == (5, 7)


async def test_a_long_absence_of_redis_owes_no_more_than_a_bound(client: Redis, clock: Clock) -> None:
    line = Line(client, Breaker(clock))
    line.owe(b"s:%d" % number for number in range(10_000))
    line.owe([b"s:over"])
    assert len(line._owed) == 10_000


async def test_what_redis_did_not_take_is_given_to_it_when_it_is_back(
    server: Server, client: Redis, keyring: Keyring, clock: Clock
) -> None:
    sessions = Sessions(client, keyring, monotonic=clock)
    await server.kill()
    await sessions.remember(CHAT, TALK, person_messages=[5], screen_message=7, now=NOON)
    later = NOON + timedelta(hours=7)
    assert not await sessions.queue.hand_over(later)
    await server.start()
    clock.now += PAUSE
    await sessions.queue.due(later)
    assert await sessions.queue.hand_over(later)
    restarted = Sessions(client, keyring, monotonic=clock)
    assert await restarted.queue.due(later) == [], "its deadline came with it"
    [claim] = await restarted.queue.due(later, timedelta(minutes=15))
    taken = await restarted.queue.take(claim, later, timedelta(minutes=15))
    assert taken is not None
    assert taken.messages == (5, 7)
    assert taken.screen is not None
    assert taken.screen.message == 7


async def test_a_close_that_redis_did_not_see_is_given_to_it_too(
    server: Server, client: Redis, keyring: Keyring, sessions: Sessions, clock: Clock
) -> None:
    server.freeze()
    await sessions.queue.close(CHAT, None, NOON, received=[6])
    server.thaw()
    clock.now += PAUSE
    await sessions.queue.due(NOON)
    restarted = Sessions(client, keyring, monotonic=clock)
    [claim] = await restarted.queue.due(NOON, timedelta(minutes=1))
    taken = await restarted.queue.take(claim, NOON)
    assert taken is not None
    assert taken.messages == (5, 6, 7)


async def test_what_outlived_its_key_in_memory_is_neither_due_nor_given_to_redis(
    server: Server, client: Redis, clock: Clock
) -> None:
    sessions = Sessions(client, Keyring(), monotonic=clock)
    await server.kill()
    await sessions.remember(CHAT, TALK, person_messages=[5], screen_message=7, now=NOON)
    await server.start()
    clock.now += 3600
    assert await sessions.queue.due(NOON + timedelta(hours=31)) == []
    assert await client.ping()
    assert await Sessions(client, Keyring(), monotonic=clock).queue.due(NOON, timedelta(days=2)) == []
