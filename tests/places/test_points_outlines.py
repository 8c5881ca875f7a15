"""A shared location against the outlines of the regions, which are no part of the product: SENIM_FACTS names them."""

from itertools import islice
from math import cos, radians
from random import Random  # noqa: TID251 - seeded: the same points every time

from benchmarks.border import Lines, border, reach
from bot.places.points import BORDER, BORDER_KM, REACH, Kind
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
        if away > 5.3 or away < BORDER_KM:
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


def test_every_row_is_as_far_from_its_line_as_it_says() -> None:
    lines = Lines.of(Outlines.read())
    assert border(rows(BORDER), lines) == rows(BORDER)
    assert reach(rows(REACH), lines) == rows(REACH)
