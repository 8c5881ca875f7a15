"""The directory that ships: complete, in two languages, and silent about what must not be told."""

import re
import time
from datetime import date
from pathlib import Path

import pytest

from bot.centres.directory import Directory, load, load_settlements
from bot.centres.model import House
from bot.centres.places import PlaceKind
from bot.centres.words import EMERGENCY, AddressLevel, Confidence, ServiceKind, Verified

FOLDER = Path(__file__).parents[2] / "directory"
TODAY = date(2026, 11, 20)
ONLY_IN_KAZAKH = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")


@pytest.fixture(scope="module")
def directory() -> Directory:
    return load(FOLDER, today=TODAY)


def test_everything_is_there(directory: Directory) -> None:
    assert len(directory.regions) == 20
    assert len(directory.districts) == 189
    assert len(directory.towns) == 288
    assert len(directory.services) == 49
    assert len(directory.lines) == 21
    assert len(list((FOLDER / "centres").iterdir())) == 20


def test_it_loads_before_anyone_notices() -> None:
    start = time.process_time()
    load(FOLDER, today=TODAY)
    assert time.process_time() - start < 0.15


def test_the_emergency_numbers_are_those_of_the_program(directory: Directory) -> None:
    assert {id_: directory.lines[id_].tel for id_ in EMERGENCY} == dict(EMERGENCY)
    assert set(EMERGENCY.values()) == {"102", "112", "103", "111"}


def test_no_line_of_low_confidence_or_without_a_way_is_shown(directory: Directory) -> None:
    shown = directory.shown_lines()
    assert all(line.confidence is not Confidence.LOW and line.channels for line in shown)
    assert all(line.tel is None for line in directory.lines.values() if line not in shown)


def test_the_surest_lines_stand_first(directory: Directory) -> None:
    levels = [line.confidence for line in directory.shown_lines()]
    assert levels == sorted(levels, key=[Confidence.HIGH, Confidence.MEDIUM].index)


def test_the_hours_of_150_are_not_stated(directory: Directory) -> None:
    assert directory.lines["helpline_150"].schedule == "unknown"
    assert directory.lines["kc_111"].schedule == "24/7"


def test_the_lines_without_a_number_keep_their_channel(directory: Directory) -> None:
    silent = {line.id: line.channels[0].value for line in directory.shown_lines() if line.tel is None}
    assert silent == {"kc_111_qr": "qr", "app_102": "app", "law_and_order": "app"}


def test_nobody_of_ours_has_called_anyone_yet(directory: Directory) -> None:
    entries = [*directory.lines.values(), *directory.services.values()]
    assert not any(entry.checked_by_us for entry in entries)


def test_whoever_houses_people_has_a_phone_and_nothing_else(directory: Directory) -> None:
    houses = [service for service in directory.services.values() if isinstance(service, House)]
    assert len(houses) == 46
    assert {house.address_level for house in houses} == {AddressLevel.PHONE_ONLY}
    assert not {"address", "lat", "lon"} & set(House.model_fields)


def test_no_address_ships_because_no_consent_did(directory: Directory) -> None:
    assert all(service.address_level is not AddressLevel.PUBLIC for service in directory.services.values())


def test_the_number_that_nobody_called_is_kept_and_not_shown(directory: Directory) -> None:
    pavlodar = directory.services["pavlodar-city-women-centre"]
    assert [phone.verified for phone in pavlodar.phones] == [Verified.UNVERIFIED]
    assert pavlodar.shown_phones == ()


def test_a_centre_without_a_number_names_who_can_be_asked(directory: Directory) -> None:
    asked = {tuple(line.id for line in directory.ask_via(one)) for one in directory.services.values()}
    assert asked == {("kc_111", "helpline_150")}


def test_the_corrections_hold(directory: Directory) -> None:
    services = directory.services
    assert services["kostanay-dagdarys-damytu"].verified is Verified.UNVERIFIED
    assert services["almaty-union-of-crisis-centres"].kind is ServiceKind.HELPLINE
    assert services["almaty-podrugi"].status.value == services["almaty-nemolchi-kz"].status.value == "inactive"
    assert services["almaty-meirim-mekeni"].known_place
    mothers = {one.id for one in services.values() if one.eligibility.who.value == "mothers_of_newborns"}
    assert mothers == {one for one in services if "dom-mamy" in one}


