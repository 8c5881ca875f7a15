"""The whole bot in the test's own process: real dispatcher, real HTTP, real Redis; only Telegram is the sandbox."""

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from redis.asyncio import Redis

from bot import app
from bot.sandbox import Faults, Sandbox
from bot.settings import read
from bot.telegram.session import Session
from bot.vault.connection import connect
from bot.vault.embedded import EmbeddedRedis
from bot.whole import Served, Whole
from tests.support.person import Person
from tests.support.worlds import ear, whole

TOKEN = "1000001:" + "t" * 35
SECRET = "dEf_0123-quite-random-ZyXw-98765-kLmN"
CHORES = {"getUpdates", "getMe", "deleteWebhook", "setWebhook", "getWebhookInfo"}


@dataclass
class Watched:
    """A stand-in for Telegram with a bot behind it: who may write, what is called, what breaks."""

    sandbox: Sandbox
    url: str

    @property
    def faults(self) -> Faults:
        return self.sandbox.faults

    def person(self, language: str = "ru") -> Person:
        return Person(self.url, language=language)

    def calls(self) -> list[str]:
        """The methods the bot called since the last time, without polling."""
        names = [call.method for call in self.sandbox.calls if call.method not in CHORES]
        self.sandbox.calls.clear()
        return names


@dataclass
class Running(Watched):
    """The whole bot as a task of the test."""

    redis_url: str

    def said(self, method: str) -> list[dict[str, Any]]:
        """The fields of every call of a method."""
        return [call.params for call in self.sandbox.calls if call.method == method]

    def client(self) -> tuple[Bot, Session]:
        """What calls Telegram, by itself."""
        session = Session(self.url, 2)
        return Bot(TOKEN, session=session), session

    async def keys(self) -> list[bytes]:
        """The names in Redis now, but for stamps: those name updates, and nobody."""
        redis: Redis = connect(self.redis_url)
        try:
            names = [key if isinstance(key, bytes) else key.encode() for key in await redis.keys("*")]
            return [name for name in names if not name.startswith(b"d:")]
        finally:
            await redis.aclose()


@asynccontextmanager
async def serving(
    url: str, redis_url: str, served: Whole | Served | None = None, more: Mapping[str, str] | None = None
) -> AsyncIterator[None]:
    """One life of the bot: with a random key, so that a second life cannot open what the first one sealed."""
    all_of_it = served if isinstance(served, Served) else Served(served or whole(), ear())
    ready = asyncio.Event()
    redis = {"REDIS_URL": redis_url, "REDIS_UNVERIFIED": "accepted"}
    settings = read({"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": url, **redis, **(more or {})})
    task = asyncio.create_task(app.serve(settings, all_of_it, ready.set))
    waiting = asyncio.create_task(ready.wait())
    await asyncio.wait((task, waiting), return_when=asyncio.FIRST_COMPLETED, timeout=20)
    if task.done():
        task.result()
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


@asynccontextmanager
async def stage(redis_url: str | None = None) -> AsyncIterator[Running]:
    """The sandbox and a Redis, and no bot yet."""
    sandbox = Sandbox(token=TOKEN)
    url = await sandbox.start()
    async with EmbeddedRedis() as own:
        yield Running(sandbox, url, redis_url or own)
        await sandbox.stop()


@asynccontextmanager
async def running(
    served: Whole | Served | None = None, redis_url: str | None = None, more: Mapping[str, str] | None = None
) -> AsyncIterator[Running]:
    """The stage with the bot on it."""
    async with stage(redis_url) as it, serving(it.url, it.redis_url, served, more):
        yield it


def hooked(port: int | None = None) -> dict[str, str]:
    """The settings with which the sandbox sends updates to the bot instead of being asked for them."""
    port = port or free_port()
    return {
        "WEBHOOK_URL": f"http://127.0.0.1:{port}/way/in",
        "WEBHOOK_SECRET": SECRET,
        "WEBHOOK_LISTEN": f"127.0.0.1:{port}",
    }


def free_port() -> int:
    """A port nobody listens at now, below those that the system gives to connections: none takes it meanwhile."""
    while True:
        with socket.socket() as found, suppress(OSError):
            found.bind(("127.0.0.1", 20_000 + secrets.randbelow(12_000)))
            return int(found.getsockname()[1])
