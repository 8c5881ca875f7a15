"""A close on a real Redis: it names everything, and sees what is written at the same moment."""

import asyncio
from datetime import timedelta

from bot.vault.trace import Screen
from tests.vault.copies import CHAT, NOON, Copies, saved, talk


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
