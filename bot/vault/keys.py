"""Epoch keys: random, one set every few hours; what each is for, and until when it opens anything."""

import asyncio
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from cryptography.hazmat.primitives.ciphers.aead import AESSIV

SKEW = timedelta(hours=1)
_MARGIN = timedelta(minutes=10)
_START = datetime.fromtimestamp(0, UTC)
_KEY_BYTES = 32
_OTHERS_MAX = 3


def expand(key: bytes, info: bytes) -> bytes:
    """HKDF-SHA256-Expand (RFC 5869, section 2.3) to 32 bytes, which are exactly its first block."""
    return hmac.digest(key, info + b"\x01", "sha256")


def int64be(number: int) -> bytes:
    """Eight bytes, signed, big-endian; OverflowError for what does not fit."""
    return number.to_bytes(8, "big", signed=True)


@dataclass(frozen=True, slots=True)
class Span:
    """For how long a key seals, and for how long after that it still opens. Then it is nowhere any more."""

    mark: bytes
    length: timedelta
    after: timedelta
    ahead: timedelta  # how early the next key is made, so that all copies of the bot share it when it is due

    def epoch(self, moment: datetime) -> int:
        """Whole spans since 1970. TypeError without a time zone: local time would name wrong keys."""
        return (moment - _START) // self.length

    def end(self, epoch: int) -> datetime:
        """When the key of this epoch has to be gone."""
        return _START + (epoch + 1) * self.length + self.after

    def epochs(self, moment: datetime) -> range:
        """Those whose key is made by then and not yet gone."""
        return range(self.epoch(moment - self.after), self.epoch(moment + self.ahead) + 1)

    def name(self, epoch: int) -> bytes:
        """What the wrapped key is called in Redis."""
        return b"k:%b:%d" % (self.mark, epoch)


# A talk ends after 6 hours, a clean-up after 24; the margin is for clocks that differ. Nothing opens 30 h 10 min after
# it was last touched. The next key of clean-ups is made so late that no key is ever in Redis for 31 hours.
EPOCH = timedelta(hours=12)
SESSIONS = Span(b"e", EPOCH, timedelta(hours=6) + _MARGIN, EPOCH)
QUEUE = Span(b"w", timedelta(hours=6), timedelta(hours=24) + _MARGIN, timedelta(minutes=30))


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class EpochKeys:
    """What talks are sealed with in one epoch, one key for one purpose."""

    epoch: int
    index: bytes
    seal: bytes
    done: bytes
    tickets: AESSIV


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class QueueKey:
    """What clean-ups are sealed with in one epoch."""

    epoch: int
    key: bytes


Keys = TypeVar("Keys")


def session_keys(epoch: int, raw: bytes) -> EpochKeys:
    """Derive what talks need from the random key of an epoch."""
    return EpochKeys(
        epoch,
        index=expand(raw, b"idx/v1"),
        seal=expand(raw, b"enc/v1"),
        done=expand(raw, b"dup/v1"),
        tickets=AESSIV(expand(raw, b"ticket/v1")),
    )


def queue_key(epoch: int, raw: bytes) -> QueueKey:
    """Derive what clean-ups need from the random key of an epoch."""
    return QueueKey(epoch, expand(raw, b"queue/v1"))


