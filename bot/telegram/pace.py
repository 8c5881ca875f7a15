"""How fast one chat may go (threat T10). Nothing here is shared between chats: no flood of others can use it up."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

WINDOW: Final = 10.0  # seconds
WITHIN: Final = 20  # updates of one chat
NOTED: Final = 100  # of those over it, so many are known as to be removed
SPARED: Final = 3.0  # seconds between two calls for help that are answered all the same
MOST: Final = 50_000


@dataclass(slots=True, repr=False)
class _Count:
    since: float
    updates: int = 0
    spared: float | None = None


class Pace:
    """Counts of chats in this process alone: at most so many, none older than ten seconds after a `sweep`."""

    def __init__(self, monotonic: Callable[[], float], most: int = MOST) -> None:
        self._monotonic = monotonic
        self._most = most
        self._counts: dict[int, _Count] = {}

    def __len__(self) -> int:
        return len(self._counts)

    def admits(self, chat: int) -> bool:
        """Count one more update of the chat; whether it is among the twenty of these ten seconds."""
        self.sweep()
        count = self._counts.get(chat)
        if count is None:
            count = self._counts[chat] = _Count(self._monotonic())
            if len(self._counts) > self._most:
                del self._counts[next(iter(self._counts))]
        count.updates += 1
        return count.updates <= WITHIN

    def notes(self, chat: int) -> bool:
        """Over the twenty: whether what was sent is still to be known, so that a close removes it."""
        count = self._counts.get(chat)
        return count is not None and count.updates <= WITHIN + NOTED

    def spares(self, chat: int) -> bool:
        """Over the twenty: whether a call for help is answered now, which it is once in three seconds."""
        count, now = self._counts.get(chat), self._monotonic()
        if count is None or count.spared is None or now - count.spared >= SPARED:
            if count is not None:
                count.spared = now
            return True
        return False

    def sweep(self) -> None:
        """Forget chats whose ten seconds are over; the oldest stand first."""
        over = self._monotonic() - WINDOW
        while self._counts:
            chat = next(iter(self._counts))
            if self._counts[chat].since > over:
                return
            del self._counts[chat]
