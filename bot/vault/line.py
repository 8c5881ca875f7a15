"""The line to Redis: asks, gives up soon, never raises, and pays what it owes."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.client import Pipeline
from redis.exceptions import RedisError

from bot.vault.breaker import Breaker

_PATIENCE = 0.45
_OWED_MAX = 10_000


class Line:
    """One round trip for each question; none while the breaker is open.

    The text of a Redis error can hold keys and values: no error leaves this class and none is kept.
    """

    def __init__(self, redis: Redis, breaker: Breaker) -> None:
        self._redis = redis
        self._breaker = breaker
        self._owed: set[bytes] = set()

    def owe(self, names: Iterable[bytes]) -> None:
        """Delete these before anything else is asked, as soon as Redis can be reached."""
        if len(self._owed) < _OWED_MAX:
            self._owed.update(names)

    async def run(self, script: str, keys: Sequence[bytes], *arguments: bytes | int) -> Any:
        """Return what the script gives; None when Redis is away or refuses."""
        replies = await self.ask(lambda pipe: pipe.eval(script, len(keys), *keys, *arguments))
        return None if not replies or isinstance(replies[0], Exception) else replies[0]

    async def ask(self, queue: Callable[[Pipeline], object]) -> list[Any]:
        """Return one reply for each command queued, an exception if it was refused; [] when Redis is away."""
        if not self._breaker.admits():
            return []
        owed, self._owed = self._owed, set()
        paid = False
        try:
            async with asyncio.timeout(_PATIENCE), self._redis.pipeline(transaction=False) as pipe:
                if owed:
                    pipe.unlink(*owed)
                queue(pipe)
                replies = await pipe.execute(raise_on_error=False)
            paid = not owed or not isinstance(replies[0], Exception)
        except (RedisError, OSError):  # TimeoutError is an OSError
            self._breaker.failed()
            return []
        finally:
            if not paid:
                self.owe(owed)
        self._breaker.succeeded()
        return replies[1:] if owed else replies
