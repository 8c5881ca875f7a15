from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import ClientSession

TOKEN = "123456:sandbox"


@dataclass
class Clock:
    now: datetime = field(default_factory=lambda: datetime(2026, 11, 20, 12, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Api:
    """The Bot API as raw HTTP."""

    session: ClientSession
    url: str

    async def answers(self, method: str, *, form: dict[str, str] | None = None, **params: Any) -> dict[str, Any]:
        body: dict[str, Any] = {"data": form} if form is not None else {"json": params}
        async with self.session.post(f"{self.url}/bot{TOKEN}/{method}", **body) as response:
            answer: dict[str, Any] = await response.json()
        assert answer["ok"] == (response.status == 200)
        assert answer["ok"] or answer["error_code"] == response.status
        return answer

    async def result(self, method: str, **params: Any) -> Any:
        answer = await self.answers(method, **params)
        assert answer["ok"], answer["description"]
        return answer["result"]

    async def refusal(self, method: str, **params: Any) -> tuple[int, str]:
        answer = await self.answers(method, **params)
        assert not answer["ok"], f"{method} was accepted"
        return answer["error_code"], answer["description"]
