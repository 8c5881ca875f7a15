"""The directory on a map: one point a town, its middle, rounded. What stands in a town is listed there, never placed.

Inactive and closed services are left out; so is every number: a map is for seeing where help is missing.
"""

import json
from typing import Any

from bot.centres.directory import Directory
from bot.centres.model import Service
from bot.centres.words import Status

_SHOWN = {Status.ACTIVE, Status.TEMPORARILY_CLOSED}


def write_geojson(directory: Directory) -> str:
    """Write a FeatureCollection (RFC 7946) with one point for each town that has a service."""
    by_town: dict[str, list[Service]] = {}
    for service in directory.services.values():
        if service.status in _SHOWN:
            by_town.setdefault(directory.places[service.location].town, []).append(service)
    features = [_feature(directory, town, services) for town, services in sorted(by_town.items())]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n"


def _feature(directory: Directory, town: str, services: list[Service]) -> dict[str, Any]:
    place = directory.places[town]
    return {
        "type": "Feature",
        "id": town,
        "geometry": {"type": "Point", "coordinates": [round(place.lon, 2), round(place.lat, 2)]},
        "properties": {
            "kato": town,
            "name_ru": place.name.ru,
            "name_kk": place.name.kk,
            "region": place.region,
            "services": [
                {
                    "id": service.id,
                    "kind": service.kind.value,
                    "name_ru": service.name.ru,
                    "name_kk": service.name.kk,
                    "status": service.status.value,
                    "verified": service.verified.value,
                }
                for service in services
            ],
        },
    }
