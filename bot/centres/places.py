"""Regions, districts, towns, and the places a person can choose. Every place has a point on the map."""

from dataclasses import dataclass
from enum import StrEnum

from bot.centres.name import Name


class PlaceKind(StrEnum):
    """What a place is in the national classifier."""

    REGION = "region"
    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    DISTRICT = "district"
    CITY_DISTRICT = "city district"
    STATION = "station"
    LOCALITY = "locality"


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere a person may say they are. Distances run from its point, town to town."""

    kato: str
    region: str  # code
    kind: PlaceKind
    name: Name
    lat: float
    lon: float
    town: str  # kato of the town whose middle is the point
    area: str  # kato of its district, or of its city
    measured_from: Name | None  # that town's name when it is not this place itself


@dataclass(frozen=True, slots=True)
class Region:
    """One of the 20 first-level regions; three of them are cities."""

    code: str
    kato: str
    name: Name
    other_names: tuple[str, ...]
    centre_kato: str
    population: int
    city: bool


@dataclass(frozen=True, slots=True)
class District:
    """One of 170 districts of the regions, or 19 of the three cities."""

    kato: str
    region: str
    kind: PlaceKind
    name: Name
    centre_kato: str
    former_name: str
    population: int | None


@dataclass(frozen=True, slots=True)
class Town:
    """A city, a town or a district's centre. `point_kato` lends its point where its own is not known."""

    kato: str
    region: str
    parent_kato: str  # its district, or the city that runs it; empty for such a city itself
    kind: PlaceKind
    name: Name
    lat: float | None
    lon: float | None
    point_kato: str
    former_names: tuple[str, ...]
    population: int | None


@dataclass(frozen=True, slots=True)
class Settlement:
    """Any inhabited place, down to a siding; for finding a typed name."""

    kato: str
    region: str
    parent_kato: str  # its district, or the city that runs it
    kind: PlaceKind
    name: Name
    okrug: str  # tells villages of one name in one district apart; Russian only
    lat: float | None
    lon: float | None
    population: int | None
