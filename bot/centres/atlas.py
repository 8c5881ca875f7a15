"""Reading the tables of places, and giving every place a point to measure from."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from bot.centres.issues import issue
from bot.centres.name import Name
from bot.centres.places import District, Place, PlaceKind, Region, Settlement, Town
from bot.centres.reading import Row, table
from bot.issue import Issue

# The columns of each file, in their order: a file with others is not read.
REGION: Final = "code kato iso_3166_2 name_ru name_kk other_names centre_kato population population_date"
DISTRICT: Final = "kato region_code kind name_ru name_kk centre_kato former_name population_2023"
TOWN: Final = (
    "kato region_code parent_kato kind name_ru name_kk lat lon point_kato coord_confidence former_names population_2023"
)
SETTLEMENT: Final = (
    "kato region_code parent_kato kind name_ru name_kk okrug lat lon coord_confidence population geonames_id"
)


def regions(folder: Path, issues: list[Issue]) -> tuple[Region, ...]:
    """Read regions.csv."""
    return table(folder, "regions.csv", REGION, _region, issues)


def districts(folder: Path, issues: list[Issue]) -> tuple[District, ...]:
    """Read districts.csv."""
    return table(folder, "districts.csv", DISTRICT, _district, issues)


def towns(folder: Path, issues: list[Issue]) -> tuple[Town, ...]:
    """Read towns.csv."""
    return table(folder, "towns.csv", TOWN, _town, issues)


def settlements(folder: Path, issues: list[Issue]) -> tuple[Settlement, ...]:
    """Read settlements.csv, 9,995 rows."""
    return table(folder, "settlements.csv", SETTLEMENT, _settlement, issues)


def places(
    regions: tuple[Region, ...], districts: tuple[District, ...], towns: tuple[Town, ...], issues: list[Issue]
) -> dict[str, Place]:
    """Give every region, district and town its point; one that cannot have a point is an issue."""
    by_kato = {town.kato: town for town in towns}
    found: dict[str, Place] = {}
    for town in towns:
        if place := _of_town(town, by_kato, issues):
            found[town.kato] = place
    for district in districts:
        if centre := found.get(district.centre_kato):
            found[district.kato] = _around(district.kato, district.region, district.kind, district.name, centre)
        elif district.centre_kato not in by_kato:
            issues.append(issue("D119", "districts.csv", f"{district.kato} / centre_kato"))
    found |= _in_their_areas(found, towns)
    for region in regions:
        if (centre := found.get(region.centre_kato)) and not region.city:
            found[region.kato] = _around(region.kato, region.code, PlaceKind.REGION, region.name, centre)
        elif region.centre_kato not in by_kato:
            issues.append(issue("D119", "regions.csv", f"{region.code} / centre_kato"))
    return found


def _in_their_areas(found: Mapping[str, Place], towns: tuple[Town, ...]) -> dict[str, Place]:
    """A town lies in the area its district counts as, like the villages around it: both are told one reason."""
    return {
        town.kato: replace(found[town.kato], area=found[town.parent_kato].area)
        for town in towns
        if town.kato in found and town.parent_kato in found
    }


def of_settlement(settlement: Settlement, places: Mapping[str, Place]) -> Place:
    """Give a settlement as a place; without a point of its own it borrows its parent's."""
    if known := places.get(settlement.kato):
        return known
    parent = places[settlement.parent_kato]
    own = settlement.lat is not None and settlement.lon is not None
    return Place(
        kato=settlement.kato,
        region=settlement.region,
        kind=settlement.kind,
        name=settlement.name,
        lat=settlement.lat if own and settlement.lat is not None else parent.lat,
        lon=settlement.lon if own and settlement.lon is not None else parent.lon,
        town=settlement.kato,
        area=parent.area,
        measured_from=None if own else (parent.measured_from or parent.name),
    )


def _of_town(town: Town, by_kato: Mapping[str, Town], issues: list[Issue]) -> Place | None:
    lender = by_kato.get(town.point_kato) if town.point_kato else town
    if lender is None:
        issues.append(issue("D119", "towns.csv", f"{town.kato} / point_kato"))
        return None
    if lender.lat is None or lender.lon is None or not _in_kazakhstan(lender.lat, lender.lon):
        issues.append(issue("D125", "towns.csv", town.kato))
        return None
    return Place(
        kato=town.kato,
        region=town.region,
        kind=town.kind,
        name=town.name,
        lat=lender.lat,
        lon=lender.lon,
        town=town.kato,
        area=town.parent_kato or town.kato,
        measured_from=None if lender is town else lender.name,
    )


def _around(kato: str, region: str, kind: PlaceKind, name: Name, centre: Place) -> Place:
    return Place(
        kato=kato,
        region=region,
        kind=kind,
        name=name,
        lat=centre.lat,
        lon=centre.lon,
        town=centre.town,
        # A district that is run from a city is that city to anyone who measures.
        area=centre.area,
        measured_from=centre.measured_from or centre.name,
    )


def _in_kazakhstan(lat: float, lon: float) -> bool:
    return 40 <= lat <= 56 and 46 <= lon <= 88  # noqa: PLR2004 - degrees, the country's outer box


def _region(row: Row) -> Region:
    return Region(
        code=row["code"],
        kato=row["kato"],
        name=_name(row),
        other_names=_names(row["other_names"]),
        centre_kato=row["centre_kato"],
        population=int(row["population"]),
        city=row["kato"] == row["centre_kato"],
    )


def _district(row: Row) -> District:
    return District(
        kato=row["kato"],
        region=row["region_code"],
        kind=PlaceKind(row["kind"]),
        name=_name(row),
        centre_kato=row["centre_kato"],
        former_name=row["former_name"],
        population=_count(row["population_2023"]),
    )


def _town(row: Row) -> Town:
    return Town(
        kato=row["kato"],
        region=row["region_code"],
        parent_kato=row["parent_kato"],
        kind=PlaceKind(row["kind"]),
        name=_name(row),
        lat=_degrees(row["lat"]),
        lon=_degrees(row["lon"]),
        point_kato=row["point_kato"],
        former_names=_names(row["former_names"]),
        population=_count(row["population_2023"]),
    )


def _settlement(row: Row) -> Settlement:
    return Settlement(
        kato=row["kato"],
        region=row["region_code"],
        parent_kato=row["parent_kato"],
        kind=PlaceKind(row["kind"]),
        name=_name(row),
        okrug=row["okrug"],
        lat=_degrees(row["lat"]),
        lon=_degrees(row["lon"]),
        population=_count(row["population"]),
    )


def _name(row: Row) -> Name:
    return Name(row["name_ru"], row["name_kk"])


def _names(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _degrees(cell: str) -> float | None:
    return float(cell) if cell else None


def _count(cell: str) -> int | None:
    return int(cell) if cell else None
