"""The door: every page at its address, behind one gate, served on this machine."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from aiohttp import web

from bot.staff.centre import Centre
from bot.staff.desk import Desk
from bot.staff.editing import Editing
from bot.staff.entrance import Entrance
from bot.staff.gate import FILE, Gate
from bot.staff.judging import Judging
from bot.staff.listing import Listing
from bot.staff.parts import Parts
from bot.staff.people import People
from bot.staff.transfer import Transfer

_WEB: Final = Path(__file__).parent / "web"
_STOP_WITHIN: Final = 2.0
Where = Path | tuple[str, int] | socket.socket


def application(parts: Parts) -> web.Application:
    """All pages."""
    app = web.Application(client_max_size=FILE)
    Gate(parts).put_on(app)
    for room in (Entrance, Editing, Listing, Centre, Judging, Desk, People, Transfer):
        app.add_routes(room(parts).routes())
    app.router.add_static("/web/", _WEB)
    return app


@asynccontextmanager
async def serving(parts: Parts, where: Where) -> AsyncIterator[None]:
    """Serve the pages while inside. Raises OSError where the address is taken."""
    # access_log=None: addresses hold one-time codes, and times tell who works when.
    runner = web.AppRunner(application(parts), access_log=None, shutdown_timeout=_STOP_WITHIN)
    await runner.setup()
    try:
        await _site(runner, where).start()
        yield
    finally:
        await runner.cleanup()


def _site(runner: web.AppRunner, where: Where) -> web.BaseSite:
    if isinstance(where, Path):
        return web.UnixSite(runner, where)
    if isinstance(where, socket.socket):
        return web.SockSite(runner, where)
    return web.TCPSite(runner, *where)
