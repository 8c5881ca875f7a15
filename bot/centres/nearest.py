"""Which services to offer, nearest first, and why the first wish was not met. Regions are no border."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from typing import Final

from bot.centres.ageing import Age, age
from bot.centres.directory import Directory
from bot.centres.model import Service
from bot.centres.places import Place, PlaceKind
from bot.centres.words import Confidence, ServiceKind, Status, Verified

EARTH_KM: Final = 6371.0088  # mean radius
NEAR_KM: Final = 20  # below this a kilometre counts; above, ten do


class Reason(StrEnum):
    """Why the first offer is not what was wished for; each names the nearest step that failed."""

    NONE = "none"  # nothing to explain: it is in the person's own town or district
    NONE_IN_DISTRICT = "none_in_district"
    NONE_IN_REGION = "none_in_region"
    ONLY_UNVERIFIED = "only_unverified"  # the region has what is wished, but nobody vouches for it
    NONE_OF_KIND = "none_of_kind"  # nobody in the country is known to give it
    NO_PLACE_GIVEN = "no_place_given"


@dataclass(frozen=True, slots=True)
class Offer:
    """One service to turn to. An unverified one (`service.verified`) is to be marked as such."""

    service: Service
    place: Place  # what its distance is measured to
    km: int | None  # town to town; None when the person's place is not known
    same_region: bool
    same_town: bool
    fits: bool  # whether it gives what was wished


@dataclass(frozen=True, slots=True)
class Offers:
    """What to show, best first, and the reason to say with it."""

    offers: tuple[Offer, ...]
    reason: Reason


def nearest(
    directory: Directory,
    place: Place | None,
    wants: frozenset[ServiceKind],
    *,
    today: date,
    count: int = 3,
) -> Offers:
    """Offer up to `count` services for a place, one of them in another town; no wants means any kind."""
    ranked = _ranked(directory, place, wants, today)
    vouched = [offer for offer in ranked if _vouched(offer)]
    doubtful = [offer for offer in ranked if not _vouched(offer)]
    reason = _reason(place, [offer for offer in ranked if offer.fits])
    if place is None:
        return Offers(tuple(_spread(vouched)[:count]), reason)
    chosen = [*vouched, *doubtful][:count]
    if (nearer := _nearer(doubtful, chosen)) is not None:
        chosen[-1] = nearer
    return Offers(tuple(_elsewhere(chosen, vouched)), reason)


def distance(one: Place, other: Place) -> int:
    """Give the kilometres between two middles over the ground, rounded: 1 km under 20, else 10."""
    lat1, lon1, lat2, lon2 = (radians(x) for x in (one.lat, one.lon, other.lat, other.lon))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    km = 2 * EARTH_KM * asin(sqrt(half))
    return round(km) if km < NEAR_KM else int(km / 10 + 0.5) * 10


def _ranked(directory: Directory, place: Place | None, wants: frozenset[ServiceKind], today: date) -> list[Offer]:
    kept = _kept(directory, today)
    offers = [_offer(directory, service, place, wants) for service in kept if _safe_for(service, wants)]
    return sorted(offers, key=lambda offer: _rank(offer, wants, today))


def _kept(directory: Directory, today: date) -> list[Service]:
    """Leave out what is closed or is no place to go, and what our last check is too old for.

    Such an old one stays when its region would have nothing else that anybody vouches for.
    """
    places = [
        service
        for service in directory.services.values()
        if service.status is Status.ACTIVE and service.kind is not ServiceKind.HELPLINE
    ]
    hidden = {service.id for service in places if age(service, today) is Age.HIDDEN}
    covered = {
        directory.places[service.location].region
        for service in places
        if service.id not in hidden and service.verified is not Verified.UNVERIFIED
    }
    return [
        service
        for service in places
        if service.id not in hidden or directory.places[service.location].region not in covered
    ]


def _safe_for(service: Service, wants: frozenset[ServiceKind]) -> bool:
    """Keep a place that everyone knows away from whoever may be searched for."""
    return not service.known_place or wants == {ServiceKind.LONG_TERM_HELP}


def _offer(directory: Directory, service: Service, place: Place | None, wants: frozenset[ServiceKind]) -> Offer:
    there = directory.places[service.location]
    return Offer(
        service=service,
        place=there,
        km=distance(place, there) if place else None,
        same_region=place is not None and place.region == there.region,
        same_town=place is not None and place.town == there.town,
        fits=not wants or not wants.isdisjoint(service.kinds),
    )


def _rank(offer: Offer, wants: frozenset[ServiceKind], today: date) -> tuple[object, ...]:
    service = offer.service
    return (
        not offer.fits,
        age(service, today) in {Age.STALE, Age.HIDDEN},
        _km(offer),
        age(service, today) is Age.UNCHECKED,
        service.kind not in wants,
        service.confidence is not Confidence.HIGH,
        service.id,
    )


def _nearer(doubtful: Sequence[Offer], chosen: Sequence[Offer]) -> Offer | None:
    """Give the unverified one that is nearer than every vouched one: it takes the last place."""
    fitting = [offer for offer in doubtful if offer.fits]
    vouched = [offer for offer in chosen if offer.fits and _vouched(offer)]
    if not fitting or not vouched or len(chosen) < 2:  # noqa: PLR2004 - never the only offer
        return None
    return fitting[0] if _km(fitting[0]) < min(map(_km, vouched)) else None


def _elsewhere(chosen: list[Offer], vouched: Sequence[Offer]) -> list[Offer]:
    """Make one offer of another town: in their own, people fear being seen."""
    if len(chosen) < 2 or not all(offer.same_town for offer in chosen):  # noqa: PLR2004
        return chosen
    other = next((offer for offer in vouched if not offer.same_town), None)
    if other is None:
        return chosen
    last = -1 if _vouched(chosen[-1]) or len(chosen) == 2 else -2  # noqa: PLR2004 - keep the vouched one
    rest = [offer for offer in chosen if offer is not chosen[last]]
    return [*(o for o in rest if _vouched(o)), other, *(o for o in rest if not _vouched(o))]


def _spread(vouched: Sequence[Offer]) -> list[Offer]:
    """Without a place: one service a region, so that nobody is told three addresses of one town."""
    by_region: dict[str, Offer] = {}
    for offer in vouched:
        by_region.setdefault(offer.place.region, offer)
    return list(by_region.values())


def _reason(place: Place | None, fitting: Sequence[Offer]) -> Reason:
    if not fitting:
        return Reason.NONE_OF_KIND
    if place is None:
        return Reason.NO_PLACE_GIVEN
    here = [offer for offer in fitting if offer.same_region]
    vouched = [offer for offer in here if _vouched(offer)]
    if not vouched:
        return Reason.ONLY_UNVERIFIED if here else Reason.NONE_IN_REGION
    whole_region = place.kind is PlaceKind.REGION
    near = whole_region or any(o.same_town or o.place.area == place.area for o in vouched)
    return Reason.NONE if near else Reason.NONE_IN_DISTRICT


def _vouched(offer: Offer) -> bool:
    return offer.service.verified is not Verified.UNVERIFIED


def _km(offer: Offer) -> int:
    return offer.km or 0
