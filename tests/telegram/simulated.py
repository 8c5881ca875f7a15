"""The bot's parts joined as in the program, on a clock that a test moves; HTTP and Redis are real."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.methods import GetUpdates
from redis.asyncio import Redis

from bot.desk import Desk
from bot.sandbox import Sandbox
from bot.telegram.broom import Broom
from bot.telegram.door import Door
from bot.telegram.session import Session
from bot.telegram.sieve import KINDS
from bot.telegram.wire import Wire
from bot.vault.connection import connect
from bot.vault.keys import Keyring
from bot.vault.store import Sessions
from bot.vault.ticket import TicketSeal
from tests.support.worlds import ear, whole
from tests.telegram.running import TOKEN, Watched

AWAY = "unix:///nowhere/redis.sock"
BEGIN = datetime(2026, 11, 20, 11, 58, tzinfo=UTC)


@dataclass
class Clock:
    """One time for the process and its monotonic clock; the sandbox's, too. `slept` adds up what was slept."""

    now: datetime = BEGIN
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> datetime:
        return self.now

    def monotonic(self) -> float:
        return self.now.timestamp()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)  # what sleeps lets others go on, and can be ended


@dataclass
class Copy:
    """One copy of the bot."""

    bot: Bot
    dispatcher: Dispatcher
    broom: Broom
    sessions: Sessions

    async def works(self) -> None:
        """Handle what lies at Telegram."""
        updates = await self.bot(GetUpdates(timeout=0, allowed_updates=list(KINDS)))
        for update in updates:
            await self.dispatcher.feed_update(self.bot, update)
        if updates:
            await self.bot(GetUpdates(offset=updates[-1].update_id + 1, timeout=0))


@dataclass
class Simulated(Watched):
    """The bot's parts, any number of copies, and the time."""

    clock: Clock
    redis: Redis | None
    copies: list[Copy]

    @property
    def bot(self) -> Copy:
        return self.copies[0]

    async def passes(self, **time: float) -> None:
        """Let time pass: for the process, for Telegram, and for Redis, whose clock we cannot move, by its deadlines."""
        span = timedelta(**time)
        self.clock.now += span
        if self.redis is None:
            return
        gone = span // timedelta(milliseconds=1)
        for name in await self.redis.keys("*"):
            left = await self.redis.pttl(name)
            assert left > 0, "every key has an end"
            if await self.redis.type(name) == b"zset":
                members: list[Any] = await self.redis.zrange(name, 0, -1)
                for member in members:
                    await self.redis.zincrby(name, -gone, member)
            await self.redis.pexpire(name, left - gone)

    async def names(self) -> list[Any]:
        """The names in Redis now, but for the stamps by which an update that comes twice is known."""
        found: list[Any] = [] if self.redis is None else await self.redis.keys("*")
        return [name for name in found if not name.startswith(b"d:")]


@asynccontextmanager
async def simulated(
    redis_url: str = AWAY, *, copies: int = 1, keyring: Keyring | None = None
) -> AsyncIterator[Simulated]:
    """The parts, with that Redis or without one."""
    clock, ring = Clock(), keyring or Keyring()
    sandbox = Sandbox(token=TOKEN, clock=clock)
    url = await sandbox.start()
    redis = None if redis_url == AWAY else connect(redis_url)
    made, ends = [], []
    for _ in range(copies):
        session = Session(url, 10)
        bot, client = Bot(TOKEN, session=session), connect(redis_url)
        sessions = Sessions(client, ring, monotonic=clock.monotonic)
        desk = Desk(whole().world, whole().words, ear(), seal=TicketSeal(ring), sessions=sessions, clock=clock)
        wire = Wire(bot, session, clock.sleep, owe=desk.owe)
        broom = Broom(desk, wire, monotonic=clock.monotonic, sleep=clock.sleep)
        made.append(Copy(bot, Door(desk, wire, broom, clock.monotonic).dispatcher(), broom, sessions))
        ends += [session.close, client.aclose]
    yield Simulated(sandbox, url, clock, redis, made)
    for end in ends:
        await end()
    if redis is not None:
        await redis.aclose()
    await sandbox.stop()
