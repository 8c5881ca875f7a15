"""Each way in which a Redis can be out of order: a real server set so, and what the audit says of it."""

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import replace

import pytest
from redis.asyncio import Redis

from bot.log import Event
from bot.vault.accounts import AUDIT_RIGHTS, BOT_RIGHTS, Accounts
from bot.vault.audit import REFUSALS, Auditor, _beside, judge
from bot.vault.connection import connect
from bot.vault.embedded import EmbeddedRedis, find_server
from bot.vault.sight import Account, Sight
from tests.vault.servers import AUDIT, accounts, finds, free_port, running

BOT_MAY = " ".join(("on", ">k", *BOT_RIGHTS))
AUDIT_MAY = f"on >{AUDIT} " + " ".join(AUDIT_RIGHTS)
NOTHING = set[Event]()


@pytest.fixture(params=["bundled", pytest.param("debian", marks=pytest.mark.system)])
def binary(request: pytest.FixtureRequest) -> str:
    """The server that comes with a package of ours (6.2), and the system's (7.0)."""
    return find_server() if request.param == "bundled" else debian()


def debian() -> str:
    found = shutil.which("redis-server")
    if found is None:
        pytest.skip("there is no redis-server on PATH: apt-get install redis-server")
    return found


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


@pytest.mark.parametrize(
    ("rights", "event"),
    [
        ("on nopass ~* +@all", Event.OPEN_DOOR),
        ("on nopass", Event.OPEN_DOOR),
        ("on >secret ~* +@all", None),
        ("off nopass ~* +@all", None),
    ],
)
async def test_a_door_without_a_password_is_found(binary: str, rights: str, event: Event | None) -> None:
    async with running(binary, users=accounts(default=rights)) as server:
        assert await finds(server.auditor()) == ({event} if event else NOTHING)


@pytest.mark.parametrize(
    ("bind", "protected", "event"),
    [
        ("0.0.0.0", "no", Event.OPEN_DOOR),
        ("127.0.0.1 ::", "no", Event.OPEN_DOOR),
        ("*", "no", Event.OPEN_DOOR),
        ("0.0.0.0", "yes", None),
        ("127.0.0.1 -::1", "no", None),
    ],
)
async def test_a_port_others_reach_without_protection_is_found(bind: str, protected: str, event: Event | None) -> None:
    port = free_port()
    options = ("--protected-mode", protected, "--bind", *bind.split())
    async with running(debian(), options, port=port) as server:
        assert await finds(server.over_tcp()) == ({event} if event else NOTHING)


async def test_an_old_server_that_listens_everywhere_because_nothing_is_said_is_found() -> None:
    async with running(find_server(), ("--protected-mode", "no", "--port", str(free_port()))) as server:
        assert await finds(server.auditor()) == {Event.OPEN_DOOR}


@pytest.mark.parametrize(
    ("rights", "event"),
    [
        ("+@all", Event.RIGHTS),
        ("+config|get", Event.RIGHTS),
        ("+config", Event.RIGHTS),
        ("+scan", Event.RIGHTS),
        ("+monitor", Event.RIGHTS),
        ("+@admin", Event.RIGHTS),
        ("+@dangerous", Event.RIGHTS),
        ("+@slow", Event.RIGHTS),
        ("+@read", Event.RIGHTS),
        ("+@keyspace", Event.RIGHTS),
        ("+@all -@dangerous", Event.RIGHTS),
        ("+@all -@dangerous -scan", None),
        ("+@all -config -scan -monitor", None),
        ("+@write -scan", None),
        ("+zadd +zrem", None),
    ],
)
async def test_an_account_that_could_list_or_watch_is_found(binary: str, rights: str, event: Event | None) -> None:
    async with running(binary, users=accounts(bot=f"{BOT_MAY} {rights}")) as server:
        assert await finds(server.auditor()) == ({event} if event else NOTHING)


@pytest.mark.system
async def test_a_second_set_of_rights_counts_too() -> None:
    async with running(debian(), users=accounts(bot=f"{BOT_MAY} (+monitor ~x)")) as server:
        assert await finds(server.auditor()) == {Event.RIGHTS}


async def test_a_bot_that_comes_as_the_default_account_may_do_too_much(binary: str) -> None:
    async with running(binary, users=accounts(default="on >secret ~* +@all")) as server:
        audit = f"unix://audit:{AUDIT}@{server.socket}"
        found = await finds(Auditor(f"unix://:secret@{server.socket}", audit, accepted=False, ours=True))
        assert found == {Event.RIGHTS}


