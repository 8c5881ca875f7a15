"""Reports about numbers on their way to whoever keeps the directory: what was said, and nothing about who said it."""

import time
from collections.abc import Awaitable, Callable

from bot import log
from bot.talk.step import Reported
from bot.telegram.seen import Seen

Tell = Callable[[Reported], Awaitable[None]]


class Reports:
    """Passes on one report a day from a chat about an entry. It is behind the answer and costs nobody a wait."""

    def __init__(self, tell: Tell, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._tell = tell
        self._seen = Seen(monotonic)

    async def take(self, chat: int, reported: Reported) -> None:
        """Pass it on, unless this chat has said so of this entry. One that cannot be kept is counted in the log."""
        if self._seen.again(f"{chat} {reported.service}"):
            return
        try:
            await self._tell(reported)
        except Exception as error:  # noqa: BLE001 - the registry may be away; the person has their answer
            log.say(log.Event.REPORT_LOST, error)
