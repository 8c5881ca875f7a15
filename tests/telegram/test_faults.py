"""Whatever breaks, the person gets an answer with a number on it, and nobody else's screen."""

import asyncio
import time

import pytest

from bot.sandbox import Drop, Garbage, Hang, Status, TooMany
from bot.sandbox.faults import Fault
from bot.words.catalogue import Words
from tests.support.person import Person
from tests.telegram.running import Running, running, serving, stage

pytestmark = pytest.mark.timed  # it counts seconds

AWAY = "unix:///nowhere/redis.sock"


async def opens(person: Person) -> None:
    await person.says("/start")
    await person.waits_for("102")


@pytest.mark.parametrize("fault", [TooMany(1), Status(500), Status(502), Drop(), Garbage()])
async def test_a_stumbling_telegram_is_tried_again(bot: Running, fault: object) -> None:
    async with bot.person() as person:
        await opens(person)
        bot.faults.plan("editMessageText", fault)  # type: ignore[arg-type]
        await person.presses("Русский")
        await person.waits_for("О ком", 8)


async def test_the_query_is_answered_and_the_screen_shown_though_the_other_call_fails(bot: Running) -> None:
    async with bot.person() as person:
        await opens(person)
        bot.faults.plan("answerCallbackQuery", Status(500), times=3)
        await person.presses("Русский")
        await person.waits_for("О ком", 8)


async def test_start_is_answered_at_once_without_redis() -> None:
    async with running(redis_url=AWAY) as bot, bot.person() as person:
        began = time.monotonic()
        await opens(person)
        assert time.monotonic() - began < 1
        await person.presses("Русский")
        await person.waits_for("О ком")
        await person.says("текст")
        await person.waits_until(lambda: "111" in person.screen())


async def test_close_still_deletes_what_this_process_knows_when_redis_is_away() -> None:
    async with running(redis_url=AWAY) as bot, bot.person() as person:
        await opens(person)
        await person.presses("Русский")
        await person.waits_for("О ком")
        await person.presses("Закрыть и стереть")
        await person.waits_until(lambda: len(person.messages()) == 1)


def mute(*_: object, **__: str) -> str:
    raise KeyError("a message with a canary 79001234567")


async def test_an_exception_anywhere_still_gives_the_emergency_card(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running() as bot, bot.person() as person:
        monkeypatch.setattr(Words, "say", mute)  # the catalogues broke after the start
        await opens(person)
        for number in ("112", "103", "111"):
            assert number in person.screen()
        await person.says("что-нибудь")
        await person.waits_until(lambda: len([m for m in person.messages() if not m["mine"]]) == 2)
    said = [record.getMessage() for record in caplog.records if record.name == "senim"]
    assert any("update failed" in line and "KeyError" in line for line in said)
    assert not any("79001234567" in line for line in said)


async def test_a_person_who_blocks_in_the_middle_of_a_press_is_forgotten_and_not_tried_again(bot: Running) -> None:
    async with bot.person() as person:
        await opens(person)
        bot.calls()
        bot.faults.plan("editMessageText", Hang(0.5))
        await person.presses("Русский")
        await person.blocks()
        await asyncio.sleep(1)
        assert bot.calls().count("editMessageText") == 1
        assert await bot.keys() == []


@pytest.mark.parametrize("fault", [Status(502), Garbage(), Drop(), TooMany(1)])
async def test_a_bot_that_waits_for_telegram_serves_once_it_is_there(fault: Fault) -> None:
    async with stage() as bot, bot.person() as person:
        bot.faults.plan("getMe", fault)
        async with serving(bot.url, bot.redis_url):
            await opens(person)
