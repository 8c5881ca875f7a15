"""An HTTP server on this machine: loopback or a unix socket, nothing in its logs."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

_LINGER = 1.0  # seconds in which the rest of a refused body is thrown away, so that the refusal is heard
_GROUP = 0o660

Handle = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def listening(address: Path | tuple[str, int], handle: Handle) -> AsyncIterator[None]:
    """Answer requests at this address with `handle` to the end of the block. Raises `OSError` when it is taken."""
    server = web.Server(handle, access_log=None, auto_decompress=False, lingering_time=_LINGER)
    runner = web.ServerRunner(server, shutdown_timeout=_LINGER)
    await runner.setup()
    try:
        if isinstance(address, Path):
            await web.UnixSite(runner, str(address)).start()
            address.chmod(_GROUP)  # noqa: ASYNC240 - one system call
        else:
            await web.TCPSite(runner, *address).start()
        yield
    finally:
        await runner.cleanup()
