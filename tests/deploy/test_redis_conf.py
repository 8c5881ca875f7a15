"""deploy/redis.conf, filled by deploy/secrets, in a real server: the bot can do its work and nothing else."""

import asyncio
import re
import shutil
import subprocess
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.exceptions import AuthenticationError, ResponseError

from bot.vault.accounts import AUDIT_RIGHTS, BOT_RIGHTS
from bot.vault.audit import Auditor
from bot.vault.connection import connect
from bot.vault.embedded import find_server, short_directory
from bot.vault.keys import Keyring
from bot.vault.store import Saved, Sessions
from bot.vault.wrapped import Keeper, RedisChest, Shared, Wrap
from tests.support.process import ROOT
from tests.support.server import speaks
from tests.vault.closing import closes

URLS = ("redis_url", "redis_audit_url")
SOCKET = "/run/redis-senim/redis.sock"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CHAT, PERSONS, SCREEN = 4_000_000_001, 71, 72
FORBIDDEN = (
    "CONFIG GET save",
    "KEYS *",
    "SCAN 0",
    "DBSIZE",
    "MONITOR",
    "DEBUG SLEEP 0",
    "DUMP s:1",
    "BGSAVE",
    "SAVE",
    "SLOWLOG GET",
    "FLUSHALL",
    "REPLICAOF localhost 1",
    "SHUTDOWN NOSAVE",
    "CLIENT LIST",
    "SUBSCRIBE x",
    "ACL LIST",
    "GET s:1",
    "SET x:1 1",
    "EVAL return(redis.call('keys','*')) 0",
    "EVAL return(redis.call('set','x:1','1')) 0",
)


@pytest.fixture(params=["bundled", pytest.param("debian", marks=pytest.mark.system)])
def server(request: pytest.FixtureRequest) -> str:
    """The server that comes with a package of ours, and the system's."""
    if request.param == "bundled":
        return find_server()
    found = shutil.which("redis-server")
    if found is None:
        pytest.skip("there is no redis-server on PATH: apt-get install redis-server")
    return found


def secrets(folder: Path, token: str = "1:token\n") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [ROOT / "deploy" / "secrets", folder], input=token, capture_output=True, text=True, check=False
    )


@pytest.fixture
def made(tmp_path: Path) -> Path:
    folder = tmp_path / "secrets"
    assert secrets(folder).returncode == 0
    return folder


@asynccontextmanager
async def running(server: str, conf: Path) -> AsyncIterator[str]:
    """The server with this configuration but for the place of its socket; gives the socket."""
    folder = short_directory()
    socket = folder / "redis.sock"
    process = await asyncio.create_subprocess_exec(
        server, str(conf), "--unixsocket", str(socket), cwd=folder, stdout=PIPE, stderr=PIPE
    )
    try:
        async with asyncio.timeout(5):
            while process.returncode is None and not await speaks(socket):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.01)
        if process.returncode is not None:
            raise AssertionError(b"".join(await process.communicate()).decode())
        yield str(socket)
        assert [path.name for path in folder.iterdir()] == ["redis.sock"], "nothing is written"
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
        shutil.rmtree(folder)


def bot(made: Path, socket: str) -> Redis:
    return connect((made / "redis_url").read_text("utf-8").strip().replace(SOCKET, socket))


