from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from redis.asyncio import Redis
from redis.asyncio.connection import AbstractConnection

from bot.vault.connection import connect
from bot.vault.keys import QUEUE, Keyring
from bot.vault.memory import CHAT_MAX
from bot.vault.store import Saved, Sessions
from tests.vault.closing import closes

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
EVENING = NOON + timedelta(hours=11, minutes=50)
CHAT = 5_000_123_457
TICKET = bytes(range(31))
HALF_AN_HOUR = 30 * 60_000
THIRTY_HOURS_TEN = 30 * 2 * HALF_AN_HOUR + 10 * 60_000


def minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60


def talk(began: datetime = NOON, ticket: bytes = TICKET) -> Saved:
    return Saved(ticket, minute(began))


@pytest.fixture
def sessions(redis: Redis, keyring: Keyring) -> Sessions:
    return Sessions(redis, keyring)


async def lives(redis: Redis) -> dict[str, int]:
    """Milliseconds left of each key, by its prefix; one key of each kind is expected."""
    names = [bytes(name) for name in await redis.keys("*") if isinstance(name, bytes)]
    found = {chr(name[0]): await redis.pttl(name) for name in sorted(names)}  # the newest epoch's in the end
    assert set(found) == {"m", "q", "s"}
    assert -1 not in [await redis.pttl(name) for name in names]
    return found


async def test_a_stranger_is_not_recalled(sessions: Sessions) -> None:
    assert (await sessions.recall(CHAT, NOON)).talk is None


async def test_a_talk_is_recalled_as_it_was_kept(sessions: Sessions) -> None:
    await sessions.remember(CHAT, talk(), person_messages=[9, 5], screen_message=7, now=NOON)
    recalled = (await sessions.recall(CHAT, NOON)).talk
    assert recalled is not None
    assert recalled.session == talk()
    assert recalled.screen == 7
    assert await closes(sessions, CHAT, NOON) == (5, 7, 9)


async def test_the_screen_last_written_is_the_live_one_even_if_older(sessions: Sessions) -> None:
    await sessions.remember(CHAT, talk(), screen_message=9, now=NOON)
    await sessions.remember(CHAT, talk(), screen_message=7, now=NOON)
    recalled = (await sessions.recall(CHAT, NOON)).talk
    assert recalled is not None
    assert recalled.screen == 7


async def test_another_chat_sees_nothing(sessions: Sessions) -> None:
    await sessions.remember(CHAT, talk(), screen_message=7, now=NOON)
    assert (await sessions.recall(CHAT + 1, NOON)).talk is None
    assert await closes(sessions, CHAT + 1, NOON) == ()
    assert (await sessions.recall(CHAT, NOON)).talk is not None


async def test_a_new_screen_names_the_old_ones_and_no_message_of_the_person(sessions: Sessions) -> None:
    assert (await sessions.remember(CHAT, talk(), person_messages=[6], screen_message=7, now=NOON)).old == ()
    assert (await sessions.remember(CHAT, talk(), screen_message=7, now=NOON)).old == ()
    assert (await sessions.remember(CHAT, talk(), person_messages=[8], screen_message=9, now=NOON)).old == (7,)
    assert (await sessions.remember(CHAT, talk(), screen_message=7, now=NOON)).old == (9,)


async def test_another_copy_of_the_bot_knows_the_same(redis: Redis, keyring: Keyring) -> None:
    await Sessions(redis, keyring).remember(CHAT, talk(), screen_message=7, now=NOON)
    other = Sessions(redis, keyring)
    assert (await other.remember(CHAT, talk(), screen_message=9, now=NOON)).old == (7,)
    assert await closes(other, CHAT, NOON) == (7, 9)


