"""A shared location: which region it lies in, or that it lies abroad. Rounded at once; the exact point is dropped.

Every known place vouches for the ground around it, nearly as far as the next line is away: a settlement for its region
(reach.csv, kilometres to the nearest other region), a place on the other side for not being in Kazakhstan (border.csv,
kilometres to the border). Where no place is near enough, a bare point does. The kilometres were measured once, on
outlines that do not ship. What nobody vouches for is «near»: too close to a line, or too far from any settlement, to
say more than which one is nearest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import nan, sin
from pathlib import Path
from typing import Any, Final

from bot.centres.directory import DirectoryError
from bot.centres.index import RADIUS_KM, Index, Spot, build, spot
from bot.centres.places import Settlement
from bot.centres.reading import Row, table
from bot.issue import Issue

SQUARES: Final = 20  # to a degree: a point is kept to 0.05°, at most 3.5 km from where it was
# No square of 0.05° beyond these degrees holds a piece of Kazakhstan.
SOUTH, NORTH, WEST, EAST = 40.4, 55.6, 46.3, 87.5

BORDER: Final = "border.csv"
BORDER_COLUMNS: Final = "name country kind lat lon border_km source"
REACH: Final = "reach.csv"
REACH_COLUMNS: Final = "region kato lat lon line_km"

# How far from a line the ground of a place ends. Rounding moves a point up to 3.5 km: with this, nobody who shares one
# from inside the country is told that it is abroad, and nobody gets the region on the other side of a line.
BORDER_KM: Final = 3.6
LINE_KM: Final = 5.0


class Kind(StrEnum):
    """What can be said of a shared point."""

    INSIDE = "inside"  # in this region, or up to 5 km outside the country beside it
    NEAR = "near"  # in the country or up to 5 km outside, too close to a line to name a region
    ABROAD = "abroad"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Located:
    """The answer for one point; the point itself is not in it."""

    kind: Kind
    region: str | None = None  # code
    settlement: Settlement | None = None  # the nearest that has a point, of the region when there is one

    def as_json(self, query: str) -> dict[str, Any]:
        """Give the line `where --coords` prints."""
        return {
            "query": query,
            "kind": self.kind.value,
            "region": self.region,
            "kato": self.settlement.kato if self.settlement else None,
            "settlement_ru": self.settlement.name.ru if self.settlement else None,
            "settlement_kk": self.settlement.name.kk if self.settlement else None,
        }


@dataclass(frozen=True, slots=True)
class Ground:
    """A round piece of ground with one answer: a region, or None for abroad."""

    region: str | None
    middle: Spot
    square: float  # of the straight line from the middle to its edge, km²

    def holds(self, point: Spot) -> bool:
        """Say whether a point lies on it."""
        (x, y, z), (a, b, c) = self.middle, point
        return (x - a) ** 2 + (y - b) ** 2 + (z - c) ** 2 < self.square


@dataclass(frozen=True, slots=True)
class Points:
    """What a point is compared with: immutable, built once by `load`."""

    settlements: Index[Settlement]
    abroad: tuple[Ground, ...]
    home: tuple[Ground, ...]


def locate(points: Points, lat: object, lon: object) -> Located:
    """Say where a point is; total: whatever is not a latitude and a longitude in degrees is `invalid`."""
    if not (_is_degrees(lat, 90) and _is_degrees(lon, 180)):
        return Located(Kind.INVALID)
    assert isinstance(lat, int | float)
    assert isinstance(lon, int | float)
    lat, lon = round(lat * SQUARES) / SQUARES, round(lon * SQUARES) / SQUARES
    here = spot(lat, lon)
    far = not (SOUTH <= lat <= NORTH and WEST <= lon <= EAST)
    if far or any(ground.holds(here) for ground in points.abroad):
        return Located(Kind.ABROAD)
    region = next((ground.region for ground in points.home if ground.holds(here)), None)
    around = (settlement for _, settlement in points.settlements.walk(lat, lon))
    settlement = next((one for one in around if region in {None, one.region}), None)
    return Located(Kind.INSIDE if region else Kind.NEAR, region, settlement)


def read(text: str) -> tuple[float, float]:
    """Read «lat,lon» as people write it in a file; anything else becomes what `locate` calls invalid."""
    try:
        lat, lon = map(float, text.split(","))
    except ValueError:
        return nan, nan
    return lat, lon


def load(folder: Path, settlements: Iterable[Settlement]) -> Points:
    """Read border.csv and reach.csv beside the settlements; DirectoryError says what is wrong with them."""
    issues: list[Issue] = []
    placed = {one.kato: one for one in settlements if one.lat is not None and one.lon is not None}
    abroad = table(folder, BORDER, BORDER_COLUMNS, _abroad, issues)
    home = table(folder, REACH, REACH_COLUMNS, lambda row: _home(row, placed), issues)
    if issues:
        raise DirectoryError(tuple(issues))
    points = ((one.lat, one.lon, one) for one in placed.values() if one.lat is not None and one.lon is not None)
    return Points(build(points), abroad, home)


def _is_degrees(value: object, most: int) -> bool:
    """Say whether it is a number within its bounds; NaN is within none, and a yes is no number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -most <= value <= most


def _abroad(row: Row) -> Ground:
    return _ground(None, float(row["lat"]), float(row["lon"]), float(row["border_km"]) - BORDER_KM)


def _home(row: Row, placed: dict[str, Settlement]) -> Ground:
    """Read one piece of a region: around a settlement, or of empty land with a point of its own."""
    reach = float(row["line_km"]) - LINE_KM
    if not row["kato"]:
        return _ground(row["region"], float(row["lat"]), float(row["lon"]), reach)
    one = placed.get(row["kato"])
    if one is None or one.lat is None or one.lon is None or one.region != row["region"]:
        raise ValueError("A reach needs a settlement of its region that has a point.")
    return _ground(one.region, one.lat, one.lon, reach)


def _ground(region: str | None, lat: float, lon: float, reach: float) -> Ground:
    """Make the ground within so many kilometres of a point; at a line there may be none."""
    chord = 2 * RADIUS_KM * sin(max(0.0, reach) / (2 * RADIUS_KM))
    return Ground(region, spot(lat, lon), chord * chord)
