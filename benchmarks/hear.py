"""How well and how fast a typed text is heard, without showing one: python -m benchmarks.hear."""

import gc
import statistics
import time
import tracemalloc
from collections import Counter
from datetime import UTC, datetime
from random import Random  # noqa: TID251 - seeded: the same long texts every time

from bot.centres.directory import load, load_settlements
from bot.hearing.ear import Ear
from bot.hearing.listener import Listener
from bot.hearing.spelling import LONGEST
from bot.whole import Places
from tests.hearing.sets import SETS, Message, messages, score


def main() -> None:
    """Print shares by half, kind and language, what is taken for what, and times."""
    folder = Places().directory
    ear = Ear.build(folder, load(folder, today=datetime.now(UTC).date()), load_settlements(folder))
    for name in SETS:
        for half in ("tuned", "held"):
            if some := messages(name, half):
                _shares(ear, f"{name}, {half}", some)
    every = [one.text for name in SETS for half in ("tuned", "held") for one in messages(name, half)]
    _cost()
    gc.freeze()  # as the bot does when it has started
    _times(ear, "as sent", every)
    mixed = Random(1)
    _times(ear, f"{LONGEST} characters", [" ".join(mixed.choices(every, k=150))[:LONGEST] for _ in range(200)])


def _shares(ear: Ear, title: str, some: tuple[Message, ...]) -> None:
    found = score(ear, some)
    print(f"\n{title}: {len(some)} messages, right {found.right:.1%}, neutral taken for danger {found.alarms:.1%}")
    heard = [(one, ear.text(one.text).kind) for one in some]
    for part in ("kind", "lang"):
        all_of = Counter(str(getattr(one, part)) for one, _ in heard)
        right = Counter(str(getattr(one, part)) for one, kind in heard if one.kind is kind)
        print("  " + ", ".join(f"{name} {right[name]}/{count}" for name, count in sorted(all_of.items())))
    wrong = Counter(f"{one.kind}→{kind}" for one, kind in heard if one.kind is not kind)
    print("  taken for: " + ", ".join(f"{pair} {count}" for pair, count in wrong.most_common(12)))


def _cost() -> None:
    start = time.perf_counter()
    Listener.build()
    took = time.perf_counter() - start
    tracemalloc.start()
    kept = Listener.build()
    size = tracemalloc.get_traced_memory()[0] / 2**20
    tracemalloc.stop()
    print(
        f"\nbuilt in {took:.2f} s, {size:.1f} MiB, {len(kept.likeness.keys)} traits, "
        f"{len(kept.classes.words)} words and stems"
    )


def _times(ear: Ear, title: str, texts: list[str]) -> None:
    for what, hear in (("heard", ear.listener.hear), ("with the place", ear.text)):
        times = []
        for text in texts:
            start = time.thread_time()
            hear(text)
            times.append(1000 * (time.thread_time() - start))
        cuts = statistics.quantiles(times, n=100)
        print(f"{title}, {what}: p50 {cuts[49]:.2f} ms, p99 {cuts[98]:.2f} ms of CPU")


if __name__ == "__main__":
    main()
