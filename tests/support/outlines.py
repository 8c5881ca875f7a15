"""The outlines of the regions, to check answers with: no part of the product. SENIM_FACTS names their folder."""

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import cos, floor, hypot, inf, radians
from pathlib import Path

OUTLINES = Path(os.environ.get("SENIM_FACTS", "build/no-facts"), "regions_2024.geojson")
CITIES = ("almaty", "astana", "shymkent")  # drawn on top of the regions around them
KM = 111.2  # a degree of latitude
SQUARE = 0.5  # degrees

Corner = tuple[float, float]  # longitude, latitude
Ring = list[Corner]


@dataclass(frozen=True)
class Outlines:
    """Twenty regions, each as its rings."""

    regions: dict[str, list[Ring]]

    @classmethod
    def read(cls, path: Path = OUTLINES) -> "Outlines":
        features = json.loads(path.read_text("utf-8"))["features"]
        return cls({one["properties"]["code"]: list(_rings(one["geometry"])) for one in features})

    def region(self, lat: float, lon: float) -> str | None:
        """The region a point lies in; None outside the country."""
        order = (*CITIES, *(code for code in self.regions if code not in CITIES))
        return next((code for code in order if _holds(self.regions[code], lat, lon)), None)

    def beyond(self, lat: float, lon: float, region: str | None = None) -> float:
        """Kilometres to the nearest line of any region, or of any but the one given; `inf` beyond some 150 km."""
        near = [
            segment
            for east in range(-4, 5)
            for north in range(-3, 4)
            for code, segment in self._squares.get((floor(lon / SQUARE) + east, floor(lat / SQUARE) + north), ())
            if code != region
        ]
        return min((_to_segment(lat, lon, *segment) for segment in near), default=inf)

    @cached_property
    def _squares(self) -> dict[tuple[int, int], list[tuple[str, tuple[Corner, Corner]]]]:
        found = defaultdict[tuple[int, int], list[tuple[str, tuple[Corner, Corner]]]](list)
        for code, rings in self.regions.items():
            for ring in rings:
                for one, other in pairwise(ring):
                    steps = 2 + int(max(abs(one[0] - other[0]), abs(one[1] - other[1])) / SQUARE * 4)
                    on = [step / (steps - 1) for step in range(steps)]
                    passed = {
                        (
                            floor((one[0] + (other[0] - one[0]) * part) / SQUARE),
                            floor((one[1] + (other[1] - one[1]) * part) / SQUARE),
                        )
                        for part in on
                    }
                    for square in passed:
                        found[square].append((code, (one, other)))
        return found


def _rings(geometry: dict[str, list[list[list[list[float]]]]]) -> Iterator[Ring]:
    parts = [geometry["coordinates"]] if str(geometry["type"]) == "Polygon" else geometry["coordinates"]
    for part in parts:
        for ring in part:
            yield [(corner[0], corner[1]) for corner in ring]  # type: ignore[misc]


def _holds(rings: list[Ring], lat: float, lon: float) -> bool:
    """Even and odd: a hole is a ring crossed once more."""
    crossed = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            crossed += (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1
    return crossed % 2 == 1


def _to_segment(lat: float, lon: float, one: Corner, other: Corner) -> float:
    """Flat, which is good to a few metres in the first ten kilometres."""
    along = KM * cos(radians(lat))
    ax, ay, bx, by = (one[0] - lon) * along, (one[1] - lat) * KM, (other[0] - lon) * along, (other[1] - lat) * KM
    dx, dy = bx - ax, by - ay
    part = max(0.0, min(1.0, -(ax * dx + ay * dy) / (dx * dx + dy * dy))) if dx or dy else 0.0
    return hypot(ax + part * dx, ay + part * dy)
