"""Whatever Telegram refuses, delays or loses, and whoever blocks the bot: a talk is cleared all the same."""

import asyncio
from datetime import timedelta

import pytest

from bot.sandbox import Drop, Garbage, Status, TooMany
from tests.telegram.alone import LINE, left, talks
from tests.telegram.simulated import Simulated

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
