"""All that is known of the messages of one chat: what Redis holds and what this process wrote, opened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.vault.memory import Memory
from bot.vault.trace import NOTE, Kind, Screen, Trace

_PAIR = 2


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """The ids in each trace by the field that holds them, and the live screen."""

    fields: tuple[dict[bytes, tuple[int, Kind]], ...]
    screen: Screen | None

    @property
    def messages(self) -> dict[int, Kind]:
        """Every id once; what was a screen anywhere is a screen."""
        found: dict[int, Kind] = {}
        for fields in self.fields:
            for message, kind in fields.values():
                found[message] = max(kind, found.get(message, kind))
        return found

    def holding(self, messages: Iterable[int]) -> list[list[bytes]]:
        """Give the fields of these ids, for each trace."""
        wanted = set(messages)
        return [[field for field, (message, _) in fields.items() if message in wanted] for fields in self.fields]


def gather(traces: Sequence[Trace], replies: Sequence[Any] | None, memory: Memory, now: datetime) -> Known:
    """Open what Redis said (one reply for each trace, or nothing at all) and what is in memory."""
    opened: list[dict[bytes, tuple[int, Kind]]] = []
    screens: list[Screen] = []
    for trace, reply in zip(traces, replies or [()] * len(traces), strict=True):
        pairs = dict(zip(reply[::_PAIR], reply[1::_PAIR], strict=True))
        opened.append(trace.open_messages(memory.members(trace.name, now).union(pairs)))
        entry = memory.entry(trace.name)
        sealed = (pairs.get(NOTE), entry.screen if entry else None)
        screens += [screen for one in sealed if (screen := trace.open_screen(one))]
    return Known(tuple(opened), screens[0] if screens else None)
