"""Sessions: what a button cannot carry, sealed in Redis for a short time, and gone when a person closes."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.client import Pipeline

from bot.vault.breaker import Breaker
from bot.vault.keys import Keyring
from bot.vault.line import Line
from bot.vault.memory import Memory
from bot.vault.record import Kind, Record, Shelf
from bot.vault.scripts import FORGET, REMEMBER

IDLE_LIFE = timedelta(minutes=30)
TALK_LIFE = timedelta(hours=6)
# From the last write. The margin lets a person close for as long again as an idle session lives. The key of the
# epoch can end before that, at most 12 h + 6 h 10 min after an id was written; then no id opens.
MESSAGES_LIFE = TALK_LIFE + IDLE_LIFE
_MEMORY_MAX = 100_000
_OVER = timedelta()


@dataclass(frozen=True, slots=True, repr=False)
class Saved:
    """A talk to keep: its packed (not sealed) ticket and the unix minute it began.

    A press reads nothing, so it cannot ask Redis when the talk began: the minute travels in the ticket and
    the caller hands it back at each write. From `began` + 6 h on nothing is kept until a new talk begins.
    """

    ticket: bytes
    began: int


@dataclass(frozen=True, slots=True, repr=False)
class Recalled:
    """A talk as it was kept, the live screen (None: not known), and all message ids known, ascending."""

    session: Saved
    screen: int | None
    messages: tuple[int, ...]


class Sessions:
    """The session of each chat: at most one, at most 30 minutes after the last write and 6 hours in all.

    No method raises for a fault of Redis, waits longer than half a second, or reads before it writes. While
    Redis is away talks are not kept, and ids are known as far as this process wrote them.
    """

    def __init__(self, redis: Redis, keyring: Keyring, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._keyring = keyring
        self._breaker = Breaker(monotonic)
        self._line = Line(redis, self._breaker)
        self._memory = Memory(_MEMORY_MAX)

    @property
    def available(self) -> bool:
        """Whether Redis answered when it was last asked."""
        return self._breaker.closed

    async def answers(self) -> bool:
        """Ask Redis whether it is there."""
        return bool(await self._line.ask(lambda pipe: pipe.ping()))

    async def remember(
        self,
        chat: int,
        session: Saved,
        *,
        person_messages: Sequence[int] = (),
        screen_message: int | None,
        now: datetime,
    ) -> tuple[int, ...]:
        """Keep the talk and the ids of what now lies in the chat; one round trip.

        Gives the other screens known, for the caller to delete so that one stays; none are named while
        `screen_message` is None, because the live one may be among them.
        """
        shelves = self._shelves(chat, now)
        here = shelves[0]
        kept = person_messages[: self._memory.room(here.messages)]
        fresh = [here.seal_message(message, Kind.PERSON) for message in kept]
        if screen_message is not None:
            fresh.append(here.seal_message(screen_message, Kind.SCREEN))
        self._memory.add(here.messages, fresh, now + MESSAGES_LIFE)

        home, value, life = self._sealed(shelves, session, screen_message, now)
        lives = (_milliseconds(MESSAGES_LIFE), _milliseconds(life))
        names = _names(shelves, home)
        found = await self._line.run(REMEMBER, names, len(shelves), *lives, value, *fresh)
        known = self._known(shelves, found, now)
        if screen_message is None:
            return ()
        return tuple(sorted(one for one, kind in known.items() if kind is Kind.SCREEN and one != screen_message))

    async def recall(self, chat: int, now: datetime) -> Recalled | None:
        """Return the talk as last kept; None if never there, ended, closed, not ours, or Redis is away."""
        shelves = self._shelves(chat, now)

        def queue(pipe: Pipeline) -> None:
            pipe.mget([shelf.session for shelf in shelves])
            for shelf in shelves:
                pipe.smembers(shelf.messages)

        replies = await self._line.ask(queue)
        if not replies or isinstance(replies[0], Exception):
            return None
        opened = (shelf.open(value) for shelf, value in zip(shelves, replies[0], strict=True) if value)
        record = next((one for one in opened if one and _left(one.began, now) > _OVER), None)
        if record is None:
            return None
        known = self._known(shelves, replies[1:], now)
        screens = [one for one, kind in known.items() if kind is Kind.SCREEN]
        screen = record.screen or max(screens, default=None)
        return Recalled(Saved(record.ticket, record.began), screen, tuple(sorted(known)))

    async def forget(self, chat: int, now: datetime) -> tuple[int, ...]:
        """Delete all that is kept of this chat; gives the message ids known, ascending. One round trip.

        While Redis is away the session is owed: the first call that gets through deletes it. The ids there
        stay to their own end, because a later close can still name them.
        """
        shelves = self._shelves(chat, now)
        found = await self._line.run(FORGET, _names(shelves, shelves[0]), len(shelves))
        if found is None:
            self._line.owe(shelf.session for shelf in shelves)
        known = self._known(shelves, found, now)
        for shelf in shelves:
            self._memory.forget(shelf.messages)
        return tuple(sorted(known))

    async def drop_messages(self, chat: int, ids: Iterable[int], now: datetime) -> None:
        """Let go of ids whose messages are gone from the chat. One round trip, none for no ids."""
        gone = tuple(ids)
        if not gone:
            return
        shelves = self._shelves(chat, now)
        sealed = {shelf: [shelf.seal_message(one, kind) for one in gone for kind in Kind] for shelf in shelves}
        for shelf, members in sealed.items():
            self._memory.discard(shelf.messages, members)

        def queue(pipe: Pipeline) -> None:
            for shelf, members in sealed.items():
                pipe.srem(shelf.messages, *members)

        await self._line.ask(queue)

    def sweep(self, now: datetime) -> None:
        """Drop ids and keys that have outlived their time in this process; call it every minute or so."""
        self._memory.sweep(now)
        self._keyring.sweep(now)

    def _shelves(self, chat: int, now: datetime) -> tuple[Shelf, ...]:
        return tuple(Shelf(keys, chat) for keys in self._keyring.near(now))

    def _sealed(
        self, shelves: Sequence[Shelf], session: Saved, screen: int | None, now: datetime
    ) -> tuple[Shelf, bytes, timedelta]:
        """Seal the talk where it began, so that two look-ups always find it, with what is left of its life.

        Where the key of that epoch is not known, because it was in another process only, it begins here.
        """
        began = min(session.began, int(now.timestamp()) // 60)
        life = min(IDLE_LIFE, _left(began, now))
        if life <= _OVER:
            return shelves[0], b"", _OVER
        epoch = self._keyring.epoch(_moment(began))
        home = next((shelf for shelf in shelves if shelf.epoch == epoch), shelves[0])
        return home, home.seal(Record(session.ticket, began, screen)), life

    def _known(self, shelves: Sequence[Shelf], found: Sequence[Any] | None, now: datetime) -> dict[int, Kind]:
        """Ids from Redis (one reply for each shelf, or none at all) and those this process wrote."""
        known: dict[int, Kind] = {}
        for shelf, reply in zip(shelves, found or [()] * len(shelves), strict=True):
            members = self._memory.members(shelf.messages, now)
            if not isinstance(reply, Exception):
                members = members.union(reply)
            for message, kind in shelf.open_messages(members).items():
                known[message] = max(kind, known.get(message, kind))
        return known


def _names(shelves: Sequence[Shelf], home: Shelf) -> list[bytes]:
    """All names in the order of the scripts: message sets, the session of `home`, the other sessions."""
    others = [shelf.session for shelf in shelves if shelf is not home]
    return [*(shelf.messages for shelf in shelves), home.session, *others]


def _left(began: int, now: datetime) -> timedelta:
    return _moment(began) + TALK_LIFE - now


def _moment(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)


def _milliseconds(life: timedelta) -> int:
    return life // timedelta(milliseconds=1)
