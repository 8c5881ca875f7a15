import shutil
from collections.abc import AsyncIterator

import pytest
from pytest_asyncio import fixture
from redis.asyncio import Redis

from bot.vault.connection import connect
from bot.vault.embedded import EmbeddedRedis, find_server, short_directory
from bot.vault.keys import Keyring
from bot.vault.store import Sessions
from tests.support.keys import known
from tests.support.server import Server
from tests.vault.copies import CHAT, NOON, TALK, Clock, Copies
from tests.vault.servers import debian


@fixture(scope="session", loop_scope="session")
async def redis_url() -> AsyncIterator[str]:
    async with EmbeddedRedis() as url:
        yield url


@fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    """The real server, empty."""
    client = connect(redis_url)
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture
def keyring() -> Keyring:
    return known()


@pytest.fixture
def copies(redis: Redis, keyring: Keyring) -> Copies:
    return Copies(redis, keyring)


@fixture
async def server() -> AsyncIterator[Server]:
    folder = short_directory()  # pytest's own folders can be too deep for a socket
    own = Server(folder / "redis.sock")
    await own.start()
    yield own
    await own.kill()
    shutil.rmtree(folder)


@pytest.fixture(params=["bundled", pytest.param("debian", marks=pytest.mark.system)])
def binary(request: pytest.FixtureRequest) -> str:
    """The server that comes with a package of ours (6.2), and the system's (7.0)."""
    return find_server() if request.param == "bundled" else debian()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@fixture
async def client(server: Server) -> AsyncIterator[Redis]:
    """The Redis that a test breaks."""
    client = connect(server.url)
    yield client
    await client.aclose()


@fixture
async def sessions(client: Redis, keyring: Keyring, clock: Clock) -> Sessions:
    """A talk with messages 5 (hers), 7 (a screen), kept while all was well."""
    sessions = Sessions(client, keyring, monotonic=clock)
    await sessions.remember(CHAT, TALK, person_messages=[5], screen_message=7, now=NOON)
    assert sessions.available
    return sessions
