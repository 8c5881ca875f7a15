"""A real Senim process for tests: started by its command line, read at its output, ended by its id."""

import asyncio
import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.vault.embedded import short_directory

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


class Child:
    """A process born in the nursery, with what tests use of asyncio's `Process`."""

    def __init__(self, pid: int, stdout: asyncio.StreamReader, stderr: asyncio.StreamReader) -> None:
        self.pid = pid
        self.stdout = stdout
        self.stderr = stderr
        self.returncode: int | None = None
        self.following: asyncio.Task[None] | None = None
        self._ended = asyncio.Event()

    async def follow(self, told: asyncio.StreamReader, asked: asyncio.StreamWriter) -> None:
        """Learn how it ended."""
        self.returncode = int(await told.readline() or b"-9")
        self._ended.set()
        asked.close()

    def send_signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    async def wait(self) -> int:
        await self._ended.wait()
        assert self.returncode is not None
        return self.returncode

    async def communicate(self) -> tuple[bytes, bytes]:
        out, errors, _ = await asyncio.gather(self.stdout.read(), self.stderr.read(), self.wait())
        return out, errors


@dataclass
class Senim:
    """A running process, and what it printed when it became ready."""

    process: Process | Child
    url: str

    async def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        await self.process.wait()

    async def stop(self, patience: float = PATIENCE) -> tuple[int, str]:
        """End it as its keeper would; give its exit code and all it logged."""
        self.process.terminate()
        return await finish(self.process, patience)


async def finish(process: Process | Child, patience: float = PATIENCE) -> tuple[int, str]:
    """Wait for the end; give the exit code and standard error."""
    _, errors = await asyncio.wait_for(process.communicate(), patience)
    assert process.returncode is not None
    return process.returncode, errors.decode()


async def start(*words: str, env: Mapping[str, str] | None = None, folder: Path = ROOT) -> Process:
    """Run `python -m bot WORDS` with nothing of this machine's settings but PATH."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, cwd=folder, env=_kept() | dict(env or {}), stdout=PIPE, stderr=PIPE
    )


async def born(*words: str, env: Mapping[str, str] | None = None) -> Child:
    """The same, three seconds sooner: see the nursery."""
    pipes = os.pipe(), os.pipe()
    asked = socket.socket(socket.AF_UNIX)
    asked.connect(_nursery())
    message = json.dumps([words, _kept() | dict(env or {})]).encode()
    socket.send_fds(asked, [message], [write for _, write in pipes])
    readers = [await _reader(*pipe) for pipe in pipes]
    told, writer = await asyncio.open_unix_connection(sock=asked)
    child = Child(int(await told.readline()), *readers)
    child.following = asyncio.create_task(child.follow(told, writer))
    return child


async def _reader(read: int, write: int) -> asyncio.StreamReader:
    """The near end of a pipe whose far end is another's."""
    os.close(write)
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, os.fdopen(read, "rb"))
    return reader


@asynccontextmanager
async def senim(*words: str, env: Mapping[str, str] | None = None, warm: bool = False) -> AsyncIterator[Senim]:
    """A process that said it is ready; `warm`: out of the nursery."""
    process = await (born if warm else start)(*words, env=env)
    assert process.stdout is not None
    try:
        line = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()
        if not line.startswith("Senim is ready"):
            code, errors = await finish(process)
            raise AssertionError(f"not ready, exit code {code}: {line}{errors}")
        yield Senim(process, line.split()[3])
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _kept() -> dict[str, str]:
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


@cache
def _nursery() -> str:
    """One for all tests of this run; where it listens."""
    folder = short_directory()
    path = str(folder / "nursery.sock")
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.nursery", path], cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"

    def close() -> None:
        process.communicate()
        shutil.rmtree(folder)

    atexit.register(close)
    return path
