"""What stands between an update and its handler, the same for polling and the webhook."""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update

from bot.telegram.seen import Seen

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Intake(BaseMiddleware):
    """Lets an update through once, and none that is empty but for its number."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._seen = Seen(monotonic)

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Called by aiogram around everything else."""
        assert isinstance(event, Update)
        if event.message or event.callback_query or event.my_chat_member:
            return None if self._seen.again(event.update_id) else await handler(event, data)
        return None
