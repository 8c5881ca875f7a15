"""The queue of updates and its long poll: one bot at a time listens."""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.errors import ApiError

FIRST_ID = 700_000_001
LONGEST_WAIT = 50
MOST_AT_ONCE = 100
KEPT = timedelta(hours=24)
PAUSE_BETWEEN_POLLS = 3.0


class Updates:
    """What people did and the bot has not yet confirmed; kept for 24 hours by the given clock."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._waiting: deque[tuple[datetime, dict[str, Any]]] = deque()
        self._next_id = FIRST_ID
        self._poll: asyncio.Future[bool] | None = None
        self._heard_at: float | None = None
        self._came = asyncio.Event()
        self.hooked = False  # whether updates are sent to a webhook
        self.kinds: tuple[str, ...] = ()

    def add(self, kind: str, body: dict[str, Any]) -> None:
        """Queue an update, unless the bot has asked for other kinds only."""
        if self.kinds and kind not in self.kinds:
            return
        self._waiting.append((self._clock(), {"update_id": self._next_id, kind: body}))
        self._next_id += 1
        self._came.set()
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(True)

    def pending(self) -> int:
        """Count what waits for the bot."""
        self._forget_old()
        return len(self._waiting)

    def listening(self) -> bool:
        """Tell whether a bot holds a poll, or did a moment ago."""
        if self._poll is not None or self.hooked:
            return True
        now = asyncio.get_running_loop().time()
        return self._heard_at is not None and now - self._heard_at < PAUSE_BETWEEN_POLLS

    def clear(self) -> None:
        """Drop everything that waits."""
        self._waiting.clear()

    async def next(self) -> dict[str, Any]:
        """Take the first update out of the queue, as soon as there is one."""
        while not self.pending():
            self._came.clear()
            await self._came.wait()
        return self._waiting.popleft()[1]

    def put_back(self, update: dict[str, Any]) -> None:
        """Queue again, before all others, what the webhook did not take."""
        self._waiting.appendleft((self._clock(), update))
        self._came.set()

    async def take(self, *, offset: int, limit: int, wait: float) -> list[dict[str, Any]]:
        """Confirm what is before `offset` and return what follows, waiting up to 50 s for a first one.

        Raise 409 in the call that was already waiting when this one began, and while a webhook is set.
        """
        if self.hooked:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it first",
            )
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(False)
        self._confirm(offset)
        if not self.pending() and wait > 0:
            await self._wait(min(wait, LONGEST_WAIT))
        self._heard_at = asyncio.get_running_loop().time()
        return [update for _, update in list(self._waiting)[: max(1, min(limit, MOST_AT_ONCE))]]

    async def _wait(self, seconds: float) -> None:
        poll = asyncio.get_running_loop().create_future()
        self._poll = poll
        try:
            async with asyncio.timeout(seconds):
                alone = await poll
        except TimeoutError:
            alone = True
        finally:
            if self._poll is poll:
                self._poll = None
        if not alone:
            raise ApiError(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
            )

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        while self._waiting and self._waiting[0][1]["update_id"] < offset:
            self._waiting.popleft()

    def _forget_old(self) -> None:
        while self._waiting and self._clock() - self._waiting[0][0] > KEPT:
            self._waiting.popleft()
