"""The clean-up queue on a real Redis: one place for each chat, leases, several copies, a Redis that forgets."""

import asyncio
from datetime import timedelta
from typing import Any

from redis.asyncio import Redis

from bot.vault.connection import connect
from bot.vault.keys import Keyring
from bot.vault.queue import LEASE, Claim
from bot.vault.store import LONGEST_IDLE, Sessions
from bot.vault.trace import Screen
from tests.vault.copies import CHAT, DAY, NOON, SHORT, Copies, saved, talk


def members(reply: list[Any]) -> list[bytes]:
    return reply


def pairs(reply: list[Any]) -> list[tuple[bytes, float]]:
    return reply


async def test_a_talk_is_due_after_its_idle_time_with_all_its_messages(copies: Copies) -> None:
    await talk(copies.one)
    assert await copies.other.queue.due(NOON) == []
    await asyncio.sleep(0.05)
    [claim] = await copies.other.queue.due(NOON)
    taken = await copies.other.queue.take(claim, NOON)
    assert taken is not None
    assert (taken.chat, taken.messages, taken.screen) == (CHAT, (5, 7), Screen(7, 1))
    assert (await copies.other.recall(CHAT, NOON)).talk is None, "the session ends with it"


async def test_the_longest_idle_time_is_a_day(copies: Copies, redis: Redis) -> None:
    await talk(copies.one, timedelta(days=30))
    [queue] = await redis.keys("q:*")
    [[_, score]] = pairs(await redis.zrange(queue, 0, -1, withscores=True))
    seconds = (await redis.time())[0]
    assert score / 1000 - float(seconds) <= LONGEST_IDLE.total_seconds() + 1


async def test_a_chat_stands_in_the_queue_once_and_every_write_moves_it(copies: Copies, redis: Redis) -> None:
    await talk(copies.one, DAY)
    await talk(copies.other, SHORT)
    later = NOON + timedelta(hours=7)
    await talk(copies.one, DAY, now=later)
    places = [await redis.zcard(name) for name in await redis.keys("q:*")]
    assert places == [1]
    await asyncio.sleep(0.05)
    assert await copies.restarted().queue.due(later) == []


async def test_a_shorter_choice_counts_from_now(copies: Copies) -> None:
    await talk(copies.one, DAY)
    await talk(copies.one, SHORT, now=NOON + timedelta(hours=7))
    await asyncio.sleep(0.05)
    assert len(await copies.other.queue.due(NOON + timedelta(hours=7))) == 1


async def test_two_copies_never_hold_one_talk(copies: Copies) -> None:
    await talk(copies.one)
    await asyncio.sleep(0.05)
    both = await asyncio.gather(*(copies.restarted().queue.due(NOON) for _ in range(8)))
    assert sum(len(claims) for claims in both) == 1


async def test_what_a_dead_copy_had_taken_is_due_again_when_its_lease_ends(copies: Copies, redis: Redis) -> None:
    await talk(copies.one)
    await asyncio.sleep(0.05)
    assert len(await copies.other.queue.due(NOON)) == 1
    [queue] = await redis.keys("q:*")
    [member] = members(await redis.zrange(queue, 0, -1))
    await redis.zincrby(queue, -(LEASE / timedelta(milliseconds=1)), member)
    assert len(await copies.restarted().queue.due(NOON)) == 1


async def test_a_talk_that_went_on_is_left_alone(copies: Copies) -> None:
    await talk(copies.one)
    await asyncio.sleep(0.05)
    [claim] = await copies.other.queue.due(NOON)
    await talk(copies.one, DAY)
    assert await copies.other.queue.take(claim, NOON) is None
    assert (await copies.other.recall(CHAT, NOON)).talk is not None


async def test_a_talk_that_went_on_while_it_was_removed_keeps_its_place_and_new_messages(copies: Copies) -> None:
    await talk(copies.one)
    await asyncio.sleep(0.05)
    [claim] = await copies.other.queue.due(NOON)
    taken = await copies.other.queue.take(claim, NOON)
    assert taken is not None
    await talk(copies.one, SHORT, screen=9)
    await copies.other.queue.settle(taken, taken.messages, NOON)
    await asyncio.sleep(0.05)
    [claim] = await copies.restarted().queue.due(NOON)
    again = await copies.restarted().queue.take(claim, NOON)
    assert again is not None
    assert again.messages == (9,)


async def test_what_was_not_removed_is_due_again_and_the_rest_is_forgotten(copies: Copies) -> None:
    await talk(copies.one)
    await asyncio.sleep(0.05)
    [claim] = await copies.one.queue.due(NOON)
    taken = await copies.one.queue.take(claim, NOON)
    assert taken is not None
    await copies.one.queue.settle(taken, [5], NOON, again=SHORT)
    assert await copies.other.queue.due(NOON) == []
    await asyncio.sleep(0.05)
    [claim] = await copies.other.queue.due(NOON)
    taken = await copies.other.queue.take(claim, NOON)
    assert taken is not None
    assert taken.messages == (7,)


async def test_when_all_is_removed_nothing_is_left_in_redis_or_in_memory(copies: Copies, redis: Redis) -> None:
    await talk(copies.one)
    await asyncio.sleep(0.05)
    [claim] = await copies.one.queue.due(NOON)
    taken = await copies.one.queue.take(claim, NOON)
    assert taken is not None
    await copies.one.queue.settle(taken, taken.messages, NOON)
    assert await redis.keys("*") == []
    assert len(copies.one._memory) == 0
    assert await copies.one.queue.due(NOON, DAY * 2) == []


