"""kill -9 between any two steps of a talk: no press is lost, no screen is doubled, nothing is left but the line."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.emergency import LAST_LINE
from tests.end_to_end.breaking import Stage, stage
from tests.end_to_end.knife import Knife
from tests.support.person import Person

Act = tuple[Callable[[Person], Awaitable[object]], str]
TALK: tuple[Act, ...] = (
    (lambda person: person.says("/start"), "102"),
    (lambda person: person.presses("Русский"), "О ком"),
    (lambda person: person.says("Каскелен"), "Каскелен"),
    (lambda person: person.presses("Закрыть"), LAST_LINE),
)
STEPS = 60  # more than there are


@asynccontextmanager
async def beside_a_knife(folder: Path) -> AsyncIterator[tuple[Stage, Knife]]:
    """The stage with a knife between the bot and all it speaks to."""
    async with stage(folder, part=0, seed=0) as it:
        knife = Knife()
        it.sandbox.faults = knife
        redis = Path(it.server.url.removeprefix("unix://"))
        here = redis.with_name("knife.sock")
        it.env["REDIS_URL"] = f"unix://{here}"
        knife.pid = lambda: it.process.pid if it.process else 0
        async with knife.before(redis, here):
            yield it, knife


class Survivor:
    """A person in a talk during which the bot is killed once, at some step."""

    def __init__(self, it: Stage, knife: Knife, person: Person) -> None:
        self._it = it
        self._knife = knife
        self._person = person
        self._unknown = set[int]()

    async def talks(self) -> None:
        for act, expected in TALK:
            await act(self._person)
            await self._until(partial(self._sees, expected), expected)
        await self._until(lambda: self.left() <= self._unknown, "nothing but the line")

    def left(self) -> set[int]:
        """All but one line."""
        messages = self._person.messages()
        lines = [message["message_id"] for message in messages if message["text"] == LAST_LINE]
        return {message["message_id"] for message in messages} - set(lines[-1:])

    def _sees(self, expected: str) -> bool:
        """On any screen: one whose number nobody knows stays beside the live one until it is pressed."""
        return any(expected in one["text"] for one in self._person.messages() if not one["mine"])

    async def _until(self, seen: Callable[[], bool], what: str) -> None:
        """Wait for it, and start the bot again when it was killed meanwhile."""
        try:
            await self._person.waits_until(lambda: seen() or bool(self._knife.cut), 20)
            if self._knife.cut:
                await self._revives()
                await self._person.waits_until(seen, 20)
        except TimeoutError:
            said = [message["text"][:40] for message in self._person.messages()]
            raise AssertionError(f"killed at {self._knife.steps[-5:]}: no {what!r} but {said}") from None

    async def _revives(self) -> None:
        assert self._it.process is not None
        await self._it.process.wait()
        await self._person.looks()
        if self._knife.cut in {"sendMessage done", "redis asked"}:
            # Its number was on its way to us, or from us to Redis: nobody can know it, unless it is pressed.
            self._unknown = {one["message_id"] for one in self._person.messages() if not one["mine"]}
        self._knife.sheathe()
        await self._it.run()
        await self._person.waits_until(lambda: self._it.sandbox.updates.pending() == 0, 20)


async def survives(it: Stage, knife: Knife, at: int) -> str:
    """A talk with a cut at this step; gives what the step was, nothing when the talk has fewer."""
    if it.process is None or it.process.returncode is not None:
        await it.run()
    async with Person(it.url) as person:
        knife.draw(at)
        await Survivor(it, knife, person).talks()
    late = knife.cut  # after all that a person sees of the talk
    knife.sheathe()
    if late and it.process is not None:
        await it.process.wait()
    return knife.steps[at - 1] if at <= len(knife.steps) else ""


async def test_a_talk_survives_a_cut_at_some_of_its_steps(tmp_path: Path) -> None:
    """Those around the first screen, the words, and the close."""
    async with beside_a_knife(tmp_path) as (it, knife):
        cuts = [await survives(it, knife, at) for at in (1, 3, 4, 10, 14, 20)]
    assert all(cuts), cuts


@pytest.mark.soak
async def test_a_talk_survives_a_cut_at_any_of_its_steps(tmp_path: Path) -> None:
    async with beside_a_knife(tmp_path) as (it, knife):
        cuts = []
        for at in range(1, STEPS):
            cuts.append(await survives(it, knife, at))
            print(f"step {at}: {cuts[-1]}", flush=True)  # noqa: T201 - the figures of docs/measurements.md
            if not cuts[-1]:
                break
    assert len(cuts) > 20
    assert cuts[-1] == "", "to the last one"
