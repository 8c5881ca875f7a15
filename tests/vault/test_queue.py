"""The clean-up queue on a real Redis: one place for each chat, leases, several copies, a Redis that forgets."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.vault.connection import connect
from bot.vault.keys import Keyring
from bot.vault.queue import LEASE, Claim
from bot.vault.store import LONGEST_IDLE, Saved, Sessions
from bot.vault.trace import Screen

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
CHAT = 5_000_123_457
SHORT = timedelta(milliseconds=30)
DAY = timedelta(days=1)


def saved(idle: timedelta = SHORT, mark: int = 1) -> Saved:
    return Saved(b"ticket", int(NOON.timestamp()) // 60, idle, mark)


class Copies:
    """Copies of the bot on one Redis, each with its own memory."""

    def __init__(self, redis: Redis, keyring: Keyring) -> None:
        self._redis, self._keyring = redis, keyring
        self.one, self.other = self.restarted(), self.restarted()

    def restarted(self) -> Sessions:
        return Sessions(self._redis, self._keyring)


@pytest.fixture
def copies(redis: Redis, keyring: Keyring) -> Copies:
    return Copies(redis, keyring)


def members(reply: list[Any]) -> list[bytes]:
    return reply


def pairs(reply: list[Any]) -> list[tuple[bytes, float]]:
    return reply


async def talk(at: Sessions, idle: timedelta = SHORT, *, screen: int = 7, now: datetime = NOON) -> None:
    await at.remember(CHAT, saved(idle), person_messages=[5], screen_message=screen, now=now)


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


async def test_a_close_names_everything_until_it_is_settled(copies: Copies) -> None:
    await talk(copies.one)
    first = await copies.one.queue.close(CHAT, Screen(7, 1), NOON)
    second = await copies.restarted().queue.close(CHAT, Screen(7, 1), NOON, received=[6])
    assert first.messages == (5, 7)
    assert second.messages == (5, 6, 7)


async def test_a_write_at_the_time_of_a_close_sees_it_and_a_later_one_does_not(copies: Copies) -> None:
    await talk(copies.one)
    assert not (await copies.one.queue.close(CHAT, Screen(7, 1), NOON)).disturbed
    await asyncio.sleep(0.05)
    late = await copies.other.remember(CHAT, saved(), screen_message=7, now=NOON, age=timedelta(seconds=1))
    assert late.closed
    assert len(await copies.restarted().queue.due(NOON)) == 1, "whoever wrote may die before it closes again"
    assert (await copies.other.recall(CHAT, NOON)).talk is None
    fresh = await copies.other.remember(CHAT, saved(), screen_message=7, now=NOON, age=timedelta(milliseconds=20))
    assert not fresh.closed
    assert (await copies.other.recall(CHAT, NOON)).talk is not None


async def test_a_close_at_the_time_of_a_write_sees_it(copies: Copies) -> None:
    await talk(copies.one)
    await asyncio.sleep(0.05)
    assert not (await copies.other.queue.close(CHAT, None, NOON, age=timedelta(milliseconds=20))).disturbed
    await talk(copies.one)
    assert (await copies.other.queue.close(CHAT, None, NOON, age=timedelta(seconds=1))).disturbed


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


async def test_what_comes_within_two_seconds_of_a_close_is_known_for_it_until_a_talk_begins(copies: Copies) -> None:
    await talk(copies.one)
    assert not (await copies.other.recall(CHAT, NOON)).closed
    await copies.one.queue.close(CHAT, Screen(7, 1), NOON)
    assert (await copies.other.recall(CHAT, NOON)).closed
    await talk(copies.one)
    assert not (await copies.other.recall(CHAT, NOON)).closed


async def test_other_screens_stand_in_for_the_live_one_the_newest_first(copies: Copies) -> None:
    for screen in (7, 9, 8):
        await talk(copies.one, screen=screen)
    taken = await copies.one.queue.close(CHAT, Screen(9, 0), NOON)
    assert taken.spare == (8, 7)
    abandoned = await copies.one.queue.close(CHAT, None, NOON)
    assert abandoned.spare == (9, 8, 7)


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
