"""A message nobody has answered yet is in the queue, whatever becomes of its answer."""

import asyncio
from datetime import timedelta

from redis.asyncio import Redis

from bot.vault.connection import connect
from bot.vault.keys import Keyring
from bot.vault.queue import LEASE
from bot.vault.store import Sessions
from tests.vault.copies import CHAT, DAY, NOON, Copies, talk


async def test_a_message_nobody_has_answered_is_known_and_due_in_a_minute(copies: Copies, redis: Redis) -> None:
    assert await copies.one.queue.owe({CHAT: [5, 6]}, NOON)
    late = copies.restarted()
    assert await late.queue.due(NOON, LEASE) == []
    [claim] = await late.queue.due(NOON, timedelta(seconds=61))
    taken = await late.queue.take(claim, NOON, timedelta(seconds=61))
    assert taken is not None
    assert (taken.messages, taken.screen) == ((5, 6), None)
    await late.queue.settle(taken, taken.messages, NOON)
    assert await redis.keys("*") == []


async def test_a_message_nobody_has_answered_does_not_move_a_talk(copies: Copies) -> None:
    await talk(copies.one, DAY)
    later = NOON + timedelta(hours=7)  # the talk stands under the key before
    await copies.one.queue.owe({CHAT: [8]}, later)
    assert await copies.restarted().queue.due(later, DAY - timedelta(minutes=1)) == []
    closed = await copies.restarted().queue.close(CHAT, None, later)
    assert closed.messages == (5, 7, 8)


async def test_whoever_holds_a_chat_sees_that_a_message_has_come(copies: Copies) -> None:
    await talk(copies.one)
    await asyncio.sleep(0.05)
    [claim] = await copies.other.queue.due(NOON)
    taken = await copies.other.queue.take(claim, NOON)
    assert taken is not None
    await copies.one.queue.owe({CHAT: [8]}, NOON)
    await copies.other.queue.settle(taken, taken.messages, NOON)
    [again] = await copies.restarted().queue.due(NOON, timedelta(seconds=61))
    rest = await copies.restarted().queue.take(again, NOON, timedelta(seconds=61))
    assert rest is not None
    assert rest.messages == (8,)


async def test_what_is_owed_ends_and_a_full_redis_takes_it(copies: Copies, redis: Redis) -> None:
    await redis.config_set("maxmemory", "1")
    try:
        assert await copies.one.queue.owe({CHAT: [5], CHAT + 1: [6]}, NOON)
    finally:
        await redis.config_set("maxmemory", "64mb")
    names = await redis.keys("*")
    assert len(names) == 3, "two chats, one queue"
    for name in names:
        assert 0 < await redis.pttl(name) <= (30 * 60 + 10) * 60_000


async def test_without_redis_nobody_says_that_it_is_kept(keyring: Keyring) -> None:
    client = connect("unix:///nowhere/redis.sock")
    assert not await Sessions(client, keyring).queue.owe({CHAT: [5]}, NOON)
    assert await Sessions(client, keyring).queue.owe({}, NOON)
    await client.aclose()
