import asyncio
import shutil
import signal
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from pytest_asyncio import fixture
from redis.asyncio import Redis

from bot.vault.connection import connect
from bot.vault.embedded import EmbeddedRedis, find_server, server_command, short_directory
from bot.vault.keys import Keyring
from tests.support.keys import known


@fixture(scope="session", loop_scope="session")
async def redis_url() -> AsyncIterator[str]:
    async with EmbeddedRedis() as url:
        yield url


@fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    """The real server, empty."""
    client = connect(redis_url)
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture
def keyring() -> Keyring:
    return known()


class Server:
    """A Redis that a test may kill, freeze and start again, empty, in the same place."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._process: Process | None = None
        self.url = f"unix://{socket}"

    async def start(self) -> None:
        command = server_command(find_server(), self._socket)
        self._process = await asyncio.create_subprocess_exec(*command, stdout=DEVNULL, stderr=DEVNULL)
        async with asyncio.timeout(3):
            while not await self._listens():  # noqa: ASYNC110 - another process has no event to wait for
                await asyncio.sleep(0.005)

    async def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            await self._process.wait()
            self._process = None

    def freeze(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)

    async def _listens(self) -> bool:
        with suppress(OSError):
            _, writer = await asyncio.open_unix_connection(self._socket)
            writer.close()
            await writer.wait_closed()
            return True
        return False


@fixture
async def server() -> AsyncIterator[Server]:
    folder = short_directory()  # pytest's own folders can be too deep for a socket
    own = Server(folder / "redis.sock")
    await own.start()
    yield own
    await own.kill()
    shutil.rmtree(folder)
