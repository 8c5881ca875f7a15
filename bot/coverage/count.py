"""Counting: centres, the people of each, and how far people live from the nearest one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.centres.directory import Directory
from bot.centres.index import Index, build
from bot.centres.model import Service
from bot.centres.places import Place, PlaceKind, Region, Settlement
from bot.centres.words import ServiceKind, Status, Verified

# One centre for so many people: between these two is what is asked of a country.
FEWEST: Final = 50_000
MOST: Final = 100_000
FAR_KM: Final = 100

CENTRES: Final = frozenset(
    {ServiceKind.SHELTER, ServiceKind.CRISIS_CENTRE}
)  # by its own kind, not by what it also gives
NEEDS: Final = tuple(kind for kind in ServiceKind if kind is not ServiceKind.HELPLINE)  # a line needs no place


@dataclass(frozen=True, slots=True)
class Distances:
    """How far people live from the nearest centre that somebody vouches for, in kilometres over the ground."""

    median: float
    ninetieth: float  # nine of ten people live nearer
    beyond: float  # share of people who live over FAR_KM away, 0 to 1


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a region, or the whole country, has of what it needs."""

    region: Region | None  # None is the country
    people: int
    confirmed: int  # centres we called
    published: int  # centres a source vouches for
    unverified: int
    distances: Distances | None  # None when there is no centre, or nobody was counted
    unserved: tuple[ServiceKind, ...]  # needs that nobody vouched for serves here

    @property
    def vouched(self) -> int:
        """Centres that count."""
        return self.confirmed + self.published

    @property
    def people_per_centre(self) -> int | None:
        """None when there is no centre."""
        return round(self.people / self.vouched) if self.vouched else None

    @property
    def needed(self) -> tuple[int, int]:
        """How many centres it should have: at one for MOST people, and at one for FEWEST."""
        return -(-self.people // MOST), -(-self.people // FEWEST)


def count(directory: Directory, settlements: Sequence[Settlement]) -> tuple[Coverage, ...]:
    """Count every region in the directory's order, then the country."""
    going = [one for one in directory.services.values() if one.status is Status.ACTIVE]
    homes = [(directory.place_of(one), people) for one, people in _peopled(directory, settlements)]
    centres = [one for one in going if one.kind in CENTRES]
    index = build(
        (place.lat, place.lon, place) for place in (directory.places[one.location] for one in centres if _vouched(one))
    )
    away = [(place.region, _away(index, place), people) for place, people in homes] if index.items else []
    return (
        *(
            _coverage(
                region,
                region.population,
                [one for one in going if directory.places[one.location].region == region.code],
                [(km, people) for code, km, people in away if code == region.code],
            )
            for region in directory.regions
        ),
        _coverage(
            None,
            sum(region.population for region in directory.regions),
            going,
            [(km, people) for _, km, people in away],
        ),
    )


def _coverage(
    region: Region | None, people: int, going: Sequence[Service], away: Sequence[tuple[float, float]]
) -> Coverage:
    states = [one.verified for one in going if one.kind in CENTRES]
    served = frozenset(kind for one in going if _vouched(one) for kind in one.kinds)
    return Coverage(
        region=region,
        people=people,
        confirmed=states.count(Verified.CONFIRMED),
        published=states.count(Verified.PUBLISHED),
        unverified=states.count(Verified.UNVERIFIED),
        distances=_distances(away),
        unserved=tuple(need for need in NEEDS if need not in served),
    )


def _peopled(directory: Directory, settlements: Sequence[Settlement]) -> Iterator[tuple[Settlement, float]]:
    """Give settlements with their people: as counted where they are, else an even share of their district's rest."""
    counted: defaultdict[str, int] = defaultdict(int)
    villages: defaultdict[str, list[Settlement]] = defaultdict(list)
    for one in settlements:
        if one.population:
            counted[one.parent_kato] += one.population
            yield one, one.population
        elif one.kind is PlaceKind.VILLAGE:
            villages[one.parent_kato].append(one)
    for district in directory.districts:
        rest, among = (district.population or 0) - counted[district.kato], villages[district.kato]
        if rest > 0:
            yield from ((one, rest / len(among)) for one in among)


def _away(index: Index[Place], place: Place) -> float:
    return index.nearest(place.lat, place.lon, 1)[0][0]


def _distances(away: Iterable[tuple[float, float]]) -> Distances | None:
    """Weigh every distance by the people who live so far away."""
    ordered = sorted(away)
    total = sum(people for _, people in ordered)
    if not total:
        return None
    return Distances(
        median=_reached(ordered, total * 0.5),
        ninetieth=_reached(ordered, total * 0.9),
        beyond=sum(people for km, people in ordered if km > FAR_KM) / total,
    )


def _reached(ordered: Sequence[tuple[float, float]], wanted: float) -> float:
    """Give the distance within which that many people live."""
    so_far = 0.0
    for km, people in ordered:
        so_far += people
        if so_far >= wanted:
            return km
    return ordered[-1][0]


def _vouched(service: Service) -> bool:
    return service.verified is not Verified.UNVERIFIED
