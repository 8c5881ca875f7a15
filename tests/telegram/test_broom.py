"""A talk left alone clears itself in time, whatever breaks; one that goes on is left alone."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from pytest_asyncio import fixture

from bot.sandbox import Drop, Garbage, Status, TooMany
from bot.vault.embedded import EmbeddedRedis
from tests.support.person import Person
from tests.telegram.simulated import AWAY, Simulated, simulated

LINE = "Қызметтер анықтамалығы. Бастау: /start · Справочник служб. Начать: /start"


@fixture(params=["redis", "memory"])
async def here(request: pytest.FixtureRequest) -> AsyncIterator[Simulated]:
    """With Redis, and with nothing but the copy in the process."""
    async with EmbeddedRedis() as url, simulated(url if request.param == "redis" else AWAY) as it:
        yield it


@fixture
async def with_redis() -> AsyncIterator[Simulated]:
    async with EmbeddedRedis() as url, simulated(url) as it:
        yield it


async def talks(it: Simulated, person: Person) -> None:
    """/start, and a press."""
    await person.says("/start")
    await it.bot.works()
    await person.looks()
    await person.presses("Русский")
    await it.bot.works()
    await person.looks()
    assert "О ком" in person.screen()


async def left(person: Person) -> list[str]:
    await person.looks()
    return [message["text"] for message in person.messages()]


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


FAULTS = [Status(500), Status(502), Drop(), Drop(carried_out=True), Garbage(), TooMany(7)]


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_call_that_failed_is_made_again(here: Simulated, fault: object) -> None:
    async with here.person() as person:
        await talks(here, person)
        here.faults.plan("editMessageText", fault, times=2)  # type: ignore[arg-type]
        here.faults.plan("deleteMessages", fault, times=2)  # type: ignore[arg-type]
        await here.passes(minutes=15, seconds=1)
        for _ in range(60):
            await here.bot.broom.sweep()
            await here.passes(seconds=1)
        assert await left(person) == [LINE]


async def test_a_sweep_that_breaks_does_not_end_the_broom(here: Simulated, monkeypatch: pytest.MonkeyPatch) -> None:
    async with here.person() as person:
        await talks(here, person)
        await here.passes(minutes=16)
        broom, rounds = here.bot.broom, list[int]()
        whole = broom.sweep

        async def breaks() -> int:
            rounds.append(1)
            if len(rounds) == 1:
                raise RuntimeError("a fault nobody thought of")
            return await whole()

        monkeypatch.setattr(broom, "sweep", breaks)
        running = asyncio.create_task(broom.run())
        while len(rounds) < 3:  # noqa: ASYNC110 - another task
            await asyncio.sleep(0.01)
        running.cancel()
        assert await left(person) == [LINE]


async def test_twenty_hours_without_telegram_are_waited_out_at_a_minute_a_try(here: Simulated) -> None:
    async with here.person() as person:
        await talks(here, person)
        here.faults.plan("*", Status(502), times=2000)
        await here.passes(minutes=15)
        here.calls()
        for _ in range(20 * 12):
            await here.passes(minutes=5)
            await here.bot.broom.sweep()
        assert 200 <= len(here.calls()) <= 20 * 60 + 10
        here.faults.clear()
        await here.passes(seconds=61)
        await here.bot.broom.sweep()
        assert await left(person) == [LINE]


async def test_telegram_is_not_asked_while_it_asks_to_wait(here: Simulated) -> None:
    async with here.person() as person, here.person() as other:
        await talks(here, person)
        await talks(here, other)
        await here.passes(minutes=16)
        here.calls()
        here.faults.plan("editMessageText", TooMany(30))
        await here.bot.broom.sweep()
        refused, *later = [call.at for call in here.sandbox.calls]
        assert len(later) == 2, "the other chat was cleaned in the same sweep"
        assert sum(at - refused < timedelta(seconds=29.9) for at in later) <= 1, "but for the one on its way"
        await here.passes(seconds=31)
        await here.bot.broom.sweep()
        assert await left(person) == [LINE]
        assert await left(other) == [LINE]


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


async def test_while_the_line_cannot_be_written_the_rest_is_removed(here: Simulated) -> None:
    async with here.person() as person:
        await talks(here, person)
        assert len(await left(person)) == 2
        await here.passes(minutes=16)
        here.faults.plan("editMessageText", Status(500))
        await here.bot.broom.sweep()
        [screen] = await left(person)
        assert "О ком" in screen
        await here.passes(seconds=2)
        await here.bot.broom.sweep()
        assert await left(person) == [LINE]


async def test_a_screen_that_cannot_become_the_line_is_removed(here: Simulated) -> None:
    async with here.person() as person:
        await talks(here, person)
        live = person.messages()[-1]["message_id"]
        chat = here.sandbox.chats
        message = chat.find_message(person.id, live)
        assert message is not None
        chat.change_message(message, sender=person.id)  # «message can't be edited»
        await here.passes(minutes=16)
        await here.bot.broom.sweep()
        assert await left(person) == []


async def test_a_person_who_blocks_is_rid_of_everything(here: Simulated) -> None:
    async with here.person() as person:
        await talks(here, person)
        here.calls()
        await person.blocks()
        await here.bot.works()
        assert await left(person) == []
        assert here.calls() == ["deleteMessages"]
        assert await here.names() == []


async def test_what_a_block_keeps_from_being_removed_goes_when_the_person_is_back(here: Simulated) -> None:
    async with here.person() as person:
        await talks(here, person)
        here.faults.plan("deleteMessages", Status(403))
        await person.blocks()
        await here.bot.works()
        await here.passes(minutes=1)
        await here.bot.broom.sweep()
        assert len(await left(person)) == 2
        await person.unblocks()
        await here.passes(hours=20)
        await talks(here, person)
        await person.presses("Закрыть")
        await here.bot.works()
        assert await left(person) == [LINE]


async def test_close_is_two_seconds_and_what_it_could_not_remove_goes_within_the_minute(here: Simulated) -> None:
    async with here.person() as person:
        await talks(here, person)
        here.faults.plan("deleteMessages", Status(500), times=4)
        await person.presses("Закрыть")
        await here.bot.works()
        assert len(await left(person)) == 2
        for _ in range(60):
            await here.passes(seconds=1)
            await here.bot.broom.sweep()
        assert await left(person) == [LINE]


async def test_the_card_of_a_broken_answer_and_what_was_sent_are_removed_in_time(here: Simulated) -> None:
    async with here.person() as person:
        here.faults.plan("sendMessage", Status(500), times=3)
        await person.says("/start")
        await here.bot.works()
        assert len(await left(person)) == 2
        await here.passes(minutes=16)
        await here.bot.broom.sweep()
        assert await left(person) == [LINE]


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
