"""What can be opened, minute by minute for three days, by us and by somebody who has everything: what is meant."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial

import pytest

from bot.vault.keys import QUEUE, SESSIONS, Keyring, Span
from bot.vault.record import Record, Shelf
from bot.vault.ticket import TicketSeal
from bot.vault.trace import Kind, Traces
from bot.vault.wrapped import Keeper, Shared, Wrap
from tests.vault.chest import TurnedChest

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TEN = timedelta(minutes=10)
THREE_DAYS = 72 * 60
CHAT = 5_000_123_457
SECRET = bytes(range(32))
SECRETS = Wrap(SECRET)

Opener = Callable[[Keyring, datetime], bool]


@dataclass(frozen=True)
class Sealed:
    """Something sealed at a moment of the common clock, and how one tries to open it."""

    span: Span
    at: datetime
    opens: Opener

    def expected(self, now: datetime) -> bool:
        return now < self.span.end(self.span.epoch(self.at))


class Copy:
    """A copy of the bot whose clock is wrong by a little."""

    def __init__(self, chest: TurnedChest, wrong_by: timedelta, wrap: Wrap | None = SECRETS) -> None:
        self.keyring = Keyring()
        self.wrong_by = wrong_by
        self._chest = chest
        self._keeper = Keeper(self.keyring, chest, wrap)

    def clock(self) -> datetime:
        return self._chest.now + self.wrong_by

    async def tick(self) -> Shared:
        meeting = await self._keeper.meet(self.clock)
        self.keyring.sweep(self.clock())
        return meeting.shared

    def opens(self, sealed: Sealed) -> bool:
        return sealed.opens(self.keyring, self.clock())

    def seals(self) -> Iterator[Sealed]:
        at, keyring, clock = self._chest.now, self.keyring, self.clock()
        ticket = TicketSeal(keyring).seal(b"visit", CHAT, clock, b"script")
        yield Sealed(SESSIONS, at, partial(_ticket, ticket))
        shelf = Shelf(keyring.at(clock), CHAT)
        yield Sealed(SESSIONS, at, partial(_session, shelf.session, shelf.seal(Record(b"visit", 1, 7))))
        trace = traces(keyring).of(CHAT, clock)[0]
        yield Sealed(QUEUE, at, partial(_message, trace.seal_message(77, Kind.SCREEN)))
        yield Sealed(QUEUE, at, partial(_queued, trace.queue, trace.member))


@cache
def traces(keyring: Keyring) -> Traces:
    return Traces(keyring.queue_keys)


def _ticket(ticket: str, keyring: Keyring, now: datetime) -> bool:
    return TicketSeal(keyring).open(ticket, CHAT, now, b"script") == b"visit"


def _session(name: bytes, value: bytes, keyring: Keyring, now: datetime) -> bool:
    shelves = [Shelf(keys, CHAT) for keys in keyring.near(now)]
    return any(shelf.session == name and shelf.open(value) == Record(b"visit", 1, 7) for shelf in shelves)


def _message(field: bytes, keyring: Keyring, now: datetime) -> bool:
    return any(trace.open_messages([field]) for trace in traces(keyring).of(CHAT, now))


def _queued(queue: bytes, member: bytes, keyring: Keyring, now: datetime) -> bool:
    return traces(keyring).chat(queue, member, now) == CHAT


def thief(chest: TurnedChest, *copies: Copy) -> Keyring:
    """Somebody with the sealing key, Redis's memory and that of every copy, who ignores all ends."""
    loot = Keyring()
    for mine in loot.rings:
        for epoch in range(mine.span.epoch(NOON) - 20, mine.span.epoch(NOON) + 40):
            name = mine.span.name(epoch)
            if name in chest.kept:
                raw = SECRETS.unwrap(name, chest.kept[name][0])
                assert raw
                mine.adopt(epoch, raw)
    for copy in copies:
        for number in (0, 1):
            for epoch, held in copy.keyring.rings[number]._held.items():
                for raw, _ in reversed(held):
                    loot.rings[number].adopt(epoch, raw)
    return loot


