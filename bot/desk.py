"""The one place where the rooms meet: open the ticket, take the step, draw the page, seal its buttons."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from bot.hearing.ear import Ear, Meaning
from bot.hearing.kind import Kind
from bot.script.facts import Idle, Language
from bot.talk.answer import Alarm, Back, Close
from bot.talk.codec import Codec, Ticket
from bot.talk.event import Event, Heard, Placed, Pressed, Sent, Spoken, Started
from bot.talk.link import Link, read
from bot.talk.step import Reported, step
from bot.talk.view import Style
from bot.talk.visit import Visit
from bot.talk.world import World
from bot.vault.queue import Claim, Taken
from bot.vault.store import IDLE, TALK_LIFE, Kept, Saved, Sessions
from bot.vault.ticket import TicketSeal
from bot.vault.trace import Screen
from bot.words.catalogue import Words
from bot.words.page import Page, draw

_MINUTE = 60
_MEANS = MappingProxyType(
    {
        Kind.DANGER: Sent.DANGER,
        Kind.VIOLENCE: Sent.VIOLENCE,
        Kind.SUICIDE: Sent.SUICIDE,
        Kind.CHILD: Sent.CHILD,
        Kind.OWN_ACTS: Sent.OWN_ACTS,
        Kind.RELATIVE: Sent.RELATIVE,
        Kind.CLOSE: Sent.CLOSE,
        Kind.SAFE_WORD: Sent.CLOSE,
        Kind.GREETING: Sent.GREETING,
        Kind.THANKS: Sent.THANKS,
        Kind.HOSTILE: Sent.HOSTILE,
    }
)
_IDLES = MappingProxyType(
    {
        None: IDLE,
        Idle.MINUTE: timedelta(minutes=1),
        Idle.QUARTER: timedelta(minutes=15),
        Idle.HOUR: timedelta(hours=1),
        Idle.DAY: timedelta(days=1),
    }
)
_NOTHING = b""
_NO_TALK = 0  # a talk that began so long ago that no record is written of it
_MARKS = tuple(Language)
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


class Desk:
    """Answers events of chats. Holds no state of any person; any copy of the program can answer any press."""

    def __init__(
        self,
        world: World,
        words: Words,
        ear: Ear,
        *,
        seal: TicketSeal,
        sessions: Sessions,
        clock: Callable[[], datetime],
    ) -> None:
        self._world = world
        self._ear = ear
        self._words = words
        self._seal = seal
        self._sessions = sessions
        self._clock = clock
        self._codec = Codec(world)

    def renew(self, world: World) -> None:
        """Go on with another state of the directory. The script and the places are the same, so tickets still open."""
        self._codec = Codec(world)
        self._world = world

    def start(self, chat: int, language: Language, payload: str = "") -> Reply:
        """The first screen; the payload of a deep link may know where to go from it."""
        now = self._clock()
        link: Link | None = read(self._world, payload) if payload else None
        return self._turn(chat, None, Started(now, language, link), _minute(now), now)

    def press(self, chat: int, data: str, language: Language) -> Reply:
        """What the button says. Reads no store. A ticket that does not open is a gentle fresh start."""
        now = self._clock()
        packed = self._seal.open(data, chat, now, self._codec.fingerprint)
        ticket = self._codec.unpack(packed, _minute(now)) if packed else None
        if ticket is None:
            return self.start(chat, language)
        return self._turn(chat, ticket.visit, Pressed(now, ticket.answer), _began(ticket, now), now)

    def alarms(self, chat: int, data: str) -> bool:
        """Whether this is the emergency button. Reads no store."""
        now = self._clock()
        packed = self._seal.open(data, chat, now, self._codec.fingerprint)
        ticket = self._codec.unpack(packed, _minute(now)) if packed else None
        return ticket is not None and isinstance(ticket.answer, Alarm)

    async def hear(self, chat: int, text: str, language: Language) -> Heeded:
        """Answer to a typed text. It is heard and dropped: only what it means goes on."""
        return await self._heed(chat, self._event(self._ear.text(text), Sent.TYPED), language)

    async def place(self, chat: int, latitude: float, longitude: float, language: Language) -> Heeded:
        """Answer to a shared point, already rounded. It is used once, here."""
        return await self._heed(chat, self._event(self._ear.point(latitude, longitude), Sent.LOCATION), language)

    async def heed(self, chat: int, sent: Sent, language: Language) -> Heeded:
        """Answer to anything else that was sent."""
        return await self._heed(chat, Heard(self._clock(), sent), language)

    def _event(self, meaning: Meaning, otherwise: Sent) -> Event:
        now = self._clock()
        if meaning.language:
            return Spoken(now, Language(meaning.language.value))
        if meaning.kind in _MEANS:
            return Heard(now, _MEANS[meaning.kind])
        if meaning.places:
            return Placed(now, meaning.places, near=meaning.near, abroad=meaning.abroad)
        return Heard(now, Sent.ABROAD if meaning.abroad else otherwise)

    async def _heed(self, chat: int, event: Event, language: Language) -> Heeded:
        """From the talk kept for this chat, if there is one."""
        now = self._clock()
        kept, closed = await self._sessions.recall(chat, now)
        ticket = self._codec.unpack(kept.session.ticket, _minute(now)) if kept else None
        visit = ticket.visit if ticket else step(self._world, None, Started(now, language)).visit
        began = _began(ticket, now) if ticket else _minute(now)
        return Heeded(self._turn(chat, visit, event, began, now), kept.screen if kept else None, closed)

    async def keep(
        self, chat: int, reply: Reply, screen: int, *, received: Sequence[int] = (), age: timedelta = _NOW
    ) -> Kept:
        """Behind the answer, one round trip: keep the talk; gives old screens to remove, so that one is live."""
        now = self._clock()
        return await self._sessions.remember(
            chat, reply.kept, person_messages=received, screen_message=screen, now=now, age=age
        )

    async def note(self, chat: int, screen: int, received: Sequence[int], language: Language) -> None:
        """Of a talk that broke down, only what is to be removed in time."""
        kept = Saved(_NOTHING, _NO_TALK, mark=_MARKS.index(language))
        await self._sessions.remember(chat, kept, person_messages=received, screen_message=screen, now=self._clock())

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

    def last_line(self, mark: int) -> str:
        """What a talk leaves in its chat, in the language it was in."""
        visit = step(self._world, None, Started(self._clock(), _MARKS[mark % len(_MARKS)])).visit
        return draw(self._words, step(self._world, visit, Pressed(self._clock(), Close())).view).text

    def _turn(self, chat: int, visit: Visit | None, event: Event, began: int, now: datetime) -> Reply:
        self._world = self._world.on(now.date())
        turn = step(self._world, visit, event)
        page = draw(self._words, turn.view)
        note = self._words.say(turn.view.language, "common/closing") if turn.erases else None
        packed = self._codec.pack(Ticket(turn.visit, Back(), began))
        kept = Saved(packed, began, _IDLES[turn.visit.idle], _MARKS.index(turn.visit.language))
        urgent = isinstance(event, Started) or (isinstance(event, Pressed) and isinstance(event.answer, Alarm))
        rows = self._sealed(chat, page, turn.visit, began, now)
        return Reply(page.text, rows, kept, turn.erases, note, urgent, turn.reported)

    def _sealed(self, chat: int, page: Page, visit: Visit, began: int, now: datetime) -> tuple[tuple[Key, ...], ...]:
        answers = [key.answer for row in page.rows for key in row if key.answer]
        packed = self._codec.pack_all(visit, answers, began)
        tickets = iter(self._seal.seal_all(packed, chat, now, self._codec.fingerprint))
        return tuple(
            tuple(Key(key.label, next(tickets) if key.answer else None, key.copies, key.style) for key in row)
            for row in page.rows
        )


def _began(ticket: Ticket, now: datetime) -> int:
    """A talk that outlived its six hours begins anew where it stands: nothing older is kept of it."""
    return ticket.began if now - datetime.fromtimestamp(ticket.began * _MINUTE, UTC) < TALK_LIFE else _minute(now)


def _minute(now: datetime) -> int:
    return int(now.timestamp()) // _MINUTE
