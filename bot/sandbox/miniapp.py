"""Opens a Mini App as Telegram does: its address with who opens it, signed with the bot's token, behind the hash."""

import hashlib
import hmac
import json
import secrets
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from bot.sandbox.chats import Person
from bot.sandbox.guards import LOOPBACK

VERSION = "9.1"
LIGHT = {
    "bg_color": "#ffffff", "text_color": "#000000", "hint_color": "#707579", "link_color": "#00488f",
    "button_color": "#2481cc", "button_text_color": "#ffffff", "secondary_bg_color": "#f4f4f5",
}  # fmt: skip
DARK = {
    "bg_color": "#212121", "text_color": "#ffffff", "hint_color": "#aaaaaa", "link_color": "#8fb8ff",
    "button_color": "#8774e1", "button_text_color": "#ffffff", "secondary_bg_color": "#0f0f0f",
}  # fmt: skip


def allowed(url: object) -> bool:
    """Say whether Telegram would open it; on this computer plain http too, which Telegram would not."""
    parts = urlsplit(str(url))
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def init_data(token: str, person: Person, now: datetime) -> str:
    """Say who opens it, as Telegram signs it: HMAC-SHA256 with a key made from the bot's token."""
    user: dict[str, Any] = {"id": person.id, "first_name": person.name, "language_code": person.language}
    fields = {
        "auth_date": str(int(now.timestamp())),
        "query_id": secrets.token_urlsafe(18),
        "user": json.dumps(user, ensure_ascii=False, separators=(",", ":")),
    }
    key = hmac.digest(b"WebAppData", token.encode(), hashlib.sha256)
    told = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    return urlencode({**fields, "hash": hmac.new(key, told.encode(), hashlib.sha256).hexdigest()})


def opened(url: str, token: str, person: Person, now: datetime, *, dark: bool) -> str:
    """Give the address a browser is sent to."""
    told = {
        "tgWebAppData": init_data(token, person, now),
        "tgWebAppVersion": VERSION,
        "tgWebAppPlatform": "web",
        "tgWebAppThemeParams": json.dumps(DARK if dark else LIGHT, separators=(",", ":")),
    }
    return f"{url}#{urlencode(told)}"
