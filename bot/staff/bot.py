"""The bot of the staff: takes an invitation, opens the pages, tells what happened to numbers. It keeps nothing.

Its token is its own (`STAFF_BOT_TOKEN`): who helps and who needs help never meet in one bot.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ChatType
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
)
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import (
    BotCommand,
    ErrorEvent,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    WebAppInfo,
)

from bot import log
from bot.registry.model import Notice, Person, Refused, RegistryError
from bot.registry.registry import Registry
from bot.registry.words import PersonState, Reason
from bot.script.facts import Language
from bot.words.catalogue import Words

_KINDS: Final = ["message"]
_POLL: Final = 30
_PAUSE: Final = 3.0  # seconds between two looks for news
_LONGEST_CODE: Final = 64
_NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)


class StaffBot:
    """Asks Telegram for messages, and hands on what the registry has to tell."""

    def __init__(
        self,
        registry: Registry,
        words: Words,
        *,
        token: str,
        api: str,
        url: str,
        clock: Callable[[], datetime],
        pause: float = _PAUSE,
    ) -> None:
        self._registry = registry
        self._words = words
        self._url = url
        self._clock = clock
        self._pause = pause
        session = AiohttpSession(api=TelegramAPIServer.from_base(api))
        self._bot = Bot(token, session=session)
        self._name = ""

    def invitation(self, code: str) -> str:
        """A one-time code as a link that opens this bot with it."""
        return f"https://t.me/{self._name}?start={quote(code, safe='-_')}"

    async def run(self) -> None:
        """Until cancelled. Telegram away is waited for."""
        telling = asyncio.create_task(self._tell())
        try:
            await self._introduce()
            await self._dispatcher().start_polling(
                self._bot, polling_timeout=_POLL, allowed_updates=_KINDS, handle_signals=False, close_bot_session=False
            )
        finally:
            telling.cancel()
            with suppress(asyncio.CancelledError):
                await telling
            await self._bot.session.close()

    async def _introduce(self) -> None:
        """Learn our own name, and say in both languages what we are."""
        while True:
            try:
                self._name = (await self._bot.me()).username or ""
                for language in Language:
                    command = BotCommand(command="start", description=self._words.say(language, "bot/command"))
                    await self._bot.set_my_commands([command], language_code=language.value)
                    await self._bot.set_my_description(
                        self._words.say(language, "bot/about"), language_code=language.value
                    )
            except AiogramError as error:
                log.say(log.Event.TELEGRAM_AWAY, error)
                await asyncio.sleep(_POLL)
            else:
                return

    def _dispatcher(self) -> Dispatcher:
        router = Router()
        private = F.chat.type == ChatType.PRIVATE
        router.message.register(self._on_start, CommandStart(deep_link=True), private)
        router.message.register(self._on_anything, private)
        dispatcher = Dispatcher()
        dispatcher.include_router(router)
        dispatcher.errors.register(_on_error)
        return dispatcher

    async def _on_start(self, message: Message, command: CommandObject) -> None:
        """An invitation is taken once; whoever is in already just gets her button."""
        account, language = _account(message), _language(message)
        if account is None:
            return
        code = (command.args or "")[:_LONGEST_CODE]
        try:
            person = await self._registry.accept(code, account, message.chat.id, now=self._clock())
        except Refused as refused:
            known = await self._registry.person(account)
            if known is not None and refused.reason is not Reason.ACCOUNT:
                await self._on_anything(message)
                return
            taken = refused.reason is Reason.ACCOUNT
            await self._answer(message, self._words.say(language, "bot/account_taken" if taken else "bot/code_wrong"))
            return
        await self._registry.set_language(person.id, language.value)
        await self._answer(message, self._words.say(language, "bot/welcome", name=person.name), person)

    async def _on_anything(self, message: Message) -> None:
        """Whatever is written: the one button, or how to get in."""
        account, language = _account(message), _language(message)
        person = await self._registry.person(account) if account else None
        if person is None:
            await self._answer(message, self._words.say(language, "bot/stranger"))
        elif person.state is not PersonState.ACTIVE:
            await self._answer(message, self._words.say(language, "bot/paused"))
        else:
            await self._answer(message, self._words.say(language, "bot/home"), person)

    async def _answer(self, message: Message, text: str, person: Person | None = None) -> None:
        await self._send(message.chat.id, text, self._door(_language(message), "/") if person else None)

    def _door(self, language: Language, path: str) -> InlineKeyboardMarkup:
        """The one button. Telegram opens it only by https, the stand-in for Telegram also on this machine."""
        app = WebAppInfo(url=f"{self._url}{path}")
        button = InlineKeyboardButton(text=self._words.say(language, "bot/open"), web_app=app)
        return InlineKeyboardMarkup(inline_keyboard=[[button]])

    async def _send(self, chat: int, text: str, keys: InlineKeyboardMarkup | None = None) -> None:
        await self._bot.send_message(
            chat, text, reply_markup=keys, link_preview_options=_NO_PREVIEW, protect_content=True
        )

    async def _tell(self) -> None:
        """Every few seconds: what staff have to know and were not told yet."""
        while True:
            try:
                notices = await self._registry.notices()
                for notice in notices:
                    await self._tell_one(notice)
            except RegistryError as error:
                log.say(log.Event.REGISTRY_AWAY, error)
            except TelegramRetryAfter as error:
                log.say(log.Event.TELEGRAM_BUSY)
                await asyncio.sleep(error.retry_after)
            except AiogramError as error:
                log.say(log.Event.STAFF_UNTOLD, error)
            except Exception as error:  # noqa: BLE001 - news of the others must go on
                log.say(log.Event.STAFF_FAILED, error)
            await asyncio.sleep(self._pause)

    async def _tell_one(self, notice: Notice) -> None:
        language = Language(notice.person.language)
        entry = await self._registry.entry(notice.proposal.entry_id, self._clock().date())
        name = entry.value.name.within(notice.person.language) if entry else ""
        what = self._words.say(language, f"bot_news/{notice.state.value}")
        text = self._words.say(language, "bot/news", entry=name, what=what)
        # She has left the bot, or her chat is gone: nothing to tell her, and the others must not wait behind her.
        with suppress(TelegramForbiddenError, TelegramNotFound, TelegramBadRequest):
            await self._send(notice.chat, text, self._door(language, f"/?to=/proposal/{notice.proposal.id}"))
        await self._registry.noticed((notice.id,))


def _account(message: Message) -> str | None:
    return str(message.from_user.id) if message.from_user else None


def _language(message: Message) -> Language:
    code = message.from_user.language_code if message.from_user else None
    return Language.KK if code == "kk" else Language.RU


async def _on_error(event: ErrorEvent) -> Any:
    """Of an error only its class: its text may hold the message."""
    error = event.exception
    log.say(log.Event.STAFF_FAILED, error)
    return True