async def test_messages_that_are_gone_are_named_no_more(redis: Redis, keyring: Keyring) -> None:
    sessions = Sessions(redis, keyring)
    await sessions.remember(CHAT, talk(), person_messages=[5, 6], screen_message=7, now=EVENING)
    later = EVENING + timedelta(minutes=20)
    await sessions.remember(CHAT, talk(EVENING), person_messages=[8], screen_message=9, now=later)
    await sessions.drop_messages(CHAT, [7, 5, 8, 404], later)
    await sessions.drop_messages(CHAT, [], later)
    assert await closes(sessions, CHAT, later) == (6, 9)


async def test_dropping_reaches_what_another_copy_of_the_bot_wrote(redis: Redis, keyring: Keyring) -> None:
    await Sessions(redis, keyring).remember(CHAT, talk(), person_messages=[5], screen_message=7, now=NOON)
    await Sessions(redis, keyring).drop_messages(CHAT, [5], NOON)
    assert await closes(Sessions(redis, keyring), CHAT, NOON) == (7,)


async def test_close_deletes_every_key_and_names_every_message(redis: Redis, sessions: Sessions) -> None:
    await sessions.remember(CHAT, talk(), person_messages=[5], screen_message=7, now=NOON)
    assert {name[:2] for name in await redis.keys("*")} == {b"m:", b"q:", b"s:"}
    assert await closes(sessions, CHAT, NOON) == (5, 7)
    assert await redis.keys("*") == []
    assert (await sessions.recall(CHAT, NOON)).talk is None
    assert await closes(sessions, CHAT, NOON) == ()


async def test_close_reaches_both_epochs(redis: Redis, keyring: Keyring) -> None:
    later = EVENING + timedelta(minutes=20)
    await Sessions(redis, keyring).remember(CHAT, talk(EVENING), screen_message=7, now=EVENING)
    await Sessions(redis, keyring).remember(CHAT, talk(later), screen_message=9, now=later)
    assert await closes(Sessions(redis, keyring), CHAT, later) == (7, 9)
    assert await redis.keys("*") == []


async def test_close_reaches_what_a_faster_clock_wrote(redis: Redis, keyring: Keyring) -> None:
    ahead = EVENING + timedelta(minutes=20)
    await Sessions(redis, keyring).remember(CHAT, talk(ahead), screen_message=7, now=ahead)
    assert await closes(Sessions(redis, keyring), CHAT, EVENING) == (7,)
    assert await redis.keys("*") == []


async def test_close_deletes_even_when_the_names_hold_something_else(redis: Redis, sessions: Sessions) -> None:
    await sessions.remember(CHAT, talk(), screen_message=7, now=NOON)
    names = await redis.keys("m:*")
    await redis.set(names[0], b"not a set", ex=60)
    assert await closes(sessions, CHAT, NOON) == (7,)
    assert await redis.keys("*") == []


async def test_a_talk_that_crosses_into_the_next_epoch_stays_one_talk(redis: Redis, keyring: Keyring) -> None:
    later = EVENING + timedelta(minutes=20)
    await Sessions(redis, keyring).remember(CHAT, talk(EVENING), screen_message=7, now=EVENING)
    born = await redis.keys("s:*")
    old = await Sessions(redis, keyring).remember(CHAT, talk(EVENING), screen_message=9, now=later)
    assert old.old == (7,)
    assert await redis.keys("s:*") == born
    recalled = (await Sessions(redis, keyring).recall(CHAT, later)).talk
    assert recalled is not None
    assert recalled.session.began == minute(EVENING)
    assert await closes(Sessions(redis, keyring), CHAT, later) == (7, 9)


async def test_the_last_write_wins_over_a_talk_of_the_other_epoch(redis: Redis, sessions: Sessions) -> None:
    later = EVENING + timedelta(minutes=20)
    await sessions.remember(CHAT, talk(later, b"new"), screen_message=9, now=later)
    await sessions.remember(CHAT, talk(EVENING, b"old button"), screen_message=9, now=later)
    recalled = (await sessions.recall(CHAT, later)).talk
    assert recalled is not None
    assert recalled.session.ticket == b"old button"
    assert len(await redis.keys("s:*")) == 1


