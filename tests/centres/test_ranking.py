"""What goes before what: hours, who is asking, another region; and what is never offered to anyone, anywhere."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType

import pytest

from bot.centres.directory import Directory, load
from bot.centres.hours import Day, Hours
from bot.centres.model import Office
from bot.centres.nearest import HOURS_KM, Asker, Offers, Reason, nearest
from bot.centres.words import ForWhom, ServiceKind, Verified

FOLDER = Path(__file__).parents[2] / "directory"
TODAY = date(2026, 11, 20)
SHIPPED = load(FOLDER, today=TODAY)
PAVLODAR, KARAGANDA = "551010000", "351010000"
CITY_CENTRE, MOTHERS = "pavlodar-city-women-centre", "pavlodar-dom-mamy"
REFUGE = frozenset({ServiceKind.SHELTER, ServiceKind.CRISIS_CENTRE})
NIGHT = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)  # Saturday, one in the morning, in Kazakhstan
DAY = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)  # Friday, eleven
OFFICE = (Hours(byday=(Day.MO, Day.TU, Day.WE, Day.TH, Day.FR), opens_at="09:00", closes_at="18:00"),)
LATE = (Hours(byday=(Day.FR,), opens_at="20:00", closes_at="02:00"),)


def changed(changes: Mapping[str, Mapping[str, object]], directory: Directory = SHIPPED) -> Directory:
    new = {id_: directory.services[id_].model_copy(update=dict(change)) for id_, change in changes.items()}
    return replace(directory, services=MappingProxyType({**directory.services, **new}))


def ids(found: Offers) -> list[str]:
    return [offer.service.id for offer in found.offers]


def ask(directory: Directory, at: datetime | None, asker: Asker = Asker.ADULT, count: int = 3) -> Offers:
    place = directory.places[PAVLODAR]
    return nearest(directory, place, REFUGE, today=TODAY, at=at, asker=asker, count=count)


def test_what_is_open_now_goes_before_what_is_closed_in_the_same_town() -> None:
    directory = changed({CITY_CENTRE: {"schedule": OFFICE}, MOTHERS: {"schedule": "24/7"}})
    assert ids(ask(directory, NIGHT))[:2] == [MOTHERS, CITY_CENTRE]
    assert ids(ask(directory, DAY))[:2] == [CITY_CENTRE, MOTHERS]
    assert [offer.open_now for offer in ask(directory, NIGHT).offers] == [True, False, None]


def test_hours_over_midnight_count_on_the_next_morning() -> None:
    directory = changed({CITY_CENTRE: {"schedule": OFFICE}, MOTHERS: {"schedule": LATE}})
    assert ask(directory, NIGHT).offers[0].service.id == MOTHERS


def test_unknown_hours_stand_between_open_and_closed() -> None:
    open_ = changed({MOTHERS: {"schedule": "24/7"}})
    closed = changed({CITY_CENTRE: {"schedule": OFFICE}})
    assert ids(ask(SHIPPED, NIGHT)) == ids(ask(SHIPPED, None))
    assert ids(ask(open_, NIGHT))[0] == MOTHERS
    assert ids(ask(closed, NIGHT))[0] == MOTHERS


def test_a_closed_house_in_town_is_not_sent_behind_open_ones_of_far_away() -> None:
    far = {id_: {"schedule": "24/7"} for id_, one in SHIPPED.services.items() if not id_.startswith("pavlodar")}
    directory = changed({**far, CITY_CENTRE: {"schedule": OFFICE}})
    assert ask(directory, NIGHT).offers[0].place.region == "pavlodar"


def test_the_only_centre_known_to_be_open_is_not_the_first_of_the_whole_country_at_night() -> None:
    directory = changed({CITY_CENTRE: {"schedule": "24/7"}})
    first = [
        nearest(each, place, REFUGE, today=TODAY, at=NIGHT).offers[0]
        for each in (SHIPPED, directory)
        for place in SHIPPED.places.values()
    ]
    before, after = first[: len(SHIPPED.places)], first[len(SHIPPED.places) :]
    farther = [(one.km or 0) - (other.km or 0) for one, other in zip(after, before, strict=True)]
    assert sum(km > 0 for km in farther) / len(farther) < 0.02
    assert max(farther) <= HOURS_KM


def test_without_a_moment_hours_do_not_matter() -> None:
    directory = changed({CITY_CENTRE: {"schedule": OFFICE}, MOTHERS: {"schedule": "24/7"}})
    assert ids(ask(directory, None)) == ids(ask(SHIPPED, None))
    assert {offer.open_now for offer in ask(directory, None).offers} == {None}


def test_a_house_for_mothers_stands_below_for_an_old_or_disabled_person() -> None:
    assert ids(ask(SHIPPED, None))[1] == MOTHERS
    admitted = [offer.service.eligibility.who for offer in ask(SHIPPED, None, Asker.CARED_FOR).offers]
    assert {ForWhom.MOTHERS_OF_NEWBORNS, ForWhom.WOMEN_WITH_CHILDREN}.isdisjoint(admitted)


def test_another_region_is_offered_and_said_to_be_another() -> None:
    found = nearest(SHIPPED, SHIPPED.places[KARAGANDA], REFUGE, today=TODAY)
    assert [(offer.place.region, offer.same_region) for offer in found.offers] == [
        ("astana", False),
        ("astana", False),
        ("karaganda", True),
    ]


@pytest.mark.parametrize("asker", Asker)
@pytest.mark.parametrize("kato", [None, PAVLODAR])
def test_a_directory_without_any_centre_offers_nothing_and_says_why(asker: Asker, kato: str | None) -> None:
    empty = replace(SHIPPED, services=MappingProxyType({}))
    place = empty.places[kato] if kato else None
    assert nearest(empty, place, REFUGE, today=TODAY, at=DAY, asker=asker) == Offers((), Reason.NONE_OF_KIND)


def test_nothing_that_can_be_offered_has_an_address_or_shows_an_unverified_number() -> None:
    for service in SHIPPED.services.values():
        assert isinstance(service, Office) or not hasattr(service, "address")
        assert getattr(service, "address", None) is None or ServiceKind.SHELTER not in service.kinds
        assert all(phone.verified is not Verified.UNVERIFIED for phone in service.shown_phones)
        assert service.shown_phones or SHIPPED.ask_via(service)
