"""Kills the bot between two steps: before and after every call to Telegram and every question to Redis."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bot.sandbox import Drop, Fault, Faults

POLLING = {"getme", "getupdates", "deletewebhook"}
SWEEPING = b"ZRANGEBYSCORE"  # asked every second, whatever people do


class Knife(Faults):
    """Counts steps while it is drawn, and cuts at one of them. `cut` says where."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0  # 0: only counts
        self.steps: list[str] = []
        self.cut = ""
        self.pid: Callable[[], int] = lambda: 0

    def draw(self, at: int) -> None:
        """From here on count anew, and cut at step `at`, counted from one."""
        self.at, self.steps, self.cut = at, [], ""

    def sheathe(self) -> None:
        """Cut no more."""
        self.at, self.cut = 0, ""

    def step(self, name: str) -> bool:
        """One more step; whether the process was killed at it."""
        self.steps.append(name)
        if len(self.steps) != self.at:
            return False
        self.cut = name
        with suppress(ProcessLookupError):
            os.kill(self.pid(), signal.SIGKILL)
        return True

    def take(self, method: str) -> Fault | None:
        """As the sandbox asks before it carries out a call."""
        if method.lower() in POLLING:
            return None
        if self.step(f"{method} asked"):
            return Drop()
        return Drop(carried_out=True) if self.step(f"{method} done") else None

    @asynccontextmanager
    async def before(self, redis: Path, here: Path) -> AsyncIterator[None]:
        """Listen at `here` for what goes to and comes from the Redis."""

        async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            counts = True

            async def flow(source: asyncio.StreamReader, drain: asyncio.StreamWriter, name: str) -> None:
                nonlocal counts
                while content := await source.read(2**16):
                    if name == "asked":
                        counts = SWEEPING not in content
                    if counts and self.step(f"redis {name}"):
                        break
                    drain.write(content)
                drain.close()

            with suppress(OSError):
                there, back = await asyncio.open_unix_connection(redis)
                await asyncio.gather(flow(reader, back, "asked"), flow(there, writer, "done"))

        server = await asyncio.start_unix_server(pass_on, here)
        try:
            yield
        finally:
            server.close()
