"""From the classifier's tables to regions, districts, towns and settlements with clean names."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

Row = dict[str, str]

TRUSTED: Final = frozenset({"high", "medium"})  # points marked low lie outside their district, or may
BY_CITY: Final = " Г.А."  # «городская администрация»: places run by a city, not by a district


@dataclass(frozen=True, slots=True)
class Atlas:
    """The four tables of places, ready to write."""

    regions: list[Row]
    districts: list[Row]
    towns: list[Row]
    settlements: list[Row]

    def find(self, region: str, name_ru: str, name_kk: str) -> str:
        """Give the kato of the one town or district of this name in a region; ValueError when not one."""
        found = {
            row["kato"]
            for row in (*self.towns, *self.districts)
            if row["region_code"] == region and (row["name_ru"] == name_ru or row["name_kk"] == name_kk)
        }
        if len(found) != 1:
            raise ValueError(f"«{name_ru}» ({region}): укажите location в overlay.toml.")
        return found.pop()


def atlas(tables: Mapping[str, list[Row]], names: Mapping[str, Mapping[str, str]], points: Mapping[str, str]) -> Atlas:
    """Build the tables; `names` and `points` are the overlay's corrections by kato."""
    capitals = {row["code"]: row["centre_kato"] for row in tables["regions"]}
    owners = {(row["region_code"], row["district_ru"]): row["kato"] for row in tables["districts"]}
    owners |= {
        (row["region_code"], row["district_ru"]): row["kato"]
        for row in tables["places"]
        if row["kind"] == "city" and (not row["district_ru"] or row["district_ru"].endswith(BY_CITY))
    }
    centres = {row["kato"]: row["centre_kato"] for row in tables["districts"]}
    return Atlas(
        [_region(row) for row in tables["regions"]],
        [_district(row, capitals, names) for row in tables["districts"]],
        [_town(row, owners, centres, points) for row in tables["places"]],
        [_settlement(row, owners) for row in tables["settlements"]],
    )


def text(rows: Sequence[Row]) -> str:
    """Write rows as CSV with their own keys for a header."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _region(row: Row) -> Row:
    city = row["kato"] == row["centre_kato"]
    return {
        "code": row["code"],
        "kato": row["kato"],
        "iso_3166_2": row["iso_3166_2"],
        "name_ru": row["centre_ru" if city else "name_ru"],
        "name_kk": row["centre_kk" if city else "name_kk"],
        "other_names": row["other_names"],
        "centre_kato": row["centre_kato"],
        "population": row["population"],
        "population_date": row["population_date"],
    }


def _district(row: Row, capitals: Mapping[str, str], names: Mapping[str, Mapping[str, str]]) -> Row:
    name = names.get(row["kato"], {"ru": _named(row["district_ru"]), "kk": row["district_kk"]})
    return {
        "kato": row["kato"],
        "region_code": row["region_code"],
        "kind": row["kind"],
        "name_ru": name["ru"],
        "name_kk": name["kk"],
        "centre_kato": row["centre_kato"] or capitals[row["region_code"]],
        "former_name": row["former_name"],
        "population_2023": row["population_2023"],
    }


def _named(district: str) -> str:
    return district[:1].upper() + district[1:]


def _town(
    row: Row,
    owners: Mapping[tuple[str, str], str],
    centres: Mapping[str, str],
    points: Mapping[str, str],
) -> Row:
    kato, owner = row["kato"], owners[row["region_code"], row["district_ru"]]
    trusted = row["confidence"] in TRUSTED
    return {
        "kato": kato,
        "region_code": row["region_code"],
        "parent_kato": "" if owner == kato else owner,
        "kind": row["kind"],
        "name_ru": row["settlement_ru"],
        "name_kk": row["settlement_kk"],
        "lat": row["lat"] if trusted else "",
        "lon": row["lon"] if trusted else "",
        "point_kato": "" if trusted else points.get(kato, centres.get(owner, owner)),
        "coord_confidence": row["confidence"],
        "former_names": row["former_names"],
        "population_2023": row["population_2023"],
    }


def _settlement(row: Row, owners: Mapping[tuple[str, str], str]) -> Row:
    owner = owners[row["region_code"], row["district"]]
    trusted = row["coord_confidence"] in TRUSTED
    return {
        "kato": row["kato"],
        "region_code": row["region_code"],
        "parent_kato": "" if owner == row["kato"] else owner,
        "kind": row["kind"],
        "name_ru": row["name_ru"],
        "name_kk": row["name_kk"],
        "okrug": row["okrug"],
        "lat": row["lat"] if trusted else "",
        "lon": row["lon"] if trusted else "",
        "coord_confidence": row["coord_confidence"],
        "population": row["population"],
        "geonames_id": row["geonames_id"],
    }
