"""Epoch keys: from one root a new set of keys every 12 hours; the old ones are dropped."""

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from bot.vault.keyfile import read_key_file

EPOCH = timedelta(hours=12)
SKEW = timedelta(hours=1)
_START = datetime.fromtimestamp(0, UTC)
_ROOT_BYTES = 32


def expand(key: bytes, info: bytes) -> bytes:
    """HKDF-SHA256-Expand (RFC 5869, section 2.3) to 32 bytes, which are exactly its first block."""
    return hmac.digest(key, info + b"\x01", "sha256")


def int64be(number: int) -> bytes:
    """Eight bytes, signed, big-endian; OverflowError for what does not fit."""
    return number.to_bytes(8, "big", signed=True)


def epoch_of(now: datetime) -> int:
    """Whole spans of 12 hours since 1970. TypeError without a time zone: local time would name wrong keys."""
    return (now - _START) // EPOCH


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class EpochKeys:
    """What one epoch is sealed with, one key for one purpose."""

    epoch: int
    index: bytes
    seal: bytes
    tickets: AESSIV


class Keyring:
    """The keys in use, derived from one root of 32 bytes and kept no longer than they are needed.

    Not yet forward secret: each epoch key follows from the root, so the root and an old copy of Redis open
    that copy. This ends when epoch keys are random, wrapped in Redis and expire there; they will stand where
    `_derive` makes `E_t` now. With `random()` the root is in this process only and all dies with it.
    """

    def __init__(self, root: bytes) -> None:
        if len(root) != _ROOT_BYTES:
            raise ValueError("a root key has 32 bytes")
        self._root = root
        self._known: dict[int, EpochKeys] = {}

    @classmethod
    def random(cls) -> Self:
        """Draw a root nobody else has; what it seals ends with this process."""
        return cls(secrets.token_bytes(_ROOT_BYTES))

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read the root from a private file (forms: `read_key_file`); KeyFileError with one sentence."""
        return cls(read_key_file(path))

    def at(self, now: datetime) -> EpochKeys:
        """Give the keys to seal with."""
        return self._keys(now, (epoch_of(now),))[0]

    def near(self, now: datetime) -> tuple[EpochKeys, ...]:
        """Give the keys to open with: this epoch's, the last one's, and in the final hour the next one's.

        A copy of the bot whose clock is fast, or this one before its clock was set back, has used those.
        """
        epoch = epoch_of(now)
        return self._keys(now, dict.fromkeys((epoch, epoch - 1, epoch_of(now + SKEW))))

    def sweep(self, now: datetime) -> None:
        """Drop the keys that nothing needs any more: those before the last epoch."""
        oldest = epoch_of(now) - 1
        for epoch in [epoch for epoch in self._known if epoch < oldest]:
            del self._known[epoch]

    def _keys(self, now: datetime, epochs: Iterable[int]) -> tuple[EpochKeys, ...]:
        wanted = tuple(epochs)
        if not self._known.keys() >= set(wanted):
            self.sweep(now)
            for epoch in wanted:
                if epoch not in self._known:
                    self._known[epoch] = self._derive(epoch)
        return tuple(self._known[epoch] for epoch in wanted)

    def _derive(self, epoch: int) -> EpochKeys:
        epoch_key = expand(self._root, b"epoch/v1" + epoch.to_bytes(4, "big"))
        return EpochKeys(
            epoch,
            index=expand(epoch_key, b"idx/v1"),
            seal=expand(epoch_key, b"enc/v1"),
            tickets=AESSIV(expand(epoch_key, b"ticket/v1")),
        )
