"""The composition root: makes the parts and joins them. Nothing imports this but the command line."""

import asyncio
import gc
import secrets
import socket
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from aiogram import Bot
from pydantic import SecretStr

from bot import log
from bot.bare import BareDesk
from bot.centres.hours import zone_agrees
from bot.centres.words import Verified
from bot.desk import Desk
from bot.health import Health, Trouble
from bot.metrics import Metrics
from bot.registry.registry import Registry
from bot.sandbox.server import Sandbox
from bot.serving import listen, serve_updates
from bot.settings import Settings, SettingsError
from bot.staff.demo import demo
from bot.staffing import Stage, followed, staffed
from bot.store import Store, stored
from bot.telegram.broom import Broom
from bot.telegram.door import Door
from bot.telegram.probes import Probes
from bot.telegram.pulse import Pulse
from bot.telegram.reports import Reports
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


async def serve(settings: Settings, served: Served, ready: Callable[[], None], *, stage: Stage | None = None) -> None:
    """Serve people on Telegram until a signal says stop. Raises `SettingsError` for a token that is refused."""
    if settings.bot_token is None:
        raise SettingsError("BOT_TOKEN is not set.")
    # Start-up made some 200,000 objects that live for ever; without this a full collection stops answers for 0.1 s,
    # and one while Redis is asked for the first time looks like a Redis that is away.
    gc.collect()
    gc.freeze()
    gc.enable()  # the command line turned it off for the start
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
        wire = Wire(bot, session, owe=desk.owe)
        broom = Broom(desk, wire)
        stack.push_async_callback(_leave, store, broom)
        sweeping = asyncio.create_task(broom.run())
        stack.callback(sweeping.cancel)
        live = await stack.enter_async_context(followed(settings, served, desk, health=health, clock=now))
        await stack.enter_async_context(staffed(settings, served, live, clock=now, stage=stage))
        reports = Reports(live.tell) if live else None
        dispatcher = Door(desk, wire, broom, count=metrics.update, reports=reports).dispatcher()
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


async def serve_sandbox(settings: Settings, served: Served, port: int, ready: Callable[[str, str], None]) -> None:
    """The same bots, people's and staff's, each polling a stand-in for Telegram that shows a chat page."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="senim-")))
        tokens = [f"{number}:{secrets.token_urlsafe(32)}" for number in (1_000_001, 1_000_002)]
        people = Sandbox(token=tokens[0], clock=now)
        staff = Sandbox(token=tokens[1], clock=now, name="Senim · staff", username="senim_staff_sandbox_bot")
        url, staff_url = await _open(stack, people, port), await _open(stack, staff, 0)
        people.stand_beside("staff", staff_url)
        staff.stand_beside("people", url)
        listen_at = f"127.0.0.1:{_free_port()}"
        inside = {
            "bot_token": SecretStr(tokens[0]),
            "telegram_api_base": url,
            "database_url": SecretStr(f"sqlite:///{folder / 'registry.sqlite'}"),
            "state_dir": folder,
            "staff_bot_token": SecretStr(tokens[1]),
            "staff_url": f"http://{listen_at}",
            "staff_listen": listen_at,
            "staff_key_file": None,
        }
        stage = Stage(staff_url, lambda code: f"{staff_url}/?start={code}", partial(_make_up, staff))
        await serve(settings.model_copy(update=inside), served, partial(ready, url, staff_url), stage=stage)


async def _open(stack: AsyncExitStack, sandbox: Sandbox, port: int) -> str:
    try:
        url = await sandbox.start(port=port)
    except OSError:
        raise SettingsError(f"Port {port} is taken: choose another with --port, or leave --port out.") from None
    stack.push_async_callback(sandbox.stop)
    return url


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


async def _make_up(sandbox: Sandbox, registry: Registry) -> None:
    """A coordinator and the workers of two centres, so that each role, and a second person, can be tried."""
    shown = (await registry.snapshot(now())).services
    centres = [one for one in shown if one.verified is Verified.PUBLISHED][:2]
    boss = sandbox.chats.add_person(name="Координатор · Үйлестіруші", language="ru", username=None)
    workers = {
        sandbox.chats.add_person(name=one.name.ru, language=language, username=None).id: one.id
        for one, language in zip(centres, ("ru", "kk"), strict=True)
    }
    await demo(registry, coordinator=boss.id, workers=workers, now=now())
