"""What Telegram signs when it opens the Mini App: who it is, checked by the token of the staff bot (threat T8).

Pure. That it is used once is for the registry to remember: `Signed.digest` is what to remember.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import parse_qsl

from bot.script.facts import Language

OLDEST: Final = timedelta(minutes=5)
AHEAD: Final = timedelta(seconds=60)
_LONGEST: Final = 8192
_FIELDS: Final = 40
_KEY: Final = b"WebAppData"


@dataclass(frozen=True, slots=True, repr=False)
class Signed:
    """A person as Telegram knows her, for this one moment."""

    account: int  # her Telegram id: never kept, never logged
    language: Language
    digest: bytes  # of what was signed; the same one is not taken twice
    until: datetime  # after this moment it is too old anyway and needs no memory


def read(text: str, token: str, now: datetime) -> Signed | None:
    """Who it is; None for anything that is not whole, fresh and signed for the bot of this token."""
    fields = _fields(text)
    if fields is None:
        return None
    claimed = fields.pop("hash", "")
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    secret = hmac.digest(_KEY, token.encode(), "sha256")
    if not hmac.compare_digest(hmac.new(secret, lines.encode(), "sha256").hexdigest().encode(), claimed.encode()):
        return None
    signed_at = _moment(fields.get("auth_date", ""))
    if signed_at is None or not now - OLDEST <= signed_at <= now + AHEAD:
        return None
    return _person(fields.get("user", ""), hashlib.sha256(lines.encode()).digest(), signed_at + OLDEST)


def _fields(text: str) -> dict[str, str] | None:
    if not text or len(text) > _LONGEST:
        return None
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=True, max_num_fields=_FIELDS, errors="strict")
    except ValueError:  # UnicodeDecodeError is one too
        return None
    fields = dict(pairs)
    # A parameter that stands twice could be read one way here and another way by whoever signed it.
    return fields if len(fields) == len(pairs) else None


def _moment(text: str) -> datetime | None:
    if not (text.isascii() and text.isdigit() and len(text) < 12):  # noqa: PLR2004 - seconds of any year to come
        return None
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _person(text: str, digest: bytes, until: datetime) -> Signed | None:
    try:
        user = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(user, dict) or type(user.get("id")) is not int or user["id"] <= 0 or user.get("is_bot"):
        return None
    language = Language.KK if user.get("language_code") == "kk" else Language.RU
    return Signed(user["id"], language, digest, until)
