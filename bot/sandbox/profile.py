"""What the bot says of itself: name, descriptions, commands, each by language."""

import json
import re
from typing import Any

from bot.sandbox.errors import bad
from bot.sandbox.params import Params

COMMAND_NAME = re.compile(r"[a-z0-9_]{1,32}")
LONGEST_COMMAND_WORDS = 256
MOST_COMMANDS = 100
TEXTS = {"name": 64, "description": 512, "short_description": 120}
NAME = "Senim"
USERNAME = "senim_sandbox_bot"
Json = dict[str, Any]


class Profile:
    """The bot's public face. A language without words of its own shows the ones for every language."""

    def __init__(self, bot_id: int, name: str = NAME, username: str = USERNAME) -> None:
        self._id = bot_id
        self._name = name
        self._username = username
        self.neighbour: Json | None = None  # another sandbox that the page leads to
        self._texts: dict[tuple[str, str], str] = {}
        self._commands: dict[tuple[str, str], list[Json]] = {}

    def user(self) -> Json:
        """Make the bot's User."""
        name = self.words("name", "")
        return {"id": self._id, "is_bot": True, "first_name": name, "username": self._username}

    def get_me(self, _: Params) -> Json:
        """Answer getMe."""
        abilities = (
            "can_join_groups",
            "can_read_all_group_messages",
            "supports_guest_queries",
            "supports_inline_queries",
            "can_connect_to_business",
            "has_main_web_app",
        )
        return self.user() | dict.fromkeys(abilities, False)

    def words(self, kind: str, language: str) -> str:
        """Read a text as a person with this language sees it."""
        found = self._texts.get((kind, language)) or self._texts.get((kind, ""), "")
        return found or (self._name if kind == "name" else "")

    def commands(self, language: str) -> list[Json]:
        """List the commands a person with this language sees in a private chat."""
        for scope in ("all_private_chats", "default"):
            for code in (language, ""):
                if found := self._commands.get((_scope_key({"type": scope}), code)):
                    return found
        return []

    def set_text(self, kind: str, params: Params) -> bool:
        """Carry out setMyName, setMyDescription, setMyShortDescription; empty takes the text away."""
        text = params.text(kind).strip()
        if len(text) > TEXTS[kind]:
            raise bad(f"{kind} is too long")
        self._texts[kind, params.text("language_code")] = text
        return True

    def get_text(self, kind: str, params: Params) -> Json:
        """Answer getMyName, getMyDescription, getMyShortDescription."""
        return {kind: self.words(kind, params.text("language_code"))}

    def set_commands(self, params: Params) -> bool:
        """Carry out setMyCommands."""
        commands = params.value("commands") or []
        if not isinstance(commands, list) or not all(isinstance(command, dict) for command in commands):
            raise bad("can't parse commands: an Array of Objects is expected")
        if len(commands) > MOST_COMMANDS:
            raise bad("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            if not COMMAND_NAME.fullmatch(str(command.get("command", "")).removeprefix("/")):
                raise bad("BOT_COMMAND_INVALID")
            if not 1 <= len(str(command.get("description", ""))) <= LONGEST_COMMAND_WORDS:
                raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        key = (_scope_key(params.value("scope")), params.text("language_code"))
        self._commands[key] = [
            {"command": c["command"].removeprefix("/"), "description": c["description"]} for c in commands
        ]
        return True

    def get_commands(self, params: Params) -> list[Json]:
        """Answer getMyCommands."""
        key = (_scope_key(params.value("scope")), params.text("language_code"))
        return self._commands.get(key, [])


def _scope_key(scope: object) -> str:
    return json.dumps(scope or {"type": "default"}, sort_keys=True)
