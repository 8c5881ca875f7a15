"""A shared location: what is said of it, against a hand-made set."""

import csv
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from subprocess import DEVNULL

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from bot.centres.directory import DirectoryError, load_settlements
from bot.cli import main
from bot.places.points import BORDER, REACH, Kind, Located, load, locate, read

ROOT = Path(__file__).parents[2]
DIRECTORY = ROOT / "directory"
SETTLEMENTS = load_settlements(DIRECTORY)
POINTS = load(DIRECTORY, SETTLEMENTS)

with (Path(__file__).parent / "points.tsv").open(encoding="utf-8", newline="") as file:
    OWN = tuple(csv.DictReader(file, delimiter="\t"))


def at(lat: object, lon: object) -> Located:
    return locate(POINTS, lat, lon)


def of_kind(kind: str) -> list[tuple[dict[str, str], Located]]:
    return [(row, at(float(row["lat"]), float(row["lon"]))) for row in OWN if row["kind"] == kind]


def rows(name: str) -> list[dict[str, str]]:
    with (DIRECTORY / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_the_own_set_is_large() -> None:
    assert len(OWN) >= 200
    assert len({(row["lat"], row["lon"]) for row in OWN}) == len(OWN)


def test_every_foreign_point_of_the_own_set_is_said_to_be_abroad() -> None:
    assert [row["place"] for row, found in of_kind("abroad") if found != Located(Kind.ABROAD)] == []


def test_no_point_of_the_own_set_in_kazakhstan_or_just_beside_is_said_to_be_abroad() -> None:
    asked = [*of_kind("inside"), *of_kind("line"), *of_kind("edge")]
    assert [row["place"] for row, found in asked if found.kind not in {Kind.INSIDE, Kind.NEAR}] == []


def test_regions_of_the_own_set_are_right_and_seldom_missing() -> None:
    asked = of_kind("inside")
    assert [row["place"] for row, found in asked if found.region not in {None, row["region"]}] == []
    assert sum(found.region == row["region"] for row, found in asked) >= 0.95 * len(asked)


def test_on_a_line_between_regions_none_is_claimed() -> None:
    assert [row["place"] for row, found in of_kind("line") if found.region is not None] == []


def test_no_settlement_of_ours_is_said_to_be_abroad_or_elsewhere() -> None:
    for one in SETTLEMENTS:
        if one.lat is not None:
            found = at(one.lat, one.lon)
            assert found.kind in {Kind.INSIDE, Kind.NEAR}, one
            assert found.region in {None, one.region}, one


@pytest.mark.parametrize("code", ["astana", "almaty", "shymkent"])
def test_the_middle_of_each_great_city_is_that_city(code: str) -> None:
    city = next(one for one in SETTLEMENTS if one.region == code and one.kind.value == "city")
    assert at(city.lat, city.lon).settlement == city
    assert at(city.lat, city.lon).region == code


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        (float("nan"), 70.0),
        (50.0, float("nan")),
        (1e308, 70.0),
        (50.0, -1e308),
        (float("inf"), float("-inf")),
        (90.01, 0),
        (0, 180.01),
        ("50", "70"),
        (None, None),
        (True, True),
        ([50], {70}),
        (10**400, 0),
        (50j, 70),
    ],
)
def test_what_is_no_point_is_invalid(lat: object, lon: object) -> None:
    assert at(lat, lon) == Located(Kind.INVALID)


@pytest.mark.parametrize(
    ("lat", "lon"),
    [(0, 0), (90, 0), (-90, 0), (90, 180), (-90, -180), (50, 180), (50, -180), (-50.0, -70.0), (0.0, -0.0)],
)
def test_the_edges_of_the_world_are_abroad(lat: float, lon: float) -> None:
    assert at(lat, lon) == Located(Kind.ABROAD)


@given(st.floats(), st.floats())
def test_any_two_numbers_have_an_answer(lat: float, lon: float) -> None:
    found = at(lat, lon)
    assert (found.kind is Kind.INVALID) == (not (abs(lat) <= 90 and abs(lon) <= 180))
    assert (found.settlement is not None) == (found.kind in {Kind.INSIDE, Kind.NEAR})
    assert (found.region is not None) == (found.kind is Kind.INSIDE)
    if found.region and found.settlement:
        assert found.settlement.region == found.region


@given(st.integers(814, 1110), st.integers(932, 1746), st.floats(-0.0249, 0.0249), st.floats(-0.0249, 0.0249))
def test_within_its_square_of_a_twentieth_of_a_degree_no_point_tells_more(
    north: int, east: int, up: float, right: float
) -> None:
    assert at(north / 20 + up, east / 20 + right) == at(north / 20, east / 20)


