"""The clean-up queue: whose talk is due, taken under a lease by one copy of the bot, settled when it is gone.

A chat stands in it once. Each write to a talk moves its deadline; a close is a deadline that is now. What is due is
leased, not removed, so that whatever happens to the copy that took it, another takes it again. A lease is known by its
score: who finds another one there knows that the talk went on, and leaves it alone.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from redis.asyncio.client import Pipeline

from bot.vault.known import Known, gather
from bot.vault.line import Line
from bot.vault.memory import CHAT_MAX, Memory
from bot.vault.scripts import CLAIM, CLOSE, OWE, REMEMBER, SETTLE, TAKE
from bot.vault.trace import Kind, Screen, Trace, Traces

# Shorter than the shortest idle time: then no deadline that a press sets can equal a lease that was there before.
LEASE = timedelta(seconds=50)
_SOON = timedelta(seconds=60)  # longer than a lease: whoever holds one sees that something has come
AT_ONCE = 100
_NOT_OURS, _NOT_YET = -1, 0


@dataclass(frozen=True, slots=True, repr=False)
class Claim:
    """A chat whose time has come; `lease` is 0 when only this process's memory says so."""

    chat: int
    lease: int


@dataclass(frozen=True, slots=True, repr=False)
class Taken:
    """A talk to remove: its messages, and the screen that becomes the last line (None: nothing is to stay).

    `disturbed` says that something was written to the talk while it was being closed: its screen may have changed.
    """

    chat: int
    messages: tuple[int, ...]
    screen: Screen | None
    key: bytes  # blind; the same for the same chat while an epoch lasts
    lease: int  # in Redis; 0: in no queue there
    due: float  # in memory
    known: Known
    traces: tuple[Trace, ...]
    disturbed: bool = False

    @property
    def spare(self) -> tuple[int, ...]:
        """Other screens, newest first: one of them becomes the last line when the live one is not there any more."""
        screens = (one for one, kind in self.known.messages.items() if kind is Kind.SCREEN)
        live = self.screen.message if self.screen else None
        return tuple(sorted((one for one in screens if one != live), reverse=True))


