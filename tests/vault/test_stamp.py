"""The stamp of an update that is done: blind, short-lived, the same for all copies of the bot."""

import hmac
from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from bot.vault.keys import EPOCH, Keyring
from bot.vault.stamp import LIFE, stamps
from bot.vault.store import Saved, Sessions
from tests.support.keys import ROOT

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
CHAT = 5_000_123_457
TALK = Saved(bytes(range(31)), int(NOON.timestamp()) // 60)
OTHER = Saved(bytes(range(1, 32)), int(NOON.timestamp()) // 60)
UPDATE = 918_273_645


@pytest.fixture
def copies(redis: Redis, keyring: Keyring) -> tuple[Sessions, Sessions]:
    return Sessions(redis, keyring), Sessions(redis, keyring)


def test_a_stamp_follows_from_the_key_of_its_epoch_by_the_written_derivation(keyring: Keyring) -> None:
    key = hmac.new(ROOT, b"dup/v1\x01", "sha256").digest()
    blind = hmac.new(key, UPDATE.to_bytes(8, "big"), "sha256").digest()[:12]
    assert stamps([keyring.at(NOON)], UPDATE) == [b"d:" + (1795176000 // 43200).to_bytes(4, "big") + blind]
    assert stamps([keyring.at(NOON)], UPDATE)[0].hex() == "643a0000a253" + blind.hex()
    assert blind.hex() == "1a0a9f4f7c3d4248073df245"


def test_no_two_updates_epochs_or_installations_share_a_stamp(keyring: Keyring) -> None:
    keys = [keyring.at(NOON), keyring.at(NOON + EPOCH), Keyring().at(NOON)]
    names = [name for update in (1, 2, -1, 2**52) for name in stamps(keys, update)]
    assert len(set(names)) == 12


async def test_what_was_done_by_one_copy_is_known_to_the_other(copies: tuple[Sessions, Sessions]) -> None:
    one, other = copies
    assert not (await one.recall(CHAT, NOON, UPDATE)).again
    assert not (await one.remember(CHAT, TALK, screen_message=7, now=NOON, update=UPDATE)).again
    found = await other.recall(CHAT, NOON, UPDATE)
    assert found.again
    assert found.talk is None
    assert not (await other.recall(CHAT, NOON, UPDATE + 1)).again
    assert (await other.recall(CHAT, NOON)).talk is not None


async def test_what_is_done_again_leaves_the_talk_and_its_screen_and_keeps_the_ids(
    copies: tuple[Sessions, Sessions],
) -> None:
    one, other = copies
    await one.remember(CHAT, TALK, screen_message=7, now=NOON, update=UPDATE)
    kept = await other.remember(CHAT, OTHER, person_messages=[8], screen_message=9, now=NOON, update=UPDATE)
    assert kept.again
    assert kept.old == (7,)
    talk = (await other.recall(CHAT, NOON)).talk
    assert talk is not None
    assert (talk.session.ticket, talk.screen) == (TALK.ticket, 7)
    taken = await one.queue.close(CHAT, None, NOON)
    assert taken.messages == (7, 8, 9)


async def test_the_screen_of_what_is_done_again_is_not_the_last_line(copies: tuple[Sessions, Sessions]) -> None:
    one, other = copies
    await one.remember(CHAT, TALK, screen_message=7, now=NOON, update=UPDATE)
    await other.remember(CHAT, TALK, screen_message=9, now=NOON, update=UPDATE)
    [claim] = await other.queue.due(NOON, timedelta(minutes=20))
    taken = await other.queue.take(claim, NOON, timedelta(minutes=20))
    assert taken is not None
    assert taken.screen is not None
    assert taken.screen.message == 7


async def test_an_update_without_a_number_or_with_another_is_done_each_time(copies: tuple[Sessions, Sessions]) -> None:
    for update in (None, None, 1, 2):
        assert not (await copies[0].remember(CHAT, TALK, screen_message=7, now=NOON, update=update)).again


async def test_a_stamp_is_all_there_is_and_it_ends_in_ten_minutes(
    redis: Redis, copies: tuple[Sessions, Sessions]
) -> None:
    await copies[0].remember(CHAT, TALK, screen_message=7, now=NOON, update=UPDATE)
    [name] = await redis.keys("d:*")
    assert name == stamps(copies[0]._keyring.near(NOON), UPDATE)[0]
    assert await redis.get(name) == b""
    assert timedelta(minutes=10) == LIFE
    assert 595_000 < await redis.pttl(name) <= 600_000
    assert len(await redis.keys("s:*")) == 1, "and the talk has its place beside it"


async def test_a_stamp_of_the_epoch_before_is_known(copies: tuple[Sessions, Sessions]) -> None:
    before = NOON - timedelta(minutes=1)
    await copies[0].remember(CHAT, TALK, screen_message=7, now=before, update=UPDATE)
    assert (await copies[1].recall(CHAT, NOON + timedelta(minutes=1), UPDATE)).again


async def test_a_full_redis_stamps_nothing_and_holds_up_nobody(redis: Redis, copies: tuple[Sessions, Sessions]) -> None:
    one, other = copies
    await one.remember(CHAT, TALK, screen_message=7, now=NOON, update=1)
    await redis.config_set("maxmemory", "1")
    try:
        kept = await other.remember(CHAT, OTHER, screen_message=9, now=NOON, update=2)
        assert not kept.again
        talk = (await one.recall(CHAT, NOON, 3)).talk
        assert talk is not None
        assert talk.session.ticket == OTHER.ticket
    finally:
        await redis.config_set("maxmemory", "64mb")


async def test_keys_of_the_future_do_not_hide_a_stamp(copies: tuple[Sessions, Sessions]) -> None:
    """The name to write to is that of the present epoch, also in its last hour, when the next key is there."""
    late = NOON - timedelta(minutes=30)
    await copies[0].remember(CHAT, TALK, screen_message=7, now=late, update=UPDATE)
    assert (await copies[1].remember(CHAT, TALK, screen_message=9, now=late, update=UPDATE)).again
