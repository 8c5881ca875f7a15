"""What a person's Telegram would hardly send, put straight into the queue: an answer, or silence, never an error."""

import asyncio
from typing import Any

import pytest

from bot.sandbox import Hang, TooMany
from tests.support.person import Person
from tests.telegram.running import Running

TEXTS = {
    "nothing": "",
    "a letter": "я",
    "4,096 letters": "ж" * 4096,
    "65,000 letters": "x" * 65_000,
    "zero bytes": "\0a\0",
    "right to left": "\u202eкөмек\u202c \u2067x",
    "half a pair": "a\ud800b\udfff",
    "joined faces": "👨\u200d👩\u200d👧" * 40,
    "marks on marks": "z" + "\u0334\u0321" * 200,
}
KINDS = ("edited_message", "channel_post", "business_message", "inline_query", "pre_checkout_query", "poll", "of_2030")


async def at_the_first_screen(person: Person) -> int:
    await person.says("/start")
    await person.waits_for("102")
    return int(person.messages()[-1]["message_id"])


def sends(bot: Running, person: Person, **content: Any) -> int:
    """A message with any content, lying in the chat as a real one would."""
    sent = bot.sandbox.chats.add_message(person.id, person.id, {"text": "x"})
    chat = {"id": person.id, "type": "private"}
    sender = {"id": person.id, "is_bot": False, "first_name": "A", "language_code": "ru"}
    bot.sandbox.updates.add("message", {"message_id": sent.id, "date": 1, "chat": chat, "from": sender} | content)
    return sent.id


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
async def test_a_text_of_any_length_and_letters_is_removed_and_answered(bot: Running, text: str) -> None:
    async with bot.person() as person:
        await at_the_first_screen(person)
        sent = sends(bot, person, text=text)
        await person.waits_until(lambda: sent not in [message["message_id"] for message in person.messages()])
        await person.waits_until(lambda: "11" in person.screen() and bool(person.buttons()))
        assert len([m for m in person.messages() if not m["mine"]]) == 1


@pytest.mark.parametrize("kind", KINDS)
async def test_kinds_nobody_asked_for_are_ignored(bot: Running, kind: str) -> None:
    async with bot.person() as person:
        await at_the_first_screen(person)
        bot.calls()
        bot.sandbox.updates.kinds = ()
        bot.sandbox.updates.add(kind, {"message_id": 1, "date": 1, "chat": {"id": person.id, "type": "private"}})
        await asyncio.sleep(0.3)
        assert bot.calls() == []
        await person.presses("Русский")
        await person.waits_for("О ком")


@pytest.mark.parametrize(
    "data", [{}, {"data": ""}, {"data": "x" * 65}, {"data": None}, {"data": 7}, {"game_short_name": "x"}]
)
async def test_a_press_without_sense_is_answered_with_a_screen(bot: Running, data: dict[str, Any]) -> None:
    async with bot.person() as person:
        screen = await at_the_first_screen(person)
        await person.presses("Русский")
        await person.waits_for("О ком")
        press = bot.sandbox.chats.add_press(bot.sandbox.chats.people[person.id], screen, "x")
        sender = {"id": person.id, "is_bot": False, "first_name": "A", "language_code": "ru"}
        shown = {"message_id": screen, "date": 1, "chat": {"id": person.id, "type": "private"}}
        bot.sandbox.updates.add(
            "callback_query", {"id": press.id, "from": sender, "chat_instance": "1", "message": shown} | data
        )
        assert await person.waits_for_answer(press.id) is not None
        await person.waits_for("102")


async def test_a_press_on_a_message_of_an_inline_query_is_answered_and_no_more(bot: Running) -> None:
    async with bot.person() as person:
        screen = await at_the_first_screen(person)
        press = bot.sandbox.chats.add_press(bot.sandbox.chats.people[person.id], screen, "x")
        bot.calls()
        sender = {"id": person.id, "is_bot": False, "first_name": "A"}
        query = {"id": press.id, "from": sender, "chat_instance": "1", "data": "x", "inline_message_id": "y"}
        bot.sandbox.updates.add("callback_query", query)
        assert await person.waits_for_answer(press.id) is not None
        assert bot.calls() == ["answerCallbackQuery"]


async def test_a_query_that_is_too_old_still_gets_its_screen(bot: Running) -> None:
    async with bot.person() as person:
        screen = await at_the_first_screen(person)
        data = person.messages()[-1]["reply_markup"]["inline_keyboard"][1][1]["callback_data"]
        sender = {"id": person.id, "is_bot": False, "first_name": "A"}
        shown = {"message_id": screen, "date": 1, "chat": {"id": person.id, "type": "private"}}
        query = {"id": "1", "from": sender, "chat_instance": "1", "data": data, "message": shown}
        bot.sandbox.updates.add("callback_query", query)
        await person.waits_for("О ком")


async def test_presses_out_of_order_give_the_screen_each_button_stands_for(bot: Running) -> None:
    async with bot.person() as person:
        screen = await at_the_first_screen(person)
        old = person.messages()[-1]["reply_markup"]["inline_keyboard"][1][1]["callback_data"]
        for label, expected in (("Русский", "О ком"), ("Обо мне", "один вопрос")):
            await person.presses(label)
            await person.waits_for(expected)
        await person.forges(screen, old)
        await person.waits_for("О ком")


async def test_when_telegram_asks_for_too_long_a_wait_the_card_comes_instead(bot: Running) -> None:
    async with bot.person() as person:
        await at_the_first_screen(person)
        bot.faults.plan("editMessageText", TooMany(900))
        await person.presses("Русский")
        await person.waits_for("103")


async def test_an_edit_that_hangs_is_shown_when_it_comes(bot: Running) -> None:
    async with bot.person() as person:
        await at_the_first_screen(person)
        bot.faults.plan("editMessageText", Hang(1.5))
        press = await person.presses("Русский")
        assert await person.waits_for_answer(press, 1) is not None, "the button does not spin meanwhile"
        await person.waits_for("О ком", 4)
