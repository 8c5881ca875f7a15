"""The door for people: updates come in, the desk answers, pages go out. Decides nothing about the talk."""

import asyncio
import time
from collections.abc import Callable, Iterable
from datetime import timedelta

from aiogram import Dispatcher
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message, Update

from bot import log
from bot.bare import BareDesk
from bot.desk import Desk
from bot.emergency import CARD
from bot.metrics import uncounted
from bot.script.facts import Language
from bot.talk.event import Sent
from bot.telegram.attempt import Attempt
from bot.telegram.broom import Broom
from bot.telegram.intake import Count, Intake
from bot.telegram.reports import Reports
from bot.telegram.sieve import START
from bot.telegram.wire import Blocked, Edited, Wire
from bot.upkeep import Heeded, Reply

_SOON = 0.25  # seconds that keeping the talk may wait to know whether what was sent is removed


class Door:
    """Three handlers; each ends with something useful in the chat, whatever happens."""

    def __init__(
        self,
        desk: Desk | BareDesk,
        wire: Wire,
        broom: Broom,
        monotonic: Callable[[], float] = time.monotonic,
        count: Count = uncounted,
        *,
        reports: Reports | None = None,
    ) -> None:
        self._desk = desk
        self._wire = wire
        self._broom = broom
        self._reports = reports
        self._monotonic = monotonic
        self._count = count

    def dispatcher(self) -> Dispatcher:
        """aiogram's dispatcher with nothing but these handlers: no storage, no filters."""
        dispatcher = Dispatcher(disable_fsm=True)
        self._wire.hands.gives_up = self.owe
        dispatcher.update.outer_middleware(self._wire.hands)
        dispatcher.update.outer_middleware(Intake(self, self._monotonic, self._count))
        dispatcher.message.register(self.on_message)
        dispatcher.callback_query.register(self.on_press)
        dispatcher.my_chat_member.register(self.on_member)
        return dispatcher

    def urgent(self, update: Update) -> bool:
        """Whether this is /start or the emergency button. Asks nobody."""
        query = update.callback_query
        if query is not None and query.message is not None:
            return self._desk.alarms(query.message.chat.id, query.data or "")
        return update.message is not None and _command(update.message) == START

    async def put_aside(self, update: Update) -> None:
        """An update that gave way to newer ones: its button stops spinning, what was sent is removed unread."""
        if update.callback_query is not None:
            await self._wire.answer(update.callback_query.id, None)
        elif update.message is not None and update.message.chat.type == ChatType.PRIVATE:
            removed = await self._wire.delete(update.message.chat.id, (update.message.message_id,))
            if not removed:
                await self.owe((update,))

    async def owe(self, updates: Iterable[Update]) -> bool:
        """What was sent with these is to be removed, whatever becomes of their answers; whether that is kept."""
        sent: dict[int, list[int]] = {}
        for message in (update.message for update in updates):
            if message is not None and message.chat.type == ChatType.PRIVATE:
                sent.setdefault(message.chat.id, []).append(message.message_id)
        return await self._desk.owe(sent)

    async def on_press(self, query: CallbackQuery) -> None:
        """A button: answer the query and edit the screen side by side, then keep."""
        if query.message is None:
            await self._wire.answer(query.id, None)
            return
        chat, message = query.message.chat, query.message.message_id
        if chat.type != ChatType.PRIVATE:
            await self._wire.leave(chat.id)
            return
        began, language = self._monotonic(), _language(query.from_user.language_code)
        try:
            reply = self._desk.press(chat.id, query.data or "", language)
            async with asyncio.TaskGroup() as both:
                both.create_task(self._wire.answer(query.id, reply.note, urgent=reply.urgent))
                both.create_task(self._turn(chat.id, message, reply, began))
        except* Blocked:
            await self._abandon(chat.id, message)
        except* Exception as errors:  # noqa: BLE001 - an answer must come, whatever broke
            await self._fall_back(chat.id, message, language, errors)

    async def on_message(
        self, message: Message, attempt: Attempt | None = None, event_update: Update | None = None
    ) -> None:
        """/start, or anything sent instead of a press; what was sent is removed."""
        attempt = attempt or Attempt()
        chat = message.chat
        if chat.type != ChatType.PRIVATE:
            await self._wire.leave(chat.id)
            return
        began, received = self._monotonic(), message.message_id
        update = event_update.update_id if event_update else None
        language = _language(message.from_user.language_code if message.from_user else None)
        try:
            if _command(message) == START:
                attempt.owed = True
                reply = self._desk.start(chat.id, language, (message.text or "").partition(" ")[2])
                screen = await self._wire.send(chat.id, reply.text, reply.rows, urgent=True)
                attempt.shown.set()
                await self._keep(chat.id, reply, screen, began, received, edited=False, update=update)
            else:
                await self._heed(message, language, attempt, began, update)
        except* Blocked:
            attempt.owed = False
            await self._abandon(chat.id, received)
        except* Exception as errors:  # noqa: BLE001 - an answer must come, whatever broke
            attempt.owed = True
            await self._fall_back(chat.id, received, language, errors, attempt)

    async def on_member(self, change: ChatMemberUpdated) -> None:
        """Blocked by a person: forget at once. Added to a group: leave."""
        if change.chat.type != ChatType.PRIVATE:
            if change.new_chat_member.status != ChatMemberStatus.KICKED:
                await self._wire.leave(change.chat.id)
        elif change.new_chat_member.status == ChatMemberStatus.KICKED:
            await self._abandon(change.chat.id)

    async def _heed(
        self, message: Message, language: Language, attempt: Attempt, began: float, update: int | None
    ) -> None:
        chat, received = message.chat.id, message.message_id
        heeded = await self._heeded(message, language, update)
        if heeded.closed or heeded.again:
            removed = await self._wire.delete(chat, (received,))
            if removed or heeded.again:
                return
        attempt.owed = heeded.screen is None
        async with asyncio.TaskGroup() as both:
            removing = both.create_task(self._wire.delete(chat, (received,)))
            screen = await self._show(chat, heeded.screen, heeded.reply)
            attempt.shown.set()
            await asyncio.wait((removing,), timeout=_SOON)
            left = () if removing.done() and removing.result() else (received,)
            edited = screen == heeded.screen
            await self._put_down(chat, heeded.reply, screen, began, *left, edited=edited, update=update)
        await self._report(chat, heeded.reply)
        if left:
            await self._desk.removed(chat, removing.result())

    async def _turn(self, chat: int, message: int, reply: Reply, began: float) -> None:
        """Show, and keep at once: a screen whose number is lost with this process stays in the chat."""
        screen = await self._show(chat, message, reply)
        await self._put_down(chat, reply, screen, began, edited=screen == message)
        await self._report(chat, reply)

    async def _report(self, chat: int, reply: Reply) -> None:
        if reply.reported and self._reports:
            await self._reports.take(chat, reply.reported)

    async def _put_down(
        self,
        chat: int,
        reply: Reply,
        screen: int,
        began: float,
        *received: int,
        edited: bool,
        update: int | None = None,
    ) -> None:
        """Behind the answer: what is known of the talk is kept, or all of it removed."""
        if reply.erases:
            await self._erase(chat, reply, screen, began, *received)
        else:
            await self._keep(chat, reply, screen, began, *received, edited=edited, update=update)

    async def _heeded(self, message: Message, language: Language, update: int | None) -> Heeded:
        chat, point = message.chat.id, message.location
        if message.text is not None:
            return await self._desk.hear(chat, message.text, language, update)
        if point is not None:
            return await self._desk.place(chat, point.latitude, point.longitude, language, update)
        return await self._desk.heed(chat, Sent.MEDIA, language, update)

    async def _show(self, chat: int, message: int | None, reply: Reply) -> int:
        """Edit the live message; when there is none, send one. Gives the id of the screen."""
        if message is not None and await self._wire.edit(chat, message, reply) is Edited.DONE:
            return message
        return await self._wire.send(chat, reply.text, reply.rows, urgent=reply.urgent)

    async def _keep(
        self,
        chat: int,
        reply: Reply,
        screen: int,
        began: float,
        *received: int,
        edited: bool,
        update: int | None = None,
    ) -> None:
        """Keep the talk, and remove old screens.

        Two updates at once see each other's screens. Each removes only older ones, and its own when it was just sent
        and a newer one is there: whoever is first, one screen is left, never none. When one of the two is a close,
        the close wins. An update that was done before has shown its screen once too often: that one goes again.
        """
        age = self._since(began)
        kept = await self._desk.keep(chat, reply, screen, received=received, age=age, update=update)
        if kept.closed:
            await self._erase(chat, reply, screen, began, shows=True)
            return
        live = screen if edited else max((screen, *kept.old))
        old = [message for message in (screen, *kept.old) if message < live]
        if kept.again and kept.old and not edited:
            old = [screen]  # which of the others is live is known to whoever was first
        if old:
            await self._desk.removed(chat, await self._wire.delete(chat, old))

    async def _erase(
        self, chat: int, reply: Reply, screen: int, began: float, *received: int, shows: bool = False
    ) -> None:
        """Everything of the talk but one neutral line, which the next talk removes.

        The line is shown again when the screen may show something else by now. Until all is removed all stays in the
        queue; whatever happens to this process, it is removed by then.
        """
        taken = await self._desk.close(chat, reply, screen, received, self._since(began))
        await self._broom.clean(taken, shows=shows or taken.disturbed)

    async def _abandon(self, chat: int, *received: int) -> None:
        await self._broom.clean(await self._desk.abandon(chat, received), shows=False)

    async def _fall_back(
        self, chat: int, message: int, language: Language, errors: BaseException, attempt: Attempt | None = None
    ) -> None:
        """The card, and a note of what is to be removed in time: the card as well."""
        log.say(log.Event.UPDATE_FAILED, _first(errors))
        card = message
        try:
            card = await self._wire.send(chat, CARD, urgent=True)
            if attempt:
                attempt.shown.set()
        except Exception as error:  # noqa: BLE001 - nothing is left to try
            log.say(log.Event.CARD_FAILED, error)
        await self._desk.note(chat, card, (message,), language)

    def _since(self, began: float) -> timedelta:
        return timedelta(seconds=self._monotonic() - began)


def _command(message: Message) -> str:
    return (message.text or "").partition(" ")[0]


def _language(code: str | None) -> Language:
    return Language.KK if code == Language.KK.value else Language.RU


def _first(error: BaseException) -> BaseException:
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
