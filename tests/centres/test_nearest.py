"""What is offered, to anyone, anywhere, whatever they wish: walked through exhaustively."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from bot.centres.directory import Directory, load
from bot.centres.model import Service
from bot.centres.nearest import Offer, Offers, Reason, distance, nearest
from bot.centres.places import Place, PlaceKind
from bot.centres.words import ServiceKind, Status, Verified

TODAY = date(2026, 11, 20)
SHIPPED = load(Path(__file__).parents[2] / "directory", today=TODAY)

SEMEY, PAVLODAR, KARAGANDA, ALMATY = "101010000", "551010000", "351010000", "750000000"
NOWHERE_NEAR = "433200000"  # Aral district, Kyzylorda region: no centre known
REFUGE = frozenset({ServiceKind.SHELTER, ServiceKind.CRISIS_CENTRE})
LONG_TERM = frozenset({ServiceKind.LONG_TERM_HELP})
WISHES = (
    frozenset[ServiceKind](),
    REFUGE,
    frozenset(ServiceKind),
    *(frozenset({kind}) for kind in ServiceKind),
)


def ask(kato: str | None, wants: frozenset[ServiceKind] = REFUGE, directory: Directory = SHIPPED) -> Offers:
    return nearest(directory, directory.places[kato] if kato else None, wants, today=TODAY)


def ids(found: Offers) -> list[str]:
    return [offer.service.id for offer in found.offers]


def with_changed(id_: str, **changes: object) -> Directory:
    changed = SHIPPED.services[id_].model_copy(update=changes)
    return replace(SHIPPED, services=MappingProxyType({**SHIPPED.services, id_: changed}))


def walk() -> Iterator[tuple[Place | None, frozenset[ServiceKind], Offers]]:
    for place in (None, *SHIPPED.places.values()):
        for wants in WISHES:
            yield place, wants, nearest(SHIPPED, place, wants, today=TODAY)


@pytest.fixture(scope="module")
def everything() -> list[tuple[Place | None, frozenset[ServiceKind], Offers]]:
    return list(walk())


Walk = list[tuple[Place | None, frozenset[ServiceKind], Offers]]


def test_nobody_leaves_without_three_offers(everything: Walk) -> None:
    assert len(everything) == 495 * len(WISHES)
    assert {len(set(ids(found))) for _, _, found in everything} == {3}


def test_one_offer_is_always_in_another_town(everything: Walk) -> None:
    assert all(any(not offer.same_town for offer in found.offers) for _, _, found in everything)


def test_every_distance_is_rounded_and_without_a_place_there_is_none(everything: Walk) -> None:
    for place, _, found in everything:
        for offer in found.offers:
            assert (offer.km is None) == (place is None)
            assert offer.km is None or offer.km < 20 or offer.km % 10 == 0


def test_an_unverified_service_is_only_ever_last_and_nearer_than_the_rest(everything: Walk) -> None:
    for place, _, found in everything:
        *others, last = found.offers
        assert all(offer.service.verified is not Verified.UNVERIFIED for offer in others)
        if last.service.verified is Verified.UNVERIFIED:
            assert place is not None
            assert last.fits
            assert all(km(last) < km(offer) for offer in others if offer.fits)


def test_what_fits_the_wish_comes_first(everything: Walk) -> None:
    for _, _, found in everything:
        vouched = [offer.fits for offer in found.offers if offer.service.verified is not Verified.UNVERIFIED]
        assert vouched == sorted(vouched, reverse=True)


def test_nobody_is_sent_to_what_is_closed_or_is_only_a_telephone(everything: Walk) -> None:
    offered = {offer.service.id for _, _, found in everything for offer in found.offers}
    never = {"almaty-podrugi", "almaty-nemolchi-kz", "almaty-union-of-crisis-centres"}
    assert never <= set(SHIPPED.services)
    assert offered.isdisjoint(never)


def test_no_offer_shows_an_unverified_number_or_an_address(everything: Walk) -> None:
    for service in {offer.service.id: offer.service for _, _, found in everything for offer in found.offers}.values():
        assert all(phone.verified is not Verified.UNVERIFIED for phone in service.shown_phones)
        assert getattr(service, "address", None) is None
        assert service.shown_phones or SHIPPED.ask_via(service)


def test_the_reason_is_what_a_slow_look_gives(everything: Walk) -> None:
    for place, wants, found in everything:
        assert found.reason is slow_reason(place, wants), (place, wants)


def test_each_reason_happens(everything: Walk) -> None:
    assert {found.reason for _, _, found in everything} == set(Reason)


def slow_reason(place: Place | None, wants: frozenset[ServiceKind]) -> Reason:
    def wished(service: Service) -> bool:
        going = service.status is Status.ACTIVE and service.kind is not ServiceKind.HELPLINE
        safe = wants == LONG_TERM or not service.known_place
        return going and safe and (not wants or bool(wants & {service.kind, *service.gives}))

    fitting = [(s, SHIPPED.places[s.location]) for s in SHIPPED.services.values() if wished(s)]
    if not fitting:
        return Reason.NONE_OF_KIND
    if place is None:
        return Reason.NO_PLACE_GIVEN
    region = [(s, there) for s, there in fitting if there.region == place.region]
    sure = [there for s, there in region if s.verified is not Verified.UNVERIFIED]
    if not region:
        return Reason.NONE_IN_REGION
    if not sure:
        return Reason.ONLY_UNVERIFIED
    if place.kind is PlaceKind.REGION or any(t.town == place.town or t.area == place.area for t in sure):
        return Reason.NONE
    return Reason.NONE_IN_DISTRICT


def km(offer: Offer) -> int:
    assert offer.km is not None
    return offer.km


def test_the_own_town_comes_first_and_another_town_is_among_the_three() -> None:
    found = ask(PAVLODAR)
    assert found.reason is Reason.NONE
    assert [offer.same_town for offer in found.offers] == [True, True, False]
    assert ids(found)[0] == "pavlodar-city-women-centre"


def test_a_whole_town_of_offers_gives_its_last_place_to_another_town() -> None:
    found = ask(PAVLODAR, frozenset())
    assert [offer.same_town for offer in found.offers] == [True, True, False]


def test_the_nearest_may_lie_in_another_region() -> None:
    found = ask(KARAGANDA)
    assert found.reason is Reason.ONLY_UNVERIFIED
    assert ids(found) == ["astana-umit", "astana-korgau-astana", "karaganda-temirtau-family-centre"]
    assert [offer.same_region for offer in found.offers] == [False, False, True]


def test_a_region_without_centres_says_so_and_offers_its_neighbours() -> None:
    found = ask(NOWHERE_NEAR)
    assert found.reason is Reason.NONE_IN_REGION
    assert ids(found)[0] == "ulytau-satpaev-kamkor"


def test_without_a_place_three_regions_are_offered() -> None:
    found = ask(None)
    assert found.reason is Reason.NO_PLACE_GIVEN
    assert len({offer.place.region for offer in found.offers}) == 3


def test_a_place_everyone_knows_is_kept_from_whoever_may_be_searched_for(everything: Walk) -> None:
    for _, wants, found in everything:
        assert "almaty-meirim-mekeni" not in ids(found) or wants == LONG_TERM
    sure = with_changed("almaty-meirim-mekeni", verified=Verified.PUBLISHED)
    everyone = nearest(sure, sure.places[ALMATY], REFUGE, today=TODAY, count=49)
    assert "almaty-meirim-mekeni" not in ids(everyone)
    only_it = with_changed("almaty-dom-mamy-1", status=Status.INACTIVE)
    assert ids(ask(ALMATY, LONG_TERM, only_it))[-1] == "almaty-meirim-mekeni"


def test_a_stale_check_goes_below_and_a_hidden_one_goes_away() -> None:
    def checked(days: int) -> Directory:
        called = {"verified": Verified.CONFIRMED, "checked_on": TODAY - timedelta(days=days)}
        return with_changed("pavlodar-city-women-centre", **called)

    assert ids(ask(PAVLODAR, directory=checked(60)))[0] == "pavlodar-city-women-centre"
    assert ids(ask(PAVLODAR, directory=checked(61)))[0] == "pavlodar-dom-mamy"
    assert "pavlodar-city-women-centre" not in ids(ask(PAVLODAR, directory=checked(91)))


def test_the_last_of_its_region_is_kept_however_old() -> None:
    called = {"verified": Verified.CONFIRMED, "checked_on": TODAY - timedelta(days=400)}
    directory = with_changed("abai-semey-crisis-centre", **called)
    fitting = nearest(directory, directory.places[SEMEY], REFUGE, today=TODAY, count=49)
    assert "abai-semey-crisis-centre" in ids(fitting)


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_the_count_is_kept(count: int) -> None:
    place = SHIPPED.places[PAVLODAR]
    assert len(nearest(SHIPPED, place, REFUGE, today=TODAY, count=count).offers) == count


def test_a_single_offer_is_one_that_somebody_vouches_for() -> None:
    (only,) = nearest(SHIPPED, SHIPPED.places[KARAGANDA], REFUGE, today=TODAY, count=1).offers
    assert only.service.verified is Verified.PUBLISHED


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (SEMEY, SEMEY, 0),
        (ALMATY, "710000000", 970),  # Almaty and Astana
        ("351010000", "352410000", 30),  # Karaganda and Temirtau, 30 km
        ("750000000", "195220100", 24 // 10 * 10),  # Almaty and Kaskelen, 24 km
    ],
)
def test_distances_are_those_of_the_map(one: str, other: str, expected: int) -> None:
    assert distance(SHIPPED.places[one], SHIPPED.places[other]) == expected
