"""The Bot API methods this bot uses, as strict as Telegram where it matters."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.chats import Chats, Message, Person
from bot.sandbox.errors import ApiError, bad
from bot.sandbox.hook import Hook, read_kinds
from bot.sandbox.keyboards import check_markup
from bot.sandbox.markup import MarkupError, parse_html, trim, utf16_length
from bot.sandbox.params import Params
from bot.sandbox.profile import Profile
from bot.sandbox.shapes import shape_message
from bot.sandbox.updates import MOST_AT_ONCE, Updates

LONGEST_TEXT = 4096
LONGEST_ANSWER = 200
MOST_DELETED = 100
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
Json = dict[str, Any]


class Methods:
    """One function for each method; every refusal is an ApiError in Telegram's words."""

    def __init__(self, chats: Chats, updates: Updates, profile: Profile) -> None:
        self._chats = chats
        self._updates = updates
        self._profile = profile
        self.hook = Hook(updates, self.call)
        self._table: Mapping[str, Callable[[Params], object]] = {
            "getme": profile.get_me,
            "setwebhook": self.hook.set,
            "deletewebhook": self.hook.delete,
            "getwebhookinfo": self.hook.info,
            "sendmessage": self._send_message,
            "editmessagetext": self._edit_text,
            "editmessagereplymarkup": self._edit_markup,
            "deletemessage": self._delete_message,
            "deletemessages": self._delete_messages,
            "answercallbackquery": self._answer,
            "leavechat": self._leave_chat,
            "setmycommands": profile.set_commands,
            "getmycommands": profile.get_commands,
            "setmyname": lambda params: profile.set_text("name", params),
            "getmyname": lambda params: profile.get_text("name", params),
            "setmydescription": lambda params: profile.set_text("description", params),
            "getmydescription": lambda params: profile.get_text("description", params),
            "setmyshortdescription": lambda params: profile.set_text("short_description", params),
            "getmyshortdescription": lambda params: profile.get_text("short_description", params),
        }

    async def call(self, method: str, params: Params) -> object:
        """Carry a method out and return its result. Raise ApiError when Telegram would decline."""
        if method.lower() == "getupdates":
            return await self._get_updates(params)
        act = self._table.get(method.lower())
        if act is None:
            raise ApiError(404, "Not Found: method not found")
        return act(params)

    async def _get_updates(self, params: Params) -> list[Json]:
        read_kinds(params, self._updates)
        return await self._updates.take(
            offset=params.integer("offset") or 0,
            limit=params.integer("limit") or MOST_AT_ONCE,
            wait=params.integer("timeout") or 0,
        )

    def _send_message(self, params: Params) -> Json:
        chat = self._chats.open_chat(_chat_id(params))
        text, entities = _read_text(params)
        markup = check_markup(params.value("reply_markup"), private=isinstance(chat, Person))
        message = self._chats.add_message(
            chat.id,
            self._profile.user()["id"],
            _content(text, entities),
            markup=markup,
            silent=params.flag("disable_notification"),
            protected=params.flag("protect_content"),
            announced=text,
        )
        return self._shape(message)

    def _edit_text(self, params: Params) -> Json:
        message = self._find_own(params)
        text, entities = _read_text(params)
        return self._change(message, _content(text, entities), params)

    def _edit_markup(self, params: Params) -> Json:
        message = self._find_own(params)
        return self._change(message, message.content, params)

    def _change(self, message: Message, content: Mapping[str, Any], params: Params) -> Json:
        markup = check_markup(params.value("reply_markup"), inline_only=True)
        if content == message.content and markup == message.markup:
            raise bad(SAME)
        changed = self._chats.change_message(message, content=content, markup=markup, edited=self._chats.clock())
        return self._shape(changed)

    def _find_own(self, params: Params) -> Message:
        """Find a message the bot may edit: its own, of any age, without a reply keyboard."""
        chat = self._chats.open_chat(_chat_id(params))
        message = self._chats.find_message(chat.id, _message_id(params))
        if message is None:
            raise bad("message to edit not found")
        theirs = message.sender != self._profile.user()["id"]
        if theirs or (message.markup is not None and "inline_keyboard" not in message.markup):
            raise bad("message can't be edited")
        return message

    def _delete_message(self, params: Params) -> bool:
        chat = self._chats.find_chat(_chat_id(params))
        message = self._chats.find_message(chat.id, _message_id(params))
        if message is None:
            raise bad("message to delete not found")
        self._chats.remove([message])
        return True

    def _delete_messages(self, params: Params) -> bool:
        chat = self._chats.find_chat(_chat_id(params))
        ids = params.value("message_ids")
        if not isinstance(ids, list) or not ids:
            raise bad("message identifiers are not specified")
        if not all(isinstance(i, int) and not isinstance(i, bool) for i in ids):
            raise bad("message identifiers must be Integers")
        if len(ids) > MOST_DELETED:
            raise bad("too many message identifiers specified")
        found = [self._chats.find_message(chat.id, i) for i in dict.fromkeys(ids)]
        self._chats.remove([message for message in found if message is not None])
        return True

    def _answer(self, params: Params) -> bool:
        text = params.text("text")
        if len(text) > LONGEST_ANSWER:
            raise bad("MESSAGE_TOO_LONG")
        answer = {"text": text, "alert": params.flag("show_alert")}
        self._chats.answer(params.text("callback_query_id"), answer)
        return True

    def _leave_chat(self, params: Params) -> bool:
        chat = self._chats.open_chat(_chat_id(params))
        if isinstance(chat, Person):
            raise bad("chat member status can't be changed in private chats")
        self._chats.leave(chat)
        return True

    def _shape(self, message: Message) -> Json:
        return shape_message(message, self._chats, self._profile.user())


def _chat_id(params: Params) -> int:
    if not params.has("chat_id") or params.given["chat_id"] == "":
        raise bad("chat_id is empty")
    try:
        return params.integer("chat_id") or 0
    except ApiError as error:
        raise bad("chat not found") from error


def _message_id(params: Params) -> int:
    message_id = params.integer("message_id")
    if message_id is None:
        raise bad("message identifier is not specified")
    return message_id


def _read_text(params: Params) -> tuple[str, list[Json]]:
    text, mode = params.text("text"), params.text("parse_mode")
    if mode.lower() == "html":
        try:
            text, entities = parse_html(text)
        except MarkupError as error:
            raise bad(f"can't parse entities: {error}") from error
    elif mode:
        raise bad("unsupported parse_mode: the sandbox reads HTML only")
    else:
        text, entities = trim(text, _read_entities(params))
    if not text:
        raise bad("message text is empty")
    if utf16_length(text) > LONGEST_TEXT:
        raise bad("message is too long")
    return text, entities


def _read_entities(params: Params) -> list[Json]:
    entities = params.value("entities") or []
    whole = isinstance(entities, list) and all(
        isinstance(entity, dict)
        and isinstance(entity.get("type"), str)
        and isinstance(entity.get("offset"), int)
        and isinstance(entity.get("length"), int)
        for entity in entities
    )
    if not isinstance(entities, list) or not whole:
        raise bad("can't parse entities: an Array of MessageEntity is expected")
    return entities


def _content(text: str, entities: list[Json]) -> Json:
    return {"text": text} | ({"entities": entities} if entities else {})
