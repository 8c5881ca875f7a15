"""A circuit breaker: one failure is enough to stop asking, and now and then one caller tries again."""

from collections.abc import Callable

PAUSE = 2.0


class Breaker:
    """Closed while all is well; after a failure open for two seconds, then one trial at a time."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._until: float | None = None

    @property
    def closed(self) -> bool:
        """Whether the last answer was a good one."""
        return self._until is None

    def admits(self) -> bool:
        """Say whether this caller may ask; one let in as a trial keeps the others out until it is over."""
        if self._until is None:
            return True
        if self._monotonic() < self._until:
            return False
        self.failed()
        return True

    def failed(self) -> None:
        """Stop asking for a while."""
        self._until = self._monotonic() + PAUSE

    def succeeded(self) -> None:
        """Ask freely again."""
        self._until = None
