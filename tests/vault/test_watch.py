"""The watch: what it finds closes and opens the way to Redis, and each thing is said once."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.log import Event
from bot.vault import watch as watching
from bot.vault.connection import connect
from bot.vault.embedded import find_server
from bot.vault.keys import Keyring
from bot.vault.store import Saved, Sessions
from bot.vault.watch import Gate, Watch
from bot.vault.wrapped import Keeper, RedisChest, Wrap
from tests.vault.closing import closes
from tests.vault.servers import ORDERLY, Running, finds, running

CHAT = 5_000_123_457
NOWHERE = Running(Path("/nowhere/redis.sock"), 0)
ONE, TWO = bytes(range(32)), bytes(range(1, 33))


def now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Desk:
    """A copy of the bot as far as Redis goes, and what it has said."""

    server: Running
    key: bytes | None = None
    slow_by: timedelta = timedelta()
    accepted: bool = False
    said: list[Event] = field(default_factory=list)
    seconds: float = 0.0

    def __post_init__(self) -> None:
        self.gate, self.keyring = Gate(), Keyring()
        url = ORDERLY.bot_url(f"unix://{self.server.socket}")
        self._clients = [connect(url, self.gate.is_open), connect(url, self.gate.is_safe)]
        self.sessions = Sessions(self._clients[0], self.keyring, monotonic=self.monotonic)
        chest = RedisChest(self._clients[1], self.monotonic)
        self.watch = Watch(
            self.gate,
            self.server.auditor(accepted=self.accepted),
            Keeper(self.keyring, chest, Wrap(self.key) if self.key else None),
            clock=lambda: now() - self.slow_by,
            say=self.said.append,
            monotonic=self.monotonic,
        )

    def monotonic(self) -> float:
        return self.seconds

    async def looks(self) -> list[Event]:
        """Look once, half a minute later; what is said then."""
        self.seconds += watching.ROUND
        self.said.clear()
        await self.watch.look()
        return list(self.said)

    async def keeps_talks(self) -> bool:
        """Whether a talk can be kept and recalled."""
        self.seconds += 2.0
        moment = now()
        await self.sessions.remember(CHAT, Saved(b"talk", int(moment.timestamp()) // 60), screen_message=7, now=moment)
        kept = (await self.sessions.recall(CHAT, moment)).talk is not None
        await closes(self.sessions, CHAT, moment)
        return kept

    async def close(self) -> None:
        for client in self._clients:
            await client.aclose()


async def test_until_somebody_has_looked_redis_is_not_used() -> None:
    async with running(find_server()) as server:
        desk = Desk(server)
        assert not await desk.keeps_talks()
        assert await desk.looks() == []
        assert await desk.keeps_talks()
        await desk.close()


async def test_a_redis_out_of_order_is_not_used_until_it_is_mended_and_that_is_said_once() -> None:
    async with running(find_server()) as server, server.admin() as admin:
        desk = Desk(server, ONE)
        await admin.config_set("save", "900 1")
        assert await desk.looks() == [Event.DISK]
        assert not await desk.keeps_talks()
        assert await admin.keys("*") == []
        assert await desk.looks() == []
        await admin.config_set("save", "")
        assert await desk.looks() == [Event.STORE_USED]
        assert await desk.keeps_talks()
        assert len(await admin.keys("k:*")) >= 3
        await desk.close()


async def test_a_redis_that_goes_out_of_order_is_left_within_ten_minutes() -> None:
    async with running(find_server()) as server, server.admin() as admin:
        desk = Desk(server)
        await desk.looks()
        assert await desk.keeps_talks()
        await admin.config_set("appendonly", "yes")
        looks = 0
        while Event.DISK not in await desk.looks():
            looks += 1
        assert (looks + 1) * watching.ROUND == 600
        assert not await desk.keeps_talks()
        await desk.close()


async def test_a_redis_that_was_away_is_looked_at_before_the_next_half_minute_is_over() -> None:
    desk = Desk(NOWHERE)
    assert await desk.looks() == []
    assert not desk.gate.is_open()
    assert desk.gate.findings() == frozenset()
    await desk.close()
    async with running(find_server()) as server, server.admin() as admin:
        desk = Desk(server)
        await desk.looks()
        desk.seconds += 600
        desk.watch._auditor = NOWHERE.auditor()  # it is away when it is to be looked at
        assert await desk.looks() == []
        assert desk.gate.is_open()
        await admin.config_set("maxmemory", "0")
        desk.watch._auditor = server.auditor()
        assert await desk.looks() == [Event.EVICTION]
        await desk.close()


async def test_warnings_are_said_and_redis_is_used() -> None:
    async with running(find_server(), ("--loglevel", "notice")) as server:
        desk = Desk(server)
        assert await desk.looks() == [Event.LOUD]
        assert await desk.keeps_talks()
        assert await desk.looks() == []
        await desk.close()


async def test_a_copy_with_another_sealing_key_serves_alone_until_the_keys_are_gone() -> None:
    async with running(find_server()) as server, server.admin() as admin:
        first, second = Desk(server, ONE), Desk(server, TWO)
        assert await first.looks() == []
        assert await second.looks() == [Event.KEYS_FOREIGN]
        assert await first.keeps_talks()
        assert not await second.keeps_talks()
        assert second.keyring.at(now())
        assert await second.looks() == []
        await admin.flushall()
        assert await second.looks() == [Event.STORE_USED]
        assert await second.keeps_talks()
        for desk in (first, second):
            await desk.close()


async def test_keys_that_were_another_s_stay_so_while_redis_is_away() -> None:
    async with running(find_server()) as server:
        first, second = Desk(server, ONE), Desk(server, TWO)
        await first.looks()
        await second.looks()
        second.gate.audit = frozenset()
        second.watch._keeper = Keeper(second.keyring, RedisChest(connect("unix:///nowhere/redis.sock")), Wrap(TWO))
        assert await second.looks() == []
        assert not second.gate.is_open()
        for desk in (first, second):
            await desk.close()


async def test_a_full_redis_takes_no_keys_and_that_is_said() -> None:
    async with running(find_server(), ("--maxmemory", "1")) as server, server.admin() as admin:
        desk = Desk(server, ONE)
        assert await desk.looks() == [Event.KEYS_REFUSED]
        assert desk.gate.is_open()
        await admin.config_set("maxmemory", "64mb")
        assert await desk.looks() == []
        assert desk.gate.findings() == frozenset()
        await desk.close()


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(-11, [Event.CLOCK_OFF]), (-9, []), (9, []), (11, [Event.CLOCK_OFF]), (200, [Event.CLOCK_OFF])],
)
async def test_a_clock_far_from_that_of_redis_is_told_and_keys_go_by_redis(minutes: int, said: list[Event]) -> None:
    async with running(find_server()) as server:
        right, wrong = Desk(server, ONE), Desk(server, ONE, slow_by=timedelta(minutes=minutes))
        assert await right.looks() == []
        assert await wrong.looks() == said
        assert wrong.gate.is_open()
        assert wrong.keyring.at(now() - wrong.slow_by).index == right.keyring.at(now()).index
        for desk in (right, wrong):
            await desk.close()


async def test_accepted_as_it_is_redis_is_used_and_that_is_said_at_each_start() -> None:
    async with running(find_server(), ("--rename-command", "CONFIG", "")) as server:
        refused, accepted = Desk(server), Desk(server, accepted=True)
        assert await refused.looks() == [Event.UNVERIFIED]
        assert not await refused.keeps_talks()
        assert await accepted.looks() == [Event.ACCEPTED]
        assert await accepted.keeps_talks()
        assert await finds(server.auditor()) == {Event.UNVERIFIED}
        for desk in (refused, accepted):
            await desk.close()


async def end(task: asyncio.Task[None]) -> None:
    """Once is not always enough: redis-py may take a cancel that comes while it connects for a timeout of its own."""
    while not task.done():
        task.cancel()
        await asyncio.wait((task,), timeout=0.2)


async def test_a_button_that_does_not_open_makes_the_watch_look_sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_SOONEST", 0.05)
    monkeypatch.setattr(watching, "ROUND", 30.0)
    async with running(find_server()) as server, server.admin() as admin:
        desk, other = Desk(server, ONE), Desk(server, ONE)
        await desk.watch.look()
        keeping = asyncio.create_task(desk.watch.keep_looking(desk.keyring))
        await asyncio.sleep(0.1)
        await admin.flushall()
        await other.watch.look()
        assert desk.keyring.at(now()).index != other.keyring.at(now()).index
        desk.keyring.doubt()
        async with asyncio.timeout(3):
            while desk.keyring.at(now()).index != other.keyring.at(now()).index:  # noqa: ASYNC110 - looks from outside
                await asyncio.sleep(0.01)
        await end(keeping)
        for one in (desk, other):
            await one.close()


async def test_without_any_doubt_the_watch_looks_every_round(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_SOONEST", 0.02)
    monkeypatch.setattr(watching, "ROUND", 0.05)
    async with running(find_server()) as server, server.admin() as admin:
        desk = Desk(server, ONE)
        keeping = asyncio.create_task(desk.watch.keep_looking(desk.keyring))
        async with asyncio.timeout(3):
            while not await admin.keys("k:*"):  # noqa: ASYNC110 - looks from outside
                await asyncio.sleep(0.01)
        await end(keeping)
        await desk.close()
