"""What stands between an update and its handler, the same for polling and the webhook: each once, none too fast."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Protocol

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update

from bot.metrics import Fate, uncounted
from bot.telegram.lanes import Lanes
from bot.telegram.pace import WINDOW, Pace
from bot.telegram.seen import Seen

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
Count = Callable[[Fate, float], object]


class Guarded(Protocol):
    """What the intake asks of the door behind it."""

    def urgent(self, update: Update) -> bool:
        """Whether this is /start or the emergency button. Asks nobody."""

    async def put_aside(self, update: Update) -> None:
        """Do the least for an update that gave way to newer ones."""

    async def owe(self, updates: Iterable[Update]) -> bool:
        """What was sent with these is to be removed; whether that is kept. Nothing is called."""


class Intake(BaseMiddleware):
    """Lets an update through once and at its chat's pace; calls for help pass by those who wait."""

    def __init__(
        self, door: Guarded, monotonic: Callable[[], float] = time.monotonic, count: Count = uncounted
    ) -> None:
        self._door = door
        self._seen = Seen(monotonic)
        self._pace = Pace(monotonic)
        self._lanes = Lanes()
        self._sweeping: asyncio.TimerHandle | None = None
        self._monotonic = monotonic
        self._count = count

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> None:
        """Called by aiogram around everything else."""
        assert isinstance(event, Update)
        began, fate = self._monotonic(), Fate.FAILED
        try:
            fate = await self._let_in(handler, event, data)
        finally:
            self._count(fate, self._monotonic() - began)

    async def _let_in(self, handler: Handler, event: Update, data: dict[str, Any]) -> Fate:
        if event.my_chat_member is None and event.message is None and event.callback_query is None:
            return Fate.NOTHING  # nothing is left of it but its number
        if self._seen.again(str(event.update_id)):
            return Fate.REPEATED
        chat = _chat(event)
        if chat is None:
            await handler(event, data)
            return Fate.DONE
        self._sweep_later()
        if not self._pace.admits(chat) and not (self._door.urgent(event) and self._pace.spares(chat)):
            if self._pace.notes(chat):
                await self._door.owe((event,))
            return Fate.TOO_FAST
        if self._lanes.busy(chat) and self._door.urgent(event):
            await handler(event, data)
            return Fate.DONE
        if not await self._lanes.enter(chat):
            await self._door.put_aside(event)
            return Fate.GAVE_WAY
        try:
            await handler(event, data)
        finally:
            self._lanes.leave(chat)
        return Fate.DONE

    def _sweep_later(self) -> None:
        if self._sweeping is None:
            self._sweeping = asyncio.get_running_loop().call_later(WINDOW, self._sweep)

    def _sweep(self) -> None:
        self._sweeping = None
        self._pace.sweep()
        if self._pace:
            self._sweep_later()


def _chat(update: Update) -> int | None:
    """The chat whose pace counts; None for news about the bot itself, which is heard at once."""
    message = update.message or (update.callback_query.message if update.callback_query else None)
    return message.chat.id if message else None
