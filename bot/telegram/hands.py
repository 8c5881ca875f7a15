"""Updates in hand: Telegram is told that it may forget an update when it is done, not when it has come.

Asking for updates confirms all before the offset. A process that dies with some in hand would have lost them, and a
message of a person nobody knows of would stay in the chat.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, Final

from aiogram.types import TelegramObject, Update

REST: Final = 0.25  # seconds: others must not wait for one whose call is tried again
LAST: Final = 5.0  # seconds for what is in hand when the end is asked for
LONGEST: Final = 60.0  # an update that takes longer is given up
BEHIND: Final = 40  # so is one so far back: of the hundred updates that Telegram gives from there on, most are new
FURTHEST: Final = 90  # and so far back even when nobody keeps what was sent with it: some have to be new
GivesUp = Callable[[Sequence[Update]], Coroutine[Any, Any, bool]]


async def silently(_: Sequence[Update]) -> bool:
    """Nobody has to be told."""
    return True


class Hands:
    """A middleware that knows what is being worked on, and from where to ask for more.

    `gives_up` hears of updates that Telegram may forget though they are not done, before it may, and says whether it
    has kept what was sent with them.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.gives_up: GivesUp = silently
        self._monotonic = monotonic
        self._held: dict[int, tuple[float, Update]] = {}
        self._free = asyncio.Event()

    def hold(self, update: Update) -> None:
        """Say that this one has come."""
        self._held[update.update_id] = self._monotonic(), update

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Let go of an update when it has been worked on."""
        try:
            return await handler(event, data)
        finally:
            if isinstance(event, Update):
                self._held.pop(event.update_id, None)
            if not self._held:
                self._free.set()

    async def rest(self, first: int = 0, seconds: float = REST) -> int | None:
        """Wait a moment until all before `first` is done; gives the first update that is not."""
        self._free.clear()
        if self._held:
            try:
                async with asyncio.timeout(seconds):
                    await self._free.wait()
            except TimeoutError:
                await self._give_up(first)
        return min(self._held, default=None)

    async def finish(self) -> int | None:
        """Wait until all is done, but not for long; gives the first update that is not."""
        return await self.rest(seconds=LAST)

    async def _give_up(self, first: int) -> None:
        late = self._monotonic() - LONGEST
        given_up = [
            update for number, (since, update) in self._held.items() if since <= late or number < first - BEHIND
        ]
        kept = await self.gives_up(given_up) if given_up else True
        for update in given_up:
            if kept or update.update_id < first - FURTHEST:
                self._held.pop(update.update_id, None)
