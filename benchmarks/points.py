"""What is said of random points, and how long it takes: python -m benchmarks.points.

The outlines to compare with are no part of the project: SENIM_FACTS names their folder. Points are spread evenly along
the lines, so that an empty steppe counts as much as a town; the same points every time.
"""

import statistics
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from math import cos, radians
from pathlib import Path
from random import Random  # noqa: TID251 - seeded: the same points every time

import click

from benchmarks.border import Lines
from bot.centres.directory import load_settlements
from bot.places.points import EAST, NORTH, SOUTH, SQUARES, WEST, Kind, Located, Points, load, locate
from tests.support.outlines import Outlines

DIRECTORY = Path(__file__).parents[1] / "directory"
INSIDE = 10_000
BESIDE = 12_000
SPREAD = 0.25  # degrees around a point of the border
BANDS = ((0, 5), (5, 8), (8, 20), (20, 60))  # km outside
LINE_KM = 3

Point = tuple[float, float]


def inside(outlines: Outlines, chance: Random) -> Iterator[tuple[Point, str]]:
    """Give points spread evenly over the country, each with its region."""
    while True:
        point = chance.uniform(SOUTH, NORTH), chance.uniform(WEST, EAST)
        if chance.random() < cos(radians(point[0])) and (region := outlines.region(*point)):
            yield point, region


def outside(outlines: Outlines, lines: Lines, chance: Random) -> Iterator[tuple[Point, float]]:
    """Give points along the border, outside, each with its distance in km."""
    corners = [corner for rings in outlines.regions.values() for ring in rings for corner in ring]
    border = [(y, x) for x, y in corners if _is_outer(outlines, y, x)]
    while True:
        lat, lon = chance.choice(border)
        point = lat + chance.gauss(0, SPREAD), lon + chance.gauss(0, SPREAD) / cos(radians(lat))
        if outlines.region(*point) is None:
            yield point, lines.km(*point)


def _is_outer(outlines: Outlines, lat: float, lon: float) -> bool:
    """Say whether a corner lies at the border of the country, not only between regions."""
    return any(outlines.region(lat + up, lon + right) is None for up in (-0.01, 0.01) for right in (-0.01, 0.01))


def print_inside(points: Points, outlines: Outlines, asked: Iterable[tuple[Point, str]]) -> None:
    """Print what is said inside the country, and near the lines between regions."""
    told = [(locate(points, *point), region, outlines.beyond(*point, region) < LINE_KM) for point, region in asked]
    _print(f"{len(told)} in the country", (found for found, _, _ in told))
    print(f"  wrong region: {sum(found.region not in {None, region} for found, region, _ in told)}")
    close = [found for found, _, is_close in told if is_close]
    claimed = sum(found.region is not None for found in close)
    print(f"  within {LINE_KM} km of a region line: {len(close)}, of them with a region: {claimed}")


def _print(name: str, told: Iterable[Located]) -> None:
    kinds = Counter(found.kind for found in told)
    print(f"{name}: " + ", ".join(f"{kind} {kinds[kind]}" for kind in Kind if kinds[kind]))


@click.command()
def main() -> None:
    """Ask, compare, time."""
    try:
        outlines = Outlines.read()
    except OSError:
        raise click.ClickException("No outlines: set SENIM_FACTS to the folder with regions_2024.geojson.") from None
    started = time.perf_counter()
    settlements = load_settlements(DIRECTORY)
    read = time.perf_counter()
    points = load(DIRECTORY, settlements)
    print(f"tables loaded in {(time.perf_counter() - read) * 1e3:.0f} ms, after {read - started:.2f} s of settlements")
    print_inside(points, outlines, islice(inside(outlines, Random(1)), INSIDE))
    beside = list(islice(outside(outlines, Lines.of(outlines), Random(2)), BESIDE))
    for low, high in BANDS:
        band = [point for point, km in beside if low < km <= high]
        _print(f"{len(band)} from {low} to {high} km outside", (locate(points, *point) for point in band))
        moved = [(round(lat * SQUARES) / SQUARES, round(lon * SQUARES) / SQUARES) for lat, lon in band]
        far = sum(outlines.region(*point) is None and outlines.beyond(*point) > BANDS[0][1] for point in moved)
        print(f"  of them more than {BANDS[0][1]} km outside once rounded: {far}")
    times = []
    for point, _ in beside[:2000]:
        begun = time.perf_counter_ns()
        locate(points, *point)
        times.append((time.perf_counter_ns() - begun) / 1e6)
    print(f"one answer: median {statistics.median(times):.2f} ms")


if __name__ == "__main__":
    main()
