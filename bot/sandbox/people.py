"""What people do, and the updates the bot gets of it."""

from typing import Any

from bot.sandbox.attachments import ATTACHMENTS
from bot.sandbox.chats import Chats, Group, Message, Person, Press
from bot.sandbox.errors import bad
from bot.sandbox.miniapp import opened
from bot.sandbox.profile import Profile
from bot.sandbox.shapes import shape_chat, shape_gone, shape_message, shape_person, shape_text
from bot.sandbox.updates import Updates

Json = dict[str, Any]


class People:
    """The hands of the people in the sandbox: each act changes the chat and tells the bot."""

    def __init__(self, chats: Chats, updates: Updates, profile: Profile, token: str) -> None:
        self._chats = chats
        self._updates = updates
        self._profile = profile
        self._token = token

    def say(self, person: Person, text: str) -> Message:
        """Write a text or a command. Raise 400 when it is empty or too long."""
        return self._send(person, shape_text(text))

    def attach(self, person: Person, kind: str) -> Message:
        """Send something made up: photo, voice, document, contact, sticker, poll."""
        make = ATTACHMENTS.get(kind)
        if make is None:
            raise bad("no such kind of attachment")
        return self._send(person, make(self._chats.version))

    def locate(self, person: Person, latitude: float, longitude: float) -> Message:
        """Share a place."""
        return self._send(person, {"location": {"latitude": latitude, "longitude": longitude}})

    def forward(self, person: Person, message_id: int) -> Message:
        """Forward a message of this chat back into it. Raise 400 for a protected or missing one."""
        message = self._find(person, message_id)
        if message.protected:
            raise bad("message can't be forwarded")
        author = (
            shape_person(self._chats.people[message.sender]) if message.sender == person.id else self._profile.user()
        )
        origin = {"type": "user", "date": int(message.date.timestamp()), "sender_user": author}
        return self._send(person, {**message.content, "forward_origin": origin})

    def edit(self, person: Person, message_id: int, text: str) -> Message:
        """Change an own text."""
        message = self._find(person, message_id)
        if message.sender != person.id or "text" not in message.content:
            raise bad("message can't be edited")
        message = self._chats.change_message(message, content=shape_text(text), edited=self._chats.clock())
        self._updates.add("edited_message", self._shape(message))
        return message

    def press(self, person: Person, message_id: int, data: str, *, old: bool = False) -> Press:
        """Press a button: any data on any message, as a forger could; `old` as on a copy of over 48 hours."""
        person = self._meet(person)
        message = self._chats.find_message(person.id, message_id)
        press = self._chats.add_press(person, message_id, data)
        gone = old or message is None or self._chats.is_old(message)
        body = {
            "id": press.id,
            "from": shape_person(person),
            "chat_instance": str(-person.id),
            "data": data,
            "message": shape_gone(message_id, person) if gone or message is None else self._shape(message),
        }
        self._updates.add("callback_query", body)
        return press

    def open_app(self, person: Person, message_id: int, url: str, *, dark: bool) -> str:
        """Open a Mini App from its button: gives the signed address. Raise 400 when no such button is there."""
        message = self._find(person, message_id)
        rows = (message.markup or {}).get("inline_keyboard", ())
        if {"url": url} not in [button.get("web_app") for row in rows for button in row]:
            raise bad("BUTTON_URL_INVALID")
        return opened(url, self._token, person, self._chats.clock(), dark=dark)

    def block(self, person: Person, *, blocked: bool) -> Person:
        """Stop the bot, or let it back."""
        if person.blocked == blocked:
            return person
        person = self._chats.change_person(person, blocked=blocked)
        bot = self._profile.user()
        now, before = ("kicked", "member") if blocked else ("member", "kicked")
        body = {
            "chat": shape_chat(person),
            "from": shape_person(person),
            "date": int(self._chats.clock().timestamp()),
            "old_chat_member": _member(before, bot),
            "new_chat_member": _member(now, bot),
        }
        self._updates.add("my_chat_member", body)
        return person

    def say_elsewhere(self, person: Person, kind: str, text: str) -> Group:
        """Write where the bot has no business: in a supergroup or a channel."""
        group = self._chats.group_of(kind)
        author = group.id if kind == "channel" else person.id
        message = self._chats.add_message(group.id, author, shape_text(text))
        self._updates.add("channel_post" if kind == "channel" else "message", self._shape(message))
        return group

    def _send(self, person: Person, content: Json) -> Message:
        person = self._meet(person)
        message = self._chats.add_message(person.id, person.id, content)
        self._updates.add("message", self._shape(message))
        return message

    def _meet(self, person: Person) -> Person:
        if person.blocked:
            raise bad("you have blocked the bot")
        return person if person.known else self._chats.change_person(person, known=True)

    def _find(self, person: Person, message_id: int) -> Message:
        message = self._chats.find_message(person.id, message_id)
        if message is None:
            raise bad("message not found")
        return message

    def _shape(self, message: Message) -> Json:
        return shape_message(message, self._chats, self._profile.user())


def _member(status: str, bot: Json) -> Json:
    return {"status": status, "user": bot} | ({"until_date": 0} if status == "kicked" else {})
