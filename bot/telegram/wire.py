"""The calls the bot makes, each with what Telegram may answer already understood."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from enum import Enum, auto
from typing import Any, Final, TypeVar

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot import log
from bot.telegram.budget import Budget
from bot.telegram.hands import Hands
from bot.telegram.session import Session
from bot.upkeep import Key, Reply

Result = TypeVar("Result")
LONGEST_WAIT: Final = 20  # seconds of «retry after» that a live person is worth waiting for
SECOND: Final = 2.0  # seconds after which a call for help that hangs is made once more, on another connection
_PAUSE = 1.0
_TRIES = 3
_AT_ONCE = 100


class Blocked(Exception):  # noqa: N818 - it is news about a person, not a fault
    """The person has blocked the bot, or the chat is gone: nothing more can be said."""


class Edited(Enum):
    """How an edit ended."""

    DONE = auto()
    LOST = auto()  # the message is not there any more: send a fresh one


class Wire:
    """Outgoing calls of one bot. Always silent, never a preview.

    `owe` keeps the numbers, by chat, of messages that were sent behind the caller's back and could not be removed.
    """

    def __init__(
        self,
        bot: Bot,
        session: Session,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        *,
        owe: Callable[[Mapping[int, Sequence[int]]], Awaitable[bool]],
    ) -> None:
        self._bot = bot
        self._session = session
        self._sleep = sleep
        self._owe = owe
        self._budget = Budget()
        self._late = set[asyncio.Task[None]]()

    @property
    def hands(self) -> Hands:
        """What counts the updates in hand."""
        return self._session.hands

    async def send(self, chat: int, text: str, rows: Sequence[Sequence[Key]] = (), *, urgent: bool = False) -> int:
        """A new message, silent; gives its id. Raises `Blocked`."""
        fields = {"chat_id": chat, "disable_notification": True, **content(text, rows)}
        sent = await (self._soon(chat, fields) if urgent else self._try("sendMessage", fields))
        return int(sent["message_id"])

    async def edit(self, chat: int, message: int, reply: Reply) -> Edited:
        """Put the reply into a message that is there. Raises `Blocked`."""
        fields = {"chat_id": chat, "message_id": message, **content(reply.text, reply.rows)}
        try:
            await self._try("editMessageText", fields, urgent=reply.urgent)
        except TelegramBadRequest as error:
            # Telegram tells these apart by their text alone.
            return Edited.DONE if "not modified" in error.message else Edited.LOST
        return Edited.DONE

    async def answer(self, query: str, note: str | None, *, urgent: bool = False) -> None:
        """Stop the button from spinning. A query that is too old is nobody's loss."""
        fields = {"callback_query_id": query} | ({"text": note} if note else {})
        try:
            await self._try("answerCallbackQuery", fields, urgent=urgent)
        except (TelegramBadRequest, Blocked):
            return
        except TelegramAPIError as error:
            log.say(log.Event.TELEGRAM_AWAY, error)

    async def delete(self, chat: int, messages: Iterable[int]) -> tuple[int, ...]:
        """Remove messages on both sides; gives those that are certainly not in the chat any more."""
        wanted = sorted(messages)
        gone = list[int]()
        for at in range(0, len(wanted), _AT_ONCE):
            gone += await self._delete(chat, wanted[at : at + _AT_ONCE])
        if len(gone) < len(wanted):
            log.say(log.Event.ERASE_LATE)
        return tuple(gone)

    async def once(self, method: str, fields: dict[str, Any]) -> None:
        """One call, tried once. Raises aiogram's errors."""
        async with self._budget.place(urgent=False):
            await self._session.call(self._bot, method, fields)

    async def leave(self, chat: int) -> None:
        """Leave a group or channel without a word."""
        try:
            await self._try("leaveChat", {"chat_id": chat})
        except (TelegramAPIError, Blocked):
            return
        log.say(log.Event.GROUP_LEFT)

    async def _delete(self, chat: int, messages: Sequence[int]) -> Sequence[int]:
        try:
            await self._try("deleteMessages", {"chat_id": chat, "message_ids": messages})
        except TelegramBadRequest:
            # One message over 48 hours spoils the whole call: take them one by one.
            if len(messages) == 1:
                return ()
            return [one for message in messages for one in await self._delete(chat, [message])]
        except Blocked:
            return messages
        except TelegramAPIError as error:
            log.say(log.Event.TELEGRAM_AWAY, error)
            return ()
        return messages

    async def _soon(self, chat: int, fields: dict[str, Any]) -> Any:
        """A message that must not wait for one connection: whichever call comes back first counts.

        What the other one shows after all is removed, as soon as its number is known.
        """
        shown = asyncio.Event()
        calls = {asyncio.create_task(self._try("sendMessage", fields, urgent=True, enough=shown))}
        done, _ = await asyncio.wait(calls, timeout=SECOND)
        if not done:
            calls.add(asyncio.create_task(self._try("sendMessage", fields, urgent=True, enough=shown)))
        while calls:
            done, calls = await asyncio.wait(calls, return_when=asyncio.FIRST_COMPLETED)
            sent = next((one for one in done if not one.exception()), None)
            if sent is not None or not calls:
                shown.set()
                self._remove_late(chat, calls | done - {sent or next(iter(done))})
                return (sent or next(iter(done))).result()
        raise AssertionError

    def _remove_late(self, chat: int, calls: Iterable[asyncio.Task[Any]]) -> None:
        async def remove(call: asyncio.Task[Any]) -> None:
            with suppress(TelegramAPIError, Blocked):
                late = int((await call)["message_id"])
                if not await self.delete(chat, (late,)):
                    await self._owe({chat: (late,)})

        for call in calls:
            task = asyncio.create_task(remove(call))
            self._late.add(task)
            task.add_done_callback(self._late.discard)

    async def _try(
        self, method: str, fields: dict[str, Any], *, urgent: bool = False, enough: asyncio.Event | None = None
    ) -> Any:
        """Call, wait when asked to, try again when Telegram stumbles; give up aloud, or when it is `enough`."""
        for left in reversed(range(_TRIES)):
            try:
                async with self._budget.place(urgent=urgent):
                    return await self._session.call(self._bot, method, fields)
            except (TelegramForbiddenError, TelegramNotFound):
                raise Blocked from None
            except TelegramBadRequest as error:
                if "chat not found" in error.message or "deactivated" in error.message:
                    raise Blocked from None
                raise
            except TelegramRetryAfter as error:
                log.say(log.Event.TELEGRAM_BUSY)
                if not left or error.retry_after > LONGEST_WAIT:
                    raise
                await self._sleep(error.retry_after)
            except (TelegramServerError, TelegramNetworkError) as error:
                log.say(log.Event.TELEGRAM_AWAY, error)
                if not left or (enough and enough.is_set()):
                    raise
                await self._sleep(_PAUSE)
        raise AssertionError


def content(text: str, rows: Sequence[Sequence[Key]] = ()) -> dict[str, Any]:
    """The fields of a text: HTML, never a preview."""
    fields: dict[str, Any] = {
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if rows:
        fields["reply_markup"] = {"inline_keyboard": [[_button(key) for key in row] for row in rows]}
    return fields


def _button(key: Key) -> dict[str, Any]:
    button: dict[str, Any] = {"text": key.label}
    if key.data is not None:
        button["callback_data"] = key.data
    if key.copies is not None:
        button["copy_text"] = {"text": key.copies}
    if key.style is not None:
        button["style"] = key.style
    return button
