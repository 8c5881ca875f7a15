"""A talk left alone clears itself in time, with one copy of the bot or two; one that goes on is left alone."""

import asyncio
from datetime import timedelta

import pytest

from bot.vault.embedded import EmbeddedRedis
from tests.telegram.alone import LINE, left, talks
from tests.telegram.simulated import Simulated, simulated


async def test_a_talk_left_alone_becomes_one_neutral_line_after_15_minutes(here: Simulated) -> None:
    async with here.person() as person:
        await talks(here, person)
        here.calls()
        await here.passes(minutes=14, seconds=59)
        await here.bot.broom.sweep()
        assert here.calls() == []
        await here.passes(seconds=2)
        await here.bot.broom.sweep()
        assert await left(person) == [LINE]
        assert person.buttons() == []
        assert here.calls() == ["editMessageText", "deleteMessages"]


@pytest.mark.parametrize("language", ["Русский", "Қазақша"])
async def test_the_line_is_what_close_leaves(here: Simulated, language: str) -> None:
    async with here.person() as closes, here.person() as leaves:
        for person in (closes, leaves):
            await talks(here, person)
            if language not in person.screen():
                await person.presses("Қазақша") if language == "Қазақша" else None
                await here.bot.works()
                await person.looks()
        await closes.presses("Закрыть" if language == "Русский" else "Жабу")
        await here.bot.works()
        await here.passes(minutes=16)
        await here.bot.broom.sweep()
        assert await left(closes) == await left(leaves) == [LINE]


@pytest.mark.parametrize(
    ("chosen", "minutes"), [("1 минуту", 1), ("15 минут", 15), ("1 час", 60), ("сутки", 1440), ("как есть", 15)]
)
async def test_a_talk_clears_itself_when_the_person_chose(here: Simulated, chosen: str, minutes: int) -> None:
    async with here.person() as person:
        await talks(here, person)
        for label in ("Что здесь видно", "Стирать по времени", chosen):
            await person.presses(label)
            await here.bot.works()
            await person.looks()
        for seconds, cleared in ((minutes * 60 - 1, False), (2, True)):
            await here.passes(seconds=seconds)
            await here.bot.broom.sweep()
            assert (await left(person) == [LINE]) is cleared


async def test_every_press_moves_the_deadline(here: Simulated) -> None:
    async with here.person() as person:
        await talks(here, person)
        for _ in range(30):  # over seven hours: more than an epoch of clean-ups and one of talks
            await here.passes(minutes=14.5)
            await here.bot.broom.sweep()
            await person.presses("Назад" if "Назад" in person.buttons() else "Русский")
            await here.bot.works()
            assert len(await left(person)) > 1
            assert person.buttons()
        await here.passes(minutes=15)
        await here.bot.broom.sweep()
        assert await left(person) == [LINE]


async def test_a_message_from_the_first_minute_of_a_talk_of_ten_hours_is_removed(here: Simulated) -> None:
    async with here.person() as person:
        await talks(here, person)
        for _ in range(44):
            await here.passes(hours=0.24)
            await person.presses(
                "Обо мне" if "Обо мне" in person.buttons() else "Русский" if "Русский" in person.buttons() else "Назад"
            )
            await here.bot.works()
            await person.looks()
        await here.passes(minutes=16)
        await here.bot.broom.sweep()
        assert await left(person) == [LINE]


async def test_seven_days_without_updates_bring_no_call_but_the_clean_up(here: Simulated) -> None:
    async with here.person() as person:
        await talks(here, person)
        here.calls()
        for _ in range(7 * 24 * 4):
            await here.passes(minutes=15)
            await here.bot.broom.sweep()
            here.bot.sessions.sweep(here.clock())
        assert here.calls() == ["editMessageText", "deleteMessages"]
        assert await here.names() == []
        assert len(here.bot.sessions._memory) == 0


async def test_after_a_clean_up_start_shows_what_a_stranger_sees(here: Simulated) -> None:
    async with here.person() as person, here.person() as stranger:
        await talks(here, person)
        await here.passes(minutes=16)
        await here.bot.broom.sweep()
        for one in (person, stranger):
            await one.says("/start")
            await here.bot.works()
        assert [text for text in await left(person) if text != "/start"] == [
            text for text in await left(stranger) if text != "/start"
        ]


async def test_calls_are_at_most_25_a_second(here: Simulated) -> None:
    people = [here.person() for _ in range(20)]
    for person in people:
        await person.__aenter__()
        await talks(here, person)
    await here.passes(minutes=16)
    here.calls()
    start = here.clock()
    await here.bot.broom.sweep()
    spent = (here.clock() - start).total_seconds()
    for person in people:
        assert await left(person) == [LINE]
        await person.__aexit__(None, None, None)
    assert len(here.calls()) == 40
    assert spent >= 39 / 25 - 0.01


async def test_two_copies_on_one_redis_clean_a_talk_once() -> None:
    async with EmbeddedRedis() as url, simulated(url, copies=2) as it, it.person() as person:
        await person.says("/start")
        await it.copies[0].works()
        await person.looks()
        await person.presses("Русский")
        await it.copies[1].works()
        await it.passes(minutes=14)
        await person.looks()
        await person.presses("Обо мне")
        await it.copies[0].works()
        it.calls()
        await it.passes(minutes=2)
        await asyncio.gather(*(copy.broom.sweep() for copy in it.copies))
        assert it.calls() == [], "the deadline moved for both"
        await it.passes(minutes=14)
        for _ in range(3):
            await asyncio.gather(*(copy.broom.sweep() for copy in it.copies))
        assert await left(person) == [LINE]
        calls = it.calls()
        assert calls.count("editMessageText") == 1
        assert calls.count("deleteMessages") <= 2, "once each: a copy cannot know what the other knew"


@pytest.mark.parametrize("skew", [-10, 10])
async def test_clocks_ten_minutes_apart_change_nothing(skew: int) -> None:
    """The deadline is a time of Redis's."""
    async with EmbeddedRedis() as url, simulated(url, copies=2) as it, it.person() as person:
        it.copies[1].sessions._monotonic = lambda: it.clock.monotonic() + skew * 60
        desk = it.copies[1].broom._desk
        desk._clock = lambda: it.clock() + timedelta(minutes=skew)
        for copy in (0, 1, 0, 1):
            await person.says("/start")
            await it.copies[copy].works()
            await it.passes(minutes=14)
            await asyncio.gather(*(copy.broom.sweep() for copy in it.copies))
            await person.looks()
            assert person.buttons()
        await it.passes(minutes=2)
        await asyncio.gather(*(copy.broom.sweep() for copy in it.copies))
        assert await left(person) == [LINE]
