"""Redis servers in order, and such as are not: each started for real, in its own folder, ended by its id."""

import asyncio
import os
import shutil
import signal
import socket as sockets
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.log import Event
from bot.vault.accounts import Accounts
from bot.vault.audit import Auditor
from bot.vault.connection import connect
from bot.vault.embedded import server_command, short_directory
from tests.support.server import speaks

BOT = "k" * 64
AUDIT = "l" * 64
ADMIN = ("--user", "admin", "on", "nopass", "~*", "&*", "+@all")  # a test's own way in
ORDERLY = Accounts(BOT, AUDIT)
NOTHING = set[Event]()


def accounts(**other: str) -> tuple[str, ...]:
    """The accounts the bot makes, with other rights for some."""
    words = " ".join(ORDERLY.options()).split("--user ")[1:]
    known = {line.split(" ")[0]: line.split(" ", 1)[1].split() for line in words}
    known |= {name: rights.split() for name, rights in other.items()}
    return tuple(word for name, rights in known.items() for word in ("--user", name, *rights))


@dataclass
class Running:
    """A server, its port (0: none), and who comes in how."""

    socket: Path
    port: int

    def auditor(self, *, accepted: bool = False, ours: bool = True) -> Auditor:
        url = f"unix://{self.socket}"
        return Auditor(ORDERLY.bot_url(url), ORDERLY.audit_url(url), accepted=accepted, ours=ours)

    def over_tcp(self) -> Auditor:
        address = f"@127.0.0.1:{self.port}"
        return Auditor(f"redis://bot:{BOT}{address}", f"redis://audit:{AUDIT}{address}", accepted=False, ours=True)

    @asynccontextmanager
    async def admin(self) -> AsyncIterator[Redis]:
        client = connect(f"unix://admin:x@{self.socket}")
        try:
            yield client
        finally:
            await client.aclose()


async def finds(auditor: Auditor) -> set[Event] | None:
    """What the auditor finds, as a test writes it down."""
    found = await auditor.findings()
    return None if found is None else set(found)


def debian() -> str:
    """The system's own server."""
    found = shutil.which("redis-server")
    if found is None:
        pytest.skip("there is no redis-server on PATH: apt-get install redis-server")
    return found


def free_port() -> int:
    with sockets.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@asynccontextmanager
async def running(
    binary: str, options: Sequence[str] = (), users: Sequence[str] | None = None, *, port: int = 0
) -> AsyncIterator[Running]:
    """A server in order but for these options and accounts."""
    folder = short_directory()
    it = Running(folder / "redis.sock", port)
    listens = ("--port", str(port), "--bind", "127.0.0.1") if port else ()
    # crash-memcheck-enabled and what is new in 7.0 come with the options; the last one said counts.
    command = (
        *server_command(binary, it.socket),
        *(accounts() if users is None else users),
        *ADMIN,
        *listens,
        *options,
    )
    process = await asyncio.create_subprocess_exec(
        *command, cwd=folder, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True
    )
    try:
        async with asyncio.timeout(5):
            while not await speaks(it.socket):
                assert process.returncode is None, command
                await asyncio.sleep(0.005)
        yield it
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # with the child that may be saving
        await process.wait()
        shutil.rmtree(folder)
