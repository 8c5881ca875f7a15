"""The directory as one immutable snapshot: load it whole, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from bot.centres import atlas, checks
from bot.centres.alphabet import order
from bot.centres.issues import issue
from bot.centres.model import Line, Service
from bot.centres.places import District, Place, PlaceKind, Region, Settlement, Town
from bot.centres.reading import CentresFile, LinesFile, toml
from bot.centres.words import Confidence
from bot.issue import BrokenError, Issue

Language = Literal["ru", "kk"]

STAFF: Final = "registry"  # where an entry comes from that lies in no file
FIRST: Final = ("astana", "almaty", "shymkent")  # a quarter of the country lives in these three


class DirectoryError(BrokenError):
    """The directory does not load; every reason is in `issues`."""


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything the bot knows about the country, at one moment."""

    regions: tuple[Region, ...]  # Astana, Almaty, Shymkent, then by the Russian alphabet
    districts: tuple[District, ...]
    towns: tuple[Town, ...]
    places: Mapping[str, Place]  # by kato: every region, district and town
    lines: Mapping[str, Line]  # by id, in the order of the file
    services: Mapping[str, Service]  # by id
    relay: tuple[str, ...]  # ids of the lines that can reach a centre without a number

    def regions_in(self, language: Language) -> tuple[Region, ...]:
        """Give the three cities, then the regions by alphabet in the reader's language."""
        return tuple(sorted(self.regions, key=lambda region: _region_order(region, language)))

    def picks(self, region_code: str, language: Language = "ru") -> tuple[Place, ...]:
        """Give what a person chooses from in a region: its centre, its other cities, then its districts."""
        found = (
            place
            for place in self.places.values()
            if place.region == region_code and (_is_district(place) or _is_own_city(place))
        )
        centres = {region.centre_kato for region in self.regions}
        return tuple(
            sorted(
                found,
                key=lambda place: (
                    place.kato not in centres,
                    _is_district(place),
                    order(place.name.within(language)),
                ),
            )
        )

    def shown_lines(self) -> tuple[Line, ...]:
        """Give the lines people may see: those of high confidence first, else in the order of the file."""
        shown = (line for line in self.lines.values() if line.shown)
        return tuple(sorted(shown, key=lambda line: line.confidence is not Confidence.HIGH))

    def ask_via(self, service: Service) -> tuple[Line, ...]:
        """Give the lines to ask for a service that has no number of its own to show."""
        return () if service.reachable else tuple(self.lines[id_] for id_ in self.relay)

    def place_of(self, settlement: Settlement) -> Place:
        """Give a settlement as a place, measured from its district's centre where it has no point."""
        return atlas.of_settlement(settlement, self.places)


def load(folder: Path, *, today: date, centres: bool = True) -> Directory:
    """Read, check and freeze the directory, if wanted without its centres; DirectoryError carries every issue found."""
    issues: list[Issue] = []
    regions, districts, towns = (
        atlas.regions(folder, issues),
        atlas.districts(folder, issues),
        atlas.towns(folder, issues),
    )
    whole = not issues  # a table that was not read would only repeat itself in every check below
    places = atlas.places(regions, districts, towns, issues) if whole else {}
    issues.extend(checks.of_places(regions, districts, towns) if whole else ())
    codes = frozenset(region.code for region in regions)
    spoken = toml(folder, checks.LINES, LinesFile, issues)
    lines = spoken.line if spoken else ()
    housed = _services(folder, codes, issues) if regions and centres else []
    found = [
        *((checks.LINES, line) for line in lines),
        *((file, service) for file, _, service in housed),
    ]
    if whole:
        issues.extend(checks.of_entries(found, codes, today))
        issues.extend(checks.of_services(housed, places, codes))
    directory = Directory(
        regions=tuple(sorted(regions, key=lambda region: _region_order(region, "ru"))),
        districts=districts,
        towns=towns,
        places=MappingProxyType(places),
        lines=MappingProxyType({line.id: line for line in lines}),
        services=MappingProxyType({service.id: service for _, _, service in housed}),
        relay=spoken.relay if spoken else (),
    )
    issues.extend(checks.of_lines(directory.lines, directory.relay) if spoken else ())
    for code in codes:
        issues.extend(checks.of_picks(code, directory.picks(code)))
    if issues:
        raise DirectoryError(tuple(sorted(issues, key=lambda found: (found.file, found.code, found.place))))
    return directory


def renewed(directory: Directory, services: Sequence[Service], lines: Sequence[Line], *, today: date) -> Directory:
    """The same country with other entries; DirectoryError carries every issue found, and nothing changes then."""
    codes = frozenset(region.code for region in directory.regions)
    housed = [
        (STAFF, directory.places[one.location].region, one) for one in services if one.location in directory.places
    ]
    issues = [issue("D119", STAFF, f"{one.id} / location") for one in services if one.location not in directory.places]
    issues.extend(checks.of_entries([(STAFF, entry) for entry in (*lines, *services)], codes, today))
    issues.extend(checks.of_services(housed, directory.places, codes))
    known = MappingProxyType({line.id: line for line in lines})
    issues.extend(checks.of_lines(known, directory.relay))
    if issues:
        raise DirectoryError(tuple(issues))
    return replace(directory, lines=known, services=MappingProxyType({one.id: one for one in services}))


def load_settlements(folder: Path) -> tuple[Settlement, ...]:
    """Read the 9,995 settlements; only place search needs them."""
    issues: list[Issue] = []
    found = atlas.settlements(folder, issues)
    if issues:
        raise DirectoryError(tuple(issues))
    return found


def _services(folder: Path, codes: frozenset[str], issues: list[Issue]) -> list[tuple[str, str, Service]]:
    files = {path.stem: f"centres/{path.name}" for path in sorted((folder / "centres").glob("*.toml"))}
    issues.extend(issue("D121", "regions.csv", code) for code in sorted(codes - set(files)))
    found: list[tuple[str, str, Service]] = []
    for stem, name in files.items():
        file = toml(folder, name, CentresFile, issues)
        if file and (file.region not in codes or file.region != stem):
            issues.append(issue("D120", name, "region"))
        elif file:
            found.extend((name, file.region, service) for service in file.service)
    return found


def _region_order(region: Region, language: Language) -> tuple[int, tuple[int, ...]]:
    ahead = FIRST.index(region.code) if region.code in FIRST else len(FIRST)
    return ahead, order(region.name.within(language))


def _is_district(place: Place) -> bool:
    return place.kind in {PlaceKind.DISTRICT, PlaceKind.CITY_DISTRICT}


def _is_own_city(place: Place) -> bool:
    """Say whether it is a city that no district runs: it stands beside them."""
    return place.kind is PlaceKind.CITY and place.area == place.kato
