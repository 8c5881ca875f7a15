"""Processes under measurement: started, awaited until they say they are ready, ended by their own id."""

import asyncio
import os
import statistics
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import click
import psutil

_PATIENCE = 30.0


@asynccontextmanager
async def ready(*words: str, env: Mapping[str, str] | None = None) -> AsyncIterator[psutil.Process]:
    """`python WORDS`, from the moment it says «ready» to the end of the block. It sees none of our settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    settings = kept | {"LOG_LEVEL": "WARNING"} | dict(env or {})
    process = await asyncio.create_subprocess_exec(sys.executable, *words, env=settings, stdout=PIPE)
    try:
        assert process.stdout is not None
        async with asyncio.timeout(_PATIENCE):
            line = await process.stdout.readline()
        if b"ready" not in line:
            raise click.ClickException(f"`python {' '.join(words)}` did not become ready; its words stand above.")
        yield psutil.Process(process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def cpu(process: psutil.Process) -> float:
    """Seconds of CPU it has used, its own and the kernel's for it."""
    times = process.cpu_times()
    return times.user + times.system


def spread(values: Sequence[float], digits: int) -> str:
    """Median [least–most]."""
    return f"{statistics.median(values):.{digits}f} [{min(values):.{digits}f}–{max(values):.{digits}f}]"
