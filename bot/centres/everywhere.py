"""Every inhabited place of the country as a `Place`."""

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

    @classmethod
    def build(cls, directory: Directory, settlements: tuple[Settlement, ...] = ()) -> Self:
        """Without settlements it knows what the directory's own tables know."""
        places = {one.kato: directory.place_of(one) for one in settlements} | dict(directory.places)
        return cls(MappingProxyType(places))
