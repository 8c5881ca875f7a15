"""The directory in Open Referral HSDS 3, as its API gives services: one page that holds all. docs/hsds.md says how."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from bot.centres.directory import Directory
from bot.centres.hours import Schedule
from bot.centres.model import House, Line, Phone, Service, Written
from bot.centres.words import AddressLevel, Verified
from bot.exchange import hsds_profile as profile
from bot.exchange.hsds_profile import uid
from bot.exchange.words import KINDS, TOPICS

Json = dict[str, Any]


def write_hsds(directory: Directory) -> str:
    """Write every service and line as one JSON text."""
    services = [
        *(_line(line, directory) for line in directory.lines.values()),
        *(_service(service, directory) for service in directory.services.values()),
    ]
    page = {
        "version": profile.VERSION,
        "profile": profile.PROFILE,
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": not services,
        "contents": services,
    }
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def _line(line: Line, directory: Directory) -> Json:
    own = uid("line", line.id)
    phones = [{"id": uid(own, "phone"), "service_id": own, "number": line.tel, "type": "voice"}] if line.tel else []
    return {
        **_common(own, line, directory),
        "phones": [phone | {"description": line.number} for phone in phones],
        "attributes": [
            *_terms(own, "topics", line.topics),
            *_attributes(own, line, profile.LINE),
            _attribute(own, "service", "entity", "line"),
        ],
    }


def _service(service: Service, directory: Directory) -> Json:
    own = uid("service", service.id)
    contacts: tuple[Phone | Written, ...] = (*service.phones, *service.messenger)
    leads = [one for one in contacts if one.verified is Verified.UNVERIFIED]
    organization = service.organization
    made = {
        **_common(own, service, directory),
        "organization": {
            "id": uid("organization", organization.name, organization.type),
            "name": organization.name,
            "description": organization.name,
            "legal_status": organization.type,
        },
        "phones": [_phone(own, one) for one in contacts if one not in leads],
        "service_at_locations": [_location(own, service, directory)],
        "attributes": [
            *_terms(own, "kind", [service.kind]),
            *_terms(own, "gives", service.gives),
            *_attributes(own, service, profile.SERVICE),
            *(_attribute(own, "service", profile.LEAD, _lead(one), number) for number, one in enumerate(leads)),
            _attribute(own, "service", "entity", "service"),
        ],
    }
    if service.alert:
        made["alert"] = service.alert.ru
    return made


def _common(own: str, entry: Service | Line, directory: Directory) -> Json:
    regions = {region.code: region for region in directory.regions}
    made: Json = {
        "id": own,
        "name": entry.name.ru,
        "alternate_name": entry.name.kk,
        "status": entry.status.value,
        "schedules": list(_schedules(own, entry.schedule)),
        "languages": [
            {"id": uid(own, "language", one), "service_id": own, "name": profile.LANGUAGES[one], "code": one.value}
            for one in entry.languages
        ],
        "service_areas": [
            {
                "id": uid(own, "area", code),
                "service_id": own,
                "name": regions[code].name.ru,
                "uri": f"urn:kato:{regions[code].kato}",
            }
            for code in entry.service_area
        ],
    }
    return made | ({"assured_date": entry.assured_date} if entry.assured_date else {})


def _phone(own: str, one: Phone | Written) -> Json:
    channel = one.channel.value if isinstance(one, Written) else "voice"
    id_ = uid(own, channel, one.number)
    said = {"verified": one.verified.value, "checked_on": one.checked_on, "channel": channel}
    return {
        "id": id_,
        "service_id": own,
        "number": one.number,
        "type": "text" if isinstance(one, Written) else "voice",
        "attributes": [_attribute(id_, "phone", name, str(value)) for name, value in said.items() if value],
    }


def _lead(one: Phone | Written) -> str:
    return f"{one.channel.value if isinstance(one, Written) else 'voice'} {one.number}"


def _schedules(own: str, schedule: Schedule) -> Iterator[Json]:
    if schedule == "unknown":
        return
    if schedule == profile.ALWAYS:
        yield _schedule(own, 0, profile.ALL_DAYS, "00:00", "00:00") | {"description": profile.ALWAYS}
        return
    for number, hours in enumerate(schedule):
        if not isinstance(hours, str):
            yield _schedule(own, number, ",".join(hours.byday), hours.opens_at, hours.closes_at)


def _schedule(own: str, number: int, days: str, opens: str, closes: str) -> Json:
    return {
        "id": uid(own, "schedule", str(number)),
        "service_id": own,
        "freq": "WEEKLY",
        "byday": days,
        "timezone": 5,
        "opens_at": opens + profile.ZONE,
        "closes_at": closes + profile.ZONE,
    }


def _location(own: str, service: Service, directory: Directory) -> Json:
    """Where it is, as near as may be told: of a house, or where only the phone is open, not even the town's middle."""
    place = directory.places[service.location]
    id_ = uid(own, "location")
    location: Json = {
        "id": id_,
        "location_type": "physical",
        "name": place.name.ru,
        "alternate_name": place.name.kk,
        "external_identifier": service.location,
        "external_identifier_type": "KATO",
        "accessibility": [
            {"id": uid(own, "access", one), "location_id": id_, "description": profile.ACCESS[one]}
            for one in service.accessibility
        ],
    }
    if not isinstance(service, House) and service.address_level is not AddressLevel.PHONE_ONLY:
        location |= {"latitude": round(place.lat, 2), "longitude": round(place.lon, 2)}
    if not isinstance(service, House) and service.address:
        region = next(one for one in directory.regions if one.code == place.region)
        address = uid(own, "address")
        location["addresses"] = [
            {
                "id": address,
                "location_id": id_,
                "address_1": service.address.ru,
                "city": place.name.ru,
                "state_province": region.name.ru,
                "postal_code": "",
                "country": "KZ",
                "address_type": "physical",
                "attributes": [_attribute(address, "address", "address.kk", service.address.kk)],
            }
        ]
    return {"id": uid(own, "at"), "service_id": own, "location_id": id_, "location": location}


def _terms(own: str, field: str, words: Sequence[str]) -> Iterator[Json]:
    taxonomy = profile.TERMS[field]
    names = KINDS if taxonomy == "kind" else TOPICS
    for word in map(str, words):
        name, term = names[word], uid("term", taxonomy, word)
        yield {
            "id": uid(own, field, word),
            "link_id": own,
            "link_entity": "service",
            "link_type": field,
            "taxonomy_term_id": term,
            "taxonomy_term": {
                "id": term,
                "code": word,
                "name": name.ru,
                "description": f"{name.ru} · {name.kk}",
                "taxonomy": f"{profile.PROFILE} {taxonomy}",
            },
        }


def _attributes(own: str, entry: Service | Line, fields: str) -> Iterator[Json]:
    said = entry.model_dump(mode="json", exclude_none=True)
    for field in fields.split():
        value: Any = said
        for part in field.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        values = value if isinstance(value, list) else [] if value is None else [value]
        for number, one in enumerate(values):
            yield _attribute(
                own, "service", field, "yes" if one is True else "no" if one is False else str(one), number
            )


def _attribute(own: str, entity: str, name: str, value: str, number: int = 0) -> Json:
    term = uid("term", name)
    return {
        "id": uid(own, "attribute", name, str(number)),
        "link_id": own,
        "link_entity": entity,
        "link_type": profile.PROFILE,
        "value": value,
        "taxonomy_term_id": term,
        "taxonomy_term": {
            "id": term,
            "code": name,
            "name": name,
            "description": f"Senim: {name}",
            "taxonomy": profile.PROFILE,
        },
    }
