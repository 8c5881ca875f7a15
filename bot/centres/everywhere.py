"""Every inhabited place of the country as a `Place`, and the places that share a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

from bot.centres.directory import Directory
from bot.centres.places import Place, Settlement


@dataclass(frozen=True, slots=True)
class Everywhere:
    """Regions, districts, towns and all settlements by KATO; immutable, built once."""

    places: Mapping[str, Place]
    _named: Mapping[str, tuple[str, ...]]

    @classmethod
    def build(cls, directory: Directory, settlements: tuple[Settlement, ...] = ()) -> Self:
        """Without settlements it knows what the directory's own tables know."""
        places = {one.kato: directory.place_of(one) for one in settlements} | dict(directory.places)
        # Larger first: of thirty namesakes the larger ones are asked about.
        by_size = sorted(settlements, key=lambda one: (-(one.population or 0), one.kato))
        named: dict[str, list[str]] = {}
        for one in by_size:
            for name in {one.name.ru.casefold(), one.name.kk.casefold()}:
                named.setdefault(name, []).append(one.kato)
        return cls(MappingProxyType(places), MappingProxyType({name: tuple(katos) for name, katos in named.items()}))

    def namesakes(self, kato: str) -> tuple[Place, ...]:
        """The places that share a name with this one in either language, it among them, larger first."""
        place = self.places.get(kato)
        if place is None:
            return ()
        found = [self._named.get(name.casefold(), ()) for name in (place.name.ru, place.name.kk)]
        return tuple(self.places[one] for one in dict.fromkeys((*found[0], *found[1])))