class Queue:
    """What is to be removed and when. No method raises for a fault of Redis; then memory stands in."""

    def __init__(
        self,
        line: Line,
        memory: Memory,
        traces: Traces,
        sessions: Callable[[int, datetime], list[bytes]],
        monotonic: Callable[[], float],
    ) -> None:
        self._line = line
        self._memory = memory
        self._traces = traces
        self._sessions = sessions
        self._monotonic = monotonic

    async def due(self, now: datetime, ahead: timedelta = timedelta()) -> list[Claim]:
        """Lease at most a hundred chats whose time has come, or comes within `ahead`. One round trip."""
        queues = self._traces.queues(now)
        reply = await self._line.run(CLAIM, queues, milliseconds(LEASE), milliseconds(ahead), AT_ONCE)
        if reply is not None:
            await self.hand_over(now)
        lease, found = reply or (0, [])
        claims: dict[int, Claim] = {}
        for number, member in found:
            chat = self._traces.chat(queues[number - 1], member, now)
            if chat is not None:
                claims[chat] = Claim(chat, lease)
        for queue, member in list(self._memory.due(self._monotonic() + ahead.total_seconds())):
            chat = self._traces.chat(queue, member, now)
            if chat is not None and len(claims) < AT_ONCE:
                claims.setdefault(chat, Claim(chat, 0))
        return list(claims.values())

    async def take(self, claim: Claim, now: datetime, ahead: timedelta = timedelta()) -> Taken | None:
        """Look at what is due just before it is removed; None when the talk went on. Its session ends here."""
        traces = self._traces.of(claim.chat, now)
        members = [trace.member for trace in traces]
        times = (claim.lease, milliseconds(LEASE), milliseconds(ahead))
        reply: Any = await self._line.run(TAKE, self._names(claim.chat, traces, now), len(traces), *times, *members)
        if reply is None:
            self._owe_sessions(claim.chat, now)
        elif reply[0] == _NOT_OURS:
            return None
        elif reply[0] == _NOT_YET:
            self._postpone(traces, self._monotonic() + reply[1] / 1000)
            return None
        _, lease, replies = reply or (1, 0, None)
        due = self._monotonic() + LEASE.total_seconds()
        self._postpone(traces, due)
        found = gather(traces, replies, self._memory, now)
        # In no queue, but in its place: it was cleaned, by a copy that did not know what only we wrote.
        done = not lease and any(replies or ())
        screen = None if done else found.screen
        messages = set(found.messages)
        if done and found.screen:
            messages.discard(found.screen.message)
        return Taken(claim.chat, tuple(sorted(messages)), screen, traces[0].name, lease, due, found, traces)

    async def close(
        self,
        chat: int,
        screen: Screen | None,
        now: datetime,
        *,
        received: Iterable[int] = (),
        age: timedelta = timedelta(),
    ) -> Taken:
        """Take a talk now: the session ends, and until it is settled all that is known of its messages stays known.

        `screen` is the line that is to stay, `received` what else lies in the chat, `age` how long the event has
        been worked on. One round trip.
        """
        traces = self._traces.of(chat, now)
        here = traces[0]
        fresh = [here.seal_message(message, Kind.PERSON) for message in received]
        fresh += [here.seal_message(screen.message, Kind.SCREEN)] if screen else []
        last = here.seal_screen(screen) if screen else b""
        due = self._monotonic() + LEASE.total_seconds()
        disturbed = self._close_memory(traces, fresh, last, age, due)
        times = (milliseconds(here.end - now), milliseconds(LEASE), milliseconds(age))
        members = [trace.member for trace in traces]
        names = self._names(chat, traces, now)
        reply = await self._line.run(CLOSE, names, len(traces), *times, *members, *fresh, last)
        if reply is None:
            self._owe_sessions(chat, now)
            self._memory.add(here.name, (), here.end).there = False
        written, lease, replies = reply or (0, 0, None)
        found = gather(traces, replies, self._memory, now)
        messages = tuple(sorted(found.messages))
        disturbed |= bool(written)
        return Taken(chat, messages, screen, here.name, lease, due, found, traces, disturbed=disturbed)

    async def owe(self, sent: Mapping[int, Sequence[int]], now: datetime) -> bool:
        """Know of these messages, by chat, before anybody forgets that they came; says whether Redis took them all.

        Moves no talk. One round trip.
        """

        def queue(pipe: Pipeline) -> None:
            for chat, messages in sent.items():
                traces = self._traces.of(chat, now)
                here = traces[0]
                fresh = [here.seal_message(message, Kind.PERSON) for message in messages[:CHAT_MAX]]
                times = (milliseconds(here.end - now), milliseconds(_SOON))
                every, members = names(traces, ()), [trace.member for trace in traces]
                pipe.eval(OWE, len(every), *every, len(traces), *times, *members, *fresh)

        replies = await self._line.ask(queue) if sent else []
        return len(replies) == len(sent) and not any(isinstance(reply, Exception) for reply in replies)

    async def settle(
        self,
        taken: Taken,
        gone: Iterable[int],
        now: datetime,
        *,
        again: timedelta | None = None,
        life: timedelta | None = None,
    ) -> None:
        """Let go of the messages that are gone; try again after a while, or be done with the chat.

        What is left of a chat that is done is kept for `life`; None keeps it to its own end. One round trip.
        """
        off = set(gone)
        left = taken.known.messages.keys() - off
        fields = taken.known.holding(off)
        for trace, one in zip(taken.traces, fields, strict=True):
            self._memory.discard(trace.name, one)
        self._settle_memory(taken, now, again, life)
        wait = -1 if again is None else milliseconds(again)
        keep = -1 if not left else 0 if life is None else milliseconds(life)
        members = [trace.member for trace in taken.traces]
        counts = [len(one) for one in fields]
        every = [field for one in fields for field in one]
        names = self._names(taken.chat, taken.traces, now)[: 2 * len(taken.traces)]
        await self._line.run(SETTLE, names, len(members), taken.lease, wait, keep, *members, *counts, *every)

    async def hand_over(self, now: datetime) -> bool:
        """Give Redis what it did not take when it was written, for another process to know; whether it has all now."""
        for entry in tuple(islice(self._memory.missing(), AT_ONCE)):
            chat = self._traces.chat(*entry.place, now) if entry.place else None
            if chat is None or entry.place is None or entry.due is None:
                entry.there = True  # its key is gone: it opens nowhere
                continue
            traces = self._traces.of(chat, now)
            here = traces[0]
            was = next(trace for trace in traces if (trace.queue, trace.member) == entry.place)
            fresh = [here.seal_message(*one) for one in was.open_messages(entry.members).values()]
            screen = was.open_screen(entry.screen)
            last = here.seal_screen(screen) if screen else b""
            left = timedelta(seconds=max(0.0, entry.due - self._monotonic()))
            times = (milliseconds(here.end - now), milliseconds(left), 0, 0, 0)
            members = [trace.member for trace in traces]
            every = self._names(chat, traces, now)
            reply = await self._line.run(REMEMBER, every, len(traces), *times, b"", last, *members, *fresh)
            entry.there = reply is not None
        return not any(self._memory.missing())

    def _names(self, chat: int, traces: tuple[Trace, ...], now: datetime) -> list[bytes]:
        return names(traces, self._sessions(chat, now))

    def _owe_sessions(self, chat: int, now: datetime) -> None:
        self._line.owe(self._sessions(chat, now))

    def _postpone(self, traces: Iterable[Trace], due: float) -> None:
        for trace in traces:
            entry = self._memory.entry(trace.name)
            if entry is not None and entry.due is not None:
                entry.due = due

    def _close_memory(
        self, traces: tuple[Trace, ...], fresh: list[bytes], last: bytes, age: timedelta, due: float
    ) -> bool:
        moment = self._monotonic()
        disturbed = False
        for trace in traces:
            entry = self._memory.entry(trace.name)
            if entry is not None:
                disturbed |= entry.written > moment - age.total_seconds()
                entry.screen = None
        here = self._memory.add(traces[0].name, fresh, traces[0].end)
        here.place = (traces[0].queue, traces[0].member)
        here.screen = last or None
        here.closed = moment
        here.due = due
        return disturbed

    def _settle_memory(self, taken: Taken, now: datetime, again: timedelta | None, life: timedelta | None) -> None:
        for trace in taken.traces:
            entry = self._memory.entry(trace.name)
            if entry is None or entry.due != taken.due:
                continue
            entry.due = None if again is None else self._monotonic() + again.total_seconds()
            if again is None and life is not None:
                entry.until = min(entry.until, now + life)


def names(traces: Iterable[Trace], sessions: Iterable[bytes]) -> list[bytes]:
    """All names in the order of the scripts: traces, their queues, sessions."""
    every = tuple(traces)
    return [*(trace.name for trace in every), *(trace.queue for trace in every), *sessions]


def milliseconds(life: timedelta) -> int:
    """Whole milliseconds, as Redis counts."""
    return life // timedelta(milliseconds=1)
