"""The process leaves no copy of its memory, and tells the operator's probes how it stands."""

import asyncio
import ctypes
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from aiohttp import ClientError, ClientSession

from bot.log import Event
from bot.sandbox import Sandbox, Status
from tests.support.process import ROOT, born, senim
from tests.telegram.running import TOKEN, free_port

linux = pytest.mark.skipif(sys.platform != "linux", reason="what Linux alone has")
HARDENED = "import ctypes; from bot.hardening import harden; harden(); print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"


@pytest.fixture
def core_allowed() -> Iterator[None]:
    """Core dumps as far as this machine allows them, so that the bot has something to forbid."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    yield
    resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))


@linux
@pytest.mark.parametrize("command", ["run", "sandbox"])
async def test_the_process_makes_no_core_dump(core_allowed: None, command: str) -> None:
    telegram = Sandbox(token=TOKEN)
    env = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": await telegram.start()}
    async with senim(command, env=env) as bot:
        limits = Path(f"/proc/{bot.process.pid}/limits").read_text("ascii")  # noqa: ASYNC240 - no file on a disk
    await telegram.stop()
    [line] = [line for line in limits.splitlines() if line.startswith("Max core file size")]
    assert line.split()[4:6] == ["0", "0"]


@linux
def test_nobody_but_root_reads_the_memory_of_the_process() -> None:
    told = subprocess.run([sys.executable, "-c", HARDENED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout == "0\n"
    assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 1, "what it is without"


async def asks(port: int, page: str) -> tuple[int, list[str]]:
    async with ClientSession() as http, http.get(f"http://127.0.0.1:{port}{page}") as response:
        return response.status, (await response.text()).splitlines()


async def waits_for(port: int, expected: tuple[int, list[str]]) -> None:
    found: object = None
    for _ in range(250):
        try:
            found = await asks(port, "/readyz")
        except ClientError:
            found = "nobody listens"
        if found == expected:
            return
        await asyncio.sleep(0.1)
    raise AssertionError(found)


async def test_probes_tell_starting_serving_and_serving_without_redis() -> None:
    telegram, port = Sandbox(token=TOKEN), free_port()
    env = {
        "BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE": await telegram.start(),
        "HEALTH_LISTEN": f"127.0.0.1:{port}",
        "REDIS_URL": "unix:///nowhere/redis.sock",
        "REDIS_UNVERIFIED": "accepted",
    }
    telegram.faults.plan("getMe", Status(502), times=1000)
    process = await born("run", env=env)
    await waits_for(port, (503, ["starting", "redis away", "telegram does not answer", Event.ACCEPTED.value]))
    assert await asks(port, "/healthz") == (200, ["live"])
    telegram.faults.clear()
    await waits_for(port, (206, ["serving", "redis away", Event.ACCEPTED.value]))
    process.terminate()
    await process.communicate()
    async with senim("run", env=env | {"REDIS_UNVERIFIED": ""}, warm=True):
        assert await asks(port, "/readyz") == (206, ["serving", "redis not in order", Event.UNVERIFIED.value])
    async with senim("run", env=env | {"REDIS_URL": ""}, warm=True):
        assert await asks(port, "/readyz") == (200, ["serving"])
        assert (await asks(port, "/"))[0] == 404
    await telegram.stop()


async def test_nothing_listens_unless_asked_to() -> None:
    telegram = Sandbox(token=TOKEN)
    env = {"BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE": await telegram.start()}
    async with senim("run", env=env, warm=True) as bot:
        assert [one for one in psutil.Process(bot.process.pid).net_connections("inet") if one.status == "LISTEN"] == []
    await telegram.stop()
