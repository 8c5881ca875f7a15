"""The bot of the staff against the stand-in for Telegram: in by an invitation, told of every number."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from urllib.parse import unquote

import pytest
from pytest_asyncio import fixture

from bot.registry.words import Role
from bot.sandbox import Sandbox
from bot.staff.bot import StaffBot
from bot.staff.catalogue import words
from bot.whole import Places
from tests.staff.place import BOSS, OWN, Place, centres
from tests.staff.signing import TOKEN
from tests.support.person import Person

HOUSE, _ = centres()


@fixture
async def telegram(place: Place) -> AsyncIterator[str]:
    """A stand-in for Telegram with the staff bot behind it."""
    sandbox = Sandbox(token=TOKEN, clock=place.clock)
    url = await sandbox.start()
    bot = StaffBot(
        place.registry, words(Places().locales), token=TOKEN, api=url, url=place.url, clock=place.clock, pause=0.05
    )
    running = asyncio.create_task(bot.run())
    try:
        yield url
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        await sandbox.stop()


async def invited(place: Place) -> str:
    boss = place.people[BOSS].id
    return await place.registry.invite(boss, Role.WORKER, frozenset({HOUSE}), "Асем", now=place.clock.now)


async def opens(person: Person) -> str:
    """Press the button that opens the Mini App; gives the address Telegram would open."""
    message = next(one for one in reversed(person.messages()) if "web_app" in str(one.get("reply_markup")))
    url = message["reply_markup"]["inline_keyboard"][0][0]["web_app"]["url"]
    return str((await person._act("app", message=message["message_id"], url=url))["url"])


async def test_an_invitation_is_taken_once_and_opens_the_page(place: Place, telegram: str) -> None:
    code = await invited(place)
    async with Person(telegram) as worker, Person(telegram) as thief:
        await worker.says(f"/start {code}")
        await worker.waits_for("Добро пожаловать, Асем")
        assert worker.buttons() == ["Открыть"]
        await thief.says(f"/start {code}")
        await thief.waits_for("Приглашение уже использовано")
        assert thief.buttons() == []
        signed = (await opens(worker)).partition("tgWebAppData=")[2].partition("&")[0]
        browser = place.browser()
        assert (await browser.send("/enter", {"signed": unquote(signed), "to": "/home"})).status == 303
        assert "Асем" in (await browser.get("/home")).read


@pytest.mark.parametrize("text", ["/start", "привет", "/start x", f"/start {'a' * 64}"])
async def test_a_stranger_is_told_whom_to_ask_and_gets_no_button(telegram: str, text: str) -> None:
    async with Person(telegram, language="kk") as stranger:
        await stranger.says(text)
        await stranger.waits_for("Үйлестірушіден")
        assert stranger.buttons() == []


async def test_whoever_is_in_gets_the_button_whatever_she_writes(place: Place, telegram: str) -> None:
    async with Person(telegram) as worker:
        await worker.says(f"/start {await invited(place)}")
        await worker.waits_for("Добро пожаловать")
        await worker.says("как открыть?")
        await worker.waits_for("Кнопка ниже открывает вашу страницу")
        assert worker.buttons() == ["Открыть"]


async def test_all_staff_of_a_centre_are_told_of_a_number_and_led_to_it(place: Place, telegram: str) -> None:
    fields = {"phones": [{"number": "+77172998877", "verified": "confirmed", "checked_on": "2026-11-28"}]}
    async with Person(telegram) as worker:
        await worker.says(f"/start {await invited(place)}")
        await worker.waits_for("Добро пожаловать")
        made = await place.registry.propose(
            place.people[OWN].id, HOUSE, await place.version(), fields, now=place.clock.now
        )
        await worker.waits_for("Предложено изменить номер")
        assert "77172998877" not in "".join(worker.screen().split()), "a chat may be read by somebody else"
        assert f"to=/proposal/{made.id}" in await opens(worker)


async def test_nothing_of_anybody_is_logged(place: Place, telegram: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with Person(telegram, name="Канарейка") as worker:
        await worker.says(f"/start {await invited(place)}")
        await worker.waits_for("Добро пожаловать")
        await worker.says("Тайна")
        await worker.waits_for("Кнопка ниже")
        own = [record.getMessage() for record in caplog.records if record.name == "senim"]
        assert not [line for line in own if "Канарейка" in line or "Тайна" in line or str(worker.id) in line]
