"""The nearest five of many service points: the index, beside a plain loop over all of them.

Made-up points crowd around made-up towns of a country-sized box, as services do; people ask from beside them and from
anywhere. Rounds of both ways alternate, so that whatever else the machine does weighs on both; times are medians.
"""

import gc
import statistics
import time
from collections.abc import Callable
from heapq import nsmallest
from math import asin, cos, radians, sin, sqrt
from random import Random  # noqa: TID251 - seeded: the same points every time

import click

from bot.centres.index import RADIUS_KM, build

TARGETS = {1_000: 100.0, 100_000: 1_000.0}  # microseconds
WANTED = 5
ROUNDS = 5

Point = tuple[float, float]


def country(count: int, chance: Random) -> list[Point]:
    """Points that crowd around towns."""
    towns = [(chance.uniform(41, 55), chance.uniform(47, 87)) for _ in range(max(10, count // 50))]
    return [(lat + chance.gauss(0, 0.1), lon + chance.gauss(0, 0.15)) for lat, lon in chance.choices(towns, k=count)]


def people(points: list[Point], count: int, chance: Random) -> list[Point]:
    """Half of them beside a service, half anywhere."""
    beside = chance.choices(points, k=count // 2)
    return [
        *((lat + chance.gauss(0, 0.1), lon + chance.gauss(0, 0.1)) for lat, lon in beside),
        *((chance.uniform(41, 55), chance.uniform(47, 87)) for _ in range(count - count // 2)),
    ]


def loop(points: list[Point], lat: float, lon: float) -> list[tuple[float, int]]:
    """The nearest five by the distance to every single point."""
    one, along = radians(lat), cos(radians(lat))

    def away(point: Point) -> float:
        north, east = radians(point[0]) - one, radians(point[1] - lon)
        half = sin(north / 2) ** 2 + along * cos(radians(point[0])) * sin(east / 2) ** 2
        return 2 * RADIUS_KM * asin(sqrt(half))

    return nsmallest(WANTED, ((away(point), number) for number, point in enumerate(points)))


def microseconds(search: Callable[[float, float], object], asking: list[Point]) -> list[float]:
    """The time of each search."""
    times = []
    for lat, lon in asking:
        started = time.perf_counter()
        search(lat, lon)
        times.append((time.perf_counter() - started) * 1e6)
    return times


@click.command()
@click.option("--queries", default=200, show_default=True, help="Searches of the index a round.")
@click.option("--check", is_flag=True, help="Fail when the index misses its goals.")
def main(*, queries: int, check: bool) -> None:
    """Measure how long the nearest five take, of 50 to 100,000 points."""
    missed = False
    print(f"{'points':>8}  {'index':>9}  {'99th':>9}  {'loop':>11}  {'build':>9}")
    for count in (50, 1_000, 10_000, 100_000):
        chance = Random(count)
        points = country(count, chance)
        asking = people(points, queries, chance)
        started = time.perf_counter()
        index = build((lat, lon, number) for number, (lat, lon) in enumerate(points))
        built = time.perf_counter() - started
        gc.collect()
        gc.freeze()
        fast, slow = list[float](), list[float]()
        for _ in range(ROUNDS):
            fast += microseconds(lambda lat, lon, index=index: index.nearest(lat, lon, WANTED), asking)  # type: ignore[misc]
            few = chance.choices(asking, k=max(3, min(queries, 200_000 // count)))
            slow += microseconds(lambda lat, lon, points=points: loop(points, lat, lon), few)  # type: ignore[misc]
        middle, rare, plain = statistics.median(fast), statistics.quantiles(fast, n=100)[98], statistics.median(slow)
        print(f"{count:>8,}  {middle:>6.0f} µs  {rare:>6.0f} µs  {plain:>8.0f} µs  {built * 1e3:>6.0f} ms")
        missed |= middle > TARGETS.get(count, middle)
    if check and missed:
        raise click.ClickException("The index is slower than its goals: 100 µs of 1,000 points, 1 ms of 100,000.")


if __name__ == "__main__":
    main()
