"""What a person sees of the sandbox, as one snapshot: the chat, its keyboards, the locked screen."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.chats import Chats, Message, Person
from bot.sandbox.profile import Profile
from bot.sandbox.shapes import shape_message
from bot.sandbox.updates import Updates

PREVIEW = 60
SHOWN_ANSWERS = 10
Json = dict[str, Any]


class Views:
    """Draws snapshots; changes nothing."""

    def __init__(self, chats: Chats, updates: Updates, profile: Profile) -> None:
        self._chats = chats
        self._updates = updates
        self._profile = profile

    def list_people(self) -> list[Json]:
        """Name everyone in the sandbox."""
        return [show_person(person) for person in self._chats.people.values()]

    def show(self, person: Person) -> Json:
        """Draw the whole chat of a person as of now."""
        history = self._chats.history(person.id)
        presses = [press for press in self._chats.presses.values() if press.person == person.id]
        answered = [press for press in presses if press.answer is not None]
        return {
            "version": self._chats.version,
            "person": show_person(person),
            "bot": self._show_bot(person.language),
            "messages": [self._show_message(message) for message in history],
            "keyboard": self._show_keyboard(history),
            "waiting": [
                {"press": press.id, "message": press.message, "data": press.data}
                for press in presses
                if press.answer is None
            ],
            "answers": [{"press": press.id, **(press.answer or {})} for press in answered[-SHOWN_ANSWERS:]],
            "lock": self._show_lock(history),
        }

    def listening(self) -> bool:
        """Tell whether a bot is there."""
        return self._updates.listening()

    def _show_bot(self, language: str) -> Json:
        return {
            "name": self._profile.words("name", language),
            "description": self._profile.words("description", language),
            "commands": self._profile.commands(language),
            "listening": self.listening(),
            "neighbour": self._profile.neighbour,
        }

    def _show_message(self, message: Message) -> Json:
        shaped = shape_message(message, self._chats, self._profile.user())
        return shaped | {"mine": self._mine(message), "silent": message.silent}

    def _show_keyboard(self, history: list[Message]) -> Json | None:
        """Find the reply keyboard that is in force: it goes when it is removed or its message is."""
        for message in reversed(history):
            markup: Mapping[str, Any] = message.markup or {}
            if "remove_keyboard" in markup:
                return None
            if "keyboard" in markup:
                return {"message": message.id, **markup}
        return None

    def _show_lock(self, history: list[Message]) -> Json:
        """Draw the newest message's notification, as first sent, and the line of the chat list."""
        sent = [message for message in history if not self._mine(message)]
        newest = sent[-1] if sent else None
        last = history[-1] if history else None
        return {
            "notification": None
            if newest is None
            else {"message": newest.id, "text": _shorten(newest.announced), "silent": newest.silent},
            "chat_list": None
            if last is None
            else {
                "mine": self._mine(last),
                "text": _shorten(last.content.get("text", "")),
                "kind": _kind(last),
            },
        }

    def _mine(self, message: Message) -> bool:
        return message.sender == message.chat


def show_person(person: Person) -> Json:
    """Describe a person to the page."""
    return {
        "id": person.id,
        "name": person.name,
        "language": person.language,
        "known": person.known,
        "blocked": person.blocked,
    }


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= PREVIEW else line[:PREVIEW].rstrip() + "…"


def _kind(message: Message) -> str:
    kinds = ("text", "photo", "voice", "document", "contact", "sticker", "poll", "location")
    return next(kind for kind in kinds if kind in message.content)
