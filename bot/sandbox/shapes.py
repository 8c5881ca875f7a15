"""What the sandbox remembers, in the shape of Telegram's objects."""

import re
from typing import Any

from bot.sandbox.chats import Chats, Group, Message, Person

COMMAND = re.compile(r"(?<![\w/])/[a-zA-Z0-9_]{1,64}(?:@\w{3,32})?\b")
Json = dict[str, Any]


def shape_person(person: Person) -> Json:
    """Make a User."""
    shaped = {
        "id": person.id,
        "is_bot": False,
        "first_name": person.name,
        "language_code": person.language,
    }
    return shaped | ({"username": person.username} if person.username else {})


def shape_chat(chat: Person | Group) -> Json:
    """Make a Chat."""
    if isinstance(chat, Group):
        return {"id": chat.id, "type": chat.kind, "title": chat.title}
    shaped = {"id": chat.id, "type": "private", "first_name": chat.name}
    return shaped | ({"username": chat.username} if chat.username else {})


def shape_message(message: Message, chats: Chats, bot: Json) -> Json:
    """Make a Message as both sides see it."""
    chat = chats.groups.get(message.chat) or chats.people[message.chat]
    shaped: Json = {
        "message_id": message.id,
        "date": int(message.date.timestamp()),
        "chat": shape_chat(chat),
        **message.content,
    }
    if message.sender == bot["id"]:
        shaped["from"] = bot
    elif message.sender in chats.people:
        shaped["from"] = shape_person(chats.people[message.sender])
    else:
        shaped["sender_chat"] = shape_chat(chat)
    if message.edited is not None:
        shaped["edit_date"] = int(message.edited.timestamp())
    if message.protected:
        shaped["has_protected_content"] = True
    if message.markup is not None and "inline_keyboard" in message.markup:
        shaped["reply_markup"] = dict(message.markup)
    return shaped


def shape_gone(message_id: int, chat: Person | Group) -> Json:
    """Make an InaccessibleMessage: too old, or not there any more."""
    return {"chat": shape_chat(chat), "message_id": message_id, "date": 0}


def shape_text(text: str) -> Json:
    """Make the content of a written message; commands are marked as Telegram marks them."""
    entities = [
        {
            "type": "bot_command",
            "offset": len(text[: m.start()].encode("utf-16-le")) // 2,
            "length": len(m.group()),
        }
        for m in COMMAND.finditer(text)
    ]
    return {"text": text} | ({"entities": entities} if entities else {})
