"""Keeps what people are shown as the registry has it: within seconds, and never worse than the last good state.

The registry's own checks stand before a change; here they are made once more over the whole, because what goes out
from here is dialled by somebody in danger. A database that is away, or a state that does not hold, changes nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot import log
from bot.centres.directory import renewed
from bot.centres.hours import KAZAKHSTAN
from bot.centres.nearby import Nearby
from bot.health import Health, Trouble
from bot.issue import BrokenError
from bot.registry.kept import Kept
from bot.registry.model import RegistryError, Snapshot
from bot.registry.registry import Registry
from bot.script.checks import check
from bot.talk.step import Reported
from bot.talk.world import World

EVERY: Final = 2.0  # seconds; a change is to be seen within five


class Live:
    """Follows the registry. Only entries and doubts about them change; script and places stay, so tickets open."""

    def __init__(
        self,
        registry: Registry,
        world: World,
        renew: Callable[[World], None],
        *,
        kept: Kept,
        health: Health,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._registry = registry
        self._world = replace(world, doubted=frozenset())
        self._renew = renew
        self._kept = kept
        self._health = health
        self._clock = clock
        self._sleep = sleep
        self._shown = -1

    async def begin(self) -> None:
        """Before the first answer: what the registry says now, else what it said last, else what ships."""
        if await self.look():
            return
        kept = await asyncio.to_thread(self._kept.read)
        if kept is not None:
            await self._show(kept)

    async def follow(self) -> None:
        """Look every other second, for ever."""
        while True:
            await self._sleep(EVERY)
            await self.look()

    async def look(self) -> bool:
        """Take over what changed; whether the registry could be asked and what it says holds."""
        now = self._clock()
        try:
            await self._registry.settle(now)
            if await self._registry.revision() == self._shown:
                good = True
            else:
                snapshot = await self._registry.snapshot(now)
                good = await self._show(snapshot)
                if good:
                    self._shown = snapshot.revision
                    await asyncio.to_thread(self._kept.keep, snapshot)
        except (RegistryError, OSError) as error:
            log.say(log.Event.REGISTRY_AWAY, error)
            good = False
        self._health.note(Trouble.REGISTRY, there=not good)
        return good

    async def _show(self, snapshot: Snapshot) -> bool:
        today = self._clock().astimezone(KAZAKHSTAN).date()

        def make() -> World:
            directory = renewed(self._world.directory, snapshot.services, snapshot.lines, today=today)
            if issues := check(self._world.script, directory.lines):  # the script names lines that must be there
                raise BrokenError(tuple(issues))
            nearby = Nearby.build(directory, today)
            return replace(self._world, directory=directory, nearby=nearby, doubted=snapshot.amber)

        try:
            self._world = await asyncio.to_thread(make)
        except BrokenError as error:
            log.say(log.Event.REGISTRY_BROKEN, error)
            return False
        self._renew(self._world)
        return True

    async def tell(self, reported: Reported) -> None:
        """Pass on that somebody could not use a number. The day is all that is noted of when."""
        today = self._clock().astimezone(KAZAKHSTAN).date()
        await self._registry.report(reported.service, reported.report, today)
