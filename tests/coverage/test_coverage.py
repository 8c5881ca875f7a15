"""Coverage: what is counted, against a slow and plain count; and that table, CSV and picture say the same."""

import csv
import re
import sys
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from types import MappingProxyType, ModuleType
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from bot.centres.directory import Directory, Language, load, load_settlements
from bot.centres.index import distance_km
from bot.centres.words import ServiceKind, Verified
from bot.cli import main
from bot.coverage.count import CENTRES, Coverage, count
from bot.coverage.picture import TILES, svg
from bot.coverage.png import NoRendererError, png
from bot.coverage.table import COLUMNS, table, text
from bot.coverage.words import NEEDS, WORDS, short

FOLDER = Path(__file__).parents[2] / "directory"
TODAY = date(2026, 11, 20)
SHIPPED = load(FOLDER, today=TODAY)
SETTLEMENTS = load_settlements(FOLDER)
ROWS = count(SHIPPED, SETTLEMENTS)


def row(code: str, rows: tuple[Coverage, ...] = ROWS) -> Coverage:
    return next(one for one in rows if one.region and one.region.code == code)


def without_centres() -> Directory:
    return replace(SHIPPED, services=MappingProxyType({}))


def test_every_region_and_then_the_country_is_counted() -> None:
    assert [one.region for one in ROWS] == [*SHIPPED.regions, None]
    country = ROWS[-1]
    for field in ("people", "confirmed", "published", "unverified"):
        assert getattr(country, field) == sum(getattr(one, field) for one in ROWS[:-1])


def test_a_centre_counts_by_its_own_kind_and_by_who_vouches() -> None:
    own = [one for one in SHIPPED.services.values() if one.kind in CENTRES]
    assert ROWS[-1].published == sum(one.verified is Verified.PUBLISHED for one in own)
    assert row("karaganda").vouched == 0
    assert row("karaganda").unverified > 0
    assert row("karaganda").people_per_centre is None


def test_a_call_moves_a_centre_from_published_to_confirmed() -> None:
    id_ = "pavlodar-city-women-centre"
    called = {"verified": Verified.CONFIRMED, "checked_on": TODAY - timedelta(days=1)}
    service = SHIPPED.services[id_].model_copy(update=called)
    after = row(
        "pavlodar", count(replace(SHIPPED, services=MappingProxyType({**SHIPPED.services, id_: service})), SETTLEMENTS)
    )
    assert (after.confirmed, after.published) == (1, row("pavlodar").published - 1)


def test_needed_is_one_for_a_hundred_to_one_for_fifty_thousand() -> None:
    assert Coverage(None, 500_000, 0, 0, 0, None, ()).needed == (5, 10)
    assert Coverage(None, 500_001, 0, 0, 0, None, ()).needed == (6, 11)


def test_distances_are_those_of_a_slow_look_weighed_by_people() -> None:
    centres = [
        SHIPPED.places[one.location]
        for one in SHIPPED.services.values()
        if one.kind in CENTRES and one.verified is not Verified.UNVERIFIED
    ]
    region = row("astana").region
    assert region is not None
    homes = [
        (SHIPPED.place_of(one), one.population) for one in SETTLEMENTS if one.region == "astana" and one.population
    ]
    away = sorted((min(distance_km((p.lat, p.lon), (c.lat, c.lon)) for c in centres), n) for p, n in homes)
    found = row("astana").distances
    assert found is not None
    assert found.median == pytest.approx(away[0][0])
    aktobe = row("aktobe").distances
    assert aktobe is not None
    assert aktobe.median > 250
    assert aktobe.beyond == pytest.approx(1)


def test_nine_of_ten_live_no_nearer_than_half_do() -> None:
    for one in ROWS:
        assert one.distances is not None
        assert 0 <= one.distances.median <= one.distances.ninetieth
        assert 0 <= one.distances.beyond <= 1


