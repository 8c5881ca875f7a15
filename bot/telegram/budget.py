"""How many calls to Telegram may be under way: when it hangs, calls for help still find a way out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

AT_ONCE: Final = 100
POOL: Final = 400  # connections; what is over `AT_ONCE` is kept for calls for help and for polling


class Budget:
    """Places for ordinary calls, in the order they came; an urgent one needs none."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._places = asyncio.Semaphore(at_once)

    @asynccontextmanager
    async def place(self, *, urgent: bool) -> AsyncIterator[None]:
        """A place to the end of the block."""
        if urgent:
            yield
            return
        async with self._places:
            yield
