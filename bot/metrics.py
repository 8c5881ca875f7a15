"""Figures for the operator's monitoring: a closed list of counts, and nothing that tells of anybody (threat T18).

No label says where, in which language, on which screen, of which kind. Counts are rounded down to tens, so that no
single person moves one that is watched; for the same reason sums of seconds are not told, and the page changes once a
minute however often it is asked. What an operator has to see at once is a state, as on `/readyz`.
"""

import os
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final, TypeVar

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.health import Health, Phase, Trouble
from bot.log import Event

FORM: Final = CONTENT_TYPE_LATEST
ROUND: Final = 10
MINUTE: Final = 60.0
BUCKETS: Final = (0.1, 0.3, 1.0, 3.0, 10.0)  # seconds
Value = TypeVar("Value", bound=StrEnum)
_MIB = 2**20
_STATM = Path("/proc/self/statm")
_PAGE: Final = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0


class Fate(StrEnum):
    """What became of an update."""

    DONE = "done"
    REPEATED = "repeated"
    TOO_FAST = "too fast"
    GAVE_WAY = "gave way"
    NOTHING = "nothing in it"
    FAILED = "failed"


class Outcome(StrEnum):
    """How a call to Telegram ended."""

    DONE = "done"
    REFUSED = "refused"
    BUSY = "busy"
    AWAY = "away"


def uncounted(*_: object) -> None:
    """Nobody counts."""


@dataclass(slots=True)
class _Times:
    """How many took at most so long."""

    within: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))

    def add(self, seconds: float) -> None:
        self.within[bisect_left(BUCKETS, seconds)] += 1

    def buckets(self) -> Iterator[tuple[str, float]]:
        total = 0
        for bound, count in zip((*map(str, BUCKETS), "+Inf"), self.within, strict=True):
            total += count
            yield bound, _tens(total)


class Metrics(Collector):
    """The counts of one process, and the page they are read from."""

    def __init__(self, health: Health, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._health = health
        self._monotonic = monotonic
        self._updates = Counter[Fate]()
        self._calls = Counter[Outcome]()
        self._events = Counter[Event]()
        self._update_times = _Times()
        self._call_times = _Times()
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(self)
        self._page = b""
        self._until = float("-inf")

    def update(self, fate: Fate, seconds: float) -> None:
        """One update has come to its end."""
        self._updates[Fate(fate)] += 1
        if fate is Fate.DONE:
            self._update_times.add(seconds)

    def call(self, outcome: Outcome, seconds: float) -> None:
        """One call to Telegram has come to its end."""
        self._calls[Outcome(outcome)] += 1
        self._call_times.add(seconds)

    def event(self, event: Event) -> None:
        """One word of the log was said."""
        self._events[Event(event)] += 1

    def page(self) -> bytes:
        """Prometheus's text form, as it was when it was first asked for in this minute."""
        now = self._monotonic()
        if now >= self._until:
            self._until = now + MINUTE
            self._page = generate_latest(self._registry)
        return self._page

    def collect(self) -> Iterable[Metric]:
        """Called by the registry for each page."""
        yield _counts("senim_updates", "Updates, by what became of them.", "fate", Fate, self._updates)
        yield _times("senim_update_seconds", "From an update's coming until all of it is done.", self._update_times)
        yield _counts("senim_calls", "Calls to Telegram but asking for updates, by how they ended.", "outcome",
                      Outcome, self._calls)  # fmt: skip
        yield _times("senim_call_seconds", "Length of these calls.", self._call_times)
        yield _counts("senim_events", "Words of the log, said or not for its level.", "event", Event, self._events)
        serving = GaugeMetricFamily("senim_serving", "1 while people are served.")
        serving.add_metric([], self._health.phase is Phase.SERVING)
        yield serving
        troubles = GaugeMetricFamily("senim_trouble", "1 while there is this trouble.", labels=["trouble"])
        for trouble in Trouble:
            troubles.add_metric([trouble.value], trouble in self._health.troubles)
        yield troubles
        cpu = CounterMetricFamily("senim_cpu_seconds", "Processor time of the bot, rounded down to ten seconds.")
        cpu.add_metric([], _tens(int(time.process_time())))
        yield cpu
        yield from _memory()


def _counts(name: str, told: str, label: str, values: type[Value], counts: Counter[Value]) -> Metric:
    family = CounterMetricFamily(name, told, labels=[label])
    for value in values:
        family.add_metric([value.value], _tens(counts[value]))
    return family


def _times(name: str, told: str, times: _Times) -> Metric:
    family = HistogramMetricFamily(name, told)
    family.add_metric([], list(times.buckets()), None)  # no sum: it would tell of each one
    return family


def _memory() -> Iterator[Metric]:
    """Resident memory in whole mebibytes, where the system tells it."""
    try:
        pages = int(_STATM.read_text("ascii").split()[1])
    except OSError:
        return
    family = GaugeMetricFamily("senim_memory_bytes", "Resident memory of the bot, in whole mebibytes.")
    family.add_metric([], pages * _PAGE // _MIB * _MIB)
    yield family


def _tens(count: int) -> int:
    return count // ROUND * ROUND