async def test_of_a_line_that_stays_only_its_id_is_left_and_not_in_the_queue(copies: Copies, redis: Redis) -> None:
    await talk(copies.one)
    taken = await copies.one.queue.close(CHAT, Screen(7, 1), NOON)
    await copies.one.queue.settle(taken, [5], NOON, life=timedelta(hours=6))
    [name] = members(await redis.keys("*"))
    assert name.startswith(b"m:")
    assert 0 < await redis.pttl(name) <= 6 * 3_600_000
    assert (await copies.other.remember(CHAT, saved(), screen_message=9, now=NOON)).old == (7,)


async def test_a_redis_that_came_back_empty_is_made_up_for_by_memory(copies: Copies, redis: Redis) -> None:
    await talk(copies.one)
    await redis.flushall()
    await asyncio.sleep(0.05)
    [claim] = await copies.one.queue.due(NOON)
    taken = await copies.one.queue.take(claim, NOON)
    assert taken is not None
    assert taken.messages == (5, 7)
    await copies.one.queue.settle(taken, [5, 7], NOON)
    assert await copies.one.queue.due(NOON, DAY * 2) == []


async def test_a_copy_whose_talk_went_on_elsewhere_waits_with_it(copies: Copies) -> None:
    await talk(copies.one)
    await talk(copies.other, DAY, screen=7)
    await asyncio.sleep(0.05)
    claims = await copies.one.queue.due(NOON)
    assert claims == [Claim(CHAT, 0)], "only its memory says so"
    assert await copies.one.queue.take(claims[0], NOON) is None
    assert await copies.one.queue.due(NOON) == []


async def test_a_copy_removes_what_only_it_knew_and_leaves_the_line(copies: Copies, redis: Redis) -> None:
    await talk(copies.one, screen=7)
    await redis.flushall()
    await copies.other.remember(CHAT, saved(), screen_message=7, now=NOON)
    await asyncio.sleep(0.05)
    [claim] = await copies.other.queue.due(NOON)
    taken = await copies.other.queue.take(claim, NOON)
    assert taken is not None
    assert taken.messages == (7,)
    await copies.other.queue.settle(taken, [], NOON, life=timedelta(hours=6))
    [claim] = await copies.one.queue.due(NOON)
    taken = await copies.one.queue.take(claim, NOON)
    assert taken is not None
    assert (taken.messages, taken.screen) == ((5,), None)


async def test_without_redis_a_talk_that_went_on_while_it_was_removed_keeps_its_deadline(keyring: Keyring) -> None:
    client = connect("unix:///nowhere/redis.sock")
    alone = Sessions(client, keyring)
    await talk(alone)
    await asyncio.sleep(0.05)
    [claim] = await alone.queue.due(NOON)
    taken = await alone.queue.take(claim, NOON)
    assert taken is not None
    await talk(alone, SHORT, screen=9)
    await alone.queue.settle(taken, taken.messages, NOON)
    await asyncio.sleep(0.05)
    [claim] = await alone.queue.due(NOON)
    again = await alone.queue.take(claim, NOON)
    assert again is not None
    assert again.messages == (9,)
    await client.aclose()


async def test_ids_outlive_the_key_they_were_first_sealed_with(copies: Copies) -> None:
    for hours in (0, 5, 12, 20, 30, 40):
        now = NOON + timedelta(hours=hours)
        await copies.one.remember(
            CHAT, saved(DAY), person_messages=[5] if hours == 0 else [], screen_message=7, now=now
        )
    taken = await copies.restarted().queue.close(CHAT, None, NOON + timedelta(hours=41))
    assert taken.messages == (5, 7)


async def test_a_full_redis_renews_and_takes_and_settles_what_is_there(copies: Copies, redis: Redis) -> None:
    await talk(copies.one)
    await redis.config_set("maxmemory", "1")
    try:
        await copies.restarted().remember(CHAT, saved(DAY), screen_message=7, now=NOON)
        await asyncio.sleep(0.05)
        assert await copies.restarted().queue.due(NOON) == []
        late = copies.restarted()
        [claim] = await late.queue.due(NOON, DAY * 2)
        assert await copies.restarted().queue.due(NOON) == []
        taken = await late.queue.take(claim, NOON)
        assert taken is not None
        await late.queue.settle(taken, taken.messages, NOON)
        assert await redis.keys("*") == []
    finally:
        await redis.config_set("maxmemory", "64mb")


async def test_every_key_has_an_end_whatever_was_done(copies: Copies, redis: Redis) -> None:
    await talk(copies.one)
    await asyncio.sleep(0.05)
    [claim] = await copies.one.queue.due(NOON)
    taken = await copies.one.queue.take(claim, NOON)
    assert taken is not None
    await copies.one.queue.settle(taken, [5], NOON, again=SHORT)
    for name in await redis.keys("*"):
        assert 0 < await redis.pttl(name) <= (30 * 60 + 10) * 60_000


async def test_a_member_nobody_can_open_is_nobody_s_claim(copies: Copies, redis: Redis) -> None:
    await talk(copies.one)
    [queue] = await redis.keys("q:*")
    await redis.zadd(queue, {b"\x01garbage": 1})
    await asyncio.sleep(0.05)
    assert [claim.chat for claim in await copies.one.queue.due(NOON)] == [CHAT]


async def test_redis_that_refuses_a_ping_does_not_answer(redis_url: str, redis: Redis, keyring: Keyring) -> None:
    await redis.acl_setuser("mute", enabled=True, nopass=True, categories=["-@all"], commands=["+auth"])
    client = connect(redis_url.replace("unix://", "unix://mute:x@"))
    try:
        assert await Sessions(redis, keyring).answers()
        assert not await Sessions(client, keyring).answers()
    finally:
        await client.aclose()
        await redis.acl_deluser("mute")
