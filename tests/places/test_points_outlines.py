"""A shared location against the outlines of the regions, which are no part of the product: SENIM_FACTS names them."""

from itertools import islice
from math import asin, atan2, cos, degrees, radians, sin
from random import Random  # noqa: TID251 - seeded: the same points every time

from bot.centres.index import distance_km
from bot.places.points import BORDER, REACH, Kind
from tests.places.test_points import OWN, SETTLEMENTS, at, rows
from tests.support.outlines import Outlines


def test_the_own_set_says_of_itself_what_the_outlines_say() -> None:
    outlines = Outlines.read()
    for row in OWN:
        lat, lon = float(row["lat"]), float(row["lon"])
        region = outlines.region(lat, lon)
        if row["kind"] == "inside":
            assert region == row["region"], row["place"]
            assert outlines.beyond(lat, lon, region) >= 3, row["place"]
        elif row["kind"] == "line":
            assert outlines.beyond(lat, lon, region) < 3, row["place"]
        else:
            assert region is None, row["place"]
            assert (outlines.beyond(lat, lon) > 8) == (row["kind"] == "abroad"), row["place"]


def test_thousands_of_random_points_in_kazakhstan_are_never_abroad_and_never_in_a_wrong_region() -> None:
    outlines, chance = Outlines.read(), Random(20261120)
    spread = ((chance.uniform(40.5, 55.5), chance.uniform(46.4, 87.4)) for _ in iter(int, 1))
    inside = list(islice((point for point in spread if outlines.region(*point)), 3000))
    told = [(at(*point), outlines.region(*point)) for point in inside]
    assert [found for found, _ in told if found.kind not in {Kind.INSIDE, Kind.NEAR}] == []
    assert [found for found, region in told if found.region not in {None, region}] == []
    assert sum(found.region is not None for found, _ in told) >= 0.9 * len(told)


def test_random_points_abroad_are_flagged_by_the_distance_of_the_rounded_point() -> None:
    outlines, chance = Outlines.read(), Random(20261121)
    spread = ((chance.uniform(40, 56), chance.uniform(46, 88)) for _ in iter(int, 1))
    outside = list(islice((point for point in spread if outlines.region(*point) is None), 3000))
    for lat, lon in outside:
        rounded = round(lat * 20) / 20, round(lon * 20) / 20
        away = 0 if outlines.region(*rounded) else outlines.beyond(*rounded)
        if away > 5.05 or away < 4.45:
            assert (at(lat, lon).kind is Kind.ABROAD) == (away > 5), (lat, lon)


def test_points_beside_settlements_near_the_line_get_no_wrong_region() -> None:
    outlines, chance = Outlines.read(), Random(7)
    homes = [one for one in SETTLEMENTS if one.lat is not None and one.lon is not None]
    claimed = 0
    for one in chance.sample(homes, 2500):
        assert one.lat is not None
        assert one.lon is not None
        lat, lon = one.lat + chance.gauss(0, 0.04), one.lon + chance.gauss(0, 0.04 / cos(radians(one.lat)))
        region, found = outlines.region(lat, lon), at(lat, lon)
        assert region is None or found.kind in {Kind.INSIDE, Kind.NEAR}
        assert region is None or found.region in {None, region}
        claimed += found.region is not None
    assert claimed >= 0.9 * 2500


def test_the_ground_each_row_vouches_for_ends_before_the_next_line() -> None:
    outlines = Outlines.read()
    homes = {one.kato: (one.lat, one.lon) for one in SETTLEMENTS}
    for row in [*rows(BORDER), *rows(REACH)]:
        lat, lon = homes[row["kato"]] if row.get("kato") else (float(row["lat"]), float(row["lon"]))
        assert lat is not None
        assert lon is not None
        for turn in range(12):
            there = away(lat, lon, 0.98 * float(row["reach_km"]), turn * 30)
            rounded = round(there[0] * 20) / 20, round(there[1] * 20) / 20
            if distance_km((lat, lon), rounded) < float(row["reach_km"]):
                assert outlines.region(*rounded) in {None, row.get("region")}, row


def away(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """The point so far away in that direction, on a sphere."""
    up, turn, far = radians(lat), radians(bearing), km / 6371.0088
    north = asin(sin(up) * cos(far) + cos(up) * sin(far) * cos(turn))
    east = atan2(sin(turn) * sin(far) * cos(up), cos(far) - sin(up) * sin(north))
    return degrees(north), lon + degrees(east)