def test_every_kazakh_name_is_written_in_kazakh_letters(directory: Directory) -> None:
    for entry in [*directory.lines.values(), *directory.services.values()]:
        assert ONLY_IN_KAZAKH.search(entry.name.kk), entry.id
    seen = [service for service in directory.services.values() if service.name_kk_status == "seen"]
    assert len(seen) == 13


def test_the_three_cities_come_first_then_the_alphabet_of_the_reader(directory: Directory) -> None:
    russian = [region.name.ru for region in directory.regions_in("ru")]
    kazakh = [region.name.kk for region in directory.regions_in("kk")]
    assert russian[:5] == ["Астана", "Алматы", "Шымкент", "Область Абай", "Акмолинская область"]
    assert kazakh[:6] == ["Астана", "Алматы", "Шымкент", "Абай облысы", "Ақмола облысы", "Ақтөбе облысы"]
    assert [region.name.ru for region in directory.regions] == russian


def test_a_region_offers_its_centre_its_cities_and_then_its_districts(directory: Directory) -> None:
    names = [place.name.ru for place in directory.picks("abai")]
    assert names[:5] == ["Семей", "Курчатов", "Абайский район", "Район Ақсуат", "Аягозский район"]
    kazakh = [place.name.kk for place in directory.picks("abai", "kk")]
    assert kazakh[:5] == ["Семей", "Курчатов", "Абай ауданы", "Ақсуат ауданы", "Аягөз ауданы"]


def test_the_picks_hold_every_district_and_every_city_no_district_runs(directory: Directory) -> None:
    picks = [place for region in directory.regions for place in directory.picks(region.code)]
    assert sum(place.kind in {PlaceKind.DISTRICT, PlaceKind.CITY_DISTRICT} for place in picks) == 189
    assert {place.name.ru for place in picks if place.kind is PlaceKind.CITY} >= {
        "Байконыр",
        "Косшы",
        "Риддер",
    }
    for region in directory.regions:
        assert directory.picks(region.code)[0].kato == region.centre_kato


def test_names_fit_a_button_but_for_one(directory: Directory) -> None:
    names = [place.name for region in directory.regions for place in directory.picks(region.code)]
    long = {text for name in names for text in (name.ru, name.kk) if len(text) > 24}
    assert long == {"Ғабит Мүсірепов атындағы аудан"}
    assert not [name for name in names if "Г.А." in name.ru or "Қ.Ә." in name.kk or "атын." in name.kk]


def test_every_place_says_from_where_it_is_measured(directory: Directory) -> None:
    measured = {kato: place.measured_from for kato, place in directory.places.items()}
    assert measured["101010000"] is None
    assert {kato: str(name.ru) for kato, name in measured.items() if name and kato in MEASURED} == MEASURED
    assert all(measured[district.kato] for district in directory.districts)


MEASURED = {
    "100000000": "Семей",  # Abai region, from its centre
    "103200000": "Карааул",  # Abai district, from its centre
    "751310000": "Алматы",  # a district of the city
    "154825100": "Эмба",  # Zhem has no sure point
    "392435100": "Рудный",  # Qashar has none either
}


def test_a_district_that_is_run_from_a_city_counts_as_that_city(directory: Directory) -> None:
    zhanasemey, semey = directory.places["104100000"], directory.places["101010000"]
    assert (zhanasemey.town, zhanasemey.area) == (semey.town, semey.area)


def test_every_settlement_can_be_a_place_inside_the_country(directory: Directory) -> None:
    settlements = load_settlements(FOLDER)
    places = [directory.place_of(settlement) for settlement in settlements]
    assert len({place.kato for place in places}) == 9995
    assert all(40 < place.lat < 56 and 46 < place.lon < 88 for place in places)
    assert sum(place.measured_from is not None for place in places) > 5000


def test_nothing_of_a_loaded_directory_can_be_changed(directory: Directory) -> None:
    with pytest.raises(TypeError):
        directory.services["x"] = next(iter(directory.services.values()))  # type: ignore[index]
    with pytest.raises(AttributeError):
        directory.relay = ()  # type: ignore[misc]
