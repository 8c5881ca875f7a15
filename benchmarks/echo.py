"""The bot Senim is measured against: aiogram as it comes, no state, pages made beforehand. Run by `benchmarks.step`.

It makes the same calls with texts and keyboards of the same size: `python -m benchmarks.echo ADDRESS PAGES.json`.
"""

import json
import sys
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

FIRST = "0:0"


class Echo:
    """Two handlers: a message gets the first page, a press the page its data names."""

    def __init__(self, pages: dict[str, Any]) -> None:
        self._pages = pages

    async def on_message(self, message: Message) -> None:
        """Answer /start."""
        page = self._pages[FIRST]
        await message.answer(page["text"], reply_markup=_keyboard(page))

    async def on_press(self, query: CallbackQuery) -> None:
        """Answer the query, edit the message."""
        page = self._pages[(query.data or "").partition(" ")[0]]
        await query.answer()
        if isinstance(query.message, Message):
            await query.message.edit_text(page["text"], reply_markup=_keyboard(page))


def _keyboard(page: dict[str, Any]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=label, callback_data=data) for label, data in row] for row in page["rows"]
        ]
    )


async def _say_ready() -> None:
    print("ready", flush=True)


def main(address: str, pages: Path) -> None:
    """Serve until the end of the process, on uvloop, as `run_polling` does where it is installed."""
    echo = Echo(json.loads(pages.read_bytes()))
    bot = Bot(
        "1:" + "A" * 35,
        session=AiohttpSession(api=TelegramAPIServer.from_base(address)),
        default=DefaultBotProperties(parse_mode=ParseMode.HTML),
    )
    dispatcher = Dispatcher()
    dispatcher.message.register(echo.on_message)
    dispatcher.callback_query.register(echo.on_press)
    dispatcher.startup.register(_say_ready)
    dispatcher.run_polling(bot, handle_signals=False)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
