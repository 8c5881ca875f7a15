"""Updates are confirmed when they are done: what a process had in hand when it died comes again."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from aiogram.types import Update

from bot.sandbox import Hang
from bot.telegram.hands import BEHIND, FURTHEST, LONGEST, Hands
from tests.telegram.running import Running, hooked, running


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


async def test_an_update_in_hand_is_named_until_it_is_done() -> None:
    hands, done = Hands(), asyncio.Event()

    async def handler(*_: Any) -> None:
        await done.wait()

    for number in (7, 8):
        hands.hold(Update(update_id=number))
    first = asyncio.create_task(hands(handler, Update(update_id=8), {}))
    assert await hands.rest() == 7
    done.set()
    await first
    assert await hands.rest(seconds=0.01) == 7
    await hands(handler, Update(update_id=7), {})
    assert await hands.rest() is None


async def test_an_update_that_never_ends_is_given_up() -> None:
    clock = Clock()
    hands = Hands(clock)
    hands.hold(Update(update_id=7))
    assert await hands.rest(seconds=0.01) == 7
    clock.now += LONGEST
    assert await hands.rest(seconds=0.01) is None


async def test_an_update_far_behind_does_not_keep_new_ones_away() -> None:
    hands = Hands()
    hands.hold(Update(update_id=7))
    assert await hands.rest(7 + BEHIND, seconds=0.01) == 7
    assert await hands.rest(8 + BEHIND, seconds=0.01) is None


async def test_what_is_given_up_is_told_before_telegram_may_forget_it() -> None:
    hands = Hands()
    told: list[int] = []

    async def gives_up(updates: Sequence[Update]) -> bool:
        await asyncio.sleep(0.01)
        told.extend(update.update_id for update in updates)
        return True

    hands.gives_up = gives_up
    for number in (7, 8, 7 + BEHIND):
        hands.hold(Update(update_id=number))
    assert await hands.rest(8 + BEHIND, seconds=0.01) == 8
    assert told == [7]
    assert await hands.rest(8 + BEHIND, seconds=0.01) == 8
    assert told == [7], "once"


async def test_what_nobody_keeps_is_given_up_only_when_there_is_no_room_for_others() -> None:
    hands = Hands()

    async def gives_up(_: Sequence[Update]) -> bool:
        return False

    hands.gives_up = gives_up
    hands.hold(Update(update_id=7))
    assert await hands.rest(7 + FURTHEST, seconds=0.01) == 7
    assert await hands.rest(8 + FURTHEST, seconds=0.01) is None


async def test_a_message_that_is_given_up_is_known_as_to_be_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.hands.LONGEST", 0.0)
    for more in (None, hooked()):
        async with running(more=more) as bot, bot.person() as person:
            bot.faults.plan("sendMessage", Hang(3))
            await person.says("слово")
            await asyncio.sleep(1.5)
            assert {name[:2] for name in await bot.keys()} == {b"m:", b"q:"}, "it is known, and no talk has begun"
            await person.waits_until(lambda: not [one for one in person.messages() if one["mine"]], 6)


async def test_while_one_call_hangs_others_are_answered_and_nothing_is_confirmed(bot: Running) -> None:
    async with bot.person() as slow, bot.person() as quick:
        for person in (slow, quick):
            await person.says("/start")
            await person.waits_for("102")
        bot.faults.plan("editMessageText", Hang(3))
        await slow.presses("Русский")
        await asyncio.sleep(0.1)
        await quick.presses("Русский")
        await quick.waits_for("О ком", 2)
        assert bot.sandbox.updates.pending() == 2, "would come again"
        await slow.waits_for("О ком")
        await slow.waits_until(lambda: bot.sandbox.updates.pending() == 0, 3)
