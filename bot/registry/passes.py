"""One-time codes, links and sessions. What is given out is drawn here; only its keyed hash is kept."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select

from bot.registry.model import Refused, Secrecy
from bot.registry.shelf import Shelf
from bot.registry.tables import PASS
from bot.registry.words import Reason

BYTES: Final = 16  # 128 bits
INVITE: Final = "invite"
LINK: Final = "link"
SESSION: Final = "session"
LASTS: Final = {INVITE: timedelta(days=7), LINK: timedelta(minutes=15), SESSION: timedelta(hours=8)}
IDLE: Final = timedelta(minutes=15)


def blind(secrecy: Secrecy, kind: str, token: str) -> bytes:
    """What stands for a token in the database."""
    return secrecy.blind(f"{kind} {token}")


async def issue(shelf: Shelf, secrecy: Secrecy, kind: str, person_id: int, now: datetime) -> str:
    """A fresh token; whatever is too old goes at the same time."""
    token = secrets.token_urlsafe(BYTES)
    until = now + LASTS[kind]
    idle = now + IDLE if kind == SESSION else until
    await shelf.connection.execute(delete(PASS).where((PASS.c.until <= now) | (PASS.c.idle_until <= now)))
    row = {"blind": blind(secrecy, kind, token), "kind": kind, "person_id": person_id, "until": until}
    await shelf.upsert(PASS, [row | {"idle_until": idle}])
    return token


async def use(shelf: Shelf, secrecy: Secrecy, kind: str, token: str, now: datetime) -> int:
    """Take a token for good; give whose it is. Refused(CODE) when it is unknown, used or too old."""
    here = (PASS.c.blind == blind(secrecy, kind, token), PASS.c.kind == kind)
    found = (await shelf.connection.execute(select(PASS).where(*here))).one_or_none()
    if found is None or found.until <= now:
        raise Refused(Reason.CODE)
    await shelf.connection.execute(delete(PASS).where(*here))
    return int(found.person_id)
