"""Everything the sandbox remembers, in memory only: people, groups, messages, presses."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.errors import bad, forbidden

FIRST_PERSON = 5_190_000_017
NEXT_PERSON = 7_919
FIRST_GROUP = -1_002_190_000_017
DELETABLE = timedelta(hours=48)
ANSWERABLE = timedelta(minutes=15)


@dataclass(frozen=True)
class Person:
    """Someone with a private chat; `known` once they wrote, `blocked` when they stopped the bot."""

    id: int
    name: str
    language: str
    username: str | None = None
    known: bool = False
    blocked: bool = False


@dataclass(frozen=True)
class Group:
    """A place that is not a private chat; `left` when the bot is no member any more."""

    id: int
    kind: str
    title: str
    left: bool = False


@dataclass(frozen=True)
class Message:
    """One message of a chat; `content` is Telegram-shaped, `announced` is the text it was first sent with."""

    id: int
    chat: int
    sender: int
    date: datetime
    content: Mapping[str, Any]
    markup: Mapping[str, Any] | None = None
    edited: datetime | None = None
    silent: bool = False
    protected: bool = False
    announced: str = ""


@dataclass(frozen=True)
class Press:
    """A press on a button; `answer` is what the bot said to it."""

    id: str
    person: int
    message: int
    data: str
    at: datetime
    answer: Mapping[str, Any] | None = None


class Chats:
    """The one place that changes what is remembered, and tells everyone who waits for a change."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.clock = clock
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.presses: dict[str, Press] = {}
        self.version = 0
        self._messages: dict[int, dict[int, Message]] = {}
        self._last_message = 0
        self._last_press = 0
        self._waiting: set[asyncio.Future[None]] = set()

    def changed(self) -> None:
        """Wake everyone who waits for something to happen."""
        self.version += 1
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)

    async def wait(self, version: int, seconds: float) -> None:
        """Return as soon as something is newer than `version`, or after this many seconds."""
        if self.version != version:
            return
        waiting = asyncio.get_running_loop().create_future()
        self._waiting.add(waiting)
        try:
            async with asyncio.timeout(seconds):
                await waiting
        except TimeoutError:
            pass
        finally:
            self._waiting.discard(waiting)

    def add_person(self, *, name: str, language: str, username: str | None = None) -> Person:
        """Let a new person in; ids look like Telegram's."""
        number = len(self.people)
        person = Person(FIRST_PERSON + NEXT_PERSON * number, name or f"Person {number + 1}", language, username)
        self.people[person.id] = person
        self.changed()
        return person

    def change_person(self, person: Person, **changes: Any) -> Person:
        """Replace what is known of a person."""
        self.people[person.id] = replace(person, **changes)
        self.changed()
        return self.people[person.id]

    def group_of(self, kind: str) -> Group:
        """Return the sandbox's one group or one channel, making it at first use."""
        for group in self.groups.values():
            if group.kind == kind and not group.left:
                return group
        group = Group(FIRST_GROUP - len(self.groups), kind, f"Sandbox {kind}")
        self.groups[group.id] = group
        return group

    def leave(self, group: Group) -> None:
        """Take the bot out of a group."""
        self.groups[group.id] = replace(group, left=True)
        self.changed()

    def find_chat(self, chat: int) -> Person | Group:
        """Return a chat the bot has met. Raise 400 for any other."""
        found = self.people.get(chat) or self.groups.get(chat)
        if found is None or (isinstance(found, Person) and not found.known):
            raise bad("chat not found")
        return found

    def open_chat(self, chat: int) -> Person | Group:
        """Return a chat the bot may write in. Raise 403 when it was blocked or is not a member."""
        found = self.find_chat(chat)
        if isinstance(found, Person) and found.blocked:
            raise forbidden("bot was blocked by the user")
        if isinstance(found, Group) and found.left:
            raise forbidden("bot is not a member of the group chat")
        return found

    def add_message(self, chat: int, sender: int, content: Mapping[str, Any], **more: Any) -> Message:
        """Write a message into a chat."""
        self._last_message += 1
        message = Message(self._last_message, chat, sender, self.clock(), dict(content), **more)
        self._messages.setdefault(chat, {})[message.id] = message
        self.changed()
        return message

    def find_message(self, chat: int, message: int) -> Message | None:
        """Look a message up; None when it is gone or never was."""
        return self._messages.get(chat, {}).get(message)

    def change_message(self, message: Message, **changes: Any) -> Message:
        """Replace a message in place."""
        changed = replace(message, **changes)
        self._messages[message.chat][message.id] = changed
        self.changed()
        return changed

    def remove(self, messages: list[Message]) -> None:
        """Take messages away for both sides. Raise 400, and take none, when one of them is too old."""
        if any(self.is_old(message) for message in messages):
            raise bad("message can't be deleted")
        for message in messages:
            del self._messages[message.chat][message.id]
        self.changed()

    def is_old(self, message: Message) -> bool:
        """Tell whether a message is out of the bot's reach: 48 hours and more."""
        return self.clock() - message.date > DELETABLE

    def history(self, chat: int) -> list[Message]:
        """List a chat's messages, first ones first."""
        return list(self._messages.get(chat, {}).values())

    def add_press(self, person: Person, message: int, data: str) -> Press:
        """Remember a press that waits for its answer."""
        now = self.clock()
        self.presses = {key: p for key, p in self.presses.items() if now - p.at <= ANSWERABLE}
        self._last_press += 1
        press = Press(str(person.id << 32 | self._last_press), person.id, message, data, now)
        self.presses[press.id] = press
        self.changed()
        return press

    def answer(self, press_id: str, answer: Mapping[str, Any]) -> None:
        """Give a press its answer. Raise 400 when it is unknown, too old or has one."""
        press = self.presses.get(press_id)
        if press is None or press.answer is not None or self.clock() - press.at > ANSWERABLE:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        self.presses[press_id] = replace(press, answer=answer)
        self.changed()
