"""What goes over the wire for each thing a person does, and how: counted and looked at."""

import asyncio

from bot.sandbox import Status
from tests.telegram.running import Running


async def test_start_is_one_silent_call_without_a_preview(bot: Running) -> None:
    async with bot.person() as person:
        await person.says("/start")
        await person.waits_for("102")
        [sent] = bot.said("sendMessage")
        assert sent["disable_notification"] is True
        assert sent["link_preview_options"] == {"is_disabled": True}
        assert bot.calls() == ["sendMessage"]
        lock = person.locked_screen()
        assert lock is None or lock["silent"]


async def test_a_press_is_two_calls(bot: Running) -> None:
    async with bot.person() as person:
        await person.says("/start")
        await person.waits_for("102")
        bot.calls()
        for label in ("Русский", "Обо мне", "Нет", "Назад", "Қазақша", "Қазір қауіпті"):
            press = await person.presses(label)
            await person.waits_for_answer(press)
            await person.waits_until(lambda: len(bot.sandbox.calls) >= 2)
            assert sorted(set(bot.calls()) - {"getUpdates"}) == ["answerCallbackQuery", "editMessageText"], label


async def test_typed_text_is_removed_and_the_screen_edited(bot: Running) -> None:
    async with bot.person() as person:
        await person.says("/start")
        await person.waits_for("102")
        bot.calls()
        text = await person.says("что-то")
        await person.waits_until(lambda: text not in [m["message_id"] for m in person.messages()])
        await person.waits_for("111")
        assert sorted(bot.calls()) == ["deleteMessages", "editMessageText"]


async def test_one_message_stays_live_and_a_new_start_takes_the_old_one_away(bot: Running) -> None:
    async with bot.person() as person:
        for _ in range(3):
            await person.says("/start")
            await person.waits_for("102")
        await person.waits_until(lambda: len([m for m in person.messages() if not m["mine"]]) == 1)


async def test_the_same_button_twice_at_once_gives_one_screen(bot: Running) -> None:
    async with bot.person() as person:
        await person.says("/start")
        await person.waits_for("102")
        data = person.messages()[-1]["reply_markup"]["inline_keyboard"][1][1]["callback_data"]
        message = person.messages()[-1]["message_id"]
        presses = [await person.forges(message, data) for _ in range(5)]
        for press in presses:
            assert await person.waits_for_answer(press) is not None
        await person.waits_for("О ком")
        assert len([m for m in person.messages() if not m["mine"]]) == 1


async def test_after_something_typed_back_returns_to_where_the_person_stood(bot: Running) -> None:
    async with bot.person() as person:
        await person.says("/start")
        await person.waits_for("102")
        for label, expected in (("Русский", "О ком"), ("Обо мне", "один вопрос")):
            await person.presses(label)
            await person.waits_for(expected)
        await person.says("что-то")
        await person.waits_for("111")
        await person.presses("Назад")
        await person.waits_for("один вопрос")


async def test_what_could_not_be_removed_at_once_goes_with_close(bot: Running) -> None:
    async with bot.person() as person:
        await person.says("/start")
        await person.waits_for("102")
        bot.faults.plan("deleteMessages", Status(500), times=3)
        typed = await person.says("что-то")
        await person.waits_until(lambda: "111" in person.screen() and "Выбрать помощь" in person.buttons(), 10)
        await person.waits_until(lambda: len(bot.said("deleteMessages")) >= 3, 15)
        await asyncio.sleep(0.3)
        assert typed in [message["message_id"] for message in person.messages()]
        await person.presses("Закрыть")
        await person.waits_until(lambda: len(person.messages()) == 1)


async def test_what_close_could_not_remove_goes_with_the_next_close(bot: Running) -> None:
    async with bot.person() as person:
        start = await person.says("/start")
        await person.waits_for("102")
        bot.faults.plan("deleteMessages", Status(500), times=3)
        await person.presses("Закрыть")
        await person.waits_until(lambda: len(bot.said("deleteMessages")) >= 3, 10)
        await asyncio.sleep(0.3)
        await person.looks()
        assert start in [message["message_id"] for message in person.messages()]
        await person.says("/start")
        await person.waits_for("102")
        await person.presses("Закрыть")
        await person.waits_until(lambda: len(person.messages()) == 1)
