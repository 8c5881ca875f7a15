"""The way to Redis: which one, whether it is in order, with whose keys; and the talks and the queue kept there."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from redis.asyncio import Redis

from bot import log
from bot.health import Health, Trouble
from bot.settings import Settings
from bot.vault.accounts import Accounts
from bot.vault.audit import REFUSALS, Auditor
from bot.vault.connection import connect
from bot.vault.embedded import EmbeddedRedis, RedisNotFound, RedisNotStarted
from bot.vault.keyfile import KeyFileError
from bot.vault.keys import Keyring
from bot.vault.store import Sessions
from bot.vault.watch import Gate, Watch
from bot.vault.wrapped import Keeper, RedisChest, Wrap

_SWEEP = 30.0
_NOWHERE = "unix:///dev/null"
_NOTED = {
    log.Event.CLOCK_OFF: Trouble.REDIS_CLOCK,
    log.Event.KEYS_REFUSED: Trouble.KEYS_ALONE,
}
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Store:
    """Talks, and whether others can go on with them."""

    sessions: Sessions
    gate: Gate
    shared: bool  # the Redis is not ours alone, and there is a sealing key

    def outlives_us(self) -> bool:
        """Whether another process finds what lies in Redis, and can open it."""
        refused = log.Event.KEYS_REFUSED in self.gate.findings()
        return self.shared and self.gate.is_open() and not refused


@asynccontextmanager
async def stored(settings: Settings, keyring: Keyring, health: Health, clock: Clock) -> AsyncIterator[Store]:
    """Talks kept in Redis as far as it may be used, and what looks after them."""
    gate, wrap = Gate(), _wrap(settings, health)
    async with _watched(settings, keyring, wrap, gate, clock) as redis:
        sessions = Sessions(redis, keyring)
        _note(gate, health)
        tidying = asyncio.create_task(_tidy(sessions, gate, health, clock))
        try:
            yield Store(sessions, gate, shared=bool(settings.redis_url and wrap))
        finally:
            tidying.cancel()


def _wrap(settings: Settings, health: Health) -> Wrap | None:
    """The sealing key; a file that cannot be used is as good as none, for people have to be answered."""
    if settings.seal_key_file is None:
        return None
    try:
        return Wrap.from_file(settings.seal_key_file)
    except KeyFileError:
        log.say(log.Event.KEY_UNUSED)
        health.note(Trouble.KEY_UNUSED, there=True)
        return None


@asynccontextmanager
async def _watched(
    settings: Settings, keyring: Keyring, wrap: Wrap | None, gate: Gate, clock: Clock
) -> AsyncIterator[Redis]:
    """The way to Redis, as far as the gate lets it be used, and the watch that opens and closes the gate."""
    async with AsyncExitStack() as stack:
        accepted = settings.redis_unverified == "accepted"
        if settings.redis_url:
            url = settings.redis_url.get_secret_value()
            audit_url = settings.redis_audit_url.get_secret_value() if settings.redis_audit_url else None
            auditor = Auditor(url, audit_url, accepted=accepted)
        else:
            accounts = Accounts()
            socket = await _private(stack, accounts)
            url = accounts.bot_url(socket)
            auditor = Auditor(url, accounts.audit_url(socket), accepted=accepted, ours=True)
        redis, chest = connect(url, gate.is_open), connect(url, gate.is_safe)
        for client in (redis, chest):
            stack.push_async_callback(client.aclose)
        watch = Watch(gate, auditor, Keeper(keyring, RedisChest(chest), wrap), clock=clock, say=log.say)
        await watch.look()
        watching = asyncio.create_task(watch.keep_looking(keyring))
        stack.callback(watching.cancel)
        yield redis


async def _private(stack: AsyncExitStack, accounts: Accounts) -> str:
    """A Redis of our own to the end of the stack; where none can be started, an address where nobody is."""
    try:
        return await stack.enter_async_context(EmbeddedRedis(accounts))
    except (RedisNotFound, RedisNotStarted, OSError) as error:
        log.say(log.Event.STORE_UNSTARTED, error)
        return _NOWHERE


async def _tidy(sessions: Sessions, gate: Gate, health: Health, clock: Clock) -> None:
    """Drop from memory what has outlived its time; tell when Redis goes and comes."""
    there = True
    while True:
        sessions.sweep(clock())
        if _note(gate, health) and await sessions.answers() is not there:
            there = not there
            log.say(log.Event.STORE_BACK if there else log.Event.STORE_AWAY)
            health.note(Trouble.STORE_AWAY, there=not there)
        await asyncio.sleep(_SWEEP)


def _note(gate: Gate, health: Health) -> bool:
    """Tell probes what is wrong with Redis itself; gives whether it may be used."""
    found = gate.findings()
    refused = bool(found & REFUSALS)
    health.note(Trouble.STORE_UNUSED, there=refused)
    for event, trouble in _NOTED.items():
        health.note(trouble, there=event in found)
    health.warnings["redis"] = found - _NOTED.keys()
    return not refused