def loot_opens(loot: Keyring, sealed: Sealed) -> bool:
    """By the clock of the moment it was sealed, at which every stolen key counts."""
    return sealed.opens(loot, sealed.at)


@pytest.mark.parametrize("every", [pytest.param(47, marks=pytest.mark.soak), 353], ids=["often", "now and then"])
async def test_for_three_days_exactly_what_is_meant_can_be_opened_by_every_copy_and_by_a_thief(every: int) -> None:
    chest = TurnedChest(NOON - timedelta(hours=3))
    fast, slow = copies = Copy(chest, TEN), Copy(chest, -TEN)
    things: list[Sealed] = []
    for minute in range(THREE_DAYS + 1):
        shared = [await copy.tick() for copy in copies]
        assert shared == [Shared.YES, Shared.YES]
        if minute % every == 0:
            for copy in copies:
                things += copy.seals()
        loot = thief(chest, *copies)
        for one in things:
            expected = one.expected(chest.now)
            found = (fast.opens(one), slow.opens(one), loot_opens(loot, one))
            assert found == (expected,) * 3, (minute, one.span.mark, one.at, found)
        chest.now += MINUTE
        # What nobody can open any more stays so: a few are kept to see it, the rest only slow the test down.
        things = [one for one in things if chest.now < one.span.end(one.span.epoch(one.at)) + timedelta(hours=2)]
    assert len(things) > 15


async def test_nothing_sealed_opens_for_anybody_30_hours_and_10_minutes_after() -> None:
    chest = TurnedChest(NOON)
    copy = Copy(chest, timedelta())
    await copy.tick()
    things = list(copy.seals())
    chest.now += timedelta(hours=30, minutes=10)
    await copy.tick()
    loot = thief(chest, copy)
    assert [loot_opens(loot, one) for one in things] == [False] * 4


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(minutes=-10), TEN])
async def test_a_clock_that_is_set_loses_nobody_s_talk(jump: timedelta) -> None:
    for start in range(0, 12 * 60, 30):
        chest = TurnedChest(NOON + start * MINUTE)
        jumps, other = Copy(chest, timedelta()), Copy(chest, timedelta())
        for copy in (jumps, other):
            await copy.tick()
        before = list(jumps.seals())
        jumps.wrong_by += jump  # and the watch has not looked yet
        between = list(jumps.seals())
        jumps.keyring.sweep(jumps.clock())
        assert all(copy.opens(one) for copy in (jumps, other) for one in before + between)
        await jumps.tick()
        assert all(copy.opens(one) for copy in (jumps, other) for one in before + between)


async def test_while_redis_is_away_each_goes_on_alone_and_then_they_agree_and_nobody_loses_a_button() -> None:
    chest = TurnedChest(NOON)
    chest.away = True
    one, two = Copy(chest, timedelta()), Copy(chest, timedelta())
    assert [await one.tick(), await two.tick()] == [Shared.AWAY, Shared.AWAY]
    alone = list(two.seals())
    assert not any(one.opens(thing) for thing in alone)
    chest.away = False
    assert [await one.tick(), await two.tick()] == [Shared.YES, Shared.YES]
    together = list(two.seals())
    assert all(copy.opens(thing) for thing in together for copy in (one, two))
    assert all(two.opens(thing) for thing in alone)
    # what was sealed with the key that lost ends when the key that won does
    chest.now = SESSIONS.end(SESSIONS.epoch(NOON))
    await two.tick()
    assert [two.opens(thing) for thing in alone if thing.span is SESSIONS] == [False] * 2


async def test_after_an_empty_restart_of_redis_the_same_keys_are_everybody_s_again() -> None:
    chest = TurnedChest(NOON)
    one, two = Copy(chest, timedelta()), Copy(chest, timedelta())
    await one.tick()
    await two.tick()
    before = list(one.seals())
    chest.kept.clear()
    assert [await two.tick(), await one.tick()] == [Shared.YES, Shared.YES]
    late = Copy(chest, timedelta())
    await late.tick()
    assert all(copy.opens(thing) for copy in (one, two, late) for thing in before)
