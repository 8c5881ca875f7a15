"""Where Telegram is to send updates: told at the start, watched each minute (a stolen token moves it, T11, T15)."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import chain, repeat

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest

from bot import log
from bot.telegram.session import Session
from bot.telegram.sieve import KINDS

CONNECTIONS = 40
_WATCH = 60.0  # seconds
_PAUSES = (1, 2, 4, 8, 16)
_LONGEST = 30


class HookRefused(Exception):  # noqa: N818 - it is Telegram's answer, not a fault
    """Telegram does not take this address for a webhook."""


@dataclass(frozen=True, slots=True)
class Hook:
    """The webhook of one bot, as Telegram knows it."""

    bot: Bot
    session: Session
    url: str
    secret: str = field(repr=False)
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def hang(self) -> None:
        """Set the webhook; nothing that waits is dropped. Tries until Telegram answers. Raises `HookRefused`."""
        fields = {
            "url": self.url,
            "secret_token": self.secret,
            "allowed_updates": KINDS,
            "max_connections": CONNECTIONS,
            "drop_pending_updates": False,
        }
        await _call(self.bot, self.session, "setWebhook", fields, self.sleep)

    async def watch(self, told: Callable[[bool], None]) -> None:
        """Each minute tell whether the webhook is still ours; an alarm when it has just moved. Never ends."""
        ours = True
        while True:
            await self.sleep(_WATCH)
            try:
                found = await self.session.call(self.bot, "getWebhookInfo", {})
                was, ours = ours, found["url"] == self.url
            except (TelegramAPIError, TypeError, LookupError) as error:
                log.say(log.Event.TELEGRAM_AWAY, error)
                continue
            told(ours)
            if was and not ours:
                log.say(log.Event.HOOK_MOVED)


async def take_down(bot: Bot, session: Session, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
    """Ask Telegram to keep updates for polling; nothing that waits is dropped. Tries until Telegram answers."""
    await _call(bot, session, "deleteWebhook", {"drop_pending_updates": False}, sleep)


async def _call(
    bot: Bot, session: Session, method: str, fields: dict[str, object], sleep: Callable[[float], Awaitable[None]]
) -> None:
    for pause in chain(_PAUSES, repeat(_LONGEST)):
        try:
            await session.call(bot, method, fields)
        except TelegramBadRequest:
            raise HookRefused from None
        except TelegramAPIError as error:
            log.say(log.Event.TELEGRAM_AWAY, error)
            await sleep(pause)
        else:
            return
