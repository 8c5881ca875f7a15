"""Sessions: what a button cannot carry, sealed in Redis for a short time, and gone when a person closes."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from redis.asyncio import Redis
from redis.asyncio.client import Pipeline

from bot.vault.breaker import Breaker
from bot.vault.keys import Keyring
from bot.vault.known import gather
from bot.vault.line import Line
from bot.vault.memory import Entry, Memory
from bot.vault.queue import Queue, milliseconds, names
from bot.vault.record import Record, Shelf
from bot.vault.scripts import CARRY, REMEMBER
from bot.vault.stamp import LIFE as STAMP_LIFE
from bot.vault.stamp import stamps
from bot.vault.trace import Kind, Screen, Trace, Traces

IDLE_LIFE = timedelta(minutes=30)
TALK_LIFE = timedelta(hours=6)
LONGEST_IDLE = timedelta(hours=24)
IDLE = timedelta(minutes=15)
SAME_INSTANT = 2.0  # seconds after a close in which something sent still belongs to what was closed
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
    idle: timedelta = IDLE  # after so long without an event everything is removed; at most 24 hours
    mark: int = 0  # 0 to 255, of the caller's own: given back with the screen when the talk is removed


@dataclass(frozen=True, slots=True, repr=False)
class Recalled:
    """A talk as it was kept, and the live screen (None: not known)."""

    session: Saved
    screen: int | None


class Kept(NamedTuple):
    """Other screens known, to be removed so that one stays; or that the chat was closed meanwhile.

    `again`: the update had been done before, by this process's forerunner or another copy.
    """

    old: tuple[int, ...]
    closed: bool
    again: bool = False


class Found(NamedTuple):
    """The talk, if there is one, and whether it was closed a moment ago and nothing was begun since.

    `again`: the update had been done before.
    """

    talk: Recalled | None
    closed: bool
    again: bool = False


class Sessions:
    """The session of each chat: at most one, at most 30 minutes after the last write and 6 hours in all.

    No method raises for a fault of Redis, waits longer than half a second, or reads before it writes. While
    Redis is away talks are not kept, and ids are known as far as this process wrote them.
    """

    def __init__(self, redis: Redis, keyring: Keyring, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._keyring = keyring
        self._monotonic = monotonic
        self._breaker = Breaker(monotonic)
        self._line = Line(redis, self._breaker)
        self._memory = Memory(_MEMORY_MAX)
        self._traces = Traces(keyring.queue_keys)
        self.queue = Queue(self._line, self._memory, self._traces, self._names, monotonic)

    @property
    def available(self) -> bool:
        """Whether Redis answered when it was last asked."""
        return self._breaker.closed

    async def answers(self) -> bool:
        """Ask Redis whether it is there and serves us."""
        replies = await self._line.ask(lambda pipe: pipe.ping())
        return bool(replies) and not isinstance(replies[0], Exception)

    async def remember(
        self,
        chat: int,
        session: Saved,
        *,
        person_messages: Sequence[int] = (),
        screen_message: int,
        now: datetime,
        age: timedelta = _OVER,
        update: int | None = None,
    ) -> Kept:
        """Keep the talk and the ids of what now lies in the chat, and move its deadline; one round trip.

        `age` is how long the event has been worked on: a close that fell into that time wins. `update` is stamped as
        done; one that was stamped before leaves the talk as it is.
        """
        traces = self._traces.of(chat, now)
        here = traces[0]
        idle = min(session.idle, LONGEST_IDLE)
        screen = Screen(screen_message, session.mark)
        kept = person_messages[: self._memory.room(here.name)]
        fresh = [here.seal_message(message, Kind.PERSON) for message in kept]
        fresh.append(here.seal_message(screen_message, Kind.SCREEN))
        last = here.seal_screen(screen)
        closed, entry = self._note(traces, fresh, last, idle, age)

        shelves = self._shelves(chat, now)
        home, value, life = self._sealed(shelves, session, screen_message, now)
        stamp = [] if update is None else stamps(self._keyring.near(now), update)[:1]
        every = names(traces, (*stamp, home.session, *(shelf.session for shelf in shelves if shelf is not home)))
        lives = (here.end - now, idle, age, life, STAMP_LIFE if stamp else _OVER)
        times = tuple(milliseconds(one) for one in lives)
        members = [trace.member for trace in traces]
        reply = await self._line.run(REMEMBER, every, len(traces), *times, value, last, *members, *fresh)
        entry.there &= reply is not None
        closed_there, again, replies = reply or (0, 0, None)
        found = gather(traces, replies, self._memory, now)
        await self._carry(traces, found.fields, now)
        old = sorted(one for one, kind in found.messages.items() if kind is Kind.SCREEN and one != screen_message)
        return Kept(tuple(old), closed or bool(closed_there), bool(again))

    async def recall(self, chat: int, now: datetime, update: int | None = None) -> Found:
        """Return the talk as last kept; None if never there, ended, closed, not ours, or Redis is away.

        In the same round trip it is asked whether this update is done.
        """
        shelves = self._shelves(chat, now)
        here = self._traces.of(chat, now)[0]
        entry = self._memory.entry(here.name)
        closed = entry is not None and self._monotonic() - entry.closed < SAME_INSTANT

        stamped = [] if update is None else stamps(self._keyring.near(now), update)

        def queue(pipe: Pipeline) -> None:
            pipe.mget([shelf.session for shelf in shelves])
            pipe.hget(here.name, b"x")
            pipe.time()
            if stamped:
                pipe.mget(stamped)

        replies = await self._line.ask(queue)
        if not replies or isinstance(replies[0], Exception):
            return Found(None, closed)
        values, then, time_, *done = replies
        if any(value is not None for names in done if isinstance(names, list) for value in names):
            return Found(None, closed=False, again=True)
        opened = (shelf.open(value) for shelf, value in zip(shelves, values, strict=True) if value)
        record = next((one for one in opened if one and _left(one.began, now) > _OVER), None)
        if record is None:
            lately = isinstance(then, bytes) and then.isdigit() and time_[0] - int(then) / 1000 < SAME_INSTANT
            return Found(None, closed or lately)
        return Found(Recalled(Saved(record.ticket, record.began), record.screen), closed=False)

    async def drop_messages(self, chat: int, ids: Iterable[int], now: datetime) -> None:
        """Let go of ids whose messages are gone from the chat. One round trip, none for no ids."""
        gone = tuple(ids)
        if not gone:
            return
        traces = self._traces.of(chat, now)
        sealed = [(trace, [trace.seal_message(one, kind) for one in gone for kind in Kind]) for trace in traces]
        for trace, fields in sealed:
            self._memory.discard(trace.name, fields)

        def queue(pipe: Pipeline) -> None:
            for trace, fields in sealed:
                pipe.hdel(trace.name, *fields)

        await self._line.ask(queue)

    def sweep(self, now: datetime) -> None:
        """Drop ids and keys that have outlived their time in this process; call it every minute or so."""
        self._memory.sweep(now)
        self._keyring.sweep(now)

    def _note(
        self, traces: Sequence[Trace], fresh: Sequence[bytes], last: bytes, idle: timedelta, age: timedelta
    ) -> tuple[bool, Entry]:
        """Keep the copy in this process; says whether the chat was closed here meanwhile, and which copy it is."""
        moment = self._monotonic()
        entries = [entry for trace in traces if (entry := self._memory.entry(trace.name))]
        closed = any(entry.closed > moment - age.total_seconds() for entry in entries)
        for entry in entries:
            entry.due = entry.screen = None
        here = self._memory.add(traces[0].name, fresh, traces[0].end)
        here.place = (traces[0].queue, traces[0].member)
        here.screen = last
        here.written = moment
        here.due = moment + (0 if closed else idle.total_seconds())
        return closed, here

    async def _carry(
        self, traces: Sequence[Trace], fields: Sequence[dict[bytes, tuple[int, Kind]]], now: datetime
    ) -> None:
        """Ids that only an older key opens go under the present one: a talk may go on for longer than that key.

        Asks Redis at most once in an epoch, when a talk has crossed into it.
        """
        here = traces[0]
        have = set(fields[0].values())
        missing = {one for older in fields[1:] for one in older.values()} - have
        if missing:
            sealed = [here.seal_message(message, kind) for message, kind in sorted(missing)]
            self._memory.add(here.name, sealed, here.end)
            await self._line.run(CARRY, [here.name], milliseconds(here.end - now), *sealed)

    def _names(self, chat: int, now: datetime) -> list[bytes]:
        return [shelf.session for shelf in self._shelves(chat, now)]

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


def _left(began: int, now: datetime) -> timedelta:
    return _moment(began) + TALK_LIFE - now


def _moment(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)
