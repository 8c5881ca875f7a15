"""Hears a place in a typed text or a shared point. The text and the point end here."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from bot.centres.directory import Directory
from bot.centres.everywhere import Everywhere
from bot.centres.places import Settlement
from bot.places import points, vocabulary
from bot.places.found import Found
from bot.places.found import Kind as Named
from bot.places.points import Kind as Pointed
from bot.places.points import Points
from bot.places.search import Places


@dataclass(frozen=True, slots=True)
class Meaning:
    """What was meant: places by KATO code, best first; or a place abroad; or nothing that could be understood."""

    places: tuple[str, ...] = ()
    near: bool = False  # only the nearest place to a point whose region is not certain
    abroad: bool = False


@dataclass(frozen=True, slots=True)
class Ear:
    """Immutable, built once."""

    everywhere: Everywhere
    places: Places
    points: Points

    @classmethod
    def build(
        cls, folder: Path, directory: Directory, settlements: tuple[Settlement, ...], everywhere: Everywhere
    ) -> Self:
        """Read the search's own tables beside the directory. Raises `BrokenError`."""
        known, abroad = vocabulary.load(folder)
        return cls(everywhere, Places.build(directory, settlements, known, abroad), points.load(folder, settlements))

    def text(self, text: str) -> Meaning:
        """The place a text names. Any text has an answer."""
        found = self.places.find(text)
        match found.kind:
            case Named.NONE:
                return Meaning()
            case Named.ABROAD:
                return Meaning(abroad=True)
            case Named.CHOICE:
                return Meaning(self._namesakes(found))
            case _:
                return Meaning(_katos(found)[:1])

    def point(self, latitude: float, longitude: float) -> Meaning:
        """The settlement nearest to a point, or that the point is abroad."""
        located = points.locate(self.points, latitude, longitude)
        if located.kind is Pointed.ABROAD:
            return Meaning(abroad=True)
        if located.settlement is None:
            return Meaning()
        return Meaning((located.settlement.kato,), near=located.kind is Pointed.NEAR)

    def _namesakes(self, found: Found) -> tuple[str, ...]:
        """Several of one name are a choice by district; of several names only the best is asked about."""
        katos = _katos(found)
        same = {place.kato for place in self.everywhere.namesakes(katos[0])} if katos else set[str]()
        return katos if same.issuperset(katos) else katos[:1]


def _katos(found: Found) -> tuple[str, ...]:
    return tuple(choice.kato for choice in found.choices if choice.kato)
