from collections.abc import AsyncIterator

import pytest
from pytest_asyncio import fixture

from bot.vault.embedded import EmbeddedRedis
from tests.telegram.running import Running, running
from tests.telegram.simulated import AWAY, Simulated, simulated


@fixture
async def bot() -> AsyncIterator[Running]:
    """The bot as it really runs, in this process, with a sandbox for Telegram and a Redis of its own."""
    async with running() as it:
        yield it


@fixture(params=["redis", "memory"])
async def here(request: pytest.FixtureRequest) -> AsyncIterator[Simulated]:
    """With Redis, and with nothing but the copy in the process."""
    async with EmbeddedRedis() as url, simulated(url if request.param == "redis" else AWAY) as it:
        yield it