async def test_the_bot_s_sessions_work_with_the_rights_it_has(server: str, made: Path) -> None:
    async with running(server, made / "redis.conf") as socket:
        redis = bot(made, socket)
        keyring = Keyring()
        meeting = await Keeper(keyring, RedisChest(redis), Wrap.from_file(made / "seal_key")).meet(lambda: NOW)
        assert meeting.shared is Shared.YES
        saved = Saved(b"t" * 31, int(NOW.timestamp()) // 60)
        await Sessions(redis, keyring).remember(CHAT, saved, person_messages=[PERSONS], screen_message=SCREEN, now=NOW)
        later = Sessions(redis, keyring)  # another copy of the bot: it knows only what Redis kept
        kept = (await later.recall(CHAT, NOW)).talk
        assert kept is not None
        assert (kept.session, kept.screen) == (saved, SCREEN)
        await later.drop_messages(CHAT, [PERSONS], NOW)
        [claim] = await later.queue.due(NOW, timedelta(days=1))
        assert claim.lease, "it stands in the queue, and the bot may take it"
        taken = await later.queue.take(claim, NOW)
        assert taken is not None
        assert taken.messages == (SCREEN,)
        await later.queue.settle(taken, [], NOW, again=timedelta(), life=timedelta(hours=1))
        assert await closes(later, CHAT, NOW) == (SCREEN,)
        assert await later.queue.due(NOW, timedelta(days=1)) == []
        assert (await later.recall(CHAT, NOW)).talk is None
        assert await later.answers()
        await redis.aclose()


async def test_the_bot_is_refused_everything_else(server: str, made: Path) -> None:
    async with running(server, made / "redis.conf") as socket:
        redis = bot(made, socket)
        assert [command for command in FORBIDDEN if not await refused(redis, command)] == []
        await redis.aclose()


async def refused(redis: Redis, command: str) -> bool:
    try:
        await redis.execute_command(*command.split())  # type: ignore[no-untyped-call]
    except ResponseError as error:
        return re.search(r"permission|not allowed|can't run|can't access", str(error)) is not None
    return False


async def test_nobody_gets_in_without_a_password(server: str, made: Path) -> None:
    async with running(server, made / "redis.conf") as socket:
        redis = connect(f"unix://{socket}")
        with pytest.raises(AuthenticationError):
            await redis.ping()
        await redis.aclose()


async def test_the_auditor_finds_everything_in_order_and_sees_no_keys(server: str, made: Path) -> None:
    async with running(server, made / "redis.conf") as socket:
        url, audit_url = ((made / name).read_text("utf-8").strip().replace(SOCKET, socket) for name in URLS)
        assert await Auditor(url, audit_url, accepted=False, ours=server == find_server()).findings() == frozenset()
        redis = connect(audit_url)
        for command in ("KEYS *", "GET s:1", "SET s:1 1", "EVAL return(1) 0", "SLOWLOG GET", "MONITOR"):
            assert await refused(redis, command), command
        await redis.aclose()


def test_the_private_redis_has_the_same_accounts() -> None:
    conf = (ROOT / "deploy" / "redis.conf").read_text("utf-8")
    users = dict(re.findall(r"^user (bot|audit) on #\w+ (.*)$", conf, re.MULTILINE))
    assert {name: tuple(rights.split()) for name, rights in users.items()} == {"bot": BOT_RIGHTS, "audit": AUDIT_RIGHTS}


async def test_a_configuration_without_its_passwords_does_not_start(server: str) -> None:
    with pytest.raises(AssertionError, match="BOT_PASSWORD_SHA256"):
        async with running(server, ROOT / "deploy" / "redis.conf"):
            pass


def test_secrets_are_for_one_account_and_never_overwritten(made: Path) -> None:
    before = {path.name: path.read_bytes() for path in made.iterdir()}
    assert sorted(before) == ["bot_token", "redis.conf", "redis_audit_url", "redis_url", "seal_key"]
    assert {path.stat().st_mode & 0o777 for path in made.iterdir()} == {0o600}
    again = secrets(made)
    assert again.returncode == 1
    assert "already holds secrets" in again.stderr
    assert {path.name: path.read_bytes() for path in made.iterdir()} == before


def test_two_installations_share_no_secret(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert secrets(tmp_path / name).returncode == 0
    for path in (tmp_path / "one").iterdir():
        if path.name != "bot_token":
            assert path.read_bytes() != (tmp_path / "two" / path.name).read_bytes()


def test_without_a_token_no_secret_is_made(tmp_path: Path) -> None:
    assert secrets(tmp_path / "x", token="").returncode == 1
    assert not list((tmp_path / "x").iterdir())
