"""The sandbox's HTTP server: the Bot API for the bot, the page for people, guarded at one door."""

import asyncio
import contextlib
import hmac
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from aiohttp import web

from bot.sandbox.chats import Chats
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import Drop, Faults, Garbage, Hang, Status, TooMany
from bot.sandbox.guards import LOOPBACK, Handler, add_headers, guard
from bot.sandbox.methods import Methods
from bot.sandbox.params import read_params
from bot.sandbox.people import People
from bot.sandbox.people_api import PeopleApi
from bot.sandbox.profile import NAME, USERNAME, Profile
from bot.sandbox.updates import Updates
from bot.sandbox.views import Views

WEB = Path(__file__).parent / "web"
TOKEN = re.compile(r"[0-9]{1,16}:[A-Za-z0-9_-]{3,}")
CALLS_KEPT = 10_000
STOP_WITHIN = 0.2


@dataclass(frozen=True)
class Call:
    """One call of the bot, as a test reads it."""

    method: str
    params: dict[str, Any]
    at: datetime


def utc_now() -> datetime:
    """Read the computer's clock."""
    return datetime.now(UTC)


class Sandbox:
    """A stand-in for Telegram on this computer; everything it holds is gone when it stops."""

    def __init__(
        self,
        *,
        token: str,
        clock: Callable[[], datetime] = utc_now,
        faults: Faults | None = None,
        name: str = NAME,
        username: str = USERNAME,
    ) -> None:
        if not TOKEN.fullmatch(token):
            raise ValueError("The sandbox's token must look like Telegram's: digits, a colon, letters.")
        self.faults = faults or Faults()
        self.calls: deque[Call] = deque(maxlen=CALLS_KEPT)
        self.chats = Chats(clock)
        self._token = token
        self._clock = clock
        self.updates = Updates(clock)
        self._profile = Profile(int(token.partition(":")[0]), name, username)
        self._methods = Methods(self.chats, self.updates, self._profile)
        self._runner: web.AppRunner | None = None

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen on loopback, return the address. Raise ValueError or, for a taken port, OSError."""
        if host not in LOOPBACK:
            raise ValueError("The sandbox listens on this computer only: use 127.0.0.1, ::1 or localhost.")
        # Cancelling a handler when its caller hangs up is how the page learns that the bot is gone.
        runner = web.AppRunner(self._build(), access_log=None, handler_cancellation=True, shutdown_timeout=STOP_WITHIN)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        name = f"[{host}]" if ":" in host else host
        return f"http://{name}:{runner.addresses[0][1]}"

    def stand_beside(self, who: Literal["people", "staff"], url: str) -> None:
        """Let the page lead to another sandbox, where other people talk to another bot."""
        self._profile.neighbour = {"who": who, "url": url}

    async def stop(self) -> None:
        """Hang up on everyone."""
        await self._methods.hook.stop()
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    def _build(self) -> web.Application:
        people = People(self.chats, self.updates, self._profile, self._token)
        views = Views(self.chats, self.updates, self._profile)
        app = web.Application(middlewares=[guard, answer_errors])
        app.on_response_prepare.append(add_headers)
        app.add_routes(PeopleApi(self.chats, people, views).routes())
        app.router.add_route("GET", "/bot{token}/{method}", self._serve_bot)
        app.router.add_route("POST", "/bot{token}/{method}", self._serve_bot)
        app.router.add_get("/", _serve_page)
        app.router.add_static("/web/", WEB)
        return app

    async def _serve_bot(self, request: web.Request) -> web.StreamResponse:
        try:
            return await self._answer_bot(request)
        except ApiError as error:
            body = {"ok": False, "error_code": error.status, "description": error.description}
            more = {} if error.retry_after is None else {"parameters": {"retry_after": error.retry_after}}
            return web.json_response(body | more, status=error.status)

    async def _answer_bot(self, request: web.Request) -> web.StreamResponse:
        if not hmac.compare_digest(request.match_info["token"].encode(), self._token.encode()):
            raise ApiError(401, "Unauthorized")
        method = request.match_info["method"]
        params = await read_params(request)
        self.calls.append(Call(method, params.given, self._clock()))
        fault = self.faults.take(method)
        match fault:
            case TooMany(seconds):
                raise ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
            case Status(code):
                raise ApiError(code, "Internal Server Error" if code == 500 else "Bad Gateway")  # noqa: PLR2004 - a status
            case Hang(delay):
                await asyncio.sleep(delay)
            case Drop(carried_out):
                if carried_out:
                    with contextlib.suppress(ApiError):
                        await self._methods.call(method, params)
                if request.transport is not None:
                    request.transport.abort()
                return web.Response()
            case Garbage():
                return web.Response(text="<html>", content_type="text/html")
            case _:
                pass
        return web.json_response({"ok": True, "result": await self._methods.call(method, params)})


@web.middleware
async def answer_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer every error as JSON; of an unexpected one only its kind, since its text may hold messages."""
    try:
        return await handler(request)
    except ApiError as error:
        return web.json_response({"error": error.description}, status=error.status)
    except web.HTTPException:
        raise
    except Exception as error:  # noqa: BLE001 - the framework would log it with its text
        return web.json_response(
            {"ok": False, "error_code": 500, "description": f"Internal Server Error: {type(error).__name__}"},
            status=500,
        )


async def _serve_page(_: web.Request) -> web.StreamResponse:
    return web.FileResponse(WEB / "index.html")
