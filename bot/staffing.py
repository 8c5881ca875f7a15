"""The durable directory and those who keep it: the registry followed, and the pages and the bot of staff beside it."""

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from bot import log
from bot.bare import BareDesk
from bot.desk import Desk
from bot.health import Health, Trouble
from bot.live import Live
from bot.registry.case import Country
from bot.registry.kept import Kept
from bot.registry.model import Secrecy
from bot.registry.registry import Registry, opened
from bot.settings import Settings, SettingsError, address
from bot.staff.bot import StaffBot
from bot.staff.catalogue import words
from bot.staff.door import serving
from bot.staff.paper import Paper
from bot.staff.parts import Parts
from bot.vault.keyfile import KeyFileError
from bot.vault.staffkey import StaffKey
from bot.whole import Places, Served, Whole

_SOON: Final = 10.0  # seconds that the start waits for the pages
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Stage:
    """What is different where everybody is made up: how an invitation is followed, and who is there from the start."""

    api: str  # the stand-in for Telegram that the staff bot talks to
    invitation: Callable[[str], str]
    people: Callable[[Registry], Awaitable[None]]


def has_registry(settings: Settings) -> bool:
    """Whether the directory is kept by staff; else the files that ship are all there is."""
    return settings.database_url is not None or settings.staff_bot_token is not None


def _key(settings: Settings, health: Health) -> StaffKey:
    """The staff key, or one that ends with this process: then nobody's account is known again."""
    try:
        if settings.staff_key_file:
            return StaffKey.read(settings.staff_key_file)
    except KeyFileError as error:
        log.say(log.Event.KEY_UNUSED, error)
        health.note(Trouble.KEY_UNUSED, there=True)
    return StaffKey(secrets.token_bytes(32))


@asynccontextmanager
async def followed(
    settings: Settings, served: Served, desk: Desk | BareDesk, *, health: Health, clock: Clock
) -> AsyncIterator[Live | None]:
    """What the registry says reaches people while inside; None without a registry, or with nothing to show it by."""
    whole = served.whole
    if not has_registry(settings) or whole is None or not isinstance(desk, Desk):
        yield None
        return
    key = _key(settings, health)
    with suppress(OSError):  # nothing can be written there: said when the registry is opened
        settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    secrecy = Secrecy(key.blind, key.seal, key.unseal)

    @asynccontextmanager
    async def seeded() -> AsyncIterator[Registry]:
        country = Country.of(whole.world.directory)
        async with opened(settings.registry_url, secrecy=secrecy, country=country) as registry:
            if served.fault is None:  # else the directory at hand is one without centres
                await registry.seed(whole.world.directory, clock())
            yield registry

    kept = Kept(settings.folder / "last-good", key.mac)
    async with Live(seeded, whole.world, desk.renew, kept=kept, health=health, clock=clock) as live:
        following = asyncio.create_task(live.follow())
        try:
            yield live
        finally:
            following.cancel()


@asynccontextmanager
async def staffed(
    settings: Settings, served: Served, live: Live | None, *, clock: Clock, stage: Stage | None = None
) -> AsyncIterator[None]:
    """Serve the staff while inside, from the moment the registry can be asked. SettingsError for a taken address."""
    if settings.staff_bot_token is None or live is None or served.whole is None:
        yield
        return
    where = _reserved(settings)
    started = asyncio.Event()
    serving_them = asyncio.create_task(_serve(settings, served.whole, live, where, started, clock=clock, stage=stage))
    waiting = asyncio.create_task(started.wait())
    try:
        await asyncio.wait((serving_them, waiting), timeout=_SOON, return_when=asyncio.FIRST_COMPLETED)
        yield
    finally:
        for task in (serving_them, waiting):
            task.cancel()
        await asyncio.gather(serving_them, waiting, return_exceptions=True)


def _reserved(settings: Settings) -> Path | socket.socket:
    """The address, taken now, so that a wrong one is told at the start and not when the database is back."""
    where = address(settings.staff_listen)
    if isinstance(where, Path):
        return where
    try:
        return socket.create_server(where, family=socket.AF_INET6 if ":" in where[0] else socket.AF_INET)
    except OSError:
        raise SettingsError("STAFF_LISTEN is taken or not allowed: choose another address.") from None


async def _serve(
    settings: Settings,
    whole: Whole,
    live: Live,
    where: Path | socket.socket,
    started: asyncio.Event,
    *,
    clock: Clock,
    stage: Stage | None,
) -> None:
    assert settings.staff_bot_token is not None
    assert settings.staff_url is not None
    registry = await live.registry()
    token, origin = settings.staff_bot_token.get_secret_value(), settings.staff_url
    told = words(Places().locales)
    api = stage.api if stage else settings.telegram_api_base
    bot = StaffBot(registry, told, token=token, api=api, url=origin, clock=clock)
    parts = Parts(
        registry=registry,
        world=whole.world,
        talk=whole.words,
        paper=Paper(told),
        clock=clock,
        token=token,
        origin=origin,
        invitation=stage.invitation if stage else bot.invitation,
    )
    try:
        if stage:
            await stage.people(registry)
        async with serving(parts, where):
            started.set()
            await bot.run()
    except Exception as error:  # noqa: BLE001 - the bot for people must go on
        log.say(log.Event.STAFF_FAILED, error)
