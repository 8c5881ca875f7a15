"""A bot process set up in some way, a person who writes to it, and what it tells its operator."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import ClientSession

from bot.sandbox import Sandbox
from tests.support.person import Person
from tests.support.process import Senim, senim
from tests.telegram.running import TOKEN, free_port


@dataclass
class Life:
    """A bot set up in some way, people who can write to it, and what it tells its operator."""

    bot: Senim
    url: str
    port: int

    async def page(self) -> tuple[int, list[str]]:
        async with ClientSession() as http, http.get(f"http://127.0.0.1:{self.port}/readyz") as response:
            return response.status, (await response.text()).splitlines()

    async def answers(self) -> None:
        async with Person(self.url) as person:
            await person.says("/start")
            await person.waits_for("102", 2)
            await person.presses("Русский")
            await person.waits_for("О ком", 2)

    async def log(self) -> list[str]:
        """What was said, sentence by sentence; the process ends in order."""
        code, errors = await self.bot.stop()
        assert code == 0, errors
        return [re.sub(r"^\S+ senim: ", "", line) for line in errors.splitlines()]


@asynccontextmanager
async def life(env: Mapping[str, str]) -> AsyncIterator[Life]:
    """To the end of the block; Telegram is the sandbox."""
    telegram, port = Sandbox(token=TOKEN), free_port()
    url = await telegram.start()
    more = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": url, "HEALTH_LISTEN": f"127.0.0.1:{port}"}
    try:
        async with senim("run", env=more | dict(env), warm=True) as bot:
            yield Life(bot, url, port)
    finally:
        await telegram.stop()
