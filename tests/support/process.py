"""A real Senim process for tests: started by its command line, read at its output, ended by its id."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


@dataclass
class Senim:
    """A running process, and what it printed when it became ready."""

    process: Process
    url: str

    async def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> tuple[int, str]:
        """End it as its keeper would; give its exit code and all it logged."""
        self.process.terminate()
        return await finish(self.process)


async def finish(process: Process) -> tuple[int, str]:
    """Wait for the end; give the exit code and standard error."""
    _, errors = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode is not None
    return process.returncode, errors.decode()


async def start(*words: str, env: Mapping[str, str] | None = None) -> Process:
    """Run `python -m bot WORDS` with nothing of this machine's settings but PATH."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, cwd=ROOT, env=kept | dict(env or {}), stdout=PIPE, stderr=PIPE
    )


@asynccontextmanager
async def senim(*words: str, env: Mapping[str, str] | None = None) -> AsyncIterator[Senim]:
    """A process that said it is ready."""
    process = await start(*words, env=env)
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