def test_what_nobody_gives_in_the_country_nobody_gives_in_a_region() -> None:
    assert ServiceKind.MOBILE_TEAM in ROWS[-1].unserved
    assert all(set(ROWS[-1].unserved) <= set(one.unserved) for one in ROWS)
    assert ServiceKind.SHELTER not in row("astana").unserved
    assert set(NEEDS) == set(ServiceKind) - {ServiceKind.HELPLINE}


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_table_is_aligned_and_names_every_region_once(language: Language) -> None:
    lines = text(ROWS, language).splitlines()
    body = lines[3 : 3 + 20]
    assert len({len(line) for line in body}) == 1
    assert len({line[:24] for line in body}) == 20
    assert lines[24].startswith(WORDS[language].country)
    assert all(line == line.rstrip() for line in lines)


def test_the_csv_says_what_was_counted() -> None:
    read = list(csv.DictReader(StringIO(table(ROWS))))
    assert tuple(read[0]) == COLUMNS
    assert [one["region"] for one in read] == [*(region.code for region in SHIPPED.regions), ""]
    assert [int(one["people"]) for one in read] == [one.people for one in ROWS]
    assert all(0 <= float(one["beyond_100_km"]) <= 1 for one in read)


def test_both_languages_of_the_table_have_the_same_columns() -> None:
    assert len(WORDS["ru"].heads) == len(WORDS["kk"].heads)
    assert len(WORDS["ru"].notes) == len(WORDS["kk"].notes)


@pytest.mark.parametrize("dark", [True, False])
def test_the_picture_is_well_formed_and_names_every_region_in_both_languages(dark: bool) -> None:  # noqa: FBT001
    root = ElementTree.fromstring(svg(ROWS, dark=dark))
    said = {element.text for element in root.iter() if element.tag.endswith("text")}
    for region in SHIPPED.regions:
        assert {short(region).ru, short(region).kk} <= said
    assert ("prefers-color-scheme" in svg(ROWS, dark=dark)) == dark


def test_every_region_has_a_tile_of_its_own() -> None:
    assert set(TILES) == {region.code for region in SHIPPED.regions}
    assert len(set(TILES.values())) == len(TILES)


def test_nothing_of_the_picture_leaves_its_frame_or_another_server() -> None:
    drawn = svg(ROWS)
    assert re.findall(r"https?://(?!www\.w3\.org/2000/svg)", drawn) == []
    width = int(re.findall(r'width="(\d+)"', drawn)[0])
    assert all(0 <= float(x) <= width for x in re.findall(r' c?x="([\d.]+)"', drawn))


def test_many_centres_of_a_region_are_told_as_a_number() -> None:
    many = replace(row("astana"), published=25, unverified=3)
    assert ">25<" in svg((many,))


def test_a_directory_without_centres_is_covered_by_nothing_and_is_still_drawn() -> None:
    rows = count(without_centres(), SETTLEMENTS)
    assert {one.people_per_centre for one in rows} == {None}
    assert {one.distances for one in rows} == {None}
    assert "нет" in text(rows, "ru")
    assert ElementTree.fromstring(svg(rows)) is not None
    assert len(table(rows).splitlines()) == 22


def test_the_renderer_gets_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    renderer = ModuleType("resvg_py")
    renderer.svg_to_bytes = lambda **given: [*b"PNG", *given["svg_string"].encode()]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "resvg_py", renderer)
    assert png("<svg/>") == b"PNG<svg/>"


def test_without_a_renderer_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(NoRendererError, match="pip install"):
        png("<svg/>")
    result = CliRunner().invoke(main, ["coverage", "--png", str(tmp_path / "a.png")])
    assert result.exit_code == 1
    assert "pip install" in result.output
    assert not (tmp_path / "a.png").exists()


def test_the_command_prints_a_table_or_writes_the_files(tmp_path: Path) -> None:
    shown = CliRunner().invoke(main, ["coverage", "--language", "kk"])
    assert shown.exit_code == 0
    assert "Қазақстан" in shown.output
    written = CliRunner().invoke(main, ["coverage", "--csv", str(tmp_path / "a.csv"), "--svg", str(tmp_path / "a.svg")])
    assert written.exit_code == 0
    assert (tmp_path / "a.csv").read_text("utf-8-sig") == table(ROWS)
    assert (tmp_path / "a.svg").read_text("utf-8") == svg(ROWS)
