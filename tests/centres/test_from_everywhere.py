"""Every region, district and settlement, with every wish of every asker: always help, and the true reason.

The full product is walked over what an answer depends on; what is known of the same point is asked once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from itertools import product
from random import Random  # noqa: TID251 - the same sample each time

import pytest

from bot.centres.directory import load, load_settlements
from bot.centres.everywhere import Everywhere
from bot.centres.model import Office, Service
from bot.centres.nearby import Nearby
from bot.centres.nearest import Asker, Offers
from bot.centres.places import Place, PlaceKind
from bot.centres.words import ServiceKind
from bot.script.facts import Language, Need
from bot.talk.look import look
from bot.talk.rules import _WANTS
from bot.talk.visit import Visit
from bot.words.page import draw
from tests.centres.plain import FOLDER, Country, Help
from tests.support.worlds import whole

TODAY = date(2026, 11, 20)
NIGHT = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
WISHES = (frozenset[ServiceKind](), *dict.fromkeys(_WANTS.values()))
COUNTRY = Country()
DIRECTORY = load(FOLDER, today=TODAY)
EVERYWHERE = Everywhere.build(DIRECTORY, load_settlements(FOLDER)).places
NEARBY = Nearby.build(DIRECTORY, TODAY)
TOWNS_WITH_HELP = {DIRECTORY.places[service.location].town for service in DIRECTORY.services.values()}

Spot = tuple[object, ...]


def spot(place: Place) -> Spot:
    """All that an answer can depend on: places that agree in it are asked for once."""
    town = place.town if place.town in TOWNS_WITH_HELP else None
    return place.lat, place.lon, place.region, place.area, town, place.kind is PlaceKind.REGION


SPOTS: dict[Spot, list[Place]] = {}
for each in EVERYWHERE.values():
    SPOTS.setdefault(spot(each), []).append(each)


@dataclass(frozen=True)
class Asked:
    """One wish of one asker, from everywhere."""

    asker: Asker
    wants: frozenset[ServiceKind]

    def ask(self, place: Place) -> Offers:
        return NEARBY.nearest(place, self.wants, at=NIGHT, asker=self.asker)

    def answers(self) -> Iterator[tuple[Place, Offers]]:
        for places in SPOTS.values():
            found = self.ask(places[0])
            yield from ((place, found) for place in places)

    @property
    def plain(self) -> Help:
        return Help(COUNTRY, self.asker.value, frozenset(kind.value for kind in self.wants))


PRODUCT = [Asked(asker, wants) for asker, wants in product(Asker, WISHES)]


def named(asked: Asked) -> str:
    return "-".join((asked.asker.value, *sorted(kind.value for kind in asked.wants)))


def test_the_walk_leaves_out_no_place_no_need_and_no_asker() -> None:
    assert set(EVERYWHERE) == set(COUNTRY.everything)
    assert (len(COUNTRY.regions), len(COUNTRY.districts), len(COUNTRY.settlements)) == (20, 189, 9995)
    assert sum(map(len, SPOTS.values())) == len(EVERYWHERE)
    assert set(_WANTS) == set(Need)
    assert len(PRODUCT) == len(Asker) * len({frozenset(), *_WANTS.values()})


@cache
def walk(asked: Asked) -> tuple[list[tuple[str, str, list[str]]], dict[str, Service]]:
    """What is wrong anywhere with one wish of one asker, and every service that was offered."""
    truth = asked.plain
    shown, most = set(truth.shown), min(3, len(truth.shown))
    wrong: list[tuple[str, str, list[str]]] = []
    offered: dict[str, Service] = {}
    for place, found in asked.answers():
        services = {offer.service.id: offer.service for offer in found.offers}
        offered |= services
        if not (len(services) == len(found.offers) == most >= 1 and services.keys() <= shown):
            wrong.append((place.name.ru, "offers", list(services)))
        if found.reason.value != truth.reason(place.kato):
            wrong.append((place.name.ru, found.reason.value, [truth.reason(place.kato)]))
    return wrong, offered


@pytest.mark.parametrize("asked", PRODUCT, ids=named)
def test_there_is_help_from_everywhere_and_the_reason_is_the_true_one(asked: Asked) -> None:
    assert walk(asked)[0] == []


@pytest.mark.parametrize("asked", PRODUCT, ids=named)
def test_nothing_offered_has_a_shelters_address_or_shows_a_number_nobody_confirmed(asked: Asked) -> None:
    raw = asked.plain.shown
    for service in walk(asked)[1].values():
        entry = raw[service.id]
        houses = entry["has_shelter"] != "no" or "shelter" in {entry["kind"], *entry.get("gives", ())}
        assert not (houses and isinstance(service, Office)), service.id
        assert not houses or "address" not in entry, service.id
        unconfirmed = {phone["number"] for phone in entry["phones"] if phone["verified"] == "unverified"}
        assert unconfirmed.isdisjoint(phone.number for phone in service.shown_phones), service.id
        assert service.shown_phones or DIRECTORY.ask_via(service), service.id


def test_places_that_share_a_spot_are_answered_alike() -> None:
    chance = Random(3)
    shared = [places for places in SPOTS.values() if len(places) > 1]
    for places in chance.sample(shared, 150):
        asked, one = chance.choice(PRODUCT), chance.choice(places)
        assert asked.ask(one) == asked.ask(places[0]), one


def test_a_settlement_without_a_point_is_measured_from_its_districts_centre_and_says_so() -> None:
    borrowed = [row for row in COUNTRY.settlements.values() if not row["lat"] and row["kato"] not in COUNTRY.towns]
    assert len(borrowed) > 5_000
    for row in borrowed:
        place, centre = EVERYWHERE[row["kato"]], COUNTRY.towns[COUNTRY.centre(row["kato"])]
        lender = COUNTRY.towns[centre["point_kato"] or centre["kato"]]
        assert (place.lat, place.lon) == (float(lender["lat"]), float(lender["lon"])), place
        assert place.measured_from is not None, place
        assert (place.measured_from.ru, place.measured_from.kk) == (lender["name_ru"], lender["name_kk"]), place
    for row in COUNTRY.settlements.values():
        if row["lat"] and row["kato"] not in COUNTRY.towns:
            place = EVERYWHERE[row["kato"]]
            assert (place.lat, place.lon, place.measured_from) == (float(row["lat"]), float(row["lon"]), None)


@pytest.mark.parametrize("language", Language)
def test_whoever_is_measured_from_elsewhere_reads_from_where(language: Language) -> None:
    spoken = whole()
    borrowers = {one["parent_kato"]: one["kato"] for one in COUNTRY.settlements.values() if not one["lat"]}
    assert len(borrowers) > 150
    for kato in borrowers.values():
        place = EVERYWHERE[kato]
        assert place.measured_from is not None
        page = draw(spoken.words, look(spoken.world, Visit(language, "help/list", place=kato), TODAY))
        assert place.measured_from.within(language.value) in page.text.splitlines()[0], page.text
