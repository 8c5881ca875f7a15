"""The one place where the rooms meet: open the ticket, take the step, draw the page, seal its buttons."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from bot.hearing.ear import Ear, Meaning
from bot.hearing.kind import Kind
from bot.script.facts import Idle, Language
from bot.talk.answer import Alarm, Back, Close
from bot.talk.codec import Codec, Ticket
from bot.talk.event import Asked, Event, Heard, Named, Placed, Pressed, Sent, Spoken, Started
from bot.talk.link import Link, read
from bot.talk.step import step
from bot.talk.visit import Visit
from bot.talk.world import World
from bot.upkeep import MARKS, Heeded, Key, Reply, Upkeep
from bot.vault.store import IDLE, TALK_LIFE, Saved, Sessions
from bot.vault.ticket import TicketSeal
from bot.words.catalogue import Words
from bot.words.labels import Labels
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
        Idle.TEN: timedelta(minutes=10),
        Idle.QUARTER: timedelta(minutes=15),
        Idle.HOUR: timedelta(hours=1),
        Idle.DAY: timedelta(days=1),
    }
)


class Desk(Upkeep):
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
        super().__init__(sessions, clock)
        self._world = world
        self._ear = ear
        self._words = words
        self._labels = Labels.build(words, world.script)
        self._seal = seal
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

    async def hear(self, chat: int, text: str, language: Language, update: int | None = None) -> Heeded:
        """Answer to a typed text. It is heard and dropped."""
        return await self._heed(chat, self.typed(text), language, update)

    def typed(self, text: str) -> Named:
        """What goes on of a typed text: what it means, and which buttons of ours are called so."""
        meant = self._event(self._ear.text(text), Sent.TYPED)
        said = self._labels
        begins, topic = said.begins(text), said.topic(text)
        return Named(self._clock(), said.labels(text), said.number(text), meant, begins, topic)

    async def place(
        self, chat: int, latitude: float, longitude: float, language: Language, update: int | None = None
    ) -> Heeded:
        """Answer to a shared point, already rounded. It is used once, here."""
        event = self._event(self._ear.point(latitude, longitude), Sent.LOCATION)
        return await self._heed(chat, event, language, update)

    async def heed(self, chat: int, sent: Sent, language: Language, update: int | None = None) -> Heeded:
        """Answer to anything else that was sent."""
        return await self._heed(chat, Heard(self._clock(), sent), language, update)

    def _event(self, meaning: Meaning, otherwise: Sent) -> Heard | Placed | Spoken | Asked:
        now = self._clock()
        if meaning.topic in self._world.script.ways.topics:
            return Asked(now, meaning.topic, _MEANS.get(meaning.alarm or meaning.kind, otherwise), meaning.young)
        if meaning.language:
            return Spoken(now, Language(meaning.language.value))
        if meaning.kind in _MEANS:
            return Heard(now, _MEANS[meaning.kind], meaning.young)
        if meaning.places:
            return Placed(now, meaning.places, near=meaning.near, abroad=meaning.abroad, young=meaning.young)
        return Heard(now, Sent.ABROAD if meaning.abroad else otherwise, meaning.young)

    async def _heed(self, chat: int, event: Event, language: Language, update: int | None) -> Heeded:
        """From the talk kept for this chat, if there is one."""
        now = self._clock()
        kept, closed, again = await self._sessions.recall(chat, now, update)
        ticket = self._codec.unpack(kept.session.ticket, _minute(now)) if kept else None
        visit = ticket.visit if ticket else step(self._world, None, Started(now, language)).visit
        began = _began(ticket, now) if ticket else _minute(now)
        return Heeded(self._turn(chat, visit, event, began, now), kept.screen if kept else None, closed, again)

    def last_line(self, mark: int) -> str:
        """What a talk leaves in its chat, in the language it was in."""
        visit = step(self._world, None, Started(self._clock(), MARKS[mark % len(MARKS)])).visit
        return draw(self._words, step(self._world, visit, Pressed(self._clock(), Close())).view).text

    def _turn(self, chat: int, visit: Visit | None, event: Event, began: int, now: datetime) -> Reply:
        self._world = self._world.on(now.date())
        turn = step(self._world, visit, event)
        page = draw(self._words, turn.view)
        note = self._words.say(turn.view.language, "common/closing") if turn.erases else None
        packed = self._codec.pack(Ticket(turn.visit, Back(), began))
        kept = Saved(packed, began, _IDLES[turn.visit.idle], MARKS.index(turn.visit.language))
        rows = self._sealed(chat, page, turn.visit, began, now)
        return Reply(page.text, rows, kept, turn.erases, note, turn.urgent, turn.reported)

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
