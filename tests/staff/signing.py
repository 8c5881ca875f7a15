"""Signs as Telegram does when it opens a Mini App."""

import hmac
import json
from datetime import datetime
from urllib.parse import urlencode

TOKEN = "1:" + "a" * 35


def sign(
    account: int,
    at: datetime,
    *,
    token: str = TOKEN,
    language: str = "ru",
    user: str | None = None,
    moment: str | None = None,
    query: str = "AAH",
) -> str:
    """What stands in `tgWebAppData`, decoded once."""
    person = {"id": account, "first_name": "Мадина & Ко", "language_code": language}
    fields = {
        "query_id": query,
        "user": json.dumps(person, ensure_ascii=False) if user is None else user,
        "auth_date": str(int(at.timestamp())) if moment is None else moment,
        "signature": "x" * 86,
    }
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    secret = hmac.digest(b"WebAppData", token.encode(), "sha256")
    return urlencode({**fields, "hash": hmac.new(secret, lines.encode(), "sha256").hexdigest()})
