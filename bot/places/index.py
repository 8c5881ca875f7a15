"""Every name of every place, by how it sounds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from bot.centres.directory import Directory
from bot.centres.issues import issue
from bot.centres.places import District, PlaceKind, Region, Settlement
from bot.places.found import Foreign, Target
from bot.places.letters import DOUBLED, name_words
from bot.places.vocabulary import ALIASES, Vocabulary, VocabularyError

# What a place without a counted population is taken for, to put larger ones first; points of GeoNames are
# unreliable for localities, so no locality is taken for a town.
LEAST: Final = {PlaceKind.CITY: 5_000, PlaceKind.TOWN: 1_000, PlaceKind.VILLAGE: 300, PlaceKind.STATION: 100}
MOST_OF_LOCALITY: Final = 250
CENTRE: Final = 100_000
DISTRICT_CENTRE: Final = 3_000
_SURNAME: Final = ("ов", "ова", "ев", "ева", "ин", "ина")  # «Турара Рыскулова» is called «Т. Рыскулова»
_TYPES: Final = frozenset({"область", "облысы", "район", "ауданы", "аудан", "атындагы", "им"})


class Sort(Enum):
    """What kind of name a label is."""

    NAME = "name"
    OLD = "old"
    SPOKEN = "spoken"
    ADJECTIVE = "adjective"  # «Карагандинская», «Илийский»: says region or district by itself
    BASE = "base"  # «Қарағанды» of «Қарағанды облысы»: only a word beside it makes it a region
    NUMBER = "number"  # a siding called «21»


@dataclass(frozen=True, slots=True)
class Label:
    """One name of one place."""

    low: str  # as the tables write it, in small letters
    folded: str
    sort: Sort
    target: Target


@dataclass(frozen=True, slots=True)
class Index:
    """The labels by sound, and what is needed to weigh them."""

    labels: Mapping[str, tuple[Label, ...]]
    longest: int  # words in the longest name
    starts: frozenset[str]  # first words of names of several
    districts: Mapping[str, District]
    regions: Mapping[str, Region]
    cities: Mapping[str, Settlement]  # those that other places are run from
    parts: Mapping[str, frozenset[str]]  # key of a region, district or city -> keys of what was split off from it
    weights: Mapping[str, int] = field(repr=False)  # kato -> people, guessed where not counted
    known: frozenset[str] = field(repr=False)  # kato of cities, towns and district centres


def build(
    directory: Directory, settlements: tuple[Settlement, ...], vocabulary: Vocabulary, abroad: tuple[Foreign, ...]
) -> Index:
    """Gather every name; an alias of an unknown kato raises VocabularyError."""
    labels: dict[str, list[Label]] = {}
    longest = 1
    starts: set[str] = set()
    for name, sort, target in _names(directory, settlements, vocabulary, abroad):
        parts = name_words(name)
        heard = "".join(word.heard for word in parts)
        if not heard:
            continue
        label = Label("".join(word.low for word in parts), "".join(word.folded for word in parts), sort, target)
        same = labels.setdefault(squeeze(heard), [])
        if not any(other.target is target and other.low == label.low for other in same):
            same.append(label)
        longest = max(longest, len(parts))
        if len(parts) > 1:
            starts.add(parts[0].heard)
    parents = {settlement.parent_kato for settlement in settlements}
    centres = {region.centre_kato for region in directory.regions}
    counted = {town.kato: town.population or 0 for town in directory.towns}
    seats = {district.centre_kato for district in directory.districts}
    return Index(
        labels={heard: tuple(same) for heard, same in labels.items()},
        longest=longest,
        starts=frozenset(starts),
        districts={district.kato: district for district in directory.districts},
        regions={region.code: region for region in directory.regions},
        cities={one.kato: one for one in settlements if one.kato in parents or one.kato in centres},
        parts=_parts(directory, vocabulary, frozenset(one.kato for one in settlements)),
        weights={one.kato: _weight(one, counted, centres, seats) for one in settlements},
        known=frozenset(counted),
    )


def _parts(directory: Directory, vocabulary: Vocabulary, settlements: frozenset[str]) -> dict[str, frozenset[str]]:
    codes = {region.kato: region.code for region in directory.regions if not region.city}
    known = codes | {one.kato: one.kato for one in directory.districts} | {kato: kato for kato in settlements}
    for split in vocabulary.split:
        for kato in (split.of, *split.into):
            if kato not in known:
                raise VocabularyError((issue("D119", ALIASES, f"split / {kato}"),))
    return {known[split.of]: frozenset(known[kato] for kato in split.into) for split in vocabulary.split}


def squeeze(heard: str) -> str:
    """Hear the letters that meet where two words are joined as one."""
    return DOUBLED.sub(r"\1", heard)


def _weight(one: Settlement, counted: Mapping[str, int], centres: set[str], seats: set[str]) -> int:
    people = max(one.population or 0, counted.get(one.kato, 0), LEAST.get(one.kind, 50))
    if one.kind is PlaceKind.LOCALITY:
        return min(people, MOST_OF_LOCALITY)
    if one.kato in centres:
        return max(people, CENTRE)
    return max(people, DISTRICT_CENTRE) if one.kato in seats else people


def _names(
    directory: Directory, settlements: tuple[Settlement, ...], vocabulary: Vocabulary, abroad: tuple[Foreign, ...]
) -> Iterator[tuple[str, Sort, Target]]:
    by_kato: dict[str, Target] = {one.kato: one for one in settlements}
    by_kato |= {one.kato: one for one in directory.districts}
    by_kato |= {one.kato: one for one in directory.regions if not one.city}
    for one in settlements:
        yield from ((name, sort, one) for name, sort in _of_settlement(one))
    for town in directory.towns:
        yield from ((name, Sort.OLD, by_kato[town.kato]) for name in town.former_names)
    for district in directory.districts:
        names = (district.name.ru, district.name.kk, district.former_name)
        yield from ((part, sort, district) for name in names for part, sort in _bare(name))
        for name in (district.name.ru, district.name.kk):
            yield from ((part, Sort.ADJECTIVE, district) for part in _adjectives(name))
    for region in directory.regions:
        yield from ((name, sort, by_kato[region.kato]) for name, sort in _of_region(region))
    for alias in vocabulary.alias:
        if alias.kato not in by_kato:
            raise VocabularyError((issue("D119", ALIASES, f"{alias.names[0]} / {alias.kato}"),))
        yield from ((name, Sort.OLD if alias.old else Sort.SPOKEN, by_kato[alias.kato]) for name in alias.names)
    countries = (Foreign(one.name, one.name, aliases=one.names, famous=True) for one in vocabulary.country)
    for foreign in (*abroad, *countries):
        yield from ((name, Sort.NAME, foreign) for name in (foreign.name.ru, foreign.name.kk))
        yield from ((name, Sort.SPOKEN, foreign) for name in foreign.aliases)


def _of_region(region: Region) -> Iterator[tuple[str, Sort]]:
    """The three cities are among the settlements; only their other names are given here."""
    if region.city:
        yield from ((name, Sort.OLD) for name in region.other_names)
        return
    for name in (region.name.ru, region.name.kk, *region.other_names):
        yield from _bare(name)


def _of_settlement(one: Settlement) -> Iterator[tuple[str, Sort]]:
    if one.name.ru.startswith("район "):  # a part of a city that the classifier lists among villages
        return
    for name in {one.name.ru, one.name.kk}:
        bare = name.removeprefix("им.").removesuffix(" ауылы").strip()
        number = not any(char.isalpha() for char in bare.removeprefix("рзд."))
        yield bare.removeprefix("рзд."), Sort.NUMBER if number else Sort.NAME
        initial, dot, surname = bare.partition(".")
        if dot and len(initial) == 1:
            yield surname, Sort.NAME
        first, _, last = bare.partition(" ")
        if last.endswith(_SURNAME):
            yield f"{first[0]} {last}", Sort.SPOKEN


def _adjectives(name: str) -> Iterator[str]:
    """Give what people make of «Район Сауран»: «Сауранский»."""
    for part, sort in _bare(name):
        if sort is Sort.BASE and " " not in part:
            stem = part.rstrip("ьй")
            yield from {stem + "ский", part.rstrip("ь") + "ский"}
            yield (stem[:-1] if stem[-1] in "аеиоуыэюя" else stem) + "инский"


def _bare(name: str) -> Iterable[tuple[str, Sort]]:
    """Give a region's or a district's name without the word that says which of the two it is."""
    parts = [word for word in name.replace(".", " ").split() if word.casefold().replace("ғ", "г") not in _TYPES]
    if not parts:
        return ()
    typed = len(parts) < len(name.split()) or name.startswith("им.")
    if len(parts) == 1 and parts[0].endswith(("ий", "ый", "ая")) and typed:
        return ((parts[0], Sort.ADJECTIVE),)
    return ((" ".join(parts), Sort.BASE if typed else Sort.NAME),)
