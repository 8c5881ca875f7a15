"""The trace of one chat in one clean-up epoch: where its message ids and its place in the queue are, and their seals.

The name of the ids is an HMAC: after a clean-up nothing tells whose they were. The queue's member is the sealed chat
itself, the same each time within an epoch, so that a chat stands in a queue once and a new write moves it.
"""

import hmac
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from bot.vault.keys import QueueKey, Ring, expand, int64be

_VERSION = b"\x01"
_BLIND = 16
_SCREEN = struct.Struct(">qB")
NOTE = b"n"  # the field of the live screen; WRITTEN and CLOSED in the scripts are «w» and «x»


class Kind(IntEnum):
    """Whose message an id names."""

    PERSON = 0
    SCREEN = 1


class Screen(NamedTuple):
    """The live screen, and a mark of its writer's own for the line that is left of it."""

    message: int
    mark: int


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class _Seals:
    epoch: int
    queue: bytes
    index: bytes
    chats: AESSIV
    messages: AESSIV


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Trace:
    """`name` holds the ids, `queue` the chats that wait, `member` is this chat among them."""

    name: bytes
    queue: bytes
    member: bytes
    end: datetime
    _seals: _Seals

    def seal_message(self, message: int, kind: Kind) -> bytes:
        """Make 26 bytes, the same for the same message; they open under this name only."""
        return _VERSION + self._seals.messages.encrypt(bytes([kind]) + int64be(message), [self.name])

    def open_messages(self, fields: Iterable[bytes]) -> dict[bytes, tuple[int, Kind]]:
        """Return the id and kind in each field; what does not open is left out."""
        found: dict[bytes, tuple[int, Kind]] = {}
        for field in fields:
            plain = _open(self._seals.messages, field, [self.name])
            if plain is not None:
                found[field] = int.from_bytes(plain[1:], "big", signed=True), Kind(plain[0])
        return found

    def seal_screen(self, screen: Screen) -> bytes:
        """Make 26 bytes that name the live screen."""
        return _VERSION + self._seals.messages.encrypt(_SCREEN.pack(*screen), [self.name, NOTE])

    def open_screen(self, value: bytes | None) -> Screen | None:
        """Return the live screen; None for whatever was not sealed as one for this name."""
        plain = _open(self._seals.messages, value or b"", [self.name, NOTE])
        return None if plain is None else Screen(*_SCREEN.unpack(plain))


class Traces:
    """Finds the traces of a chat in every epoch whose key is still there."""

    def __init__(self, keys: Ring[QueueKey]) -> None:
        self._keys = keys
        self._known: dict[QueueKey, _Seals] = {}

    def of(self, chat: int, now: datetime) -> tuple[Trace, ...]:
        """Give the traces of a chat, the one to write to first."""
        return tuple(_trace(seals, chat, self._keys.end(seals.epoch)) for seals in self._near(now))

    def queues(self, now: datetime) -> tuple[bytes, ...]:
        """Give the names of all queues that may hold somebody."""
        return tuple(dict.fromkeys(seals.queue for seals in self._near(now)))

    def chat(self, queue: bytes, member: bytes, now: datetime) -> int | None:
        """Return whose member this is; None if no key opens it."""
        for seals in self._near(now):
            if seals.queue == queue:
                plain = _open(seals.chats, member, [queue])
                if plain is not None:
                    return int.from_bytes(plain, "big", signed=True)
        return None

    def _near(self, now: datetime) -> tuple[_Seals, ...]:
        keys = self._keys.near(now)
        if self._known.keys() != {*keys}:
            self._known = {one: self._known.get(one) or _seals(one) for one in keys}
        return tuple(self._known[one] for one in keys)


def _seals(key: QueueKey) -> _Seals:
    return _Seals(
        key.epoch,
        b"q:" + key.epoch.to_bytes(4, "big"),
        index=expand(key.key, b"idx/v1"),
        chats=AESSIV(expand(key.key, b"chat/v1")),
        messages=AESSIV(expand(key.key, b"messages/v1")),
    )


def _trace(seals: _Seals, chat: int, end: datetime) -> Trace:
    number = int64be(chat)
    blind = hmac.digest(seals.index, number, "sha256")[:_BLIND]
    member = _VERSION + seals.chats.encrypt(number, [seals.queue])
    return Trace(b"m:" + seals.queue[2:] + blind, seals.queue, member, end, seals)


def _open(cipher: AESSIV, value: bytes, bound: list[bytes]) -> bytes | None:
    if not value.startswith(_VERSION):
        return None
    try:
        return cipher.decrypt(value[len(_VERSION) :], bound)
    except (InvalidTag, ValueError):
        return None
