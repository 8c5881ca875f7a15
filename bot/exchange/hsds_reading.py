"""Our own HSDS export → drafts. A stranger's file is refused: what it does not say, we would have to make up."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.centres.directory import Directory
from bot.exchange import hsds_profile as profile
from bot.exchange.delimited import decoded
from bot.exchange.draft import Draft
from bot.exchange.issues import Wrong, issue
from bot.issue import Issue

_NAMED: Final = re.compile(r"[a-z0-9_-]{1,80}")
_ACCESS: Final = {name: word for word, name in profile.ACCESS.items()}


def read_hsds(file: str, data: bytes, known: Directory, issues: list[Issue]) -> list[Draft]:
    """Read every service of an export."""
    try:
        page = json.loads(decoded(data))
    except Wrong as error:
        issues.append(issue(error.code, file))
        return []
    except (ValueError, RecursionError):
        issues.append(issue("X106", file))
        return []
    contents = page.get("contents") if isinstance(page, dict) else None
    if not isinstance(contents, list) or page.get("profile") != profile.PROFILE:
        issues.append(issue("X124", file))
        return []
    if not contents:
        issues.append(issue("X101", file))
    made = []
    for number, item in enumerate(contents, 1):
        try:
            made.append(_draft(file, item, number, known))
        # What is not the shape of our export fails here in one of these ways, whatever it is instead.
        except (Wrong, KeyError, TypeError, AttributeError, IndexError, ValueError):
            issues.append(issue("X124", file, f"contents {number}"))
    return made


def _draft(file: str, item: Mapping[str, Any], number: int, known: Directory) -> Draft:
    said = dict(_said(item["attributes"]))
    line = said["entity"] == ["line"]
    values: dict[str, Any] = {
        "name": {"ru": item["name"], "kk": item["alternate_name"]},
        "status": item["status"],
        "schedule": _schedule(item["schedules"]),
        "languages": [one["code"] for one in item["languages"]],
        "service_area": [_region(one["uri"], known) for one in item["service_areas"]],
    }
    if "assured_date" in item:
        values["assured_date"] = item["assured_date"]
    for field in (profile.LINE if line else profile.SERVICE).split():
        if field in said or field in profile.SEVERAL:
            _put(values, field, said.get(field, []))
    values |= {field: terms for field in profile.TERMS if (terms := list(_terms(item["attributes"], field)))}
    if not line:
        values |= _of_service(item, said)
    elif item["phones"]:
        values |= {"tel": item["phones"][0]["number"], "number": item["phones"][0]["description"]}
    named = values["id"]
    return Draft(file, line, named if _NAMED.fullmatch(named) else f"contents {number}", values)


def _of_service(item: Mapping[str, Any], said: Mapping[str, list[str]]) -> dict[str, Any]:
    organization, location = item["organization"], item["service_at_locations"][0]["location"]
    contacts = [*map(_phone, item["phones"]), *map(_lead, said.get(profile.LEAD, ()))]
    made: dict[str, Any] = {
        "kind": next(_terms(item["attributes"], "kind")),
        "organization": {"name": organization["name"], "type": organization["legal_status"]},
        "location": location["external_identifier"],
        "accessibility": [_ACCESS[one["description"]] for one in location["accessibility"]],
        "phones": [contact for channel, contact in contacts if channel == "voice"],
        "messenger": [contact | {"channel": channel} for channel, contact in contacts if channel != "voice"],
    }
    for address in location.get("addresses", ()):
        made["address"] = {"ru": address["address_1"], "kk": dict(_said(address["attributes"]))["address.kk"][0]}
    if "alert" in item:
        made["alert"] = {"ru": item["alert"], "kk": said["alert.kk"][0]}
    return made


def _said(attributes: list[Mapping[str, Any]]) -> Iterator[tuple[str, list[str]]]:
    """Gather our own attributes by name."""
    found: dict[str, list[str]] = {}
    for one in attributes:
        if one["link_type"] == profile.PROFILE:
            found.setdefault(one["taxonomy_term"]["code"], []).append(one["value"])
    yield from found.items()


def _terms(attributes: list[Mapping[str, Any]], field: str) -> Iterator[str]:
    return (one["taxonomy_term"]["code"] for one in attributes if one["link_type"] == field)


def _phone(phone: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    said = dict(_said(phone["attributes"]))
    made = {"number": phone["number"], "verified": said["verified"][0]}
    if "checked_on" in said:
        made["checked_on"] = said["checked_on"][0]
    return said["channel"][0], made


def _lead(value: str) -> tuple[str, dict[str, Any]]:
    channel, number = value.split(" ")
    return channel, {"number": number, "verified": "unverified"}


def _schedule(schedules: list[Mapping[str, Any]]) -> Any:
    if not schedules:
        return "unknown"
    if schedules[0].get("description") == profile.ALWAYS:
        return profile.ALWAYS
    return [
        {
            "byday": one["byday"].split(","),
            "opens_at": one["opens_at"].removesuffix(profile.ZONE),
            "closes_at": one["closes_at"].removesuffix(profile.ZONE),
        }
        for one in schedules
    ]


def _region(uri: str, known: Directory) -> str:
    """Give the code of a region; one that is not known goes on as it is, and is found out later."""
    kato = uri.removeprefix("urn:kato:")
    return next((region.code for region in known.regions if region.kato == kato), "unknown")


def _put(values: dict[str, Any], field: str, said: list[str]) -> None:
    *parents, last = field.split(".")
    for parent in parents:
        values = values.setdefault(parent, {})
    if field in profile.SEVERAL:
        values[last] = said
    elif field in profile.NUMBERS:
        values[last] = int(said[0])
    elif field in profile.FLAGS:
        values[last] = said[0] == "yes"
    else:
        values[last] = said[0]
