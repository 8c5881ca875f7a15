"""The search for a typed place against rapidfuzz alone over the same names: python -m benchmarks.where."""

import csv
import gc
import statistics
import time
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.process import extract

from bot.centres.directory import load, load_settlements
from bot.places import vocabulary
from bot.places.found import Foreign, Found, Kind
from bot.places.search import Places

ROOT = Path(__file__).parents[1]
SURE = 90  # a score people commonly take for «the same»
CLOSE = 80  # and for «perhaps»

Answer = tuple[str, str | None, str | None]  # kind, region, settlement


def ours(places: Places) -> Callable[[str], Answer]:
    """The search as it is."""

    def ask(text: str) -> Answer:
        found: Found = places.find(text)
        return found.kind.value, found.region, found.place.ru if found.place else None

    return ask


def fuzzy(places: Places, scorer: Callable[..., Any]) -> Callable[[str], Answer]:
    """The best of all names by one scorer; the names are those of our index, with what each may mean."""
    meant: dict[str, set[Answer]] = defaultdict(set)
    for labels in places.index.labels.values():
        for label in labels:
            one = label.target
            abroad = isinstance(one, Foreign)
            region = None if isinstance(one, Foreign) else getattr(one, "region", getattr(one, "code", None))
            settled = hasattr(one, "okrug")
            kind = Kind.ABROAD if abroad else Kind.ONE if settled else Kind.REGION
            meant[label.low].add((kind.value, region, one.name.ru if settled else None))
    names = list(meant)

    def ask(text: str) -> Answer:
        best = extract(text.casefold(), names, scorer=scorer, limit=1, score_cutoff=CLOSE)
        if not best:
            return Kind.NONE.value, None, None
        name, score, _ = best[0]
        if len(meant[name]) > 1:
            return Kind.CHOICE.value, None, None
        kind, region, settlement = next(iter(meant[name]))
        return (kind if score >= SURE or kind != Kind.ONE.value else Kind.CONFIRM.value), region, settlement

    return ask


def right(query: Mapping[str, str], answer: Answer) -> bool:
    """Whether an answer is what the table of queries says."""
    kind, region, settlement = answer
    match query["truth"]:
        case "place":
            return kind in {"one", "confirm"} and (region, settlement) == (query["region"], query["settlement_ru"])
        case "region":
            return kind == "region" and region == query["region"]
        case "ask":
            return kind in {"choice", "confirm"}
        case truth:
            return kind == truth


def measure(name: str, ask: Callable[[str], Answer], queries: list[dict[str, str]]) -> None:
    """Print one line: right by kind of query, sure answers in a wrong region, times."""
    good: Counter[str] = Counter()
    wrong = 0
    times = []
    for query in queries:
        started = time.perf_counter_ns()
        answer = ask(query["query"])
        times.append((time.perf_counter_ns() - started) / 1e6)
        good[query["truth"]] += right(query, answer)
        wrong += answer[0] in {"one", "region"} and answer[1] != query["region"]
    asked = Counter(query["truth"] for query in queries)
    shares = "  ".join(f"{truth} {good[truth] / asked[truth]:6.1%}" for truth in asked)
    times.sort()
    p99 = times[int(len(times) * 0.99)]
    print(f"{name:8} {shares}  sure and wrong {wrong:3}  median {statistics.median(times):.2f} ms  p99 {p99:.2f} ms")


def main() -> None:
    """Build, weigh, ask."""
    folder = ROOT / "directory"
    directory = load(folder, today=datetime.now(UTC).date())
    settlements = load_settlements(folder)
    known = vocabulary.load(folder)
    started = time.perf_counter()
    places = Places.build(directory, settlements, *known)
    print(f"built in {time.perf_counter() - started:.2f} s")
    del places
    gc.collect()
    tracemalloc.start()
    places = Places.build(directory, settlements, *known)
    print(f"index {tracemalloc.get_traced_memory()[0] / 2**20:.0f} MiB more than the tables it is made from")
    tracemalloc.stop()
    queries = []
    for name in ("queries.tsv", "queries_second.tsv"):
        with (ROOT / "tests" / "places" / name).open(encoding="utf-8", newline="") as file:
            queries += list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for half in ("tune", "held", "second", "third"):
        some = [query for query in queries if query["set"] == half]
        print(f"{half}: {len(some)} queries")
        measure("Senim", ours(places), some)
        measure("WRatio", fuzzy(places, fuzz.WRatio), some)
        measure("ratio", fuzzy(places, fuzz.ratio), some)


if __name__ == "__main__":
    main()
