"""All three kinds of people at once in the real process: a worker, a coordinator, and those who need the number."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientSession, CookieJar

from bot.centres.hours import KAZAKHSTAN
from tests.staff.place import Answer, Browser
from tests.support.person import Person
from tests.support.process import Senim, senim

pytestmark = pytest.mark.timed  # it counts seconds

NUMBER, SEEN = "+77222000001", "+7 722 200 00 01"
SEEN_WITHIN = 5.0
TO_THE_LIST = ("Русский", "Обо мне", "Нет", "Нет, ничего из этого", "Где остановиться", "Область Абай")


@dataclass
class Staff:
    """Somebody who keeps the directory: a chat with the staff bot, and the pages it opens."""

    chat: ClientSession
    number: int
    browser: Browser

    async def comes_in(self) -> Answer:
        """/start, the one button, and what the page does with what Telegram signed."""
        await self._act("say", text="/start")
        url, message = "", 0
        while not url:
            await asyncio.sleep(0.1)
            async with self.chat.get(f"/sandbox/people/{self.number}") as response:
                view = await response.json()
            for one in view["messages"]:
                for row in (one.get("reply_markup") or {}).get("inline_keyboard", []):
                    url, message = row[0]["web_app"]["url"], one["message_id"]
        opened = (await self._act("app", message=message, url=url))["url"]
        parts = urlsplit(opened)
        self.browser.url = f"{parts.scheme}://{parts.netloc}"
        signed = parse_qs(parts.fragment)["tgWebAppData"][0]
        return await self.browser.send("/enter", {"signed": signed, "to": "/home"})

    async def _act(self, name: str, **body: Any) -> Any:
        async with self.chat.post(f"/sandbox/people/{self.number}/{name}", json=body) as response:
            return await response.json()


@asynccontextmanager
async def staff(bot: Senim) -> AsyncIterator[list[Staff]]:
    """The coordinator and the workers that the sandbox made up."""
    assert bot.process.stdout is not None
    url = (await bot.process.stdout.readline()).decode().split()[-1]
    async with ClientSession(url) as chat:
        async with chat.get("/sandbox/people") as response:
            people = await response.json()
        clients = [ClientSession(cookie_jar=CookieJar(unsafe=True)) for _ in people]
        yield [
            Staff(chat, one["id"], Browser(url, client, {"Accept-Language": "ru"}))
            for one, client in zip(people, clients, strict=True)
        ]
        for client in clients:
            await client.close()


async def looks_at_the_centre(person: Person, *, again: bool = False) -> str:
    """To the card of the first centre of the list, the shortest way."""
    if not again:
        await person.says("/start")
        await person.waits_for("102")
        for tap in TO_THE_LIST:
            await person.presses(tap)
            await person.waits_for_change()
    await person.presses("1. ")
    await person.waits_for_change()
    return person.screen()


async def test_a_number_goes_from_a_worker_by_a_second_person_to_people_and_back_as_a_doubt() -> None:
    async with senim("sandbox") as bot, staff(bot) as (boss, worker, _), Person(bot.url) as person:
        assert (await boss.comes_in()).location == "/home"
        assert (await worker.comes_in()).location == "/home"
        assert SEEN not in await looks_at_the_centre(person)

        centre = "/centre/abai-semey-crisis-centre"
        form = {"phone0": NUMBER, "owner": "centre"}
        asked = await worker.browser.post(f"{centre}/phones", form, page=f"{centre}/phones")
        assert asked.location.endswith("done=proposed"), asked.read
        own = await worker.browser.post("/proposal/1/approve", page="/proposal/1")
        assert own.status == 403, "nobody approves her own"
        call = {
            "number": NUMBER,
            "outcome": "confirmed",
            "on": datetime.now(UTC).astimezone(KAZAKHSTAN).date().isoformat(),
        }
        done = await boss.browser.post("/proposal/1/approve", call, page="/proposal/1")
        assert done.status == 303, done.read

        approved = time.monotonic()
        await person.presses("Назад")
        await person.waits_for_change()
        while SEEN not in await looks_at_the_centre(person, again=True):
            assert time.monotonic() - approved < SEEN_WITHIN
            await asyncio.sleep(0.8)  # twenty presses in ten seconds is as much as a chat may do
            await person.presses("Назад")
            await person.waits_for_change()
        assert time.monotonic() - approved < SEEN_WITHIN
        assert "проверено" in person.screen()

        async with Person(bot.url) as other:
            await looks_at_the_centre(other)
            for one in (person, other):
                await one.presses("Номер не работает")
                await one.waits_for_change()
            await person.presses("Не удалось дозвониться")
            await other.says("не удалось дозвониться")  # typed, it is a press as well
            for one in (person, other):
                await one.waits_for("без имени")
            await asyncio.sleep(SEEN_WITHIN)
            assert "Недавно сюда не дозвонились" in await looks_at_the_centre(other)
        assert "Кризисный центр, Семей" in (await boss.browser.get("/reports")).read
