"""The door Telegram knocks at: closed to strangers, open to whatever Telegram sends (threat T11).

An error status makes Telegram repeat an update and hold back all behind it. So only what is no JSON gets one.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Awaitable, Callable, Coroutine
from http import HTTPStatus
from typing import Any, Final

import orjson
from aiogram import Bot
from aiogram.enums import ChatType
from aiogram.types import Update
from aiohttp import ClientError, web

from bot import log
from bot.emergency import CARD
from bot.telegram.attempt import Attempt
from bot.telegram.hands import GivesUp, silently
from bot.telegram.reading import read_json, read_update

HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
LARGEST: Final = 256 * 1024  # bytes of a body
PATIENCE: Final = 0.7  # seconds until a person without an answer gets the card through the response
_BODY_WITHIN = 5.0  # seconds to send a body; Telegram needs a fraction of one
_HELD = 20  # responses held back, of the 40 Telegram waits for; over that only those that may bring the card
_FINISH_WITHIN = 5.0
_NOTED_WITHIN = 0.2  # seconds: a Redis that hangs must not keep the card back
_UTF8 = {"utf-8", "utf8", "us-ascii"}

Feed = Callable[[Update, Attempt], Awaitable[object]]


class Webhook:
    """One address, one secret. `feed` handles an update and sees to its own errors.

    `gives_up` hears of an update that Telegram is told to forget before it is done.
    """

    def __init__(
        self,
        bot: Bot,
        feed: Feed,
        *,
        path: str,
        secret: str,
        patience: float = PATIENCE,
        gives_up: GivesUp = silently,
    ) -> None:
        self._bot = bot
        self._feed = feed
        self._gives_up = gives_up
        self._path = path
        self._digest = _digest(secret.encode())
        self._patience = patience
        self._tasks = set[asyncio.Task[object]]()
        self._held = 0

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request. Never a 5xx: what goes wrong after the secret is our trouble, not Telegram's."""
        status = self._refusal(request)
        if status is not None:
            return _status(status)
        try:
            async with asyncio.timeout(_BODY_WITHIN):
                body = await _body(request)
        except TimeoutError:
            return _status(HTTPStatus.REQUEST_TIMEOUT)
        except (web.RequestPayloadError, ClientError, ValueError):
            return _status(HTTPStatus.BAD_REQUEST)
        if body is None:
            return _status(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            raw = read_json(body)
        except ValueError:
            return _status(HTTPStatus.BAD_REQUEST)
        if not isinstance(raw, dict):
            return _status(HTTPStatus.BAD_REQUEST)
        return await self._answer(raw)

    async def finish(self) -> None:
        """Let what is being answered come to its end, 5 seconds long."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=_FINISH_WITHIN)
            for task in late:
                task.cancel()

    def _refusal(self, request: web.BaseRequest) -> HTTPStatus | None:
        """What is wrong with the head of a request; nothing of the body has been read."""
        if request.path != self._path:
            return HTTPStatus.NOT_FOUND
        given = request.headers.getall(HEADER, [])
        # Digests of equal length: the time taken says nothing of the secret, and any bytes can be compared.
        known = [hmac.compare_digest(_digest(one.encode(errors="surrogateescape")), self._digest) for one in given]
        if known != [True]:
            return HTTPStatus.UNAUTHORIZED
        if request.method != "POST":
            return HTTPStatus.METHOD_NOT_ALLOWED
        if request.headers.get("Content-Encoding", "identity").lower() != "identity":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        if request.content_type != "application/json" or (request.charset or "utf-8").lower() not in _UTF8:
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        if (request.content_length or 0) > LARGEST:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return None

    async def _answer(self, raw: dict[str, Any]) -> web.Response:
        update = read_update(raw, self._bot)
        if update is None:
            return _status(HTTPStatus.OK)
        attempt = Attempt()
        task = self._begun(self._fed(update, attempt))
        chat = _private(update)
        if chat is None and self._held >= _HELD:
            return _status(HTTPStatus.OK)
        self._held += 1
        try:
            await asyncio.wait({task}, timeout=self._patience)
            if not task.done():
                await asyncio.wait({self._begun(self._gives_up((update,)))}, timeout=_NOTED_WITHIN)
        finally:
            self._held -= 1
        if attempt.owed and not attempt.shown.is_set() and chat is not None:
            log.say(log.Event.CARD_INLINE)
            return _card(chat)
        return _status(HTTPStatus.OK)

    def _begun(self, work: Coroutine[Any, Any, object]) -> asyncio.Task[object]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _fed(self, update: Update, attempt: Attempt) -> None:
        try:
            await self._feed(update, attempt)
        except Exception as error:  # noqa: BLE001 - nobody else would hear of it
            log.say(log.Event.UPDATE_LOST, error)


async def _body(request: web.BaseRequest) -> bytes | None:
    """The body; None when it is longer than it may be, whatever its head said."""
    body = bytearray()
    async for piece in request.content.iter_any():
        body += piece
        if len(body) > LARGEST:
            return None
    return bytes(body)


def _private(update: Update) -> int | None:
    chat = update.message.chat if update.message else None
    return chat.id if chat and chat.type == ChatType.PRIVATE else None


def _card(chat: int) -> web.Response:
    """The emergency card as a call in the response: it needs no connection of ours to Telegram.

    Telegram tells no number of this message, so «close» cannot remove it. A number that comes is worth that.
    """
    call = {
        "method": "sendMessage",
        "chat_id": chat,
        "text": CARD,
        "parse_mode": "HTML",
        "disable_notification": True,
        "link_preview_options": {"is_disabled": True},
    }
    return web.Response(body=orjson.dumps(call), content_type="application/json")


def _status(status: HTTPStatus) -> web.Response:
    response = web.Response(status=status)
    if status != HTTPStatus.OK:
        response.force_close()
    return response


def _digest(value: bytes) -> bytes:
    return hashlib.sha256(value).digest()
