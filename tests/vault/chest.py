"""A chest whose clock a test may turn: three days in seconds. What the real one does is proven in test_wrapped.py."""

from collections.abc import Sequence
from datetime import datetime


class TurnedChest:
    """Keeps what it is given until the time it is given for, by its own clock, and may be away."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.away = False
        self.kept: dict[bytes, tuple[bytes, datetime]] = {}

    @property
    def answers(self) -> bool:
        return not self.away

    async def time(self) -> datetime | None:
        return None if self.away else self.now

    async def look(self, names: Sequence[bytes]) -> Sequence[bytes | None] | None:
        return None if self.away else [self._there(name) for name in names]

    async def offer(self, name: bytes, value: bytes, until: datetime) -> bytes | None:
        if self.away:
            return None
        if self._there(name) is None:
            self.kept[name] = value, until
        return self._there(name)

    def _there(self, name: bytes) -> bytes | None:
        self.kept = {one: (value, until) for one, (value, until) in self.kept.items() if self.now < until}
        return self.kept.get(name, (None,))[0]
