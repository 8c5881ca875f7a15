from collections.abc import AsyncIterator

from pytest_asyncio import fixture

from tests.telegram.running import Running, running


@fixture
async def bot() -> AsyncIterator[Running]:
    """The bot as it really runs, in this process, with a sandbox for Telegram and a Redis of its own."""
    async with running() as it:
        yield it
