"""Updates in hand: Telegram is told that it may forget them when they are done, not when they have come.

Asking for the next updates confirms the last ones. A process that dies with some in hand would have lost them, and a
message of a person nobody knows of would stay in the chat.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiogram.types import TelegramObject

LONGEST: Final = 1.0  # seconds: when Telegram hangs, others must not wait for it


class Hands:
    """A middleware that counts, and the moment when nothing is in hand."""

    def __init__(self) -> None:
        self._busy = 0
        self._free = asyncio.Event()
        self._free.set()

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Hold an update while it is worked on."""
        self._busy += 1
        self._free.clear()
        try:
            return await handler(event, data)
        finally:
            self._busy -= 1
            if not self._busy:
                self._free.set()

    async def rest(self) -> None:
        """Return when all that came is done, or after a second."""
        await asyncio.sleep(0)  # what has just come is taken in hand first
        try:
            async with asyncio.timeout(LONGEST):
                await self._free.wait()
        except TimeoutError:
            return
