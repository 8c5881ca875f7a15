"""A flood: many chats at once at the webhook of a real process, and one calm person among them."""

import asyncio
import itertools
import statistics
import time
from dataclasses import dataclass, field
from typing import Any, Self

import psutil
from aiohttp import ClientSession, TCPConnector, web

from bot.telegram.webhook import HEADER

CALM = 5_190_000_017
FIRST = 6_000_000_000
CONNECTIONS = 40  # as Telegram keeps to a webhook


@dataclass
class Telegram:
    """Takes every call at once; notes when the calm person was written to."""

    answered: asyncio.Queue[float] = field(default_factory=asyncio.Queue)
    calls: int = 0
    url: str = ""
    _hook: str = ""
    _numbers: Any = field(default_factory=lambda: itertools.count(1))
    _runner: web.ServerRunner | None = None

    async def __aenter__(self) -> Self:
        self._runner = web.ServerRunner(web.Server(self._handle))
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _handle(self, request: web.BaseRequest) -> web.Response:
        fields = await request.json() if request.content_type == "application/json" else {}
        self.calls += 1
        if fields.get("chat_id") == CALM and request.path.endswith("sendMessage"):
            self.answered.put_nowait(time.monotonic())
        if request.path.endswith("getMe"):
            result: Any = {"id": 1, "is_bot": True, "first_name": "B", "username": "b_bot"}
        elif request.path.endswith(("sendMessage", "editMessageText")):
            result = {"message_id": next(self._numbers)}
        elif request.path.endswith("getWebhookInfo"):
            result = {"url": self._hook}
        else:
            self._hook = fields.get("url", self._hook)
            result = True
        return web.json_response({"ok": True, "result": result})


@dataclass(frozen=True)
class Outcome:
    """What the flood did: seconds the calm person waited each time, statuses that were not 200, growth in bytes."""

    waited: list[float]
    lost: int
    wrong: list[int]
    sent: int
    grown: int

    def quantile(self, share: float) -> float:
        return statistics.quantiles(self.waited, n=100, method="inclusive")[round(share * 100) - 1]

    def __str__(self) -> str:
        return (
            f"{self.sent} updates, calm /start p50 {self.quantile(0.5) * 1000:.0f} ms, "
            f"p99 {self.quantile(0.99) * 1000:.0f} ms, lost {self.lost}, grown {self.grown / 2**20:.1f} MiB"
        )


async def flood(
    telegram: Telegram, url: str, secret: str, process: int, *, rate: int, chats: int, seconds: float
) -> Outcome:
    """Send `rate` updates a second from that many chats, and each second /start of the calm person."""
    numbers = itertools.count(1)
    waited: list[float] = []
    wrong: list[int] = []
    lost = 0
    resident = psutil.Process(process).memory_info

    async with ClientSession(connector=TCPConnector(limit=CONNECTIONS)) as http:

        async def give(update: dict[str, Any]) -> None:
            async with http.post(url, json=update, headers={HEADER: secret}) as response:
                if response.status != 200:
                    wrong.append(response.status)

        async def calm() -> None:
            nonlocal lost
            for _ in range(int(seconds)):
                began = time.monotonic()
                await give(_start(next(numbers), CALM))
                try:
                    async with asyncio.timeout(10):
                        waited.append(await telegram.answered.get() - began)
                except TimeoutError:
                    lost += 1
                await asyncio.sleep(max(0.0, 1 - (time.monotonic() - began)))

        for chat in range(200):  # what is made once is there before the first look
            await give(_any(next(numbers), FIRST + chat))
        before = resident().rss
        began, sent = time.monotonic(), 0
        async with asyncio.TaskGroup() as all_:
            watching = all_.create_task(calm())
            while (passed := time.monotonic() - began) < seconds:
                for _ in range(int(passed * rate) - sent):
                    all_.create_task(give(_any(next(numbers), FIRST + sent % chats)))
                    sent += 1
                await asyncio.sleep(0.02)
            await watching
        return Outcome(waited, lost, wrong, sent, resident().rss - before)


def _any(number: int, chat: int) -> dict[str, Any]:
    """One of what people send: a start, a text, a photo, a press on nothing."""
    match number % 4:
        case 0:
            return _start(number, chat)
        case 1:
            return _message(number, chat, text=f"помогите {number}")
        case 2:
            return _message(number, chat, photo=[{"file_id": "x"}])
        case _:
            query = {"id": str(number), "from": _person(chat), "chat_instance": "1", "data": "x"}
            shown = {"message_id": number, "date": 1, "chat": {"id": chat, "type": "private"}}
            return {"update_id": number, "callback_query": query | {"message": shown}}


def _start(number: int, chat: int) -> dict[str, Any]:
    return _message(number, chat, text="/start")


def _message(number: int, chat: int, **content: Any) -> dict[str, Any]:
    message = {"message_id": number, "date": 1, "from": _person(chat), "chat": {"id": chat, "type": "private"}}
    return {"update_id": number, "message": message | content}


def _person(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "A", "language_code": "ru"}
