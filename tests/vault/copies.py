"""Copies of the bot on one Redis, each with its own memory, the talk they keep, and a clock that a test turns."""

from datetime import UTC, datetime, timedelta

from redis.asyncio import Redis

from bot.vault.keys import Keyring
from bot.vault.store import Saved, Sessions

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
CHAT = 5_000_123_457
TALK = Saved(bytes(range(31)), int(NOON.timestamp()) // 60)
SHORT = timedelta(milliseconds=30)
DAY = timedelta(days=1)


def saved(idle: timedelta = SHORT, mark: int = 1) -> Saved:
    return Saved(b"ticket", int(NOON.timestamp()) // 60, idle, mark)


class Copies:
    """Copies of the bot on one Redis, each with its own memory."""

    def __init__(self, redis: Redis, keyring: Keyring) -> None:
        self._redis, self._keyring = redis, keyring
        self.one, self.other = self.restarted(), self.restarted()

    def restarted(self) -> Sessions:
        return Sessions(self._redis, self._keyring)


async def talk(at: Sessions, idle: timedelta = SHORT, *, screen: int = 7, now: datetime = NOON) -> None:
    await at.remember(CHAT, saved(idle), person_messages=[5], screen_message=screen, now=now)


class Clock:
    """The monotonic clock of a copy."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now
