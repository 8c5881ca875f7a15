"""Everything a running bot could leave of people: what others on the machine, its disk, Redis and pages can tell.

The database of the registry lies in the folder given to `files`, with its -wal and -shm; a server's goes beside
`store`.
"""

import asyncio
import os
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from aiohttp import ClientSession
from redis.asyncio import Redis

from bot.telegram.probes import FIGURES, LIVE, READY
from bot.vault.connection import connect
from tests.support.process import Senim


@asynccontextmanager
async def monitor(redis_url: str) -> AsyncIterator[list[bytes]]:
    """All that MONITOR tells."""
    reader, writer = await asyncio.open_unix_connection(unquote(urlsplit(redis_url).path))
    writer.write(b"MONITOR\r\n")
    seen: list[bytes] = []

    async def listen() -> None:
        while content := await reader.read(2**16):
            seen.append(unescaped(content))

    listening = asyncio.create_task(listen())
    yield seen
    writer.close()
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)


def unescaped(content: bytes) -> bytes:
    """MONITOR writes bytes as «\\xab»: both as they are and as they were."""
    return content + re.sub(rb"\\x([0-9a-f]{2})", lambda found: bytes.fromhex(found[1].decode()), content)


def process(bot: Senim) -> Iterator[tuple[str, bytes]]:
    """What others on the machine can see of the process."""
    folder = Path(f"/proc/{bot.process.pid}")
    for name in ("cmdline", "environ", "comm", "status", "limits"):
        try:
            yield name, (folder / name).read_bytes()
        except (PermissionError, FileNotFoundError):  # the better, or not Linux
            continue


async def pages(port: int) -> list[tuple[str, bytes]]:
    """What the operator's pages tell."""
    found: list[tuple[str, bytes]] = []
    async with ClientSession(f"http://127.0.0.1:{port}") as http:
        for page in (LIVE, READY, FIGURES):
            async with http.get(page) as response:
                found.append((page, repr(response.headers).encode() + await response.read()))
    assert b'senim_updates_total{fate="done"}' in found[-1][1]
    return found


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        yield f"file {path.name}", os.fsencode(path) + (path.read_bytes() if path.is_file() else b"")


async def store(redis_url: str) -> list[tuple[str, bytes]]:
    """Names, values, DUMP, SLOWLOG and what INFO tells; nothing may be without an end."""
    redis: Redis = connect(redis_url)
    found: list[tuple[str, bytes]] = []
    raw: Any = redis
    for name in await raw.keys("*"):
        assert await raw.pttl(name) != -1, "a key without an end"
        kind = (await raw.type(name)).decode()
        read = {"string": raw.get, "hash": raw.hgetall, "zset": lambda key: raw.zrange(key, 0, -1, withscores=True)}
        found.append(("redis", b"\n".join((name, await raw.dump(name) or b"", plain(await read[kind](name))))))
    found += [
        ("SLOWLOG", repr(await redis.slowlog_get(100)).encode()),
        ("INFO", repr(await redis.info("all")).encode()),
    ]
    await redis.aclose()
    return found


def plain(value: Any) -> bytes:
    return value if isinstance(value, bytes) else b"\n".join(map(plain, value)) if isinstance(value, Iterable) else b""
