"""Keeps what people are shown as the registry has it: within seconds, and never worse than the last good state.

The registry's own checks stand before a change; here they are made once more over the whole, because what goes out
from here is dialled by somebody in danger. A database that is away, or a state that does not hold, changes nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import replace
from datetime import datetime
from typing import Final, Self

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


Open = Callable[[], AbstractAsyncContextManager[Registry]]


class Live:
    """Follows the registry. Only entries and doubts about them change; script and places stay, so tickets open."""

    def __init__(
        self,
        open_: Open,
        world: World,
        renew: Callable[[World], None],
        *,
        kept: Kept,
        health: Health,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._open = open_
        self._world = replace(world, doubted=frozenset())
        self._renew = renew
        self._kept = kept
        self._health = health
        self._clock = clock
        self._sleep = sleep
        self._shown = -1
        self._registry: asyncio.Future[Registry] = asyncio.get_running_loop().create_future()
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        """Before the first answer: what the registry says now, else what it said last, else what ships."""
        if not await self.look() and (kept := await asyncio.to_thread(self._kept.read)):
            await self._show(kept)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def registry(self) -> Registry:
        """The registry, as soon as it could be opened."""
        return await asyncio.shield(self._registry)

    async def follow(self) -> None:
        """Look every other second, for ever."""
        while True:
            await self._sleep(EVERY)
            await self.look()

    async def look(self) -> bool:
        """Take over what changed; whether the registry could be asked and what it says holds."""
        try:
            good = await self._take_over(await self._reach(), self._clock())
        except (RegistryError, OSError) as error:
            log.say(log.Event.REGISTRY_AWAY, error)
            good = False
        self._health.note(Trouble.REGISTRY, there=not good)
        return good

    async def _reach(self) -> Registry:
        if not self._registry.done():
            self._registry.set_result(await self._stack.enter_async_context(self._open()))
        return self._registry.result()

    async def _take_over(self, registry: Registry, now: datetime) -> bool:
        await registry.settle(now)
        if await registry.revision() == self._shown:
            return True
        snapshot = await registry.snapshot(now)
        if not await self._show(snapshot):
            return False
        self._shown = snapshot.revision
        await asyncio.to_thread(self._kept.keep, snapshot)
        return True

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
        registry = await self._reach()
        await registry.report(reported.service, reported.report, today)
