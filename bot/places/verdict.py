"""From the names found in a text to one answer."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.centres.places import District, PlaceKind, Region, Settlement
from bot.places.found import Choice, Foreign, Found, Kind, Step
from bot.places.hints import LARGE, Hint, towns, without_hints
from bot.places.index import CENTRE, Index, Sort
from bot.places.sounds import Type
from bot.places.windows import Mention

MOST: Final = 40  # choices given; 35 settlements are called Жамбыл
FAR_LARGER: Final = 10  # times as many people: a namesake nobody would think of first
FEW: Final = 2  # namesakes
_KINDS: Final = {
    Type.CITY: {PlaceKind.CITY},
    Type.VILLAGE: {PlaceKind.VILLAGE, PlaceKind.TOWN, PlaceKind.LOCALITY},
    Type.STATION: {PlaceKind.STATION},
}


def decide(found: Sequence[Mention], index: Index) -> Found:
    """Weigh what was found; at least one mention."""
    if abroad := _in_country(found):
        return Found(Kind.ABROAD, (Step.COUNTRY_NAMED, Step.FOREIGN_TOWN), abroad)
    areas = [mention for mention in found if _area(mention, index)]
    places = [mention for mention in found if not _area(mention, index)]
    places, hints = without_hints(places, areas, index)
    if not places:
        return _of_area(areas or list(found), index)
    if len(places) > 1:
        return _of_several(places, hints, index)
    return _of_one(places[0], hints, index)


def _in_country(found: Sequence[Mention]) -> tuple[Choice, ...]:
    """Give the towns abroad whose country is named beside them."""
    countries = {one.name for mention in found for one in mention.foreign if one.lat is None}
    towns = (one for mention in found for one in mention.foreign if one.lat is not None and one.country in countries)
    return tuple(foreign_choice(one) for one in towns)


def choice(one: Settlement, index: Index) -> Choice:
    """Give a settlement with the district that tells it from its namesakes."""
    parent = index.districts.get(one.parent_kato) or index.cities.get(one.parent_kato)
    return Choice(one.region, one.kato, one.name, parent.name if parent else None, one.okrug, one)


def foreign_choice(one: Foreign) -> Choice:
    """Give a town abroad; its country stands where a district would."""
    return Choice(None, None, one.name, one.country)


def ranked(some: Iterable[Settlement], index: Index) -> list[Settlement]:
    """Put the larger ones first."""
    return sorted(dict.fromkeys(some), key=lambda one: (-index.weights[one.kato], one.kato))


def of_settlements(some: Sequence[Settlement], why: tuple[Step, ...], index: Index, *, asks: bool = False) -> Found:
    """Decide between namesakes: one, one to be confirmed, or a choice."""
    first, *others = ranked(some, index)
    choices = tuple(choice(one, index) for one in (first, *others))[:MOST]
    if not others:
        return Found(Kind.CONFIRM if asks else Kind.ONE, (*why, Step.ONLY_ONE), choices, first.region)
    weight = index.weights[first.kato]
    far = weight >= FAR_LARGER * index.weights[others[0].kato] and first.kato in index.known
    large = first.kind is PlaceKind.CITY and (weight >= CENTRE or (weight >= LARGE and len(others) <= FEW))
    if far and large and not asks:
        return Found(Kind.ONE, (*why, Step.BIG_CITY), choices, first.region)
    if far:
        return Found(Kind.CONFIRM, (*why, Step.HOMONYMS, Step.LARGEST_FIRST), choices, first.region)
    return Found(Kind.CHOICE, (*why, Step.HOMONYMS, Step.LARGEST_FIRST), choices, _common(choices))


def _common(choices: Iterable[Choice]) -> str | None:
    regions = {one.region for one in choices}
    return regions.pop() if len(regions) == 1 else None


def _area(mention: Mention, index: Index) -> bool:
    if mention.type is Type.REGION and (mention.regions or towns(mention, index)):
        return True
    if mention.type is Type.DISTRICT and (mention.districts or towns(mention, index)):
        return True
    if mention.type is not None:
        return not mention.settlements and not mention.foreign
    outright = any(
        label.sort in {Sort.NAME, Sort.SPOKEN} for label in mention.labels if isinstance(label.target, Region)
    )
    return outright or not (mention.settlements or mention.foreign)


def _of_one(mention: Mention, hints: list[Hint], index: Index) -> Found:
    why: tuple[Step, ...] = (mention.how,)
    labels = mention.settlements
    some = [one for label in labels if isinstance(one := label.target, Settlement)]
    if not some:
        return Found(Kind.ABROAD, (*why, _abroad_step(mention)), tuple(foreign_choice(one) for one in mention.foreign))
    for hint in hints:
        inside, steps = hint.narrow(some, index)
        if not inside:
            return _hint_fails(some, hint, why, index)
        some, why = inside, (*why, *steps)
    if mention.type is Type.CITY and mention.foreign and not hints and not towns(mention, index):
        # «город Саратов», «Мәскеу қаласы»: nobody calls a hamlet a city
        return Found(Kind.ABROAD, (*why, _abroad_step(mention)), tuple(foreign_choice(one) for one in mention.foreign))
    if kinds := _KINDS.get(mention.type) if mention.type else None:
        right = [one for one in some if one.kind in kinds]
        some, why = (right, (*why, Step.TYPE_WORD)) if right else (some, why)
    old = [label for label in labels if label.sort is Sort.OLD and label.target in some]
    spoken = [label for label in labels if label.sort is Sort.SPOKEN and label.target in some]
    why = (*why, Step.OLD_NAME) if old else (*why, Step.SPOKEN_NAME) if spoken else why
    named = {label.target for label in labels if label.sort is Sort.NAME and label.target in some}
    # What a town was called once does not make anyone doubt a great city abroad of that name.
    known = any(one.kato in index.known for one in some if one in named)
    foreign = () if hints or mention.type else tuple(one for one in mention.foreign if one.famous or not known)
    famous = any(
        label.sort is Sort.NAME and isinstance(label.target, Foreign) and label.target.famous
        for label in mention.labels
    )
    if foreign and famous and not known:
        return Found(Kind.ABROAD, (*why, _abroad_step(mention)), tuple(foreign_choice(one) for one in foreign))
    lives = bool(named) and any(label.target not in named for label in (*old, *spoken))
    answer = of_settlements(some, (*why, Step.OLD_NAME_LIVES) if lives else why, index, asks=lives)
    if not foreign and not (lives and len(answer.choices) > FEW + 1):
        return _with_areas(answer, mention, index) if not hints and not mention.type else answer
    more = tuple(foreign_choice(one) for one in foreign)
    steps = (*answer.why, Step.FOREIGN_NAMESAKE) if foreign else answer.why
    return Found(Kind.CHOICE, steps, (*answer.choices, *more), None if foreign else _common(answer.choices))


def _with_areas(answer: Found, mention: Mention, index: Index) -> Found:
    """Add the region and the districts of the same name to a question; a city's name stays sure."""
    first = answer.settlement
    hamlet = answer.kind is Kind.ONE and first is not None and index.weights[first.kato] < LARGE
    elsewhere = any(district.region != answer.region for district in mention.districts)
    if answer.kind is not Kind.CHOICE and not (hamlet and elsewhere):
        return answer
    named: tuple[Region | District, ...] = (*mention.regions, *mention.districts)
    more = tuple(_area_choice(area) for area in named)
    choices = (*answer.choices, *more)[: MOST + len(more)]
    return Found(Kind.CHOICE, answer.why, choices, _common(choices))