async def test_an_account_that_is_not_there_can_do_no_harm(binary: str) -> None:
    async with running(binary) as server:
        url, audit_url = (f"unix://{user}@{server.socket}" for user in ("nobody:x", f"audit:{AUDIT}"))
        assert await finds(Auditor(url, audit_url, accepted=False, ours=True)) == NOTHING


async def test_somebody_who_watches_is_found_until_gone(binary: str) -> None:
    async with running(binary) as server:
        reader, writer = await asyncio.open_unix_connection(server.socket)
        writer.write(b"AUTH admin x\r\nMONITOR\r\n")
        assert [await reader.readline() for _ in range(2)] == [b"+OK\r\n"] * 2
        assert await finds(server.auditor()) == {Event.WATCHED}
        writer.close()
        await writer.wait_closed()
        async with asyncio.timeout(5):
            while await finds(server.auditor()):  # noqa: ASYNC110 - another process has no event to wait for
                await asyncio.sleep(0.01)


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


@pytest.mark.parametrize(
    ("options", "rights"),
    [
        ((), AUDIT_MAY + " -config"),
        ((), AUDIT_MAY + " -info"),
        ((), AUDIT_MAY + " -client"),
        ((), AUDIT_MAY + " -acl"),
        ((), AUDIT_MAY.replace(f">{AUDIT}", ">other")),
        ((), "off"),
        (("--rename-command", "CONFIG", ""), AUDIT_MAY),
    ],
    ids=["config", "info", "client", "acl", "password", "off", "renamed"],
)
async def test_a_server_that_cannot_be_looked_at_is_refused_or_accepted_as_set(
    binary: str, options: Sequence[str], rights: str
) -> None:
    async with running(binary, options, accounts(audit=rights)) as server:
        assert await finds(server.auditor()) == {Event.UNVERIFIED}
        assert await finds(server.auditor(accepted=True)) == {Event.ACCEPTED}


async def test_without_an_audit_account_nothing_can_be_said() -> None:
    url = "unix:///nowhere/redis.sock"
    assert await finds(Auditor(url, None, accepted=False)) == {Event.UNVERIFIED}
    assert await finds(Auditor(url, None, accepted=True)) == {Event.ACCEPTED}


async def test_a_server_that_is_away_is_not_out_of_order() -> None:
    url = "unix:///nowhere/redis.sock"
    assert await finds(Auditor(url, url, accepted=False)) is None


async def test_something_that_answers_and_is_no_redis_is_not_taken_for_one() -> None:
    async def odd(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            writer.write(b"+OK\r\n" * data.count(b"*"))
        writer.close()

    port = free_port()
    stranger = await asyncio.start_server(odd, "127.0.0.1", port)
    url = f"redis://127.0.0.1:{port}"
    assert await finds(Auditor(url, url, accepted=False)) == {Event.UNVERIFIED}
    stranger.close()


async def test_a_server_that_hangs_costs_a_second_at_most() -> None:
    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    port = free_port()
    stranger = await asyncio.start_server(hang, "127.0.0.1", port)
    url = f"redis://127.0.0.1:{port}"
    async with asyncio.timeout(1.5):
        assert await finds(Auditor(url, url, accepted=False)) is None
    stranger.close()


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("redis://10.0.0.7:6379", False),
        ("redis://redis", False),
        ("redis://[2001:db8::1]", False),
        ("redis://0.0.0.0", False),
        ("redis://127.0.0.1:1", True),
        ("redis://[::1]:1", True),
        ("redis://localhost:1", True),
        ("rediss://redis.invalid:1", True),
        ("unix:///nowhere/redis.sock", True),
    ],
)
async def test_a_way_on_which_others_can_listen_is_found_before_anything_is_sent(url: str, *, private: bool) -> None:
    expected = None if private else {Event.OPEN_WIRE}
    assert await finds(Auditor(url, url, accepted=True)) == expected
    if private:
        assert await finds(Auditor(url, "redis://10.0.0.7", accepted=True)) == {Event.OPEN_WIRE}


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


async def test_accounts_of_two_private_servers_share_nothing() -> None:
    one, two = Accounts(), Accounts()
    assert len({one.bot, one.audit, two.bot, two.audit}) == 4
    assert not {one.bot, one.audit} & set(one.options())
    async with EmbeddedRedis(one) as url:
        for other in (two.bot_url(url), two.audit_url(url), url):
            client = connect(other)
            with pytest.raises(Exception, match=r"WRONGPASS|invalid|Authentication"):
                await client.ping()
            await client.aclose()
