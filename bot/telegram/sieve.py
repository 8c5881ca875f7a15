"""Cuts an update down to what the bot needs, before any model, log or error can hold the rest (threat T5, T7).

Names, usernames, captions, contacts, files and replied-to messages end here: they are never put into an object. Of a
text its beginning is left, until it has been heard; of a point its square of 0.05 degrees; of anything else, its kind.
"""

import re
from collections.abc import Mapping
from typing import Any

KINDS = ("message", "callback_query", "my_chat_member")
LONGEST = 4096  # characters of a text: all Telegram sends; danger may stand at the end of a long story
EMPTY = "·"  # stands for a text without words
SQUARES = 20  # to a degree
START = "/start"
_DATA = 64
_PAYLOAD = re.compile(r"[a-z0-9-]{1,16}")
_LARGEST_ID = 2**52  # Telegram promises that ids of chats and people stay below
_LARGEST_NUMBER = 2**31  # of messages and seconds


def sift(update: Mapping[str, Any]) -> dict[str, Any] | None:
    """The update without anything about anybody but ids; None for a kind that is not ours or makes no sense."""
    try:
        known = {kind: _PARTS[kind](update[kind]) for kind in KINDS if kind in update}
        return {"update_id": _whole(update["update_id"], _LARGEST_ID), **known} if known else None
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError):
        return None


def _message(message: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "message_id": _whole(message["message_id"]),
        "date": _whole(message["date"]),
        "chat": _chat(message["chat"]),
    }
    if "from" in message:
        kept["from"] = _user(message["from"])
    if "text" in message:
        kept["text"] = _text(_letters(message["text"])[:LONGEST])
    elif "location" in message:
        kept["location"] = {side: _rough(message["location"][side]) for side in ("latitude", "longitude")}
    return kept


def _text(text: str) -> str:
    """Without blanks around it; of a command «/start» only what a deep link of ours could say after it."""
    text = text.strip()
    command, _, rest = text.partition(" ")
    if command.partition("@")[0] == START:
        return f"{START} {rest}" if _PAYLOAD.fullmatch(rest) else START
    return " ".join(text.split(maxsplit=1)) or EMPTY


def _rough(degrees: Any) -> float:
    """Rounded before anything else is done with it; what is no angle becomes one that is nowhere."""
    value = float(degrees)
    return round(value * SQUARES) / SQUARES if abs(value) <= 180 else 999.0  # noqa: PLR2004


def _callback_query(query: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "id": _letters(query["id"])[:_DATA],
        "from": _user(query["from"]),
        "chat_instance": "",
        "data": _letters(query.get("data", ""))[: _DATA + 1],
    }
    if "message" in query:
        message = query["message"]
        kept["message"] = {
            "message_id": _whole(message["message_id"]),
            "date": _whole(message["date"]),
            "chat": _chat(message["chat"]),
        }
    return kept


def _my_chat_member(change: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "chat": _chat(change["chat"]),
        "from": _user(change["from"]),
        "date": _whole(change["date"]),
        "old_chat_member": _member(change["old_chat_member"]),
        "new_chat_member": _member(change["new_chat_member"]),
    }


def _member(member: Mapping[str, Any]) -> dict[str, Any]:
    """Only whether the bot may still write: «kicked» is how Telegram says «blocked»."""
    gone = member["status"] in {"kicked", "left"}
    if gone:
        return {"status": "kicked", "user": _user(member["user"]), "until_date": 0}
    return {"status": "member", "user": _user(member["user"])}


def _chat(chat: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": _whole(chat["id"], _LARGEST_ID), "type": _letters(chat["type"])}


def _user(user: Mapping[str, Any]) -> dict[str, Any]:
    language = "kk" if str(user.get("language_code", "")).startswith("kk") else "ru"
    return {
        "id": _whole(user["id"], _LARGEST_ID),
        "is_bot": bool(user["is_bot"]),
        "first_name": "·",
        "language_code": language,
    }


def _whole(value: Any, largest: int = _LARGEST_NUMBER) -> int:
    """A number Telegram could have sent: what is larger would only fail later, where somebody waits."""
    number = int(value)
    if abs(number) >= largest:
        raise ValueError
    return number


def _letters(value: Any) -> str:
    """Text without halves of surrogate pairs, which no model and no call takes."""
    return str(value).encode(errors="ignore").decode()


_PARTS = {"message": _message, "callback_query": _callback_query, "my_chat_member": _my_chat_member}
