"""The spatial index against the plainest search there is, and against the geodesic."""

from math import atan, atan2, cos, radians, sin, sqrt, tan
from random import Random  # noqa: TID251 - seeded: the same points every time
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.centres.index import Index, build, distance_km

LATITUDES = st.floats(-90, 90, allow_nan=False)
LONGITUDES = st.floats(-180, 180, allow_nan=False)
EARTH = st.tuples(LATITUDES, LONGITUDES)
# Where longitudes run together or jump, and ordinary ground beside.
ODD = st.one_of(
    EARTH,
    st.sampled_from(
        [(90.0, 0.0), (90.0, 137.0), (-90.0, -12.0), (0.0, 180.0), (0.0, -180.0), (43.2, 76.9), (0.0, 0.0)]
    ),
    st.tuples(st.floats(-5, 5), st.sampled_from([179.99, -179.99, 180.0, -180.0])),
    st.tuples(st.sampled_from([89.99, -89.99]), LONGITUDES),
)


def geodesic(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Vincenty's inverse formula on WGS84, in kilometres; good to millimetres but near the antipode."""
    major, flat = 6378.137, 1 / 298.257223563
    minor = major * (1 - flat)
    east = radians(other[1] - one[1])
    u1, u2 = (atan((1 - flat) * tan(radians(point[0]))) for point in (one, other))
    along = east
    for _ in range(200):
        across = sqrt((cos(u2) * sin(along)) ** 2 + (cos(u1) * sin(u2) - sin(u1) * cos(u2) * cos(along)) ** 2)
        if across == 0:
            return 0.0
        ahead = sin(u1) * sin(u2) + cos(u1) * cos(u2) * cos(along)
        angle = atan2(across, ahead)
        alpha = cos(u1) * cos(u2) * sin(along) / across
        square = 1 - alpha * alpha
        middle = ahead - 2 * sin(u1) * sin(u2) / square if square else 0.0
        c = flat / 16 * square * (4 + flat * (4 - 3 * square))
        before, along = (
            along,
            east + (1 - c) * flat * alpha * (angle + c * across * (middle + c * ahead * (2 * middle * middle - 1))),
        )
        if abs(along - before) < 1e-13:
            break
    u = square * (major * major - minor * minor) / (minor * minor)
    a = 1 + u / 16384 * (4096 + u * (u * (320 - 175 * u) - 768))
    b = u / 1024 * (256 + u * (u * (74 - 47 * u) - 128))
    turn = (
        b
        * across
        * (
            middle
            + b
            / 4
            * (
                ahead * (2 * middle * middle - 1)
                - b / 6 * middle * (4 * across * across - 3) * (4 * middle * middle - 3)
            )
        )
    )
    return minor * a * (angle - turn)


def country(count: int, seed: int) -> list[tuple[float, float]]:
    """Points that crowd around towns, as services do."""
    chance = Random(seed)
    towns = [(chance.uniform(41, 55), chance.uniform(47, 87)) for _ in range(max(10, count // 50))]
    chosen = chance.choices(towns, k=count)
    return [(lat + chance.gauss(0, 0.1), lon + chance.gauss(0, 0.15)) for lat, lon in chosen]


def hung(points: list[tuple[float, float]]) -> Index[int]:
    return build((lat, lon, number) for number, (lat, lon) in enumerate(points))


@given(st.lists(ODD, max_size=60), ODD, st.integers(0, 8))
def test_the_nearest_are_those_of_a_look_at_every_point(
    points: list[tuple[float, float]], here: tuple[float, float], count: int
) -> None:
    found = hung(points).nearest(*here, count)
    everyone = sorted(distance_km(here, point) for point in points)
    assert [km for km, _ in found] == pytest.approx(everyone[:count], abs=1e-6)
    assert all(km == pytest.approx(distance_km(here, points[number]), abs=1e-6) for km, number in found)
    assert len({number for _, number in found}) == min(count, len(points))


@given(EARTH, EARTH)
def test_distance_is_the_same_both_ways_and_around_the_back_of_the_map(
    one: tuple[float, float], other: tuple[float, float]
) -> None:
    assert distance_km(one, other) == pytest.approx(distance_km(other, one))
    turned = [(lat, lon - 180 if lon > 0 else lon + 180) for lat, lon in (one, other)]
    assert distance_km(*turned) == pytest.approx(distance_km(one, other), abs=1e-4)


def test_over_the_antimeridian_and_the_pole_it_is_near() -> None:
    assert distance_km((0, 179.99), (0, -179.99)) == pytest.approx(2.2, abs=0.05)
    assert distance_km((89.99, 0), (89.99, 180)) == pytest.approx(2.2, abs=0.05)
    assert distance_km((90, 0), (90, 123)) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("count", [50, 1000, 5000])
def test_the_nearest_five_are_those_of_the_geodesic_but_for_near_ties(count: int) -> None:
    points, chance = country(count, 3), Random(4)
    index = hung(points)
    for _ in range(2_000_000 // count // 100):
        here = chance.uniform(41, 55), chance.uniform(47, 87)
        found = [number for _, number in index.nearest(*here, 5)]
        truth = sorted((geodesic(here, point), number) for number, point in enumerate(points))
        for (km, _), number in zip(truth, found, strict=False):
            assert geodesic(here, points[number]) <= km + 0.001 + km * 2e-5


def test_distances_are_those_of_the_geodesic() -> None:
    chance = Random(5)
    for _ in range(500):
        one, other = ((chance.uniform(41, 55), chance.uniform(47, 87)) for _ in range(2))
        assert distance_km(one, other) == pytest.approx(geodesic(one, other), rel=1e-4)


def test_equal_distances_keep_the_order_given() -> None:
    points = [(50.0, 70.0)] * 100
    assert [number for _, number in hung(points).nearest(50, 70, 100)] == list(range(100))


def test_an_index_of_nothing_finds_nothing() -> None:
    assert hung([]).nearest(50, 70, 5) == []


@pytest.mark.parametrize(("lat", "lon"), [(float("nan"), 0), (0, float("nan")), (91, 0), (0, 181), (1e308, 0)])
def test_what_is_no_point_on_the_earth_is_refused(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match="Not a point on the Earth"):
        build([(lat, lon, None)])
    with pytest.raises(ValueError, match="Not a point on the Earth"):
        hung([(50, 70)]).nearest(lat, lon, 1)


def test_a_hundred_times_the_points_cost_a_few_times_the_work() -> None:
    def cost(index: Index[int]) -> float:
        chance, best = Random(6), 1.0
        for _ in range(200):
            here = chance.uniform(41, 55), chance.uniform(47, 87)
            started = process_time()
            index.nearest(*here, 5)
            best = min(best, process_time() - started)
        return best

    assert cost(hung(country(50_000, 1))) < 10 * cost(hung(country(500, 1)))
