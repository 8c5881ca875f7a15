"""The copy in this process of the sealed message ids it wrote itself: what is left when Redis is away."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

CHAT_MAX = 400


@dataclass(slots=True, repr=False)
class _Entry:
    until: datetime
    members: set[bytes] = field(default_factory=set)


class Memory:
    """Blind names to sealed members, each name with its end; over `limit` members the oldest name goes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._entries: dict[bytes, _Entry] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def room(self, name: bytes) -> int:
        """Say how many more members fit: a flood in one chat must not slow down its own close."""
        entry = self._entries.get(name)
        return CHAT_MAX if entry is None else max(0, CHAT_MAX - len(entry.members))

    def add(self, name: bytes, members: Iterable[bytes], until: datetime) -> None:
        """Keep these too, and all of the name until then."""
        entry = self._entries.pop(name, None) or _Entry(until)
        self._entries[name] = entry
        before = len(entry.members)
        entry.members.update(members)
        entry.until = until
        self._count += len(entry.members) - before
        while self._count > self._limit:
            self.forget(next(iter(self._entries)))

    def members(self, name: bytes, now: datetime) -> frozenset[bytes]:
        """Give what is kept under the name and has not ended."""
        entry = self._entries.get(name)
        return frozenset() if entry is None or entry.until <= now else frozenset(entry.members)

    def discard(self, name: bytes, members: Iterable[bytes]) -> None:
        """Let go of these."""
        entry = self._entries.get(name)
        if entry is None:
            return
        before = len(entry.members)
        entry.members.difference_update(members)
        self._count += len(entry.members) - before
        if not entry.members:
            del self._entries[name]

    def forget(self, name: bytes) -> None:
        """Let go of all under the name."""
        entry = self._entries.pop(name, None)
        self._count -= 0 if entry is None else len(entry.members)

    def sweep(self, now: datetime) -> None:
        """Forget what has ended."""
        for name in [name for name, entry in self._entries.items() if entry.until <= now]:
            self.forget(name)
