"""The composition root: makes the parts and joins them. Nothing imports this but the command line."""

import asyncio
import gc
import secrets
import signal
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import partial
from itertools import chain, repeat
from urllib.parse import urlsplit

from aiogram import Bot, Dispatcher
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramUnauthorizedError
from aiogram.types import Update
from pydantic import SecretStr

from bot import log
from bot.centres.hours import zone_agrees
from bot.desk import Desk
from bot.health import Health, Phase, Trouble
from bot.hearing.ear import Ear
from bot.sandbox.server import Sandbox
from bot.settings import Settings, SettingsError, address
from bot.store import stored
from bot.telegram.attempt import Attempt
from bot.telegram.broom import Broom
from bot.telegram.door import Door
from bot.telegram.hook import Hook, HookRefused, take_down
from bot.telegram.listener import Handle, listening
from bot.telegram.probes import Probes
from bot.telegram.session import Session
from bot.telegram.sieve import KINDS
from bot.telegram.webhook import Webhook
from bot.telegram.wire import Wire
from bot.vault.keys import Keyring
from bot.vault.ticket import TicketSeal
from bot.whole import Whole

_TIMEOUT = 10.0
_POLL = 30
_LAST_SWEEP = 20.0


def now() -> datetime:
    """The one clock of the program."""
    return datetime.now(UTC)


async def serve(settings: Settings, whole: Whole, ear: Ear, ready: Callable[[], None]) -> None:
    """Serve people on Telegram until a signal says stop. Raises `SettingsError` for a token that is refused."""
    if settings.bot_token is None:
        raise SettingsError("BOT_TOKEN is not set.")
    if not zone_agrees(now()):
        log.say(log.Event.ZONE_OLD)
    keyring = Keyring()
    session = Session(settings.telegram_api_base, _TIMEOUT)
    bot = Bot(settings.bot_token.get_secret_value(), session=session)
    health = Health()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(session.close)
        if settings.health_listen:
            await _listen(stack, "HEALTH_LISTEN", settings.health_listen, Probes(health).handle)
        sessions = await stack.enter_async_context(stored(settings, keyring, health, now))
        desk = Desk(whole.world, whole.words, ear, seal=TicketSeal(keyring), sessions=sessions, clock=now)
        wire = Wire(bot, session)
        broom = Broom(desk, wire)
        dispatcher = Door(desk, wire, broom).dispatcher()
        if settings.redis_url is None or settings.seal_key_file is None:
            # The queue ends with this process, or nobody else can open it.
            stack.push_async_callback(broom.flush, _LAST_SWEEP)
        sweeping = asyncio.create_task(broom.run())
        stack.callback(sweeping.cancel)
        if settings.webhook_url is None:
            await _greet(bot)
            await take_down(bot, session)
            await _poll(dispatcher, bot, health, ready)
        else:
            await _wait_for_telegram(settings, dispatcher, bot, session, health=health, ready=ready)


async def serve_sandbox(settings: Settings, whole: Whole, ear: Ear, port: int, ready: Callable[[str], None]) -> None:
    """The same bot, polling a stand-in for Telegram that runs beside it and shows a chat page."""
    token = f"1000001:{secrets.token_urlsafe(32)}"
    async with AsyncExitStack() as stack:
        telegram = Sandbox(token=token, clock=now)
        try:
            url = await telegram.start(port=port)
        except OSError:
            raise SettingsError(f"Port {port} is taken: choose another with --port, or leave --port out.") from None
        stack.push_async_callback(telegram.stop)
        inside = {"bot_token": SecretStr(token), "telegram_api_base": url}
        await serve(settings.model_copy(update=inside), whole, ear, partial(ready, url))


async def _greet(bot: Bot) -> None:
    """Ask Telegram who we are until it answers: a wrong token ends here in a sentence, not in a loop of errors."""
    for pause in chain((1, 2, 4, 8, 16), repeat(_POLL)):
        try:
            me = await bot.me()
        except TelegramUnauthorizedError:
            raise SettingsError("Telegram does not know this BOT_TOKEN: copy it anew from BotFather.") from None
        except (TelegramAPIError, ClientDecodeError) as error:
            log.say(log.Event.TELEGRAM_AWAY, error)
            await asyncio.sleep(pause)
        else:
            if me.can_join_groups or me.supports_inline_queries or me.supports_guest_queries:
                log.say(log.Event.DOORS_OPEN)
            return


async def _poll(dispatcher: Dispatcher, bot: Bot, health: Health, ready: Callable[[], None]) -> None:
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

    door = Webhook(bot, feed, path=urlsplit(settings.webhook_url).path or "/", secret=secret)
    hook = Hook(bot, session, settings.webhook_url, secret)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(door.finish)
        await _listen(stack, "WEBHOOK_LISTEN", settings.webhook_listen, door.handle)
        await _greet(bot)
        try:
            await hook.hang()
        except HookRefused:
            raise SettingsError("Telegram refuses WEBHOOK_URL: it must be a public https:// address.") from None
        watching = asyncio.create_task(hook.watch(lambda ours: health.note(Trouble.HOOK_MOVED, there=not ours)))
        stack.callback(watching.cancel)
        await _serve_until_stopped(asyncio.get_running_loop().create_future(), health, ready)
    log.say(log.Event.STOPPED)


async def _serve_until_stopped(serving: asyncio.Future[None], health: Health, ready: Callable[[], None]) -> None:
    # Start-up made some 200,000 objects that live for ever; without this a full collection stops answers for 0.1 s.
    gc.collect()
    gc.freeze()
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


async def _listen(stack: AsyncExitStack, setting: str, where: str, handle: Handle) -> None:
    try:
        await stack.enter_async_context(listening(address(where), handle))
    except OSError:
        raise SettingsError(f"{setting} is taken or not allowed: choose another address.") from None
