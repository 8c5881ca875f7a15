"""Epoch keys shared by all copies of the bot: wrapped, in Redis, each with its end. The first is everybody's."""

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, auto
from pathlib import Path
from typing import Any, Protocol, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from redis.asyncio import Redis
from redis.asyncio.client import Pipeline

from bot.vault.breaker import Breaker
from bot.vault.keyfile import read_key_file
from bot.vault.keys import Keyring, Ring
from bot.vault.line import Line

_VERSION = b"\x01"
_NONCE = 12
_WRAPPED = 1 + _NONCE + 32 + 16


class Wrap:
    """Wraps epoch keys with the present sealing key, opens those wrapped with the present or the previous one."""

    def __init__(self, current: bytes, *previous: bytes) -> None:
        self._ciphers = [ChaCha20Poly1305(key) for key in (current, *previous)]

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read one or two keys from a private file (forms: `read_key_file`); KeyFileError with one sentence."""
        return cls(*read_key_file(path))

    def wrap(self, name: bytes, raw: bytes) -> bytes:
        """Make 61 bytes, never the same twice, bound to the name."""
        nonce = secrets.token_bytes(_NONCE)
        return _VERSION + nonce + self._ciphers[0].encrypt(nonce, raw, name)

    def unwrap(self, name: bytes, value: bytes) -> bytes | None:
        """Return the key; None if wrapped with another sealing key, for another name, or damaged."""
        if len(value) != _WRAPPED or not value.startswith(_VERSION):
            return None
        nonce, sealed = value[1 : 1 + _NONCE], value[1 + _NONCE :]
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(nonce, sealed, name)
            except InvalidTag:
                continue
        return None


class Chest(Protocol):
    """Where wrapped keys lie, with the clock that ends them. None: it is away, or refuses."""

    @property
    def answers(self) -> bool:
        """Whether it answered when last asked, if only with a refusal."""

    async def time(self) -> datetime | None:
        """Its own time, UTC."""

    async def look(self, names: Sequence[bytes]) -> Sequence[bytes | None] | None:
        """What lies under each name."""

    async def offer(self, name: bytes, value: bytes, until: datetime) -> bytes | None:
        """Put it there until then unless something is there; give what is there now."""


class RedisChest:
    """The chest in Redis; each method is one round trip and none raises."""

    def __init__(self, redis: Redis, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._breaker = Breaker(monotonic)
        self._line = Line(redis, self._breaker)

    @property
    def answers(self) -> bool:
        """Whether Redis answered when last asked."""
        return self._breaker.closed

    async def time(self) -> datetime | None:
        """TIME, to the microsecond."""
        match await self._line.ask(lambda pipe: pipe.time()):
            case [(int(seconds), int(micros))]:
                return datetime.fromtimestamp(seconds, UTC) + timedelta(microseconds=micros)
        return None

    async def look(self, names: Sequence[bytes]) -> Sequence[bytes | None] | None:
        """MGET."""
        match await self._line.ask(lambda pipe: pipe.mget(names)):
            case [list(values)]:
                return values
        return None

    async def offer(self, name: bytes, value: bytes, until: datetime) -> bytes | None:
        """SET NX with its end, then what is there: ours, or that of a copy that was faster."""

        def queue(pipe: Pipeline) -> None:
            pipe.set(name, value, nx=True, pxat=int(until.timestamp() * 1000))
            pipe.mget(name)

        match await self._line.ask(queue):
            case [_, [bytes(found)]]:
                return found
        return None


class Shared(Enum):
    """What became of the keys."""

    YES = auto()
    OWN = auto()  # without a sealing key they are never shared
    AWAY = auto()
    REFUSED = auto()  # no right, or no room
    FOREIGN = auto()  # those that are there were wrapped with a sealing key we do not have


@dataclass(frozen=True, slots=True)
class Meeting:
    """What was learnt: what became of the keys, and how far the common clock is ahead of ours, if it was told."""

    shared: Shared
    ahead: timedelta | None = None


class Keeper:
    """Keeps the keys of this process and those in the chest the same, and takes the chest's time for all of them."""

    def __init__(self, keyring: Keyring, chest: Chest, wrap: Wrap | None) -> None:
        self._keyring = keyring
        self._chest = chest
        self._wrap = wrap

    async def meet(self, clock: Callable[[], datetime]) -> Meeting:
        """Set the common clock, take the keys that are there, add those that are not."""
        before = clock()
        common = await self._chest.time()
        if common is None:
            return Meeting(self._silent())
        self._keyring.set_clock(common - before)
        shared = await self._share(self._wrap, common) if self._wrap else Shared.OWN
        return Meeting(shared, common - before)

    async def _share(self, wrap: Wrap, common: datetime) -> Shared:
        wanted = [(ring, epoch) for ring in self._keyring.rings for epoch in ring.span.epochs(common)]
        names = [ring.span.name(epoch) for ring, epoch in wanted]
        there = await self._chest.look(names)
        if there is None:
            return self._silent()
        taken = [_take(wrap, *one, value) for one, value in zip(wanted, there, strict=True) if value is not None]
        if not all(taken):
            return Shared.FOREIGN  # adding ours would lock out those whose keys these are
        for (ring, epoch), name, value in zip(wanted, names, there, strict=True):
            # A key of the past that nobody has is nobody's: drawing one now would open nothing.
            if value is not None or (epoch < ring.span.epoch(common) and not ring.holds(epoch)):
                continue
            wrapped = wrap.wrap(name, ring.raw(epoch))
            found = await self._chest.offer(name, wrapped, ring.span.end(epoch))
            if found is None:
                return self._silent()
            if not _take(wrap, ring, epoch, found):
                return Shared.FOREIGN
        return Shared.YES

    def _silent(self) -> Shared:
        return Shared.REFUSED if self._chest.answers else Shared.AWAY


def _take(wrap: Wrap, ring: Ring[Any], epoch: int, value: bytes) -> bool:
    raw = wrap.unwrap(ring.span.name(epoch), value)
    if raw is not None:
        ring.adopt(epoch, raw)
    return raw is not None
