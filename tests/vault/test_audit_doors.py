"""Who could come into a Redis, and do or overhear what: an open door is found, what cannot be seen is not trusted."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.log import Event
from bot.vault.accounts import AUDIT_RIGHTS, BOT_RIGHTS, Accounts
from bot.vault.audit import Auditor
from bot.vault.connection import connect
from bot.vault.embedded import EmbeddedRedis, find_server
from tests.vault.servers import AUDIT, NOTHING, accounts, debian, finds, free_port, running

BOT_MAY = " ".join(("on", ">k", *BOT_RIGHTS))
AUDIT_MAY = f"on >{AUDIT} " + " ".join(AUDIT_RIGHTS)


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
