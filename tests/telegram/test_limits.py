"""A chat that floods slows down itself alone, and is still answered when it asks for help."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from pytest_asyncio import fixture

from bot.sandbox import Hang
from bot.telegram.budget import Budget
from bot.telegram.lanes import QUEUE, Lanes
from bot.telegram.pace import SPARED, WINDOW, WITHIN, Pace
from tests.telegram.running import Running, hooked, running

pytestmark = pytest.mark.timed  # it counts seconds


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_twenty_updates_in_ten_seconds_are_let_through_and_no_more() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert [pace.admits(1) for _ in range(WITHIN + 5)] == [True] * WITHIN + [False] * 5
    assert pace.admits(2), "another chat"
    clock.now += WINDOW
    assert pace.admits(1)


def test_over_the_limit_a_call_for_help_is_answered_once_in_three_seconds() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.admits(1)
    found = []
    for _ in range(10):
        found.append(pace.spares(1))
        clock.now += 1
    assert found == [True, False, False] * 3 + [True]
    assert SPARED == 3


def test_counts_of_chats_are_forgotten_in_seconds_and_bounded() -> None:
    clock = Clock()
    pace = Pace(clock, most=100)
    for chat in range(1000):
        pace.admits(chat)
    assert len(pace) == 100
    clock.now += WINDOW
    pace.sweep()
    assert len(pace) == 0


async def test_a_lane_holds_one_and_three_who_wait_and_the_oldest_gives_way() -> None:
    lanes = Lanes()
    assert await lanes.enter(1)
    tries = [asyncio.create_task(lanes.enter(1)) for _ in range(QUEUE + 2)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert [one.done() for one in tries] == [True, True, False, False, False]
    assert not tries[0].result()
    assert await lanes.enter(2), "another chat does not wait"
    for one in tries[2:]:
        lanes.leave(1)
        assert await one
    lanes.leave(1)
    lanes.leave(2)
    assert len(lanes) == 0


async def test_one_who_stops_waiting_leaves_the_lane_in_order() -> None:
    lanes = Lanes()
    await lanes.enter(1)
    waits, after = (asyncio.create_task(lanes.enter(1)) for _ in range(2))
    await asyncio.sleep(0)
    waits.cancel()
    await asyncio.sleep(0)
    lanes.leave(1)
    assert await after
    given = asyncio.create_task(lanes.enter(1))
    await asyncio.sleep(0)
    lanes.leave(1)
    given.cancel()  # in the moment the turn was given
    await asyncio.gather(given, return_exceptions=True)
    assert len(lanes) == 0


async def test_an_urgent_call_does_not_wait_for_a_place() -> None:
    budget = Budget(at_once=1)
    async with budget.place(urgent=False):
        async with asyncio.timeout(1), budget.place(urgent=True):
            pass
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05), budget.place(urgent=False):
                pass


@fixture(params=["polling", "webhook"])
async def either(request: Any) -> AsyncIterator[Running]:
    """The bot, asking for updates or given them."""
    async with running(more=hooked() if request.param == "webhook" else None) as it:
        yield it


async def test_a_chat_over_its_limit_gets_silence_but_start_and_danger_are_answered(either: Running) -> None:
    async with either.person() as person:
        await person.says("/start")
        await person.waits_for("102")
        message = person.messages()[-1]["message_id"]
        danger = next(
            button["callback_data"]
            for row in person.messages()[-1]["reply_markup"]["inline_keyboard"]
            for button in row
            if "Опасно" in button["text"]
        )
        for _ in range(WITHIN + 5):
            await person.forges(message, "x")
        await asyncio.sleep(0.5)
        either.calls()
        for _ in range(3):
            await person.says("что-то")
            await person.forges(message, "x")
        await asyncio.sleep(0.5)
        assert either.calls() == []
        await person.forges(message, danger)
        await person.waits_until(lambda: "112" in person.screen() and "Назад" in str(person.buttons()))
        either.calls()
        await person.says("/start")
        await person.says("/start")
        await asyncio.sleep(0.3)
        assert either.calls() == [], "within three seconds of the last answer"
        await asyncio.sleep(SPARED)
        await person.says("/start")
        await person.waits_until(lambda: "sendMessage" in either.calls())


async def test_what_comes_too_fast_is_not_answered_but_a_close_removes_it(either: Running) -> None:
    async with either.person() as person:
        await person.says("/start")
        await person.waits_for("102")
        closing = next(
            button["callback_data"]
            for row in person.messages()[-1]["reply_markup"]["inline_keyboard"]
            for button in row
            if "Закрыть" in button["text"]
        )
        for _ in range(WITHIN + 15):
            await person.says("слово")
        await person.waits_until(lambda: len(person.messages()) < WITHIN)
        assert len([message for message in person.messages() if message["mine"]]) >= 15
        await asyncio.sleep(WINDOW)
        screen = max(message["message_id"] for message in person.messages() if not message["mine"])
        await person.forges(screen, closing)
        await person.waits_until(lambda: len(person.messages()) == 1, 3)


async def test_ten_taps_in_a_second_give_one_screen_and_ten_answers(either: Running) -> None:
    async with either.person() as person:
        await person.says("/start")
        await person.waits_for("102")
        message = person.messages()[-1]
        data = message["reply_markup"]["inline_keyboard"][1][1]["callback_data"]
        presses = await asyncio.gather(*(person.forges(message["message_id"], data) for _ in range(10)))
        for press in presses:
            assert await person.waits_for_answer(press) is not None
        await person.waits_for("О ком")
        assert len([m for m in person.messages() if not m["mine"]]) == 1
        assert either.calls().count("sendMessage") == 1


async def test_ten_photos_at_once_are_all_removed(either: Running) -> None:
    async with either.person() as person:
        await person.says("/start")
        await person.waits_for("102")
        await asyncio.gather(*(person.sends("photo") for _ in range(10)))
        await person.waits_until(lambda: not [m for m in person.messages() if m["mine"] and "text" not in m])


async def test_a_hanging_chat_holds_up_nobody_and_not_its_own_start(either: Running) -> None:
    async with either.person() as stuck, either.person() as calm:
        for person in (stuck, calm):
            await person.says("/start")
            await person.waits_for("102")
        either.faults.plan("editMessageText", Hang(4))
        await stuck.presses("Русский")
        await asyncio.sleep(0.1)
        began = time.monotonic()
        await calm.presses("Русский")
        await calm.waits_for("О ком")
        before = len([m for m in stuck.messages() if not m["mine"]])
        await stuck.says("/start")
        await stuck.waits_until(lambda: max(m["message_id"] for m in stuck.messages() if not m["mine"]) > before)
        assert time.monotonic() - began < 2


async def test_when_a_hundred_calls_hang_start_is_still_answered(either: Running) -> None:
    async with either.person() as calm:
        either.faults.plan("leaveChat", Hang(3), times=200)
        groups = [_group(-100_000 - number) for number in range(200)]
        for group in groups:
            either.sandbox.updates.add("message", group)
        await asyncio.sleep(0.3)
        began = time.monotonic()
        await calm.says("/start")
        await calm.waits_for("102")
        assert time.monotonic() - began < 1


def _group(chat: int) -> dict[str, Any]:
    return {"message_id": 1, "date": 1, "chat": {"id": chat, "type": "supergroup"}, "text": "x"}
