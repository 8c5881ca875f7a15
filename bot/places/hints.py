"""Names that only say where another one lies: «Абай, Карагандинская область»."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.centres.places import Settlement
from bot.places.found import Step
from bot.places.index import CENTRE, Index
from bot.places.sounds import Type
from bot.places.windows import Mention

LARGE: Final = 30_000  # people
# The regions around the three cities: people name the city for both.
_AROUND: Final = {"almaty": "almaty-region", "shymkent": "turkistan", "astana": "akmola"}


@dataclass(frozen=True, slots=True)
class Hint:
    """A region or a district that was named beside a place."""

    step: Step
    keys: frozenset[str]  # codes of regions, kato of districts and cities

    def narrow(self, some: Sequence[Settlement], index: Index) -> tuple[list[Settlement], tuple[Step, ...]]:
        """Keep what lies there; if nothing does, what lay there before something was split off."""
        if inside := [one for one in some if _lies(one, self.keys)]:
            return inside, (self.step,)
        parts = frozenset(part for key in self.keys for part in index.parts.get(key, ()))
        return [one for one in some if _lies(one, parts)], (self.step, Step.SPLIT_OFF)


def _lies(one: Settlement, keys: frozenset[str]) -> bool:
    return one.region in keys or one.parent_kato in keys or one.kato in keys


def without_hints(places: list[Mention], areas: list[Mention], index: Index) -> tuple[list[Mention], list[Hint]]:
    """Split off the names that only say where another one lies."""
    hints = [hint for area in areas if (hint := _hint(area, index))]
    if len(places) < 2:  # noqa: PLR2004 - a pair
        return places, hints
    cities = {one.region for mention in places for one in towns(mention, index) if index.regions[one.region].city}
    outside = [
        one
        for one in places
        if any(index.weights[town.kato] >= LARGE for town in towns(one, index))
        or not any(district.region in cities for district in one.districts)
    ]
    if len(outside) == 1:
        return outside, hints  # «Шымкент, Абай»: one of the city's own districts
    for container in sorted(places, key=lambda one: -len(one.districts)):
        others = [mention for mention in places if mention is not container]
        keys = {district.kato for district in container.districts}
        for label in container.settlements:
            if isinstance(one := label.target, Settlement) and one.kato in index.cities:
                keys |= {one.kato, one.region, _AROUND.get(one.region, one.region)}
        if keys and all(_hinted(other, container, keys, index) for other in others):
            return others, [
                *hints,
                Hint(Step.DISTRICT_HINT if container.districts else Step.REGION_HINT, frozenset(keys)),
            ]
    return places, hints


def _hint(area: Mention, index: Index) -> Hint | None:
    if area.type is not Type.REGION and area.districts and not (area.type is None and area.regions):
        cities = {index.regions[district.region] for district in area.districts}
        of_city = {region.kato for region in cities if region.city}
        return Hint(Step.DISTRICT_HINT, frozenset({district.kato for district in area.districts} | of_city))
    if area.regions:
        return Hint(Step.REGION_HINT, frozenset({region.code for region in area.regions}))
    around = frozenset(one.region for one in towns(area, index))
    return Hint(Step.REGION_HINT, around) if around else None


def _hinted(mention: Mention, container: Mention, keys: set[str], index: Index) -> bool:
    """Whether a name stands right beside one that may say where it lies: «Абай, Караганда»."""
    gap = max(mention.start, container.start) - min(mention.end, container.end)
    parents = {one.parent_kato for label in mention.settlements if isinstance(one := label.target, Settlement)}
    run = any(isinstance(one := label.target, Settlement) and {one.kato} == parents for label in container.settlements)
    near = gap <= (container.type is not None)
    return near and (run or _doubtful(mention, index)) and _inside(mention, keys)


def _inside(mention: Mention, keys: set[str]) -> bool:
    return any(
        one.region in keys or one.parent_kato in keys
        for label in mention.settlements
        if isinstance(one := label.target, Settlement)
    )


def _doubtful(mention: Mention, index: Index) -> bool:
    """Whether a name needs a hint: several bear it and none is a great city, or only a hamlet does."""
    some = [one for label in mention.settlements if isinstance(one := label.target, Settlement)]
    if any(index.weights[one.kato] >= CENTRE for one in some):
        return False
    return len(set(some)) > 1 or all(one.kato not in index.known for one in some)


def towns(mention: Mention, index: Index) -> list[Settlement]:
    """Give the cities, towns and district centres of a name."""
    return [
        one for label in mention.settlements if isinstance(one := label.target, Settlement) and one.kato in index.known
    ]
