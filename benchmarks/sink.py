"""A Bot API for measurements: people press the buttons a bot really sent, and every call is counted."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import parse_qsl

import orjson

_ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
_BATCH = 100
_NOW = 1_790_000_000  # a date for messages; nothing measured looks at it
_Reply = Callable[[Any], None]


@dataclass(slots=True)
class Person:
    """Somebody who sends /start and then presses these labels, each as soon as it is there."""

    chat: int
    labels: tuple[str, ...]
    step: int = 0
    message: dict[str, Any] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)

    def button(self) -> str:
        """The data of the button to press now. Raises `LookupError` when the screen does not have it."""
        wanted = self.labels[self.step - 1]
        rows = self.message["reply_markup"]["inline_keyboard"]
        for key in (key for row in rows for key in row):
            if key["text"].startswith(wanted) and "callback_data" in key:
                return str(key["callback_data"])
        raise LookupError(f"step {self.step}: no button {wanted!r}")


class Sink:
    """The API of one bot. `calls` counts by kind of step (`/start`, `press`) and method; polls stand beside."""

    def __init__(self, tell: Callable[[str], None] = lambda _: None) -> None:
        self.calls = Counter[tuple[str, str]]()
        self.polls = 0
        self.steps = 0
        self._tell = tell
        self._server: asyncio.Server | None = None
        self._queue: list[dict[str, Any]] = []
        self._poll: tuple[_Reply, asyncio.TimerHandle] | None = None
        self._people: dict[int, Person] = {}
        self._coming: Iterator[Person] = iter(())
        self._pause = 0.0
        self._over = asyncio.Event()
        self._failed: LookupError | None = None
        self._number = 0

    async def start(self) -> str:
        """Listen on a free port of this machine; gives the address for a bot."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Connection(self._called), "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def stop(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()

    async def walk(self, people: Iterable[Person], *, at_once: int, pause: float = 0.0, limit: float = 60.0) -> None:
        """Let all of them walk to their end. `LookupError`: a button is missing; `TimeoutError`: over the limit."""
        self._coming, self._pause, self._failed = iter(people), pause, None
        self._over.clear()
        for _ in range(at_once):
            self._next_person()
        async with asyncio.timeout(limit):
            await self._over.wait()
        if self._failed is not None:
            raise self._failed

    def _next_person(self) -> None:
        person = next(self._coming, None)
        if person is None:
            if not self._people:
                self._over.set()
            return
        self._people[person.chat] = person
        person.missing = {"sendMessage"}
        sender = {"id": person.chat, "is_bot": False, "first_name": "A", "language_code": "ru"}
        said = {**self._message(person.chat), "from": sender, "text": "/start"}
        self._tell("/start")
        self._give({"message": said})

    def _go_on(self, person: Person) -> None:
        person.step += 1
        if person.step > len(person.labels):
            del self._people[person.chat]
            self._next_person()
            return
        try:
            data = person.button()
        except LookupError as error:
            self._failed = error
            self._over.set()
            return
        person.missing = {"answerCallbackQuery", "editMessageText"}
        sender = {"id": person.chat, "is_bot": False, "first_name": "A", "language_code": "ru"}
        query = {"id": f"{person.chat}:{person.step}", "from": sender, "chat_instance": "1", "data": data}
        self._tell("press")
        self._give({"callback_query": {**query, "message": person.message}})

    def _give(self, update: dict[str, Any]) -> None:
        self._number += 1
        self._queue.append({"update_id": self._number, **update})
        if self._poll is not None:
            # Those who press in the same moment come in one batch, as they do from Telegram.
            asyncio.get_running_loop().call_soon(self._flush)

    def _flush(self) -> None:
        if self._poll is None:
            return
        reply, timer = self._poll
        self._poll = None
        timer.cancel()
        batch, self._queue = self._queue[:_BATCH], self._queue[_BATCH:]
        reply(batch)

    def _called(self, method: str, fields: dict[str, Any], reply: _Reply) -> None:
        match method:
            case "getUpdates":
                self.polls += 1
                wait = float(fields.get("timeout", 0))
                self._poll = reply, asyncio.get_running_loop().call_later(wait, self._flush)
                if self._queue:
                    self._flush()
            case "getMe":
                reply({"id": 1, "is_bot": True, "first_name": "B", "username": "b_bot"})
            case "answerCallbackQuery":
                reply(True)  # noqa: FBT003 - what Telegram answers
                self._came(method, int(fields["callback_query_id"].partition(":")[0]))
            case "sendMessage" | "editMessageText":
                chat = int(fields["chat_id"])
                person = self._people[chat]
                person.message = self._shown(person, fields)
                reply(person.message)
                self._came(method, chat)
            case _:
                reply(True)  # noqa: FBT003 - what Telegram answers
                if "chat_id" in fields:
                    self._came(method, int(fields["chat_id"]))

    def _came(self, method: str, chat: int) -> None:
        self._tell(method)
        person = self._people.get(chat)
        self.calls["press" if person is None or person.step else "/start", method] += 1
        if person is None or method not in person.missing:
            return
        person.missing.remove(method)
        if person.missing:
            return
        self.steps += 1
        if self._pause:
            asyncio.get_running_loop().call_later(self._pause, self._go_on, person)
        else:
            self._go_on(person)

    def _shown(self, person: Person, fields: dict[str, Any]) -> dict[str, Any]:
        """The message as Telegram would give it back, keyboard and all."""
        markup = fields["reply_markup"]
        message = person.message or self._message(person.chat)
        author = {"id": 1, "is_bot": True, "first_name": "B", "username": "b_bot"}
        shown = orjson.loads(markup) if isinstance(markup, str) else markup
        return {**message, "from": author, "text": fields["text"], "reply_markup": shown}

    def _message(self, chat: int) -> dict[str, Any]:
        self._number += 1
        return {
            "message_id": self._number,
            "date": _NOW,
            "chat": {"id": chat, "type": "private", "first_name": "A"},
        }


class _Connection(asyncio.Protocol):
    """HTTP/1.1 as the bots under measurement speak it: one request at a time, always with a length."""

    def __init__(self, called: Callable[[str, dict[str, Any], _Reply], None]) -> None:
        self._called = called
        self._came = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._came += data
        head, end, body = self._came.partition(b"\r\n\r\n")
        length = _length(head)
        if not end or len(body) < length:
            return
        self._came = b""
        method = head.split(b" ", 2)[1].rsplit(b"/", 1)[1].decode()
        self._called(method, _fields(body), self._reply)

    def _reply(self, result: Any) -> None:
        content = orjson.dumps({"ok": True, "result": result})
        if self._transport is not None:
            self._transport.write(_ANSWER % (len(content), content))


def _length(head: bytes) -> int:
    at = head.lower().find(b"content-length:")
    return int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0


def _fields(body: bytes) -> dict[str, Any]:
    """JSON, or the form that aiogram writes."""
    if body.startswith(b"{"):
        fields: dict[str, Any] = orjson.loads(body)
        return fields
    return dict(parse_qsl(body.decode()))
