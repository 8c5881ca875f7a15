"""The copy in this process of what it wrote itself, as sealed as in Redis: what is left when Redis is away."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

CHAT_MAX = 400
_NEVER = float("-inf")


@dataclass(slots=True, repr=False)
class Entry:
    """The ids of one chat and when they are due; times but `until` are of this process's monotonic clock."""

    until: datetime
    members: set[bytes] = field(default_factory=set)
    screen: bytes | None = None
    place: tuple[bytes, bytes] | None = None  # the queue, and the chat as it is sealed there
    due: float | None = None
    there: bool = True  # Redis has taken it, too
    written: float = _NEVER
    closed: float = _NEVER


class Memory:
    """Blind names to sealed ids, each name with its end; over `limit` ids the oldest name goes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._entries: dict[bytes, Entry] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def room(self, name: bytes) -> int:
        """Say how many more members fit: a flood in one chat must not slow down its own close."""
        entry = self._entries.get(name)
        return CHAT_MAX if entry is None else max(0, CHAT_MAX - len(entry.members))

    def add(self, name: bytes, members: Iterable[bytes], until: datetime) -> Entry:
        """Keep these too, and all of the name until then. What else is to be known of them goes into the entry."""
        entry = self._entries.pop(name, None) or Entry(until)
        self._entries[name] = entry
        before = len(entry.members)
        entry.members.update(members)
        entry.until = until
        self._count += len(entry.members) - before
        while self._count > self._limit:
            self.forget(next(iter(self._entries)))
        return entry

    def entry(self, name: bytes) -> Entry | None:
        """Give the entry itself."""
        return self._entries.get(name)

    def members(self, name: bytes, now: datetime) -> frozenset[bytes]:
        """Give what is kept under the name and has not ended."""
        entry = self._entries.get(name)
        return frozenset() if entry is None or entry.until <= now else frozenset(entry.members)

    def due(self, moment: float) -> Iterator[tuple[bytes, bytes]]:
        """Give the places of those whose time has come."""
        for entry in self._entries.values():
            if entry.place is not None and entry.due is not None and entry.due <= moment:
                yield entry.place

    def missing(self) -> Iterator[Entry]:
        """Give what waits for its time and is nowhere but here."""
        return (entry for entry in self._entries.values() if entry.due is not None and not entry.there)

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
