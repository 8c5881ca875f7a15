"""What every answer of Telegram tells by the way: that it is there, how long it took, and what time it is there."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from bot import log
from bot.health import Health, Trouble
from bot.metrics import Metrics, Outcome

FAR: Final = timedelta(minutes=10)
_EVERY = 60.0  # seconds between two looks at the clock


class Pulse:
    """Called after each call to Telegram; keeps figures and health true."""

    def __init__(
        self,
        health: Health,
        metrics: Metrics,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._health = health
        self._metrics = metrics
        self._clock = clock
        self._monotonic = monotonic
        self._look = float("-inf")

    def __call__(self, outcome: Outcome, seconds: float | None, date: str | None) -> None:
        """`seconds` is None for asking for updates, which waits by intent; `date` is the header of that name."""
        if seconds is not None:
            self._metrics.call(outcome, seconds)
        self._health.note(Trouble.TELEGRAM_AWAY, there=outcome is Outcome.AWAY)
        if date is not None and self._monotonic() >= self._look:
            self._look = self._monotonic() + _EVERY
            self._compare(date)

    def _compare(self, date: str) -> None:
        """Keys may go by Redis's clock, but hours of opening go by ours: far from Telegram's they are wrong."""
        try:
            ahead = parsedate_to_datetime(date) - self._clock()
        except (ValueError, TypeError):  # no date; no zone
            return
        far = abs(ahead) > FAR
        if far and Trouble.TELEGRAM_CLOCK not in self._health.troubles:
            log.say(log.Event.CLOCK_WRONG)
        self._health.note(Trouble.TELEGRAM_CLOCK, there=far)


def unheeded(*_: object) -> None:
    """Nobody asks."""
