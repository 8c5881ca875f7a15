"""Points on the ground that can be searched by distance; a search stays flat as their number grows.

Each point is taken to where it lies on the WGS84 ellipsoid, as x, y, z. Straight lines through the Earth order
points as the geodesic does (to some metres in a thousand kilometres), and in space there is neither a pole nor an
antimeridian. The points hang in a k-d tree whose boxes a search opens nearest first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice
from math import asin, cos, radians, sin, sqrt
from typing import Final, Generic, TypeVar

RADIUS_KM: Final = 6371.0088  # mean, for the way over the ground above a straight line
AXIS_KM: Final = 6378.137  # WGS84, at the equator
FLAT: Final = 0.00669437999014  # WGS84, first eccentricity squared
LEAF: Final = 12  # points in a box that is not split further

T = TypeVar("T")
Spot = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class _Box:
    """The corners of what lies in it, and either two smaller boxes or the points from `first` up to `end`."""

    low: Spot
    high: Spot
    halves: tuple[int, int] | None
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Index(Generic[T]):
    """An immutable set of points, each with what lies there. Made by `build`."""

    items: tuple[T, ...]  # in the order they were given, which also decides between equal distances
    _spots: tuple[tuple[float, float, float, int], ...]
    _boxes: tuple[_Box, ...]

    def walk(self, lat: float, lon: float) -> Iterator[tuple[float, T]]:
        """Give everything with its distance in kilometres, nearest first, working only as far as it is read."""
        x, y, z = spot(lat, lon)
        items, spots, boxes = self.items, self._spots, self._boxes
        # Square of the distance, and a number: of an item, or below zero of a box, which so goes before equal items.
        ahead: list[tuple[float, int]] = [(0.0, -1)] if items else []
        while ahead:
            square, number = heappop(ahead)
            if number >= 0:
                yield _over_ground(square), items[number]
                continue
            box = boxes[-1 - number]
            if box.halves:
                for half in box.halves:
                    heappush(ahead, (_square(boxes[half], x, y, z), -1 - half))
                continue
            for px, py, pz, item in spots[box.first : box.end]:
                heappush(ahead, ((px - x) ** 2 + (py - y) ** 2 + (pz - z) ** 2, item))

    def nearest(self, lat: float, lon: float, count: int) -> list[tuple[float, T]]:
        """Give the nearest `count` with their distances in kilometres, nearest first."""
        return list(islice(self.walk(lat, lon), count))


def build(points: Iterable[tuple[float, float, T]]) -> Index[T]:
    """Hang up points, each a latitude and a longitude in degrees and what lies there."""
    given = tuple(points)
    spots = [(*spot(lat, lon), number) for number, (lat, lon, _) in enumerate(given)]
    boxes: list[_Box | None] = []
    _hang(spots, 0, len(spots), boxes)
    return Index(tuple(item for _, _, item in given), tuple(spots), tuple(box for box in boxes if box))


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Give the way over the ground between two points, each a latitude and a longitude in degrees."""
    return _over_ground(sum((a - b) ** 2 for a, b in zip(spot(*one), spot(*other), strict=True)))


def spot(lat: float, lon: float) -> Spot:
    """Give where a point of the ellipsoid lies in space, in kilometres from the middle of the Earth."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):  # noqa: PLR2004 - degrees; false for NaN too
        raise ValueError("Not a point on the Earth: latitudes run from -90 to 90, longitudes from -180 to 180.")
    up, along = sin(radians(lat)), cos(radians(lat))
    normal = AXIS_KM / sqrt(1 - FLAT * up * up)
    return (normal * along * cos(radians(lon)), normal * along * sin(radians(lon)), normal * (1 - FLAT) * up)


def _hang(spots: list[tuple[float, float, float, int]], first: int, end: int, boxes: list[_Box | None]) -> int:
    """Put the points from `first` up to `end` into a box, sorting them in place; its number."""
    own = len(boxes)
    boxes.append(None)
    inside = spots[first:end]
    if not inside:
        return own
    xs, ys, zs, _ = zip(*inside, strict=True)
    low, high = (min(xs), min(ys), min(zs)), (max(xs), max(ys), max(zs))
    halves = None
    if end - first > LEAF:
        widest = max(range(3), key=lambda axis: high[axis] - low[axis])
        spots[first:end] = sorted(inside, key=lambda point: point[widest])
        middle = (first + end) // 2
        halves = (_hang(spots, first, middle, boxes), _hang(spots, middle, end, boxes))
    boxes[own] = _Box(low, high, halves, first, end)
    return own


def _square(box: _Box, x: float, y: float, z: float) -> float:
    """Give the squared distance from a spot to the nearest thing that can lie in a box."""
    (x0, y0, z0), (x1, y1, z1) = box.low, box.high
    dx = x0 - x if x < x0 else x - x1 if x > x1 else 0.0
    dy = y0 - y if y < y0 else y - y1 if y > y1 else 0.0
    dz = z0 - z if z < z0 else z - z1 if z > z1 else 0.0
    return dx * dx + dy * dy + dz * dz


def _over_ground(square: float) -> float:
    return 2 * RADIUS_KM * asin(min(1.0, sqrt(square) / (2 * RADIUS_KM)))
