"""The index gives the very offers of the search over everything, in directories of every make."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random  # noqa: TID251 - seeded: the same directories every time
from time import process_time
from types import MappingProxyType

import pytest

from bot.centres.directory import Directory, load
from bot.centres.hours import Day, Hours
from bot.centres.nearby import Nearby
from bot.centres.nearest import Asker, nearest
from bot.centres.words import ServiceKind, Status, Verified

TODAY = date(2026, 11, 20)
NIGHT = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
SHIPPED = load(Path(__file__).parents[2] / "directory", today=TODAY)
OFFICE = (Hours(byday=(Day.MO, Day.FR), opens_at="09:00", closes_at="18:00"),)
REFUGE = frozenset({ServiceKind.SHELTER, ServiceKind.CRISIS_CENTRE})


def made_up(count: int, seed: int) -> Directory:
    """A directory of shipped services thrown about the country, in every state."""
    chance, shipped = Random(seed), tuple(SHIPPED.services.values())
    katos = tuple(SHIPPED.places)
    services = {}
    for number in range(count):
        days = chance.choice([1, 40, 70, 100, 400])
        state = chance.choice([*["published"] * 4, "unverified", "confirmed"])
        called = {"checked_on": TODAY - timedelta(days=days)} if state == "confirmed" else {"checked_on": None}
        services[f"s-{number}"] = chance.choice(shipped).model_copy(
            update={
                **called,
                "id": f"s-{number}",
                "location": chance.choice(katos),
                "verified": Verified(state),
                "status": chance.choice([*[Status.ACTIVE] * 9, Status.DEFUNCT]),
                "schedule": chance.choice(["24/7", "unknown", OFFICE]),
            }
        )
    return replace(SHIPPED, services=MappingProxyType(services))


@pytest.mark.parametrize("count", [0, 1, 2, 5, 40, 400])
@pytest.mark.parametrize("at", [None, NIGHT])
def test_the_offers_are_those_of_a_look_at_every_service(count: int, at: datetime | None) -> None:
    directory, chance = made_up(count, count), Random(count)
    nearby = Nearby.build(directory, TODAY)
    for kato in [None, *chance.sample(list(directory.places), 60 if count > 100 else 150)]:
        place = directory.places[kato] if kato else None
        wants = chance.choice([frozenset[ServiceKind](), REFUGE, frozenset({chance.choice(list(ServiceKind))})])
        asker, many = chance.choice(list(Asker)), chance.choice([1, 2, 3, 7])
        slow = nearest(directory, place, wants, today=TODAY, at=at, asker=asker, count=many)
        assert nearby.nearest(place, wants, at=at, asker=asker, count=many) == slow, (kato, wants, asker, many)


def test_the_shipped_directory_gives_the_same_offers_everywhere() -> None:
    nearby = Nearby.build(SHIPPED, TODAY)
    for place in SHIPPED.places.values():
        assert nearby.nearest(place, REFUGE) == nearest(SHIPPED, place, REFUGE, today=TODAY)


def test_a_large_directory_costs_a_fraction_of_a_look_at_every_service() -> None:
    directory = made_up(2_000, 1)
    nearby, places = Nearby.build(directory, TODAY), Random(2).sample(list(directory.places.values()), 20)

    def best(by_index: bool) -> float:  # noqa: FBT001
        least = 1.0
        for place in places:
            started = process_time()
            if by_index:
                nearby.nearest(place, REFUGE)
            else:
                nearest(directory, place, REFUGE, today=TODAY)
            least = min(least, process_time() - started)
        return least

    assert best(by_index=True) < best(by_index=False) / 3
