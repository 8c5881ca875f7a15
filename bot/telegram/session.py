"""aiogram's HTTP session with three cuts: updates are sifted first, bodies are JSON, results are not rebuilt.

Why: docs/measurements.md. aiogram makes the class that checks an answer anew after each garbage collection and
writes every call as form fields; an answer to a press needs neither.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any, cast

import orjson
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import GetMe, GetUpdates, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientError, ClientTimeout

from bot.metrics import Outcome
from bot.telegram.budget import POOL
from bot.telegram.hands import Hands
from bot.telegram.pulse import unheeded
from bot.telegram.reading import read_json, read_update

_LAST_WORD = 2.0
_LATE = 5.0  # seconds that an answer to a question for updates may come after it was to come
_JSON = {"Content-Type": "application/json"}
_NOTHING = GetMe()  # stands in errors for the call that failed: the real one holds a chat id
Told = Callable[[Outcome, float | None, str | None], object]


class Session(AiohttpSession):
    """One connection pool for polling and for answers."""

    def __init__(self, base: str, timeout: float, told: Told = unheeded) -> None:
        api = TelegramAPIServer.from_base(base)
        super().__init__(api=api, timeout=timeout, json_loads=orjson.loads, limit=POOL)
        self.hands = Hands()
        self._next = 0
        self._told = told

    async def call(self, bot: Bot, method: str, fields: Mapping[str, Any]) -> Any:
        """Call a method with ready fields; gives the bare result. Raises aiogram's own typed errors."""
        return await self._post(bot, method, fields, ClientTimeout(self.timeout), counts=True)

    async def finish(self, bot: Bot) -> None:
        """Let what is in hand come to its end and tell Telegram, so that the next process does not answer it again."""
        held = await self.hands.finish()
        first = self._next if held is None else min(held, self._next)
        if first:
            fields = {"offset": first, "timeout": 0, "limit": 1}
            with suppress(TelegramAPIError):
                await self._post(bot, "getUpdates", fields, ClientTimeout(_LAST_WORD))

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> TelegramType:
        """As aiogram's, but updates pass the sieve before they become objects."""
        if not isinstance(method, GetUpdates):
            return await super().make_request(bot, method, timeout)
        fields = method.model_dump(exclude_none=True)
        first = method.offset or 0
        held = await self.hands.rest(first)
        if held is not None:
            # What is in hand comes again and is left out below; new updates come with it, at once or not at all.
            fields |= {"offset": min(first, held) if first else held, "timeout": 0}
        # A connection that died silently must not make us deaf for long: what waits is somebody.
        limit = ClientTimeout(fields.get("timeout", 0) + _LATE)
        found = await self._post(bot, method.__api_method__, fields, limit)
        updates = [update for raw in found if (update := read_update(raw, bot)) and update.update_id >= first]
        for update in updates:
            self.hands.hold(update)
            self._next = update.update_id + 1
        return cast("TelegramType", updates)

    async def _post(
        self, bot: Bot, method: str, fields: Mapping[str, Any], limit: ClientTimeout, *, counts: bool = False
    ) -> Any:
        began, outcome, date = time.monotonic(), Outcome.AWAY, None
        try:
            status, date, content = await self._exchange(self.api.api_url(bot.token, method), fields, limit)
            outcome = Outcome.REFUSED
            result = self._result(bot, status, content)
            outcome = Outcome.DONE
        except (TelegramServerError, TelegramNetworkError):
            outcome = Outcome.AWAY
            raise
        except TelegramRetryAfter:
            outcome = Outcome.BUSY
            raise
        finally:
            self._told(outcome, time.monotonic() - began if counts else None, date)
        return result

    async def _exchange(
        self, url: str, fields: Mapping[str, Any], limit: ClientTimeout
    ) -> tuple[int, str | None, bytes]:
        """Status, date and body of the answer."""
        session = await self.create_session()
        body = orjson.dumps(fields)
        try:
            async with session.post(url, data=body, headers=_JSON, timeout=limit) as response:
                return response.status, response.headers.get("Date"), await response.read()
        except TimeoutError:
            raise TelegramNetworkError(method=_NOTHING, message="timeout") from None
        except ClientError as error:
            # `from None`, and the class alone: the texts of these errors hold the address with the token.
            raise TelegramNetworkError(method=_NOTHING, message=type(error).__name__) from None

    def _result(self, bot: Bot, status: int, content: bytes) -> Any:
        if status == HTTPStatus.OK:
            try:
                answer = read_json(content)
                if answer["ok"]:
                    return answer["result"]
            except (ValueError, KeyError, TypeError):
                raise TelegramNetworkError(method=_NOTHING, message="not an answer of the Bot API") from None
        self.check_response(bot, _NOTHING, status, content.decode(errors="replace"))
        raise TelegramNetworkError(method=_NOTHING, message="an error without a reason")
