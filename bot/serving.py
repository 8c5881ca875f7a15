"""Telegram's side of a run: who we are, and updates asked for or listened for until a signal says stop."""

import asyncio
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack
from itertools import chain, repeat
from urllib.parse import urlsplit

from aiogram import Bot, Dispatcher
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramUnauthorizedError
from aiogram.types import Update

from bot import log
from bot.health import Health, Phase, Trouble
from bot.settings import Settings, SettingsError, address
from bot.telegram.attempt import Attempt
from bot.telegram.hook import Hook, HookRefused, take_down
from bot.telegram.listener import Handle, listening
from bot.telegram.session import Session
from bot.telegram.sieve import KINDS
from bot.telegram.webhook import Webhook

_POLL = 10  # seconds; a poll that hangs keeps us deaf until it is given up, five seconds later
_LONGEST = 30


async def serve_updates(
    settings: Settings, dispatcher: Dispatcher, bot: Bot, session: Session, *, health: Health, ready: Callable[[], None]
) -> None:
    """Give updates to the dispatcher until a signal says stop. `SettingsError` for a token or address refused."""
    if settings.webhook_url is None:
        await _greet(bot, health)
        await take_down(bot, session)
        await _poll(dispatcher, bot, session, health=health, ready=ready)
    else:
        await _wait_for_telegram(settings, dispatcher, bot, session, health=health, ready=ready)


async def listen(stack: AsyncExitStack, setting: str, where: str, handle: Handle) -> None:
    """Listen there to the end of the stack. `SettingsError` when that is not possible."""
    try:
        await stack.enter_async_context(listening(address(where), handle))
    except OSError:
        raise SettingsError(f"{setting} is taken or not allowed: choose another address.") from None


async def _greet(bot: Bot, health: Health) -> None:
    """Ask Telegram who we are until it answers: a wrong token ends here in a sentence, not in a loop of errors."""
    for pause in chain((1, 2, 4, 8, 16), repeat(_LONGEST)):
        try:
            me = await bot.me()
        except TelegramUnauthorizedError:
            raise SettingsError("Telegram does not know this BOT_TOKEN: copy it anew from BotFather.") from None
        except (TelegramAPIError, ClientDecodeError) as error:
            log.say(log.Event.TELEGRAM_AWAY, error)
            health.note(Trouble.TELEGRAM_AWAY, there=True)
            await asyncio.sleep(pause)
        else:
            if me.can_join_groups or me.supports_inline_queries or me.supports_guest_queries:
                log.say(log.Event.DOORS_OPEN)
            return


async def _poll(
    dispatcher: Dispatcher, bot: Bot, session: Session, *, health: Health, ready: Callable[[], None]
) -> None:
    """Ask for updates until a signal says stop, or polling ends by itself."""
    polling = asyncio.create_task(
        dispatcher.start_polling(
            bot,
            polling_timeout=_POLL,
            allowed_updates=list(KINDS),
            handle_signals=False,
            close_bot_session=False,
        )
    )
    try:
        await _serve_until_stopped(polling, health, ready)
    finally:
        if not polling.done():
            await dispatcher.stop_polling()
        await polling
        await session.finish(bot)
        log.say(log.Event.STOPPED)


async def _wait_for_telegram(
    settings: Settings, dispatcher: Dispatcher, bot: Bot, session: Session, *, health: Health, ready: Callable[[], None]
) -> None:
    """Listen for updates until a signal says stop. Answers from the first moment, also while Telegram is not there."""
    assert settings.webhook_url is not None
    assert settings.webhook_secret is not None
    secret = settings.webhook_secret.get_secret_value()

    async def feed(update: Update, attempt: Attempt) -> None:
        await dispatcher.feed_update(bot, update, attempt=attempt)

    path = urlsplit(settings.webhook_url).path or "/"
    door = Webhook(bot, feed, path=path, secret=secret, gives_up=session.hands.gives_up)
    hook = Hook(bot, session, settings.webhook_url, secret)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(door.finish)
        await listen(stack, "WEBHOOK_LISTEN", settings.webhook_listen, door.handle)
        await _greet(bot, health)
        try:
            await hook.hang()
        except HookRefused:
            raise SettingsError("Telegram refuses WEBHOOK_URL: it must be a public https:// address.") from None
        watching = asyncio.create_task(hook.watch(lambda ours: health.note(Trouble.HOOK_MOVED, there=not ours)))
        stack.callback(watching.cancel)
        await _serve_until_stopped(asyncio.get_running_loop().create_future(), health, ready)
    log.say(log.Event.STOPPED)


async def _serve_until_stopped(serving: asyncio.Future[None], health: Health, ready: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    health.phase = Phase.SERVING
    ready()
    log.say(log.Event.READY_ALONE if Trouble.STORE_UNUSED in health.troubles else log.Event.READY)
    stopping = asyncio.create_task(stopped.wait())
    try:
        await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
    finally:
        health.phase = Phase.STOPPING
        stopping.cancel()
