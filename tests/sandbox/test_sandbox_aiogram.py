import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ContentType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    CallbackQuery,
    InaccessibleMessage,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

from bot.sandbox import Sandbox, TooMany
from tests.sandbox.bot_api import TOKEN
from tests.support.person import Person

KEYS = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Дальше", callback_data="go", style="success")]]
)


@pytest.fixture
async def bot(url: str) -> AsyncIterator[Bot]:
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    yield bot
    await bot.session.close()


def build_echo() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(
            f"<b>{ContentType(message.content_type).value}</b>: {message.text}",
            parse_mode="HTML",
            reply_markup=KEYS,
        )

    @dispatcher.callback_query()
    async def go(query: CallbackQuery, bot: Bot) -> None:
        await bot.answer_callback_query(query.id, text="ok")
        if isinstance(query.message, InaccessibleMessage):
            await bot.send_message(query.from_user.id, "anew")
        elif query.message is not None:
            await query.message.edit_text("went")

    return dispatcher


@pytest.fixture
async def echo(bot: Bot) -> AsyncIterator[None]:
    dispatcher = build_echo()
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False, close_bot_session=False))
    yield
    await dispatcher.stop_polling()
    await polling


@pytest.mark.usefixtures("echo")
async def test_a_whole_talk_travels_through_a_real_dispatcher(person: Person) -> None:
    await person.says("/start")
    await person.waits_for("text: /start")
    press = await person.presses("Дальше")
    await person.waits_for("went")
    assert (await person.waits_for_answer(press))["text"] == "ok"
    await person.forges(2, "go", old=True)
    await person.waits_for("anew")
    await person.sends("photo")
    await person.waits_for("photo: None")


async def test_aiogram_reads_every_result(bot: Bot, chat: int) -> None:
    assert (await bot.get_me()).id == 123456
    sent = await bot.send_message(chat, "<i>one</i>", parse_mode="HTML", reply_markup=KEYS)
    assert sent.html_text == "<i>one</i>"
    edited = await bot.edit_message_text("two", chat_id=chat, message_id=sent.message_id, reply_markup=KEYS)
    assert isinstance(edited, Message)
    assert edited.edit_date is not None
    bare = await bot.edit_message_reply_markup(chat_id=chat, message_id=sent.message_id)
    assert isinstance(bare, Message)
    assert bare.reply_markup is None
    assert await bot.delete_messages(chat, [sent.message_id])
    assert await bot.set_my_commands([BotCommand(command="start", description="Begin")], language_code="kk")
    assert (await bot.get_my_commands(language_code="kk"))[0].command == "start"
    assert await bot.set_my_description("words")
    assert (await bot.get_my_description()).description == "words"
    assert (await bot.get_my_short_description()).short_description == ""
    assert (await bot.get_webhook_info()).url == ""


async def test_aiogram_meets_refusals_as_its_own_errors(bot: Bot, chat: int, sandbox: Sandbox, person: Person) -> None:
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("x", chat_id=chat, message_id=99)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query("1")
    sandbox.faults.plan("sendMessage", TooMany(7))
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(chat, "x")
    assert caught.value.retry_after == 7
    await person.blocks()
    with pytest.raises(TelegramForbiddenError, match="blocked by the user"):
        await bot.send_message(chat, "x")
