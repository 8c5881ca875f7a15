"""The same offers as `nearest` gives, from an index: the work does not grow with the directory."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final, Self

from bot.centres.directory import Directory
from bot.centres.index import Index, build
from bot.centres.model import Service
from bot.centres.nearest import HOURS_KM, Asker, Offers, among, kept, sure
from bot.centres.places import Place
from bot.centres.words import ServiceKind

ROUNDING_KM: Final = 10  # distances are compared rounded: two of up to 5 km each
SPHERE: Final = 1.01  # and on a sphere, up to 0.4 % off the index


@dataclass(frozen=True, slots=True)
class Nearby:
    """Everything that may be offered on one day, by where it is. Immutable; made anew for a new day or directory."""

    directory: Directory
    today: date
    _index: Index[Service]
    _regions: Mapping[str, tuple[Service, ...]]

    @classmethod
    def build(cls, directory: Directory, today: date) -> Self:
        """Hang up every service at its town."""
        regions: dict[str, list[Service]] = {}
        points = []
        for service in kept(directory, today):
            place = directory.places[service.location]
            points.append((place.lat, place.lon, service))
            regions.setdefault(place.region, []).append(service)
        frozen = {code: tuple(services) for code, services in regions.items()}
        return cls(directory, today, build(points), MappingProxyType(frozen))

    def nearest(
        self,
        place: Place | None,
        wants: frozenset[ServiceKind],
        *,
        count: int = 3,
        at: datetime | None = None,
        asker: Asker = Asker.ADULT,
    ) -> Offers:
        """Offer what `nearest` offers."""
        services = self._index.items
        if place is not None:
            # The region's own decide the reason, wherever in it they are.
            seen = [*self._enough(place, wants, count, at, asker), *self._regions.get(place.region, ())]
            services = tuple({service.id: service for service in seen}.values())
        return among(services, self.directory, place, wants, today=self.today, count=count, at=at, asker=asker)

    def _enough(
        self, place: Place, wants: frozenset[ServiceKind], count: int, at: datetime | None, asker: Asker
    ) -> Iterator[Service]:
        """Give services by distance until no farther one can be chosen, whatever its hours."""
        found, elsewhere, limit = 0, False, None
        for km, service in self._index.walk(place.lat, place.lon):
            if limit is not None and km > limit:
                return
            yield service
            if limit is None and sure(service, wants, self.today, asker):
                found += 1
                elsewhere = elsewhere or self.directory.places[service.location].town != place.town
                if found >= count and elsewhere:
                    limit = km * SPHERE + ROUNDING_KM + (2 * HOURS_KM if at else 0)
