import shutil
from collections.abc import AsyncIterator

import pytest
from pytest_asyncio import fixture
from redis.asyncio import Redis

from bot.vault.connection import connect
from bot.vault.embedded import EmbeddedRedis, short_directory
from bot.vault.keys import Keyring
from tests.support.keys import known
from tests.support.server import Server


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


@fixture
async def server() -> AsyncIterator[Server]:
    folder = short_directory()  # pytest's own folders can be too deep for a socket
    own = Server(folder / "redis.sock")
    await own.start()
    yield own
    await own.kill()
    shutil.rmtree(folder)