class Ring(Generic[Keys]):
    """The keys of one span, as far as this process holds them. It asks nobody: a press waits for no store.

    For an epoch without a key one is drawn. It becomes everybody's if Redis has none yet; otherwise Redis's seals
    from then on and ours goes on opening, here, what it has sealed.
    """

    def __init__(self, span: Span, derive: Callable[[int, bytes], Keys], draw: Callable[[], bytes]) -> None:
        self.span = span
        self.shift = timedelta()
        self._derive = derive
        self._draw = draw
        self._held: dict[int, list[tuple[bytes, Keys]]] = {}

    def epoch(self, now: datetime) -> int:
        """The epoch by the common clock, which is Redis's when there is one."""
        return self.span.epoch(now + self.shift)

    def end(self, epoch: int) -> datetime:
        """When the key of this epoch has to be gone, by our own clock."""
        return self.span.end(epoch) - self.shift

    def at(self, now: datetime) -> Keys:
        """Give the keys to seal with."""
        epoch = self._here(now)
        self.raw(epoch)
        return self._held[epoch][0][1]

    def near(self, now: datetime) -> tuple[Keys, ...]:
        """Give the keys to open with, those to seal with first: every one held whose time is not over.

        In the final hour the next epoch's are among them: a copy of the bot whose clock is fast, or this one before
        its clock was set back, has used those.
        """
        here = self._here(now)
        self.raw(here)
        last, time = self.epoch(now + SKEW), now + self.shift
        live = [epoch for epoch in self._held if epoch <= last and time < self.span.end(epoch)]
        live.sort(key=lambda epoch: (epoch > here, -epoch))
        return tuple(keys for epoch in live for _, keys in self._held[epoch])

    def raw(self, epoch: int) -> bytes:
        """The random key itself, drawn now if there is none. To be wrapped, and for nothing else."""
        if epoch not in self._held:
            self.adopt(epoch, self._draw())
        return self._held[epoch][0][0]

    def holds(self, epoch: int) -> bool:
        """Whether there is a key of this epoch."""
        return epoch in self._held

    def adopt(self, epoch: int, raw: bytes) -> None:
        """Seal with this key from now on."""
        held = self._held.get(epoch, [])
        if held and held[0][0] == raw:
            return
        others = [one for one in held if one[0] != raw]
        self._held[epoch] = [(raw, self._derive(epoch, raw)), *others[:_OTHERS_MAX]]

    def sweep(self, now: datetime) -> None:
        """Drop the keys whose time is over, and those of a future that a wrong clock had seen."""
        time = now + self.shift
        early = range(self.span.epoch(time), self.span.epoch(time + SKEW) + 1)
        for epoch in self._held.keys() - {*self.span.epochs(time), *early}:
            del self._held[epoch]

    def _here(self, now: datetime) -> int:
        """The present epoch; or the next, if our clock was set back and the others hold its key and not this one's."""
        here, soon = self.epoch(now), self.epoch(now + SKEW)
        return soon if soon in self._held and here not in self._held else here


def _random() -> bytes:
    return secrets.token_bytes(_KEY_BYTES)


class Keyring:
    """All keys in use: those of talks (`at`, `near`) and those of clean-ups (`queue_keys`).

    Alone, it is a keyring of one process, and all it sealed ends with it. A `Keeper` makes it one of many.
    """

    def __init__(self, draw: Callable[[], bytes] = _random) -> None:
        self.session_keys = Ring(SESSIONS, session_keys, draw)
        self.queue_keys = Ring(QUEUE, queue_key, draw)
        self.doubted = asyncio.Event()

    @property
    def rings(self) -> tuple[Ring[EpochKeys], Ring[QueueKey]]:
        """Both."""
        return self.session_keys, self.queue_keys

    def at(self, now: datetime) -> EpochKeys:
        """Give the keys to seal a talk with."""
        return self.session_keys.at(now)

    def near(self, now: datetime) -> tuple[EpochKeys, ...]:
        """Give the keys to open a talk with, those to seal with first."""
        return self.session_keys.near(now)

    def epoch(self, moment: datetime) -> int:
        """The epoch of talks at that moment, by the common clock."""
        return self.session_keys.epoch(moment)

    def set_clock(self, shift: timedelta) -> None:
        """Take the common clock to be this much ahead of ours."""
        for ring in self.rings:
            ring.shift = shift

    def doubt(self) -> None:
        """Something of the right form did not open: other copies of the bot may have a newer key."""
        self.doubted.set()

    def sweep(self, now: datetime) -> None:
        """Drop the keys whose time is over."""
        for ring in self.rings:
            ring.sweep(now)
