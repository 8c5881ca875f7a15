"""Every region, district and town, in every way people write it; thousands of villages."""

from collections.abc import Callable, Iterable
from random import Random  # noqa: TID251 - tests draw the same sample each time

import pytest

from bot.centres.directory import Directory, load_settlements
from bot.centres.places import Settlement, Town
from bot.places.found import Found, Kind
from bot.places.search import Places
from tests.places import towns
from tests.places.conftest import FOLDER

SURE = {Kind.ONE, Kind.REGION}
# Silently the larger place of the name, or the region of the name: see test_namesakes.
OUTSHONE = {"352431100", "475030100", "623830100"}  # Актау by Темиртау, Мангистау, Улытау

WAYS: list[tuple[str, Callable[[Town], Iterable[str]], float]] = [
    ("Russian name", lambda town: [town.name.ru], 0.99),
    ("Kazakh name", lambda town: [town.name.kk], 0.99),
    ("small letters without ё", lambda town: [town.name.ru.casefold().replace("ё", "е")], 0.99),
    ("capitals", lambda town: [town.name.kk.upper()], 0.99),
    ("Russian cases", lambda town: towns.russian_cases(town.name.ru), 0.97),
    ("«живу в …»", lambda town: (f"живу в {name} и боюсь мужа" for name in towns.russian_cases(town.name.ru)), 0.99),
    ("Kazakh cases", lambda town: towns.kazakh_cases(town.name.kk), 0.96),
    ("«…да тұрамын»", lambda town: [f"{next(iter(towns.kazakh_cases(town.name.kk)))} тұрамын, қорқамын"], 0.99),
    ("Latin", lambda town: [towns.latin(town.name.ru), towns.latin(town.name.kk)], 0.98),
    ("Kazakh Latin", lambda town: [towns.latin_of_2021(town.name.kk)], 0.98),
    ("Russian on an English keyboard", lambda town: [towns.wrong_keyboard(town.name.ru)], 0.96),
    ("Kazakh on an English keyboard", lambda town: [towns.wrong_keyboard(town.name.kk)], 0.96),
    ("an old name", lambda town: town.former_names, 0.99),
]


def names(found: Found) -> set[str | None]:
    return {choice.kato for choice in found.choices}


@pytest.mark.parametrize(("way", "least"), [(way, least) for _, way, least in WAYS], ids=[name for name, *_ in WAYS])
def test_a_town_is_among_the_answers(
    places: Places, directory: Directory, way: Callable[[Town], Iterable[str]], least: float
) -> None:
    asked = [(town, places.find(text)) for town in directory.towns if town.kato not in OUTSHONE for text in way(town)]
    assert sum(town.kato in names(found) for town, found in asked) / len(asked) >= least
    wrong = [town.name.ru for town, found in asked if found.kind in SURE and found.region != town.region]
    assert len(wrong) / len(asked) < 0.003


def test_a_town_beside_its_region_is_found(places: Places, directory: Directory) -> None:
    regions = {region.code: region for region in directory.regions if not region.city}
    asked = [
        (town, places.find(text))
        for town in directory.towns
        if (region := regions.get(town.region)) and town.kato not in OUTSHONE
        for text in (f"{town.name.ru}, {region.name.ru}", f"{region.name.kk} {town.name.kk}")
    ]
    assert [town.name.ru for town, found in asked if town.kato not in names(found)] == []
    assert [town.name.ru for town, found in asked if found.region not in {town.region, None}] == []


def test_every_district_is_known_in_both_languages(places: Places, directory: Directory) -> None:
    texts = [
        (district, text)
        for district in directory.districts
        for text in (
            district.name.ru,
            district.name.kk,
            district.name.ru.replace("район", "р-н"),
            "живу в " + district.name.ru.replace("ский район", "ском районе"),
            district.name.kk.replace("ауданы", "ауданында тұрамын"),
        )
    ]
    assert [text for district, text in texts if district.kato not in names(places.find(text))] == []


def test_every_region_is_known_in_both_languages(places: Places, directory: Directory) -> None:
    texts = [
        (region, text)
        for region in directory.regions
        for text in (
            region.name.ru,
            region.name.kk,
            region.name.ru.replace("область", "обл."),
            region.name.ru.replace("ская область", "ской области"),
            region.name.kk.replace("облысы", "облысынан"),
        )
    ]
    found = [(region, text, places.find(text)) for region, text in texts]
    assert [text for region, text, one in found if one.kind not in SURE or one.region != region.code] == []


def villages(directory: Directory) -> list[tuple[Settlement, str]]:
    districts = {district.kato: district.name.ru for district in directory.districts}
    some = [one for one in load_settlements(FOLDER) if one.parent_kato in districts and not one.name.ru[0].isdigit()]
    return [(one, districts[one.parent_kato]) for one in Random(1).sample(some, 1500)]


def test_a_village_is_found_by_its_name_alone(places: Places, directory: Directory) -> None:
    asked = [(one, places.find(one.name.ru)) for one, _ in villages(directory)]
    assert sum(one.kato in names(found) for one, found in asked) / len(asked) >= 0.97
    wrong = [one.name.ru for one, found in asked if found.kind in SURE and found.region != one.region]
    assert len(wrong) / len(asked) < 0.01  # hamlets called Актобе


def test_a_district_beside_a_village_leaves_it_alone(places: Places, directory: Directory) -> None:
    asked = [(one, places.find(f"{one.name.ru}, {district}")) for one, district in villages(directory)]
    assert sum(one.kato in names(found) for one, found in asked) / len(asked) >= 0.99
    assert [one.name.ru for one, found in asked if found.kind in SURE and found.region != one.region] == []


def misspelt(name: str, chance: Random) -> str:
    """One letter inside the name becomes another."""
    at = chance.randrange(1, len(name))
    return name[:at] + chance.choice("абвгдеиклмнопрсту") + name[at + 1 :]


def test_a_village_with_one_wrong_letter_is_never_a_sure_answer_elsewhere(places: Places, directory: Directory) -> None:
    chance = Random(2)
    long = [one for one, _ in villages(directory) if len(one.name.ru) >= 7]
    asked = [(one, places.find(misspelt(one.name.ru, chance))) for one in long]
    assert sum(one.kato in names(found) for one, found in asked) / len(asked) >= 0.85
    wrong = [one.name.ru for one, found in asked if found.kind in SURE and found.region != one.region]
    assert len(wrong) / len(asked) < 0.01  # the wrong letter made another village's right name
