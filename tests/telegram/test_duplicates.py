"""An update that comes twice has one effect: in one process, in several, and after a restart (security.md C6)."""

import asyncio
from collections.abc import AsyncIterator

from aiogram.methods import GetUpdates
from aiogram.types import Update
from pytest_asyncio import fixture

from bot.telegram.sieve import KINDS
from bot.vault.embedded import EmbeddedRedis
from tests.support.person import Person
from tests.telegram.alone import LINE
from tests.telegram.simulated import Copy, Simulated, simulated


@fixture
async def here() -> AsyncIterator[Simulated]:
    """Three copies of the bot on one Redis; another stands for one that was started anew as well."""
    async with EmbeddedRedis() as url, simulated(url, copies=3) as it:
        yield it


async def comes(it: Simulated) -> list[Update]:
    """What lies at Telegram, taken away from there; the first copy answers it."""
    first = it.bot
    updates: list[Update] = await first.bot(GetUpdates(timeout=0, allowed_updates=list(KINDS)))
    await again(first, updates)
    await first.bot(GetUpdates(offset=updates[-1].update_id + 1, timeout=0))
    return updates


async def again(copy: Copy, updates: list[Update]) -> None:
    for update in updates:
        await copy.dispatcher.feed_update(copy.bot, update)


async def talks(it: Simulated, person: Person, *labels: str) -> list[Update]:
    """/start and presses; gives the updates."""
    await person.says("/start")
    came = await comes(it)
    for label in labels:
        await person.looks()
        await person.presses(label)
        came += await comes(it)
    await person.looks()
    return came


async def seen(person: Person) -> list[tuple[int, str]]:
    await person.looks()
    return [(message["message_id"], message.get("text", "")) for message in person.messages()]


async def test_a_start_that_another_copy_has_answered_shows_nothing_twice(here: Simulated) -> None:
    async with here.person() as person:
        came = await talks(here, person)
        before = await seen(person)
        for copy in here.copies:
            await again(copy, came)
        assert await seen(person) == before
        assert len(before) == 2


async def test_a_start_that_comes_again_does_not_throw_a_person_back(here: Simulated) -> None:
    async with here.person() as person:
        start, *_ = await talks(here, person, "Русский", "Обо мне")
        before = await seen(person)
        await again(here.copies[1], [start])
        assert await seen(person) == before
        typed = await person.says("что-то")
        await here.copies[1].works()
        await person.looks()
        await person.presses("Назад")
        await here.bot.works()
        assert (await seen(person))[-1] == before[-1], "the talk stands where it stood"
        assert typed not in [message for message, _ in await seen(person)]
        await here.passes(minutes=16)
        await here.bot.broom.sweep()
        assert [text for _, text in await seen(person)] == [LINE]


async def test_words_that_come_again_change_nothing(here: Simulated) -> None:
    async with here.person() as person:
        await talks(here, person, "Русский", "Обо мне", "Нет")
        await person.says("Экибастуз")
        words = await comes(here)
        await person.looks()
        assert "Экибастуз" in person.screen()
        await person.presses("Назад")
        await comes(here)
        before = await seen(person)
        here.calls()
        await again(here.copies[1], words)
        assert here.calls() == ["deleteMessages"]
        assert await seen(person) == before


async def test_a_press_that_comes_again_is_the_same_screen(here: Simulated) -> None:
    async with here.person() as person:
        came = await talks(here, person, "Русский", "Обо мне")
        before = await seen(person)
        await again(here.copies[1], came[-1:])
        assert await seen(person) == before


async def test_a_close_that_comes_again_leaves_the_line(here: Simulated) -> None:
    async with here.person() as person:
        came = await talks(here, person, "Русский", "Закрыть")
        await again(here.copies[1], came[-1:])
        assert [text for _, text in await seen(person)] == [LINE]


async def test_two_copies_that_are_given_a_start_at_once_leave_one_screen(here: Simulated) -> None:

    for _ in range(5):
        await at_once(here)


async def at_once(here: Simulated) -> None:
    async with here.person() as person:
        await person.says("/start")
        updates: list[Update] = await here.bot.bot(GetUpdates(timeout=0, allowed_updates=list(KINDS)))
        await asyncio.gather(*(again(copy, updates) for copy in here.copies))
        await here.bot.bot(GetUpdates(offset=updates[-1].update_id + 1, timeout=0))
        assert len(await seen(person)) == 2
        assert "Русский" in person.buttons()


async def test_of_everything_that_was_done_redis_keeps_a_blind_name_for_ten_minutes(here: Simulated) -> None:
    assert here.redis is not None
    async with here.person() as person:
        [start] = await talks(here, person)
        [name] = await here.redis.keys("d:*")
        assert 590_000 < await here.redis.pttl(name) <= 600_000
        assert await here.redis.get(name) == b""
        assert len(name) == 2 + 4 + 12
        assert str(start.update_id).encode() not in name
