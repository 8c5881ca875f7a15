"""Troubles a test can order, so that the bot is seen coping with each of them."""

from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True)
class TooMany:
    """429: the bot must wait this many seconds."""

    retry_after: int


@dataclass(frozen=True)
class Status:
    """An error page of a server in trouble: 500, 502."""

    code: int


@dataclass(frozen=True)
class Hang:
    """The call is carried out, but only after this many seconds."""

    seconds: float


@dataclass(frozen=True)
class Drop:
    """The connection breaks without an answer: before the work, or after it (`carried_out`)."""

    carried_out: bool = False


@dataclass(frozen=True)
class Garbage:
    """An answer of 200 whose body is not JSON."""


Fault = TooMany | Status | Hang | Drop | Garbage


class Faults:
    """What goes wrong next, for each method apart; `*` stands for every method."""

    def __init__(self) -> None:
        self._planned: dict[str, deque[Fault | None]] = {}

    def plan(self, method: str, *faults: Fault | None, times: int = 1) -> None:
        """Give the next calls of a method these faults in turn, the row `times` over; None is a good call."""
        self._planned.setdefault(method.lower(), deque()).extend(faults * times)

    def take(self, method: str) -> Fault | None:
        """Use up the fault that is next for this method."""
        for name in (method.lower(), "*"):
            if planned := self._planned.get(name):
                return planned.popleft()
        return None

    def clear(self) -> None:
        """Let everything go well from here."""
        self._planned.clear()
