from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from bot.sandbox import Sandbox
from tests.sandbox.bot_api import TOKEN, Api, Clock
from tests.support.person import Person


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def sandbox(clock: Clock) -> AsyncIterator[Sandbox]:
    sandbox = Sandbox(token=TOKEN, clock=clock)
    yield sandbox
    await sandbox.stop()


@pytest.fixture
async def url(sandbox: Sandbox) -> str:
    return await sandbox.start()


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.fixture
def api(session: ClientSession, url: str) -> Api:
    return Api(session, url)


@pytest.fixture
async def person(url: str) -> AsyncIterator[Person]:
    async with Person(url) as person:
        yield person


@pytest.fixture
async def chat(person: Person) -> int:
    """A private chat the bot knows: its person has pressed Start."""
    await person.says("/start")
    return person.id
