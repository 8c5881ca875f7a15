"""One update of a chat at a time: a chat that floods waits for itself, and for nobody else."""

import asyncio
from collections import deque
from typing import Final

QUEUE: Final = 3


class Lanes:
    """One lane for each chat that is being answered; three updates may wait in it, the oldest of them gives way."""

    def __init__(self) -> None:
        self._waiting: dict[int, deque[asyncio.Future[bool]]] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def busy(self, chat: int) -> bool:
        """Whether an update of the chat is being answered."""
        return chat in self._waiting

    async def enter(self, chat: int) -> bool:
        """Wait for the turn; False when a newer update has taken the place. After True comes `leave`."""
        waiting = self._waiting.get(chat)
        if waiting is None:
            self._waiting[chat] = deque()
            return True
        if len(waiting) == QUEUE:
            waiting.popleft().set_result(False)
        place: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        waiting.append(place)
        try:
            return await place
        except asyncio.CancelledError:
            if place in waiting:
                waiting.remove(place)
            elif not place.cancelled() and place.result():
                self.leave(chat)
            raise

    def leave(self, chat: int) -> None:
        """Let the next one in."""
        waiting = self._waiting[chat]
        while waiting:
            place = waiting.popleft()
            if not place.done():
                place.set_result(True)
                return
        del self._waiting[chat]
