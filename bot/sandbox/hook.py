"""The webhook: updates sent to the bot's address, as Telegram does, and the call that may come back in the answer."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.sandbox.errors import ApiError, bad
from bot.sandbox.guards import LOOPBACK
from bot.sandbox.params import Params
from bot.sandbox.updates import Updates

HEADER = "X-Telegram-Bot-Api-Secret-Token"
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
MOST_AT_ONCE = 100
USUAL_AT_ONCE = 40
PATIENCE = 60.0
AGAIN_AFTER = 0.5
Json = dict[str, Any]


class Hook:
    """At most one address. Unlike Telegram it takes plain http, and this computer only."""

    def __init__(self, updates: Updates, call: Callable[[str, Params], Awaitable[object]]) -> None:
        self._updates = updates
        self._call = call
        self._url = ""
        self._secret = ""
        self._slots = asyncio.Semaphore(USUAL_AT_ONCE)
        self._sending: asyncio.Task[None] | None = None
        self._error = ""

    def set(self, params: Params) -> bool:
        """Carry out setWebhook; no address takes it down."""
        url, secret = params.text("url"), params.text("secret_token")
        if url and urlsplit(url).hostname not in LOOPBACK:
            raise bad("bad webhook: the sandbox sends to this computer only")
        if not SECRET.fullmatch(secret):
            raise bad("secret token contains unallowed characters")
        most = params.integer("max_connections") or USUAL_AT_ONCE
        if not 1 <= most <= MOST_AT_ONCE:
            raise bad("max_connections must be from 1 to 100")
        read_kinds(params, self._updates)
        if params.flag("drop_pending_updates"):
            self._updates.clear()
        self._url, self._secret, self._error = url, secret, ""
        self._slots = asyncio.Semaphore(most)
        self._updates.hooked = bool(url)
        if self._sending is not None:
            self._sending.cancel()
        self._sending = asyncio.create_task(self._send()) if url else None
        return True

    def delete(self, params: Params) -> bool:
        """Carry out deleteWebhook."""
        return self.set(Params({"drop_pending_updates": params.flag("drop_pending_updates")}))

    def info(self, _: Params) -> Json:
        """Answer getWebhookInfo."""
        info: Json = {
            "url": self._url,
            "has_custom_certificate": False,
            "pending_update_count": self._updates.pending(),
        }
        if self._error:
            info["last_error_message"] = self._error
        return info | ({"allowed_updates": list(self._updates.kinds)} if self._updates.kinds else {})

    async def stop(self) -> None:
        """Send no more."""
        sending, self._sending = self._sending, None
        if sending is not None:
            sending.cancel()
            with suppress(asyncio.CancelledError):
                await sending

    async def _send(self) -> None:
        async with ClientSession(timeout=ClientTimeout(PATIENCE)) as http, asyncio.TaskGroup() as all_:
            while True:
                await self._slots.acquire()
                update = await self._updates.next()
                all_.create_task(self._deliver(http, update, self._slots))

    async def _deliver(self, http: ClientSession, update: Json, slots: asyncio.Semaphore) -> None:
        """One update; back into the queue when it is not taken, also when sending ends meanwhile."""
        taken = False
        try:
            try:
                taken = await self._post(http, update)
            finally:
                slots.release()
            if not taken:
                await asyncio.sleep(AGAIN_AFTER)
        finally:
            if not taken:
                self._updates.put_back(update)

    async def _post(self, http: ClientSession, update: Json) -> bool:
        call = None
        try:
            async with http.post(self._url, json=update, headers={HEADER: self._secret}) as response:
                if not response.ok:
                    self._error = f"Wrong response from the webhook: {response.status} {response.reason}"
                    return False
                self._error = ""
                if response.content_type == "application/json":
                    call = await response.json()
        except (ClientError, TimeoutError, ValueError) as error:
            self._error = type(error).__name__
            return False
        if isinstance(call, dict) and (method := call.pop("method", None)):
            with suppress(ApiError):  # Telegram tells nobody how such a call ended
                await self._call(str(method), Params(call))
        return True


def read_kinds(params: Params, updates: Updates) -> None:
    """Note which kinds of update the bot asks for, when it says so."""
    if not params.has("allowed_updates"):
        return
    kinds = params.value("allowed_updates") or []
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise bad("can't parse allowed_updates: an Array of String is expected")
    updates.kinds = tuple(kinds)
