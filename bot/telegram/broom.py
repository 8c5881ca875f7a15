"""The broom: removes what is left of talks from their chats, as soon as it is due and for as long as it takes."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Container
from datetime import timedelta
from enum import Enum, auto
from typing import Final

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
)

from bot import log
from bot.telegram.wire import Wire, content
from bot.upkeep import Upkeep
from bot.vault.queue import Claim, Taken

EVERY: Final = 1.0
A_SECOND: Final = 25  # calls: Telegram takes about 30 from a bot, and answers to people go first
_HANDS = 8
_AT_ONCE = 100  # messages in a call
_LONGEST = 60.0
_REFUSED = timedelta(minutes=10)  # a message that Telegram does not let go of yet, as a thrown die for a day
_EVERYTHING = timedelta(days=2)
_TRIES_MAX = 10_000


class _Hold(Exception):  # noqa: N818 - what Telegram said, not a fault
    """Telegram did not take the call; try again in so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


class _Gone(Enum):
    YES = auto()
    REFUSED = auto()


class Broom:
    """Cleans chats whose deadline has come. Any number of copies may run; two of them do no more than one."""

    def __init__(
        self,
        desk: Upkeep,
        wire: Wire,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._desk = desk
        self._wire = wire
        self._monotonic = monotonic
        self._sleep = sleep
        self._free = 0.0  # when the next call may go out
        self._tries: dict[bytes, int] = {}

    async def run(self) -> None:
        """Clean what is due, every second, for ever: whatever goes wrong, the next second tries again."""
        while True:
            try:
                await self.sweep()
            except Exception as error:  # noqa: BLE001 - a broom that stopped would leave every talk in its chat
                log.say(log.Event.ERASE_LATE, error)
            await self._sleep(EVERY)

    async def sweep(self, ahead: timedelta = timedelta()) -> int:
        """Clean what is due now or within `ahead`; gives how many chats that were."""
        claims = await self._desk.due(ahead)
        hands = asyncio.Semaphore(_HANDS)

        async def clean(claim: Claim) -> None:
            async with hands:
                try:
                    taken = await self._desk.take(claim, ahead)
                    if taken is not None:
                        await self.clean(taken)
                except Exception as error:  # noqa: BLE001 - one chat must not keep the others; its lease will end
                    log.say(log.Event.ERASE_LATE, error)

        async with asyncio.TaskGroup() as all_of_them:
            for claim in claims:
                all_of_them.create_task(clean(claim))
        return len(claims)

    async def flush(self, seconds: float) -> None:
        """Clean everything at once, for the queue ends with this process. Early is safe, late is not."""
        try:
            async with asyncio.timeout(seconds):
                while await self.sweep(_EVERYTHING):
                    pass
        except TimeoutError:
            log.say(log.Event.ERASE_LATE)

    async def hand_over(self, seconds: float) -> bool:
        """Leave what is not due yet to the next process, which knows only what the store holds; whether it took all."""
        try:
            async with asyncio.timeout(seconds):
                while not await self._desk.hand_over():
                    await self._sleep(EVERY / 2)
        except TimeoutError:
            return False
        return True

    async def clean(self, taken: Taken, *, shows: bool = True) -> None:
        """Remove a talk and say so to the queue. `shows`: the last line has yet to be written over its screen."""
        gone = set[int]()
        try:
            stay, hold = await self._line(taken, shows=shows)
            wanted = [message for message in taken.messages if message not in stay]
            for at in range(0, len(wanted), _AT_ONCE):
                gone.update(await self._delete(taken.chat, wanted[at : at + _AT_ONCE]))
            if hold:
                raise hold
        except (TelegramForbiddenError, TelegramNotFound):
            self._tries.pop(taken.key, None)
            await self._desk.give_up(taken, gone)
            return
        except _Hold as hold:
            log.say(log.Event.ERASE_LATE)
            await self._desk.settle(taken, gone, timedelta(seconds=max(hold.seconds, self._backoff(taken.key))))
            return
        self._tries.pop(taken.key, None)
        if len(gone) < len(wanted):
            log.say(log.Event.ERASE_LATE)
        await self._desk.settle(taken, gone, _REFUSED if len(gone) < len(wanted) else None)

    async def _line(self, taken: Taken, *, shows: bool) -> tuple[Container[int], _Hold | None]:
        """Write the last line over the live screen; gives what is to stay: the message that holds it now.

        When Telegram stumbles, those that may hold it, and why it is not written yet: the rest need not wait.
        """
        if taken.screen is None or not shows:
            return (taken.screen.message,) if taken.screen else (), None
        try:
            text = content(self._desk.last_line(taken.screen.mark))
        except Exception as error:  # noqa: BLE001 - without words the screen goes too
            log.say(log.Event.ERASE_LATE, error)
            return (), None
        places = (taken.screen.message, *taken.spare[:1])
        try:
            for message in places:
                fields = {"chat_id": taken.chat, "message_id": message, **text}
                if await self._call("editMessageText", fields) is _Gone.YES:
                    return (message,), None
        except _Hold as hold:
            if hold.seconds:
                raise
            return places, hold
        return (), None

    async def _delete(self, chat: int, messages: list[int]) -> list[int]:
        if await self._call("deleteMessages", {"chat_id": chat, "message_ids": messages}) is _Gone.YES:
            return messages
        if len(messages) == 1:
            return []
        # One message that may not be removed spoils the whole call: take them one by one.
        return [one for message in messages for one in await self._delete(chat, [message])]

    async def _call(self, method: str, fields: dict[str, object]) -> _Gone:
        await self._turn()
        try:
            await self._wire.once(method, fields)
        except (TelegramForbiddenError, TelegramNotFound):
            raise
        except TelegramBadRequest as error:
            # Telegram tells these apart by their text alone.
            if "chat not found" in error.message or "deactivated" in error.message:
                raise TelegramNotFound(error.method, error.message) from None
            done = "not modified" in error.message or "to delete not found" in error.message
            return _Gone.YES if done else _Gone.REFUSED
        except TelegramRetryAfter as error:
            log.say(log.Event.TELEGRAM_BUSY)
            self._free = max(self._free, self._monotonic() + error.retry_after)
            raise _Hold(error.retry_after) from None
        except TelegramAPIError as error:
            log.say(log.Event.TELEGRAM_AWAY, error)
            raise _Hold(0) from None
        return _Gone.YES

    async def _turn(self) -> None:
        """Wait for one's turn: so many calls a second, none while Telegram asks to wait."""
        now = self._monotonic()
        turn = max(self._free, now)
        self._free = turn + 1 / A_SECOND
        if turn > now:
            await self._sleep(turn - now)

    def _backoff(self, key: bytes) -> float:
        """1, 2, 4 and so on to 60 seconds."""
        tries = self._tries.get(key, 0)
        if len(self._tries) < _TRIES_MAX or key in self._tries:
            self._tries[key] = tries + 1
        return min(_LONGEST, 2.0 ** min(tries, 6))