async def test_every_key_has_an_end(redis: Redis, sessions: Sessions) -> None:
    await sessions.remember(CHAT, talk(), person_messages=[5], screen_message=7, now=NOON)
    left = await lives(redis)
    assert HALF_AN_HOUR - 5_000 < left["s"] <= HALF_AN_HOUR
    to_the_key_s_end = (QUEUE.end(QUEUE.epoch(NOON)) - NOON) // timedelta(milliseconds=1)
    assert all(to_the_key_s_end - 5_000 < left[name] <= to_the_key_s_end for name in "mq")


async def test_sliding_never_carries_a_talk_beyond_six_hours(redis: Redis, sessions: Sessions) -> None:
    for minutes in range(0, 360, 20):
        now = NOON + timedelta(minutes=minutes)
        await sessions.remember(CHAT, talk(), screen_message=7, now=now)
        left = await lives(redis)
        assert 0 < left["s"] <= min(HALF_AN_HOUR, (360 - minutes) * 60_000)
        assert 0 < left["m"] <= THIRTY_HOURS_TEN
    assert (await sessions.recall(CHAT, NOON + timedelta(hours=5, minutes=59))).talk is not None
    # Redis' own clock has not moved: the minute inside the seal alone ends the talk.
    assert (await sessions.recall(CHAT, NOON + timedelta(hours=6))).talk is None


async def test_an_overdue_talk_is_not_kept_but_its_messages_are(redis: Redis, sessions: Sessions) -> None:
    late = NOON + timedelta(hours=6)
    await sessions.remember(CHAT, talk(), person_messages=[5], screen_message=7, now=late)
    assert await redis.keys("s:*") == []
    assert (await sessions.recall(CHAT, late)).talk is None
    assert await closes(sessions, CHAT, late) == (5, 7)


async def test_an_overdue_press_leaves_a_newer_talk_alone(sessions: Sessions) -> None:
    later = EVENING + timedelta(minutes=20)
    await sessions.remember(CHAT, talk(EVENING), screen_message=7, now=EVENING)
    await sessions.remember(CHAT, talk(NOON), screen_message=7, now=later)
    assert (await sessions.recall(CHAT, later)).talk is not None


async def test_a_talk_with_less_than_a_millisecond_left_is_not_kept(redis: Redis, sessions: Sessions) -> None:
    now = NOON + timedelta(hours=6) - timedelta(microseconds=1)
    await sessions.remember(CHAT, talk(), screen_message=7, now=now)
    assert await redis.keys("s:*") == []
    assert await closes(sessions, CHAT, now) == (7,)


async def test_a_talk_is_recalled_even_when_its_messages_cannot_be(redis: Redis, sessions: Sessions) -> None:
    await sessions.remember(CHAT, talk(), screen_message=7, now=NOON)
    [name] = await redis.keys("m:*")
    await redis.set(name, b"not a set", ex=60)
    recalled = (await sessions.recall(CHAT, NOON)).talk
    assert recalled is not None
    assert recalled.screen == 7
    assert sessions.available


async def test_a_sweep_drops_the_keys_of_old_epochs(sessions: Sessions, keyring: Keyring) -> None:
    keys = keyring.at(NOON)
    sessions.sweep(NOON + timedelta(hours=24))
    assert keyring.at(NOON) is not keys


async def test_a_talk_from_the_future_lives_no_longer(redis: Redis, sessions: Sessions) -> None:
    await sessions.remember(CHAT, talk(NOON + timedelta(hours=9)), screen_message=7, now=NOON)
    recalled = (await sessions.recall(CHAT, NOON)).talk
    assert recalled is not None
    assert recalled.session.began == minute(NOON)