def _abroad_step(mention: Mention) -> Step:
    return Step.COUNTRY_NAMED if mention.foreign[0].name == mention.foreign[0].country else Step.FOREIGN_TOWN


def _hint_fails(some: list[Settlement], hint: Hint, why: tuple[Step, ...], index: Index) -> Found:
    """No such name there: offer the area and the best of the names, and let the person say."""
    every: tuple[Region | District, ...] = (*index.regions.values(), *index.districts.values())
    areas = [_area_choice(one) for one in every if _key(one) in hint.keys]
    best = [choice(one, index) for one in ranked(some, index)[:3]]
    choices = (*best, *areas[:3])
    return Found(Kind.CHOICE, (*why, hint.step, Step.HINT_FAILS), choices, _common(choices))


def _key(area: Region | District) -> str:
    return area.code if isinstance(area, Region) else area.kato


def _area_choice(area: Region | District) -> Choice:
    if isinstance(area, Region):
        return Choice(area.code, None, area.name)
    return Choice(area.region, area.kato, area.name, area.name)


def _of_area(areas: list[Mention], index: Index) -> Found:
    """A region, a district, or several of one name."""
    codes: set[str] = set()
    named: list[Mention] = []
    for mention in areas:
        outright = mention.type is None and mention.regions  # «Жетісу» is the region before any district
        if mention.districts and mention.type is not Type.REGION and not outright:
            named.append(mention)
        else:
            codes |= {region.code for region in mention.regions}
    some = [district for mention in named for district in mention.districts]
    within = [district for district in some if district.region in codes] if codes else some
    districts = tuple(dict.fromkeys(within or some))
    if districts:
        choices = tuple(_area_choice(one) for one in districts)
        sure = len(districts) == 1
        return Found(Kind.REGION if sure else Kind.CHOICE, (Step.DISTRICT_NAMED,), choices, _common(choices))
    regions: list[Region] = [region for mention in areas for region in mention.regions]
    for mention in areas:
        if not mention.regions:
            largest = ranked(towns(mention, index), index)[:1]
            regions += [index.regions[town.region] for town in largest]
    choices = tuple(_area_choice(region) for region in dict.fromkeys(regions))
    if not choices:
        return Found(Kind.NONE, (Step.NO_NAME,))
    kind = Kind.REGION if len(choices) == 1 else Kind.CHOICE
    return Found(kind, (Step.REGION_NAMED,), choices if kind is Kind.CHOICE else (), _common(choices))


def _of_several(places: list[Mention], hints: list[Hint], index: Index) -> Found:
    """Two places in one message: whichever is meant, the person says."""
    answers = [_of_one(mention, hints, index) for mention in places]
    if all(one.kind is Kind.ABROAD for one in answers):
        return answers[0]
    firsts: list[Choice] = []
    for answer in answers:
        firsts.extend(answer.choices[:1] if answer.kind is not Kind.CHOICE else answer.choices[:5])
    choices = tuple(dict.fromkeys(firsts))
    if len(choices) == 1:
        return answers[0]
    return Found(Kind.CHOICE, (Step.TWO_PLACES,), choices, _common(choices))