def test_the_line_of_the_command_tells_nothing_of_the_point_but_what_was_asked() -> None:
    assert at(49.80, 73.10).as_json("49.80,73.10") == {
        "query": "49.80,73.10",
        "kind": "inside",
        "region": "karaganda",
        "kato": "351010000",
        "settlement_ru": "Караганда",
        "settlement_kk": "Қарағанды",
    }
    assert at(0, 0).as_json("0,0")["kato"] is None


def test_the_command_answers_every_line_whatever_is_in_it() -> None:
    lines = "51.13,71.43\n\n55.0, 73.4\nnan,nan\n1e308,0\n0,0\n50;70\n١,٢\n1,2,3\nдом\n" + "9" * 400 + ",1\n"
    result = CliRunner().invoke(main, ["where", "--coords"], input=lines)
    assert result.exit_code == 0
    told = [json.loads(line) for line in result.output.splitlines()]
    assert [one["query"] for one in told] == lines.splitlines()
    invalid = ["invalid"] * 5
    assert [one["kind"] for one in told] == [
        "inside",
        "invalid",
        "abroad",
        *invalid[:2],
        "abroad",
        "invalid",
        "abroad",
        *invalid[:3],
    ]
    assert told[0]["settlement_kk"] == "Астана"


@pytest.mark.parametrize(
    "line",
    ["51,13 71,43", "51,13,71,43", "51,13;71,43", "51.13 71.43", "51.13;71.43", "51.13,", ",", "91,0", "0,180.01"],
)
def test_what_is_no_latitude_comma_longitude_is_invalid(line: str) -> None:
    assert locate(POINTS, *read(line)) == Located(Kind.INVALID)


@pytest.mark.parametrize("line", ["71.43,51.13", "51.13,-71.43", "51.13,180", "51.13,-180", "51,13", "0,0"])
def test_a_point_with_its_numbers_swapped_or_cut_in_two_is_abroad(line: str) -> None:
    assert locate(POINTS, *read(line)) == Located(Kind.ABROAD)


def test_a_point_in_the_command_itself_is_answered_without_reading_on() -> None:
    result = CliRunner().invoke(main, ["where", "--coords", "51.13,71.43"], input="55.0,73.4\n")
    assert [json.loads(line)["region"] for line in result.output.splitlines()] == ["astana"]


def test_a_name_in_the_command_itself_is_answered_as_json_without_reading_on() -> None:
    result = CliRunner().invoke(main, ["where", "--jsonl", "Караганда"], input="Астана\n")
    assert [json.loads(line)["query"] for line in result.output.splitlines()] == ["Караганда"]


def test_names_and_points_at_once_are_refused_in_a_sentence() -> None:
    result = CliRunner().invoke(main, ["where", "--jsonl", "--coords", "51.13,71.43"])
    assert result.exit_code == 2
    assert "--jsonl" in result.output.splitlines()[-1]


def test_on_a_terminal_a_bad_line_is_followed_by_how_to_write_it() -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "where", "--coords"]
    subprocess.run(command, input=b"51,13,71,43\n51.13,71.43\n", stdout=DEVNULL, stderr=theirs, cwd=ROOT, check=True)
    os.close(theirs)
    assert os.read(ours, 1000).decode().count("51.13,71.43") == 1
    os.close(ours)


def test_the_border_table_names_places_and_their_sources() -> None:
    border = rows(BORDER)
    towns = [row for row in border if row["kind"] == "town"]
    assert len(towns) >= 500
    assert sum(row["source"].startswith("GeoNames ") for row in towns) >= 0.9 * len(towns)
    assert {row["kind"] for row in border} == {"town", "land", "sea"}
    assert {row["country"] for row in border} >= {"ru", "kg", "uz", "tm", "cn", "mn"}
    assert all(row["name"] and row["source"] and float(row["border_km"]) > 0 for row in border)
    assert len({(row["lat"], row["lon"]) for row in border}) == len(border)


def test_every_foreign_town_of_the_table_away_from_the_border_is_abroad() -> None:
    towns = [row for row in rows(BORDER) if row["kind"] == "town" and float(row["border_km"]) > 8]
    assert [row["name"] for row in towns if at(float(row["lat"]), float(row["lon"])).kind is not Kind.ABROAD] == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (REACH, "karaganda,999999999,,,5.0"),
        (REACH, "abai,351010000,,,5.0"),
        (REACH, "abai,,x,80,5.0"),
        (BORDER, "Омск,ru,town,,73.37,10,x"),
        (BORDER, "Омск,ru,town,154,73.37,10,x"),
        (BORDER, "Омск,ru"),
    ],
)
def test_a_broken_row_stops_the_start_with_a_sentence(tmp_path: Path, name: str, line: str) -> None:
    for table in (BORDER, REACH):
        (tmp_path / table).write_bytes((DIRECTORY / table).read_bytes())
    with (tmp_path / name).open("a", encoding="utf-8") as broken:
        broken.write(f"{line}\n")
    with pytest.raises(DirectoryError, match=name):
        load(tmp_path, SETTLEMENTS)
