"""A Redis of a test's own, to break."""

import asyncio
import signal
from asyncio.subprocess import DEVNULL, Process
from contextlib import suppress
from pathlib import Path

from bot.vault.embedded import find_server, server_command


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
            while not await speaks(self._socket):  # noqa: ASYNC110 - another process has no event to wait for
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


async def speaks(socket: Path) -> bool:
    """Whether the server is there, if only to say that it wants a password."""
    with suppress(OSError):
        reader, writer = await asyncio.open_unix_connection(socket)
        writer.write(b"PING\r\n")
        answer = await reader.readline()
        writer.close()
        await writer.wait_closed()
        return answer.startswith((b"+PONG", b"-NOAUTH", b"-NOPERM"))
    return False
