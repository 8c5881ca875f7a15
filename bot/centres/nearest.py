"""Which services to offer, nearest first, and why the first wish was not met. Regions are no border."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from typing import Final

from bot.centres.ageing import Age, age
from bot.centres.directory import Directory
from bot.centres.hours import is_open
from bot.centres.model import House, Service
from bot.centres.places import Place, PlaceKind
from bot.centres.words import Answer, Confidence, ForWhom, Intake, ServiceKind, Status, Verified

EARTH_KM: Final = 6371.0088  # mean radius
NEAR_KM: Final = 20  # below this a kilometre counts; above, ten do
# What opening hours weigh: open now is as good as this much nearer, closed now as bad as this much farther. More, and
# the only centre of the country with known hours would be everybody's first at night.
HOURS_KM: Final = 50


class Asker(StrEnum):
    """Who asks, as far as it decides which doors are shown."""

    ADULT = "adult"
    MINOR = "minor"  # is shown no house for adults
    CARED_FOR = "cared_for"  # old or disabled
    OWN = "own"  # afraid of their own acts: is shown no house at all


_FOR_ADULTS: Final = frozenset({ServiceKind.SHELTER, ServiceKind.CRISIS_CENTRE, ServiceKind.LONG_TERM_HELP})
_WEIGHT: Final = {True: -HOURS_KM, None: 0, False: HOURS_KM}
_NOT_FOR: Final = {Asker.CARED_FOR: {ForWhom.MOTHERS_OF_NEWBORNS, ForWhom.WOMEN_WITH_CHILDREN}}


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
    open_now: bool | None = None  # None when its hours, or the moment, are not known
    full: bool = False  # it has said so, less than a day ago


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
    at: datetime | None = None,
    asker: Asker = Asker.ADULT,
) -> Offers:
    """Offer up to `count` services for a place, one of them in another town; no wants means any kind.

    What somebody vouches for goes before what nobody does; then what fits the wish, what admits who is asking, what
    is not stale; then the nearest, where hours weigh too if the moment `at` (aware) is given. Regions are no border.
    """
    return among(kept(directory, today), directory, place, wants, today=today, count=count, at=at, asker=asker)


def among(
    services: Iterable[Service],
    directory: Directory,
    place: Place | None,
    wants: frozenset[ServiceKind],
    *,
    today: date,
    count: int,
    at: datetime | None,
    asker: Asker,
) -> Offers:
    """Do what `nearest` does, of these services of the directory alone."""
    offers = [_offer(directory, service, place, wants, at) for service in services if _safe_for(service, wants, asker)]
    ranked = sorted(offers, key=lambda offer: _rank(offer, wants, today, asker))
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


def sure(service: Service, wants: frozenset[ServiceKind], today: date, asker: Asker) -> bool:
    """Say whether nothing but distance and hours decides how high it stands: no other kind stands above this one."""
    return (
        service.verified is not Verified.UNVERIFIED
        and _safe_for(service, wants, asker)
        and (not wants or not wants.isdisjoint(service.kinds))
        and service.eligibility.who not in _NOT_FOR.get(asker, ())
        and age(service, today) not in {Age.STALE, Age.HIDDEN}
    )


def kept(directory: Directory, today: date) -> list[Service]:
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


def _safe_for(service: Service, wants: frozenset[ServiceKind], asker: Asker) -> bool:
    """Keep a place that everyone knows away from whoever may be searched for, and houses from whom they are not for."""
    if asker is Asker.OWN and isinstance(service, House):  # one of unknown shelter too
        return False
    if asker is Asker.MINOR and (service.has_shelter is Answer.YES or not _FOR_ADULTS.isdisjoint(service.kinds)):
        return False
    return not service.known_place or wants == {ServiceKind.LONG_TERM_HELP}


def _offer(
    directory: Directory, service: Service, place: Place | None, wants: frozenset[ServiceKind], at: datetime | None
) -> Offer:
    there = directory.places[service.location]
    return Offer(
        service=service,
        place=there,
        km=distance(place, there) if place else None,
        same_region=place is not None and place.region == there.region,
        same_town=place is not None and place.town == there.town,
        fits=not wants or not wants.isdisjoint(service.kinds),
        open_now=is_open(service.schedule, at) if at else None,
        full=at is not None and service.intake_at(at) is Intake.FULL,
    )


def _rank(offer: Offer, wants: frozenset[ServiceKind], today: date, asker: Asker) -> tuple[object, ...]:
    service = offer.service
    return (
        not offer.fits,
        service.eligibility.who in _NOT_FOR.get(asker, ()),
        age(service, today) in {Age.STALE, Age.HIDDEN},
        _km(offer) + _WEIGHT[offer.open_now],
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
    nearest_sure = min(map(_km, vouched))
    return next((offer for offer in fitting if _km(offer) < nearest_sure), None)


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
