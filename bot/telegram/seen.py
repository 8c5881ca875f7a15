"""What was here before: the same update, or the same report, twice has one effect (security.md C6)."""

import hmac
import secrets
from collections.abc import Callable

LIFE = 25 * 3600.0  # Telegram repeats an update for at most 24 hours
MOST = 20_000


class Seen:
    """Blind names of what came to this process: at most so many, each for at most 25 hours."""

    def __init__(self, monotonic: Callable[[], float], most: int = MOST) -> None:
        self._key = secrets.token_bytes(32)
        self._monotonic = monotonic
        self._most = most
        self._names: dict[bytes, float] = {}

    def __len__(self) -> int:
        return len(self._names)

    def again(self, what: str) -> bool:
        """Whether this was asked about before; from now on it was."""
        now = self._monotonic()
        name = hmac.digest(self._key, what.encode(), "sha256")[:12]
        if self._names.get(name, now - LIFE) > now - LIFE:
            return True
        self._names.pop(name, None)
        self._names[name] = now
        while len(self._names) > self._most or next(iter(self._names.values())) <= now - LIFE:
            del self._names[next(iter(self._names))]
        return False