async def test_a_value_copied_under_another_name_is_absent(redis: Redis, sessions: Sessions) -> None:
    await sessions.remember(CHAT, talk(), screen_message=7, now=NOON)
    [mine] = await redis.keys("s:*")
    value = await redis.get(mine)
    assert value is not None
    await sessions.remember(CHAT + 1, talk(), screen_message=7, now=NOON)
    [other] = [name for name in await redis.keys("s:*") if name != mine]
    await redis.set(other, value, keepttl=True)
    assert (await sessions.recall(CHAT + 1, NOON)).talk is None
    assert (await sessions.recall(CHAT, NOON)).talk is not None


async def test_damaged_values_are_absent(redis: Redis, sessions: Sessions) -> None:
    await sessions.remember(CHAT, talk(), person_messages=[5], screen_message=7, now=NOON)
    [name] = await redis.keys("m:*")
    await redis.hset(name, mapping={b"": b"", b"\x01": b"", b"garbage" * 9: b"", b"n": b"x", b"w": b"x", b"x": b"x"})
    assert (await sessions.remember(CHAT, talk(), screen_message=7, now=NOON)).old == ()
    [name] = await redis.keys("s:*")
    await redis.setrange(name, 100, b"\0\0\0\0")
    assert (await sessions.recall(CHAT, NOON)).talk is None


async def test_another_root_recalls_nothing(redis: Redis, sessions: Sessions) -> None:
    await sessions.remember(CHAT, talk(), screen_message=7, now=NOON)
    assert (await Sessions(redis, Keyring()).recall(CHAT, NOON)).talk is None


async def test_a_flood_of_messages_is_kept_up_to_a_bound_and_the_screen_always(sessions: Sessions) -> None:
    flood = range(1, CHAT_MAX + 100)
    await sessions.remember(CHAT, talk(), person_messages=flood, screen_message=9001, now=NOON)
    await sessions.remember(CHAT, talk(), person_messages=flood, screen_message=9002, now=NOON)
    known = await closes(sessions, CHAT, NOON)
    assert len(known) == CHAT_MAX + 2
    assert {9001, 9002} <= set(known)


async def test_the_bot_needs_no_other_rights_than_these(redis: Redis, redis_url: str, keyring: Keyring) -> None:
    await redis.config_resetstat()
    client = connect(redis_url)
    sessions = Sessions(client, keyring)
    await sessions.remember(CHAT, talk(), person_messages=[5, 6], screen_message=7, now=NOON)
    await sessions.recall(CHAT, NOON)
    await sessions.drop_messages(CHAT, [5], NOON)
    [claim] = await sessions.queue.due(NOON, timedelta(days=1))
    taken = await sessions.queue.take(claim, NOON)
    assert taken is not None
    await sessions.queue.settle(taken, [7], NOON, life=timedelta(hours=1))
    await closes(sessions, CHAT, NOON)
    await client.aclose()
    used = {name.removeprefix("cmdstat_") for name in await redis.info("commandstats")}
    assert used - {"config", "config|resetstat"} == {
        *("eval", "set", "unlink", "mget", "time", "hset", "hget", "hgetall", "hdel"),
        *("pexpire", "pttl", "zadd", "zrem", "zscore", "zrangebyscore"),
    }


async def test_each_method_makes_one_round_trip(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    trips = 0
    send = AbstractConnection.send_packed_command

    async def counted(self: AbstractConnection, *args: Any, **options: Any) -> None:
        nonlocal trips
        trips += 1
        await send(self, *args, **options)

    monkeypatch.setattr(AbstractConnection, "send_packed_command", counted)
    await sessions.remember(CHAT, talk(), person_messages=[5], screen_message=7, now=EVENING)
    assert trips == 1
    await sessions.recall(CHAT, EVENING)
    assert trips == 2
    await sessions.drop_messages(CHAT, [5, 6], EVENING)
    assert trips == 3
    await sessions.drop_messages(CHAT, [], EVENING)
    assert trips == 3
    taken = await sessions.queue.close(CHAT, None, EVENING)
    assert trips == 4
    await sessions.queue.settle(taken, taken.messages, EVENING)
    assert trips == 5
    assert await sessions.queue.due(EVENING) == []
    assert trips == 6
