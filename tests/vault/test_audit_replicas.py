"""A Redis that copies ours is held to the same, and so is one that copies that."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.log import Event
from bot.vault.audit import _beside
from tests.vault.servers import NOTHING, accounts, debian, finds, free_port, running

REPLICATES = ("--masteruser", "admin", "--masterauth", "x", "--repl-diskless-load", "swapdb")
DISKLESS = ("--repl-diskless-sync", "yes", "--repl-diskless-sync-delay", "0")


@pytest.mark.system
@pytest.mark.parametrize(
    ("options", "users", "found"),
    [
        ((), None, NOTHING),
        (("--save", "900", "1"), None, {Event.REPLICA}),
        (("--slowlog-log-slower-than", "0", "--slowlog-max-len", "9"), None, {Event.REPLICA}),
        ((), accounts(default="on nopass ~* +@all"), {Event.REPLICA}),
        ((), accounts(audit="on >other"), {Event.REPLICA}),
        (("--loglevel", "debug"), None, NOTHING),
    ],
    ids=["in order", "writes", "slow", "open", "cannot be looked at", "only a warning"],
)
async def test_a_replica_is_held_to_the_same(
    options: Sequence[str], users: Sequence[str] | None, found: set[Event]
) -> None:
    first, second = free_port(), free_port()
    async with running(debian(), DISKLESS, port=first) as server:
        copies = ("--replicaof", "127.0.0.1", str(first), *REPLICATES, *options)
        async with running(debian(), copies, users, port=second), server.admin() as admin, asyncio.timeout(15):
            while (await admin.info()).get("slave0", {}).get("state") != "online":  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.02)
            assert await finds(server.over_tcp()) == found
            assert await finds(server.auditor()) == found


@pytest.mark.parametrize(
    ("url", "host", "expected"),
    [
        ("unix://audit:p@/run/redis.sock", "10.0.0.7", "redis://audit:p@10.0.0.7:6390"),
        ("redis://audit:p@127.0.0.1:1", "127.0.0.1", "redis://audit:p@127.0.0.1:6390"),
        ("rediss://audit:p@one.invalid:1", "two.invalid", "rediss://audit:p@two.invalid:6390"),
        ("rediss://audit:p%2Fx%40@one.invalid", "2001:db8::1", "rediss://audit:p%2Fx%40@[2001:db8::1]:6390"),
        ("redis://:p@127.0.0.1", "127.0.0.1", "redis://:p@127.0.0.1:6390"),
        ("redis://127.0.0.1", "127.0.0.1", "redis://:@127.0.0.1:6390"),
    ],
)
def test_a_replica_is_asked_with_the_same_account_and_the_same_care(url: str, host: str, expected: str) -> None:
    assert _beside(url, host, 6390) == expected


@pytest.mark.system
async def test_a_chain_of_replicas_is_followed() -> None:
    first, second, third = free_port(), free_port(), free_port()
    loud = ("--replicaof", "127.0.0.1", str(second), *REPLICATES, "--save", "900", "1")
    between = ("--replicaof", "127.0.0.1", str(first), *REPLICATES, *DISKLESS)
    async with (
        running(debian(), DISKLESS, port=first) as server,
        running(debian(), between, port=second) as copy,
        running(debian(), loud, port=third),
        asyncio.timeout(20),
    ):
        for one in (server, copy):
            async with one.admin() as admin:
                while (await admin.info()).get("slave0", {}).get("state") != "online":  # noqa: ASYNC110 - as above
                    await asyncio.sleep(0.02)
        assert await finds(server.over_tcp()) == {Event.REPLICA}
