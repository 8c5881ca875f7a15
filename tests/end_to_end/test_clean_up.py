"""After talks with a failing Telegram, a bot that is killed, a Redis that is lost: nothing but the line is left."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from random import Random  # noqa: TID251 - repeated by the seed

import pytest

from bot.sandbox import Hang, Sandbox
from tests.end_to_end.breaking import LINE, TOKEN, Stage, stage, talks
from tests.support.person import Person
from tests.support.process import senim

pytestmark = pytest.mark.timed  # it counts seconds

PATIENCE = 300.0  # what was owed is due after a minute, and a call that fails is made again ever later
Disaster = Callable[[Stage, Random], Coroutine[None, None, None]]


async def calm(it: Stage, random: Random) -> None:
    """Only Telegram fails."""


async def dies(it: Stage, random: Random, *, times: int) -> None:
    """The process is killed and started again, on the same Redis."""
    for _ in range(times):
        await asyncio.sleep(random.uniform(0.3, 2))
        await it.kill()
        await it.run()


async def forgets(it: Stage, random: Random, *, times: int) -> None:
    """Redis is killed and comes back empty; what is left is in the process."""
    for _ in range(times):
        await asyncio.sleep(random.uniform(0.3, 2))
        await it.lose_redis()


async def lefts(it: Stage, people: int, seed: int, disaster: Disaster, *, leave: bool = True) -> tuple[int, int]:
    """So many talks at once while this goes on. Counts what is there when all should be gone, and what was cut.

    `leave`: a third is left alone, the others are closed. A test can make the deadlines in Redis come, no others.
    """
    random = Random(seed)
    async with AsyncExitStack() as stack:
        persons = [await stack.enter_async_context(Person(it.url)) for _ in range(people)]
        breaking = asyncio.create_task(disaster(it, random))
        async with asyncio.TaskGroup() as every:
            for number, person in enumerate(persons):
                closes = not leave or number % 3 > 0
                every.create_task(talks(person, Random(seed * 1000 + number), closes=closes))
        await breaking
        end = time.monotonic() + PATIENCE
        while True:
            there = [one for person in persons for one in it.left(person)]
            cut = sum(it.cut(one) for one in there)
            if len(there) == cut or time.monotonic() > end:
                for one in there:
                    print(it.tell(one), flush=True)  # noqa: T201 - what is left has to be explained
                return len(there) - cut, cut
            await it.time_passes()
            await asyncio.sleep(0.5)


async def test_of_twenty_talks_while_the_bot_is_killed_nothing_is_left(tmp_path: Path) -> None:
    async with stage(tmp_path, part=0.1, seed=1) as it:
        await it.run()
        left, _ = await lefts(it, 20, 1, partial(dies, times=1))
        assert left == 0


async def test_of_twenty_talks_while_redis_is_lost_nothing_is_left(tmp_path: Path) -> None:
    async with stage(tmp_path, part=0.1, seed=2) as it:
        await it.run()
        left, _ = await lefts(it, 20, 2, partial(forgets, times=2), leave=False)
        assert left == 0


@pytest.mark.soak
async def test_of_a_thousand_talks_with_every_third_call_failing_nothing_is_left(tmp_path: Path) -> None:
    """600 while the process is killed, 250 while Redis is lost, 150 with Telegram alone to blame."""
    plan: list[tuple[Disaster, bool]] = [
        *[(partial(dies, times=3), True)] * 12,
        *[(partial(forgets, times=3), False)] * 5,
        *[(calm, True)] * 3,
    ]
    left = cut = 0
    for seed, (disaster, leave) in enumerate(plan):
        folder = tmp_path / str(seed)
        folder.mkdir()
        async with stage(folder, part=0.3, seed=seed) as it:
            await it.run()
            more, lost = await lefts(it, 50, seed, disaster, leave=leave)
            left, cut = left + more, cut + lost
            print(  # noqa: T201 - the figures of docs/measurements.md
                f"{(seed + 1) * 50} talks, {it.chance.made} failures, {len(it.kills)} kills: left {left}, cut {cut}",
                flush=True,
            )
    assert left == 0


async def test_a_bot_whose_redis_ends_with_it_cleans_everything_before_it_stops() -> None:
    telegram = Sandbox(token=TOKEN)
    url = await telegram.start()
    async with (
        senim("run", env={"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": url}, warm=True) as bot,
        Person(url) as person,
    ):
        await person.says("/start")
        await person.waits_for("102")
        code, _ = await bot.stop()
        await person.looks()
        assert code == 0
        assert [message["text"] for message in person.messages()] == [LINE]
    await telegram.stop()


async def test_a_bot_whose_redis_goes_on_leaves_talks_to_the_next(tmp_path: Path) -> None:
    async with stage(tmp_path, part=0, seed=0) as it, Person(it.url) as person:
        await it.run()
        await person.says("/start")
        await person.waits_for("102")
        assert it.process is not None
        it.process.terminate()
        await it.process.communicate()
        await person.looks()
        assert len(person.messages()) == 2
        await it.run()
        await it.time_passes()
        await person.waits_until(lambda: [message["text"] for message in person.messages()] == [LINE], 30)


async def test_what_is_in_hand_at_the_end_is_answered_once_and_kept(tmp_path: Path) -> None:
    async with stage(tmp_path, part=0, seed=0) as it, Person(it.url) as person:
        await it.run()
        it.sandbox.faults.plan("sendMessage", Hang(0.5))
        await person.says("/start")
        await asyncio.sleep(0.3)
        assert it.process is not None
        it.process.terminate()
        await it.process.communicate()
        await person.looks()
        assert len(person.messages()) == 2
        await it.run()
        await asyncio.sleep(0.5)
        await person.looks()
        assert len(person.messages()) == 2
        await it.time_passes()
        await person.waits_until(lambda: [message["text"] for message in person.messages()] == [LINE], 30)
