"""Telegram hangs for some: who can be answered is answered at once. What cannot be done is said in docs/threats.md."""

import asyncio
import time
from contextlib import AsyncExitStack

import pytest

from bot.sandbox import Hang, Status
from bot.telegram.budget import AT_ONCE
from tests.support.person import Person
from tests.telegram.running import Running

pytestmark = pytest.mark.timed  # it counts seconds

LONG = 6.0


async def opens(person: Person) -> float:
    """/start, and how long the numbers take to come."""
    began = time.monotonic()
    await person.says("/start")
    await person.waits_for("102", LONG * 2)
    return time.monotonic() - began


async def crowd(bot: Running, stack: AsyncExitStack, size: int) -> list[Person]:
    """People whose presses all hang."""
    people = [await stack.enter_async_context(bot.person()) for _ in range(size)]
    for person in people:
        await opens(person)
    bot.faults.plan("editMessageText", Hang(LONG), times=size)
    await asyncio.gather(*(person.presses("Русский") for person in people))
    await asyncio.sleep(0.5)
    return people


@pytest.mark.parametrize("size", [20, pytest.param(AT_ONCE + 10, marks=pytest.mark.soak)])
async def test_while_others_hang_a_newcomer_is_answered_within_a_second(bot: Running, size: int) -> None:
    async with AsyncExitStack() as stack, bot.person() as calm:
        await crowd(bot, stack, size)
        newcomers = [calm, *[await stack.enter_async_context(bot.person()) for _ in range(4)]]
        waited = [await opens(person) for person in newcomers]
        print(f"{size} presses hang: /start after {[round(one, 2) for one in waited]} s")  # noqa: T201 - a figure
        assert max(waited) < 1
        if size < AT_ONCE:
            began = time.monotonic()
            await calm.presses("Русский")
            await calm.waits_for("О ком")
            assert time.monotonic() - began < 1


async def test_a_person_whose_press_hangs_is_answered_at_once_when_she_starts_anew(bot: Running) -> None:
    async with bot.person() as person:
        await opens(person)
        bot.faults.plan("editMessageText", Hang(LONG))
        await person.presses("Русский")
        await asyncio.sleep(0.2)
        before = len(bot.said("sendMessage"))
        began = time.monotonic()
        await person.says("/start")
        await person.waits_until(lambda: len(bot.said("sendMessage")) > before)
        assert time.monotonic() - began < 1


async def test_when_the_very_call_hangs_another_is_made_after_two_seconds(bot: Running) -> None:
    async with bot.person() as person:
        bot.faults.plan("sendMessage", Hang(LONG))
        waited = await opens(person)
        print(f"the very call hangs: /start after {waited:.2f} s")  # noqa: T201 - a figure
        assert 1.5 < waited < 3
        await person.waits_until(lambda: len([one for one in person.messages() if not one["mine"]]) == 2, LONG)
        await person.waits_until(lambda: len([one for one in person.messages() if not one["mine"]]) == 1, LONG)
        assert "102" in person.screen()
        assert person.buttons()


async def test_what_a_hanging_call_shows_after_all_is_removed_by_a_close_if_not_before(bot: Running) -> None:
    async with bot.person() as person:
        bot.faults.plan("sendMessage", Hang(3))
        bot.faults.plan("deleteMessages", Status(500), times=3)
        await opens(person)
        await person.waits_until(lambda: len([one for one in person.messages() if not one["mine"]]) == 2, LONG)
        await person.waits_until(lambda: len(bot.said("deleteMessages")) == 3, LONG)
        assert len([one for one in person.messages() if not one["mine"]]) == 2, "Telegram did not remove it"
        screen = next(one for one in person.messages() if not one["mine"])
        keys = [key for row in screen["reply_markup"]["inline_keyboard"] for key in row]
        closing = next(key["callback_data"] for key in keys if "Закрыть" in key["text"])
        await person.forges(screen["message_id"], closing)
        await person.waits_until(lambda: len(person.messages()) == 1)
