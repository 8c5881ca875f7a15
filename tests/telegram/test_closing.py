"""«Close and erase» against everything that may come at the same moment."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from pytest_asyncio import fixture

from bot.hearing.ear import Ear, Meaning
from bot.hearing.kind import Kind
from bot.sandbox import Hang, Status
from tests.support.person import Person
from tests.telegram.running import Running, running
from tests.telegram.simulated import AWAY

pytestmark = pytest.mark.timed  # it counts seconds

LINE = "Қызметтер анықтамалығы. Бастау: /start · Справочник служб. Начать: /start"


@fixture(params=["redis", "memory"])
async def bot(request: pytest.FixtureRequest) -> AsyncIterator[Running]:
    async with running(redis_url=None if request.param == "redis" else AWAY) as it:
        yield it


async def opens(person: Person) -> None:
    await person.says("/start")
    await person.waits_for("102")
    await person.presses("Русский")
    await person.waits_for("О ком")


async def only_the_line(person: Person) -> None:
    await person.waits_until(lambda: [message["text"] for message in person.messages()] == [LINE])
    await asyncio.sleep(0.7)
    await person.looks()
    assert [message["text"] for message in person.messages()] == [LINE]


async def test_everything_is_gone_within_two_seconds(bot: Running) -> None:
    async with bot.person() as person:
        await opens(person)
        for _ in range(3):
            await person.says("/start")
        began = time.monotonic()
        await person.waits_for("102")
        await person.presses("Закрыть")
        await person.waits_until(lambda: len(person.messages()) == 1)
        assert time.monotonic() - began < 2
        await only_the_line(person)


async def test_a_text_whose_answer_lands_after_the_close_does_not_bring_the_talk_back(bot: Running) -> None:
    async with bot.person() as person:
        await opens(person)
        screen = person.messages()[-1]
        bot.faults.plan("editMessageText", Hang(0.5))
        await person.says("муж")
        await asyncio.sleep(0.15)
        await closes(person, screen["message_id"], screen)
        await only_the_line(person)


async def test_a_text_answered_before_a_slow_close_is_over_does_not_stay_either(bot: Running) -> None:
    async with bot.person() as person:
        await opens(person)
        screen = person.messages()[-1]
        bot.faults.plan("answerCallbackQuery", Hang(0.6))
        await closes(person, screen["message_id"], screen)
        await asyncio.sleep(0.15)
        await person.says("муж")
        await only_the_line(person)


async def closes(person: Person, message: int, screen: dict[str, object]) -> None:
    """Press close as it stood on that screen, whatever is shown by now."""
    markup: dict[str, list[list[dict[str, str]]]] = screen["reply_markup"]  # type: ignore[assignment]
    [data] = [key["callback_data"] for row in markup["inline_keyboard"] for key in row if "Закрыть" in key["text"]]
    await person.forges(message, data)


async def test_a_start_after_a_close_is_a_new_talk(bot: Running) -> None:
    async with bot.person() as person:
        for _ in range(3):
            await opens(person)
            await person.presses("Закрыть")
            await person.waits_until(lambda: len(person.messages()) == 1)
            await person.says("/start")
            await person.waits_for("102")
            await asyncio.sleep(0.2)
            await person.looks()
            assert "102" in person.screen()
            assert person.buttons()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is typed is heard as a wish to close."""
    monkeypatch.setattr(Ear, "text", lambda _self, _text: Meaning(Kind.CLOSE))


@pytest.mark.usefixtures("heard")
async def test_a_typed_close_takes_the_words_with_it(bot: Running) -> None:
    async with bot.person() as person:
        await opens(person)
        await person.says("сотри всё")
        await only_the_line(person)


@pytest.mark.usefixtures("heard")
async def test_a_typed_close_is_removed_in_time_when_telegram_will_not_at_once(bot: Running) -> None:
    async with bot.person() as person:
        await opens(person)
        bot.faults.plan("deleteMessages", Status(500), times=4)
        await person.says("сотри всё")
        await person.waits_until(lambda: [message["text"] for message in person.messages()] == [LINE], 15)
