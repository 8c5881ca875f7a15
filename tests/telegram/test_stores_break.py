"""Redis breaks while people talk, in each way it can: no press is lost, nobody waits, and it is used again after."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from redis.asyncio import Redis

from bot.emergency import LAST_LINE
from bot.vault.embedded import short_directory
from tests.support.person import Person
from tests.support.server import Server
from tests.telegram.running import Running, running

pytestmark = pytest.mark.timed  # it counts seconds


@asynccontextmanager
async def talking() -> AsyncIterator[tuple[Running, Server, Person]]:
    """A person on the second screen, and a Redis to break."""
    folder = short_directory()
    server = Server(folder / "redis.sock")
    await server.start()
    try:
        async with running(redis_url=server.url) as bot, bot.person() as person:
            await person.says("/start")
            await person.waits_for("102")
            await person.presses("Русский")
            await person.waits_for("О ком")
            yield bot, server, person
    finally:
        await server.kill()
        shutil.rmtree(folder)


async def killed(server: Server) -> None:
    await server.kill()


async def frozen(server: Server) -> None:
    server.freeze()


async def full(server: Server) -> None:
    await _sets(server, "maxmemory", "1")


async def emptied(server: Server) -> None:
    await server.kill()
    await server.start()


async def mended(server: Server, how: str) -> None:
    match how:
        case "killed":
            await server.start()
        case "frozen":
            server.thaw()
        case "full":
            await _sets(server, "maxmemory", "64mb")


async def _sets(server: Server, name: str, value: str) -> None:
    redis = Redis.from_url(server.url)
    await redis.config_set(name, value)
    await redis.aclose()


async def takes(what: Awaitable[object], person: Person, text: str) -> float:
    began = time.monotonic()
    await what
    await person.waits_for(text)
    return time.monotonic() - began


@pytest.mark.parametrize("breaks", [killed, frozen, full, emptied], ids=lambda it: it.__name__)
async def test_whatever_happens_to_redis_people_go_on_and_erase(breaks: Callable[[Server], Awaitable[None]]) -> None:
    async with talking() as (bot, server, person):
        await breaks(server)
        waited = [
            await takes(person.presses("Обо мне"), person, "один вопрос"),
            await takes(person.presses("Нет"), person, "Прочитайте список"),
            await takes(person.says("муж ударил меня"), person, "Мы вам верим"),
            await takes(person.says("/start"), person, "Это справочник"),
            await takes(person.presses("Русский"), person, "О ком"),
        ]
        print(f"{breaks.__name__}: answers after {[round(one, 2) for one in waited]} s")  # noqa: T201 - a figure
        assert max(waited) < 1.2, waited
        assert len([one for one in waited if one > 0.7]) <= 1, "a Redis that is frozen costs its patience once"
        await person.presses("Закрыть")
        await person.waits_until(lambda: [one["text"] for one in person.messages()] == [LAST_LINE], 3)
        assert bot.calls().count("sendMessage") <= 4
        await mended(server, breaks.__name__)


async def test_a_redis_that_is_back_is_used_for_the_next_talk() -> None:
    async with talking() as (_, server, person):
        await server.kill()
        await takes(person.presses("Обо мне"), person, "один вопрос")
        await server.start()
        redis = Redis.from_url(server.url)
        end = time.monotonic() + 10
        while not await redis.keys("s:*") and time.monotonic() < end:
            label = "Обо мне" if "Обо мне" in person.buttons() else "Назад"
            await person.presses(label)
            await person.waits_for_change()
            await asyncio.sleep(0.6)  # below the pace of one chat
        assert await redis.keys("s:*")
        await redis.aclose()
