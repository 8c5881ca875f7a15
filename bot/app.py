"""The composition root: makes the parts and joins them. Nothing imports this but the command line."""

import asyncio
import gc
import secrets
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import partial

from aiogram import Bot
from pydantic import SecretStr

from bot import log
from bot.bare import BareDesk
from bot.centres.hours import zone_agrees
from bot.desk import Desk
from bot.health import Health, Trouble
from bot.metrics import Metrics
from bot.sandbox.server import Sandbox
from bot.serving import listen, serve_updates
from bot.settings import Settings, SettingsError
from bot.store import Store, stored
from bot.telegram.broom import Broom
from bot.telegram.door import Door
from bot.telegram.probes import Probes
from bot.telegram.pulse import Pulse
from bot.telegram.session import Session
from bot.telegram.wire import Wire
from bot.vault.keys import Keyring
from bot.vault.ticket import TicketSeal
from bot.whole import Served

_TIMEOUT = 10.0
_LAST_SWEEP = 20.0
_HAND_OVER = 5.0


def now() -> datetime:
    """The one clock of the program."""
    return datetime.now(UTC)


async def serve(settings: Settings, served: Served, ready: Callable[[], None]) -> None:
    """Serve people on Telegram until a signal says stop. Raises `SettingsError` for a token that is refused."""
    if settings.bot_token is None:
        raise SettingsError("BOT_TOKEN is not set.")
    # Start-up made some 200,000 objects that live for ever; without this a full collection stops answers for 0.1 s,
    # and one while Redis is asked for the first time looks like a Redis that is away.
    gc.collect()
    gc.freeze()
    keyring = Keyring()
    health = Health()
    if not zone_agrees(now()):
        log.say(log.Event.ZONE_OLD)
        health.warnings["zone"] = frozenset({log.Event.ZONE_OLD})
    metrics = Metrics(health)
    session = Session(settings.telegram_api_base, _TIMEOUT, Pulse(health, metrics, now))
    bot = Bot(settings.bot_token.get_secret_value(), session=session)
    async with AsyncExitStack() as stack:
        stack.enter_context(log.heard(metrics.event))
        stack.push_async_callback(session.close)
        if settings.health_listen:
            await listen(stack, "HEALTH_LISTEN", settings.health_listen, Probes(health, metrics).handle)
        store = await stack.enter_async_context(stored(settings, keyring, health, now))
        desk = _desk(served, keyring, store, health)
        wire = Wire(bot, session)
        broom = Broom(desk, wire)
        stack.push_async_callback(_leave, store, broom)
        sweeping = asyncio.create_task(broom.run())
        stack.callback(sweeping.cancel)
        dispatcher = Door(desk, wire, broom, count=metrics.update).dispatcher()
        await serve_updates(settings, dispatcher, bot, session, health=health, ready=ready)


def _desk(served: Served, keyring: Keyring, store: Store, health: Health) -> Desk | BareDesk:
    """The desk for what there is, and a word about what there is not."""
    if served.whole is None or served.ear is None:
        log.say(log.Event.CARD_ONLY)
        health.note(Trouble.CARD_ONLY, there=True)
        return BareDesk(store.sessions, now)
    if served.fault is not None:
        log.say(log.Event.NO_CENTRES)
        health.note(Trouble.NO_CENTRES, there=True)
    whole, seal = served.whole, TicketSeal(keyring)
    return Desk(whole.world, whole.words, served.ear, seal=seal, sessions=store.sessions, clock=now)


async def _leave(store: Store, broom: Broom) -> None:
    """Leave talks to whoever goes on with them; clean up now when nobody could. Early is safe, late is not."""
    if not (store.outlives_us() and await broom.hand_over(_HAND_OVER)):
        await broom.flush(_LAST_SWEEP)


async def serve_sandbox(settings: Settings, served: Served, port: int, ready: Callable[[str], None]) -> None:
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
        await serve(settings.model_copy(update=inside), served, partial(ready, url))
