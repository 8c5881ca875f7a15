"""Each way in which a Redis can be set out of order: a real server set so, and what the audit says of it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest
from redis.asyncio import Redis

from bot.log import Event
from bot.vault.accounts import Accounts
from bot.vault.audit import REFUSALS, Auditor, judge
from bot.vault.embedded import EmbeddedRedis, find_server
from bot.vault.sight import Account, Sight
from tests.vault.servers import NOTHING, debian, finds, running


async def test_a_server_as_the_bot_starts_it_is_in_order(binary: str) -> None:
    async with running(binary) as server:
        assert await finds(server.auditor()) == NOTHING


async def test_the_private_redis_passes_its_own_audit() -> None:
    accounts = Accounts()
    async with EmbeddedRedis(accounts) as url:
        auditor = Auditor(accounts.bot_url(url), accounts.audit_url(url), accepted=False, ours=True)
        assert await finds(auditor) == NOTHING
        assert "bot:" not in url


@pytest.mark.parametrize(
    ("options", "event"),
    [
        ("--save|900|1", Event.DISK),
        ("--appendonly|yes", Event.DISK),
        ("--maxmemory-policy|allkeys-lru", Event.EVICTION),
        ("--maxmemory-policy|volatile-ttl", Event.EVICTION),
        ("--maxmemory|0", Event.EVICTION),
        ("--slowlog-log-slower-than|0|--slowlog-max-len|1", Event.SLOWLOG),
        ("--slowlog-log-slower-than|10000|--slowlog-max-len|128", Event.SLOWLOG),
        ("--crash-log-enabled|yes", Event.CRASH_LOG),
        ("--crash-memcheck-enabled|yes", Event.CRASH_LOG),
        ("--latency-monitor-threshold|1", Event.LATENCY),
        ("--notify-keyspace-events|KEA", Event.ANNOUNCED),
        ("--loglevel|notice", Event.LOUD),
        ("--loglevel|debug", Event.LOUD),
        ("--slowlog-log-slower-than|-1|--slowlog-max-len|128", None),
        ("--slowlog-log-slower-than|0|--slowlog-max-len|0", None),
        ("--protected-mode|no", None),
    ],
)
async def test_each_setting_out_of_order_is_found_and_nothing_else(
    binary: str, options: str, event: Event | None
) -> None:
    async with running(binary, options.split("|")) as server:
        assert await finds(server.auditor()) == ({event} if event else NOTHING)


@pytest.mark.system
@pytest.mark.parametrize(
    "options",
    [
        ("--enable-debug-command", "yes"),
        ("--enable-debug-command", "local"),
        ("--enable-module-command", "yes"),
        ("--enable-protected-configs", "local"),
    ],
)
async def test_what_only_newer_servers_can_allow_is_found(options: Sequence[str]) -> None:
    async with running(debian(), options) as server:
        assert await finds(server.auditor()) == {Event.DEBUGGING}


async def test_a_server_that_has_written_to_disk_is_found_whatever_its_settings_say(binary: str) -> None:
    async with running(binary) as server:
        async with server.admin() as admin:
            await admin.bgsave()
            async with asyncio.timeout(5):
                while (await admin.info())["rdb_last_bgsave_time_sec"] < 0:  # noqa: ASYNC110 - another process
                    await asyncio.sleep(0.01)
        assert await finds(server.auditor()) == {Event.DISK}


@pytest.mark.system
async def test_a_server_that_saved_at_once_is_found() -> None:
    async with running(debian()) as server:
        async with server.admin() as admin:
            await admin.save()
        assert await finds(server.auditor()) == {Event.DISK}


@pytest.mark.parametrize("writes", ["BGSAVE", "BGREWRITEAOF"])
async def test_a_server_that_is_writing_to_disk_now_is_found(binary: str, writes: str) -> None:
    async with running(binary, ("--rdb-key-save-delay", "1000000", "--aof-use-rdb-preamble", "yes")) as server:
        async with server.admin() as admin:
            for number in range(5):
                await admin.set(f"s:{number}", b"x", ex=60)
            await run(admin, writes)
        assert await finds(server.auditor()) == {Event.DISK}


async def run(redis: Redis, *words: str) -> object:
    return await redis.execute_command(*words)  # type: ignore[no-untyped-call]


async def test_a_server_that_dropped_keys_is_told(binary: str) -> None:
    async with running(binary, ("--maxmemory", "2mb", "--maxmemory-policy", "allkeys-lru")) as server:
        async with server.admin() as admin:
            for number in range(400):
                await admin.set(f"s:{number}", b"x" * 10_000, ex=60)
        assert await finds(server.auditor()) == {Event.EVICTED, Event.EVICTION}


async def test_an_old_server_is_told_unless_it_is_our_own() -> None:
    async with running(find_server()) as server:
        assert await finds(server.auditor(ours=False)) == {Event.OLD}
    async with running(debian()) as server:
        assert await finds(server.auditor(ours=False)) == NOTHING


def sight(**other: str) -> Sight:
    """What a server in order shows, but for these settings; `_` stands for `-`."""
    settings = {
        "save": "",
        "appendonly": "no",
        "maxmemory": "1",
        "maxmemory-policy": "noeviction",
        "bind": "*",
        "protected-mode": "yes",
        "port": "0",
        "slowlog-log-slower-than": "-1",
        "slowlog-max-len": "0",
        "crash-log-enabled": "no",
        "crash-memcheck-enabled": "no",
        "latency-monitor-threshold": "0",
        "notify-keyspace-events": "",
        "loglevel": "warning",
    }
    settings |= {name.replace("_", "-"): value for name, value in other.items()}
    return Sight(settings, {"redis_version": "8.0.1"}, (), None, None)


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({}, NOTHING),
        ({"loglevel": "nothing"}, NOTHING),
        ({"hide_user_data_from_log": "yes"}, NOTHING),
        ({"hide_user_data_from_log": "no"}, {Event.LOUD}),
        ({"tls_port": "0", "protected_mode": "no"}, NOTHING),
        ({"tls_port": "6390", "protected_mode": "no"}, {Event.OPEN_DOOR}),
        ({"tls_port": "6390", "protected_mode": "no", "bind": "::1"}, NOTHING),
        ({"enable_debug_command": "no", "enable_module_command": "no", "enable_protected_configs": "no"}, NOTHING),
    ],
)
def test_settings_that_no_server_here_has_are_judged_as_well(settings: dict[str, str], found: set[Event]) -> None:
    assert set(judge(sight(**settings))) == found


def test_an_open_account_counts_with_no_further_flag() -> None:
    default = Account(frozenset({"on", "nopass"}), ("-@all",))
    assert judge(replace(sight(), default=default)) == {Event.OPEN_DOOR}


async def test_a_server_that_tells_less_than_is_asked_is_not_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    async def seen(*_: object) -> Sight:
        return replace(sight(), info={})

    monkeypatch.setattr("bot.vault.audit.look", seen)
    url = "unix:///nowhere/redis.sock"
    assert await finds(Auditor(url, url, accepted=False)) == {Event.UNVERIFIED}


def test_warnings_never_close_the_way_and_faults_always_do() -> None:
    warnings = {Event.CRASH_LOG, Event.LATENCY, Event.ANNOUNCED, Event.LOUD, Event.EVICTED, Event.OLD, Event.ACCEPTED}
    faults = {Event.DISK, Event.EVICTION, Event.OPEN_DOOR, Event.OPEN_WIRE, Event.RIGHTS, Event.DEBUGGING}
    assert not warnings & REFUSALS
    assert faults | {Event.SLOWLOG, Event.REPLICA, Event.WATCHED, Event.UNVERIFIED, Event.KEYS_FOREIGN} == REFUSALS
