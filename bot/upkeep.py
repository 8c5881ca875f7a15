"""What is kept of talks, and when it is removed: the half of the desk that needs no script and no words."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.script.facts import Language
from bot.talk.step import Reported
from bot.talk.view import Style
from bot.vault.queue import Claim, Taken
from bot.vault.store import Kept, Saved, Sessions
from bot.vault.trace import Screen

MARKS: Final = tuple(Language)
_NOTHING = b""
_NO_TALK = 0  # a talk that began so long ago that no record is written of it
_LINE_LIFE = timedelta(hours=6, minutes=30)
_NOW = timedelta()


@dataclass(frozen=True, slots=True)
class Key:
    """A button as it goes on the wire: sealed data, or words to copy."""

    label: str
    data: str | None = None
    copies: str | None = None
    style: Style | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Reply:
    """What to show in a chat, and what to keep of it."""

    text: str  # Telegram HTML
    rows: tuple[tuple[Key, ...], ...]
    kept: Saved
    erases: bool
    note: str | None = None  # said in passing, above the chat
    urgent: bool = False  # /start or the emergency button: goes before all others
    reported: Reported | None = None  # for whoever keeps the directory; nobody's name goes with it


@dataclass(frozen=True, slots=True, repr=False)
class Heeded:
    """The answer to something sent: the reply, and the live message it belongs into, when one is known."""

    reply: Reply
    screen: int | None
    closed: bool = False  # it was sent with a close, and belongs to what was closed
    again: bool = False  # it was answered before


def kept_of_nothing(language: Language) -> Saved:
    """Of a talk that has no place to return to: only that its messages are to be removed in time."""
    return Saved(_NOTHING, _NO_TALK, mark=MARKS.index(language))


class Upkeep(ABC):
    """Keeps what a reply shows and says what is due to go. Holds no state of any person."""

    def __init__(self, sessions: Sessions, clock: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._clock = clock

    @abstractmethod
    def last_line(self, mark: int) -> str:
        """What a talk leaves in its chat, in the language it was in."""

    async def keep(
        self,
        chat: int,
        reply: Reply,
        screen: int,
        *,
        received: Sequence[int] = (),
        age: timedelta = _NOW,
        update: int | None = None,
    ) -> Kept:
        """Behind the answer, one round trip: keep the talk; gives old screens to remove, so that one is live."""
        now = self._clock()
        return await self._sessions.remember(
            chat, reply.kept, person_messages=received, screen_message=screen, now=now, age=age, update=update
        )

    async def note(self, chat: int, screen: int, received: Sequence[int], language: Language) -> None:
        """Of a talk that broke down, only what is to be removed in time."""
        kept, now = kept_of_nothing(language), self._clock()
        await self._sessions.remember(chat, kept, person_messages=received, screen_message=screen, now=now)

    async def owe(self, sent: Mapping[int, Sequence[int]]) -> bool:
        """These messages, by chat, are to be removed in time, whatever becomes of answers; whether that is kept."""
        return await self._sessions.queue.owe(sent, self._clock())

    async def removed(self, chat: int, messages: Sequence[int]) -> None:
        """These messages are gone from the chat."""
        await self._sessions.drop_messages(chat, messages, self._clock())

    async def close(self, chat: int, reply: Reply, line: int, received: Iterable[int], age: timedelta) -> Taken:
        """End the talk now; gives what is to be removed of it, all but its neutral line."""
        screen = Screen(line, reply.kept.mark)
        return await self._sessions.queue.close(chat, screen, self._clock(), received=received, age=age)

    async def abandon(self, chat: int, received: Iterable[int] = ()) -> Taken:
        """End the talk of a person who does not want the bot any more; nothing is to stay of it."""
        return await self._sessions.queue.close(chat, None, self._clock(), received=received)

    async def due(self, ahead: timedelta = _NOW) -> list[Claim]:
        """Chats that were left alone for as long as they were to be kept, or will have been `ahead` of now."""
        return await self._sessions.queue.due(self._clock(), ahead)

    async def take(self, claim: Claim, ahead: timedelta = _NOW) -> Taken | None:
        """What is to be removed of such a chat; None when its talk went on."""
        return await self._sessions.queue.take(claim, self._clock(), ahead)

    async def settle(self, taken: Taken, gone: Iterable[int], again: timedelta | None = None) -> None:
        """These messages are gone; the rest is tried again, or it is the neutral line, which the next talk removes."""
        await self._sessions.queue.settle(taken, gone, self._clock(), again=again, life=_LINE_LIFE)

    async def give_up(self, taken: Taken, gone: Iterable[int]) -> None:
        """Nothing can be removed now. The ids stay sealed to their end: the chat may come back."""
        await self._sessions.queue.settle(taken, gone, self._clock())

    async def hand_over(self) -> bool:
        """Give the store what it did not take when it was written; whether it has all now."""
        return await self._sessions.queue.hand_over(self._clock())
