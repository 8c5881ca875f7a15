"""The map: towns, and nothing nearer."""

import json
from typing import Any

from bot.centres.model import Service
from bot.centres.words import Status
from bot.exchange.geojson import write_geojson
from tests.exchange.samples import rich, shipped


def features(text: str) -> list[dict[str, Any]]:
    found: Any = json.loads(text)
    assert found["type"] == "FeatureCollection"
    return list(found["features"])


def test_each_town_has_one_point_in_its_middle_rounded() -> None:
    points = features(write_geojson(shipped()))
    assert len({point["id"] for point in points}) == len(points)
    for point in points:
        lon, lat = point["geometry"]["coordinates"]
        town = shipped().places[point["id"]]
        assert (lon, lat) == (round(town.lon, 2), round(town.lat, 2))
        assert 46 < lon < 88
        assert 40 < lat < 56


def test_every_service_that_works_is_in_its_town() -> None:
    def works(service: Service) -> bool:
        return service.status in {Status.ACTIVE, Status.TEMPORARILY_CLOSED}

    listed = {one["id"] for point in features(write_geojson(shipped())) for one in point["properties"]["services"]}
    assert listed == {one.id for one in shipped().services.values() if works(one)}
    assert len(listed) < len(shipped().services) or all(map(works, shipped().services.values()))


def test_no_number_address_or_hour_is_on_the_map() -> None:
    text = write_geojson(rich())
    assert [word for word in ("+7", "улица", "09:00", "Фонд", "example.kz") if word in text] == []
