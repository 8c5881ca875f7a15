"""A world that follows a registry in a file, and two people who keep it."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.centres.directory import Directory
from bot.health import Health
from bot.live import Live
from bot.registry.case import Country
from bot.registry.kept import Kept
from bot.registry.model import Callback, Secrecy
from bot.registry.registry import Registry, opened
from bot.registry.words import Outcome, Role
from bot.talk.world import World
from bot.vault.staffkey import StaffKey
from tests.support.worlds import NOW, whole

KEY = StaffKey(b"k" * 32)
NUMBER = "+77010000001"


@dataclass
class House:
    """A bot's world that follows a registry in a file."""

    path: Path
    now: datetime = NOW
    worlds: list[World] = field(default_factory=list)
    health: Health = field(default_factory=Health)

    def clock(self) -> datetime:
        return self.now

    @property
    def directory(self) -> Directory:
        return self.worlds[-1].directory

    @property
    def kept(self) -> Kept:
        return Kept(self.path.with_name("last-good"), KEY.mac)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Registry]:
        world = whole().world
        secrecy = Secrecy(KEY.blind, KEY.seal, KEY.unseal)
        async with opened(f"sqlite:///{self.path}", secrecy=secrecy, country=Country.of(world.directory)) as registry:
            await registry.seed(world.directory, self.now)
            yield registry

    def live(self) -> AbstractAsyncContextManager[Live]:
        return Live(self.open, whole().world, self.worlds.append, kept=self.kept, health=self.health, clock=self.clock)


def own_entry() -> str:
    return next(one.id for one in whole().world.directory.services.values() if one.verified.value == "published")


async def two_people(registry: Registry, entry: str, now: datetime) -> tuple[int, int]:
    boss = await registry.accept(await registry.appoint("Айгуль", now=now), "1", 1, now=now)
    code = await registry.invite(boss.id, Role.WORKER, frozenset({entry}), "Мадина", now=now)
    return boss.id, (await registry.accept(code, "2", 2, now=now)).id


async def approve_number(registry: Registry, entry: str, now: datetime) -> None:
    boss, worker = await two_people(registry, entry, now)
    asked = await registry.propose(worker, entry, 1, {"phones": [numbered(NUMBER)]}, now=now)
    called = Callback(NUMBER, Outcome.CONFIRMED, now.date())
    await registry.approve(boss, asked.id, asked.base_version, called, now=now)


def numbered(number: str) -> dict[str, str]:
    """A number as a page sends it."""
    return {"number": number, "verified": "confirmed"}


def damage(path: Path) -> None:
    """As a bad disk would."""
    for one in path.parent.glob("registry.sqlite*"):
        one.unlink()
    path.write_bytes(b"not a database" * 100)
