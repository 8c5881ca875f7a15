"""HSDS 3: no more is told of a house than may be, and a stranger's reader dials no number that nobody vouches for."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from bot.centres.directory import Directory
from bot.exchange import hsds_profile as profile
from bot.exchange.hsds import write_hsds
from tests.exchange.samples import HOUSE, rich, shipped
from tests.support.process import ROOT

BOTH = pytest.mark.parametrize("directory", [shipped(), rich()], ids=["shipped", "rich"])


def contents(directory: Directory) -> list[dict[str, Any]]:
    page: Any = json.loads(write_hsds(directory))
    return list(page["contents"])


@BOTH
def test_ids_are_unique_and_always_the_same(directory: Directory) -> None:
    def ids(value: Any) -> Iterator[tuple[str, str]]:
        if isinstance(value, dict):
            if "id" in value:
                yield value["id"], json.dumps(value, sort_keys=True)
            for inner in value.values():
                yield from ids(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from ids(inner)

    every = list(ids(contents(directory)))
    assert all(UUID(id_).version == 5 for id_, _ in every)
    assert len({id_ for id_, _ in every}) == len(set(every))  # one id, one thing: terms and organisations repeat whole
    assert contents(directory) == contents(directory)


@BOTH
def test_a_house_has_neither_address_nor_coordinates(directory: Directory) -> None:
    houses = 0
    for service in contents(directory):
        said = {one["taxonomy_term"]["code"]: one.get("value") for one in service["attributes"]}
        if said.get("has_shelter") in {"yes", "unknown"} or said.get("address_level") == "phone_only":
            houses += 1
            (at,) = service["service_at_locations"]
            assert {"latitude", "longitude", "addresses"}.isdisjoint(at["location"])
    assert houses


def test_an_office_with_consent_has_its_address_and_only_the_middle_of_its_town() -> None:
    (office,) = [
        one for one in contents(rich()) if one["service_areas"] and "alert" not in one and "organization" in one
    ]
    location = office["service_at_locations"][0]["location"]
    town = rich().places["710000000"]
    assert (location["latitude"], location["longitude"]) == (round(town.lat, 2), round(town.lon, 2))
    assert location["addresses"][0]["address_1"] == "Астана, улица Примера, 1"


def test_a_number_nobody_vouches_for_is_never_among_the_phones() -> None:
    house = next(one for one in contents(rich()) if one["name"] == HOUSE["name"]["ru"] and "alert" in one)
    assert [phone["number"] for phone in house["phones"]] == ["+77170000001", "1599", "+77010000003"]
    leads = [one["value"] for one in house["attributes"] if one["taxonomy_term"]["code"] == profile.LEAD]
    assert leads == ["voice +77170000002", "text +77010000004"]


def test_the_page_says_which_version_and_profile_it_follows() -> None:
    page = json.loads(write_hsds(shipped()))
    assert (page["version"], page["profile"]) == ("3.0", "senim")
    assert page["total_items"] == page["size"] == len(page["contents"]) == 70


def test_the_paper_names_every_field_of_the_profile() -> None:
    paper = (ROOT / "docs" / "hsds.md").read_text("utf-8")
    fields = {*profile.SERVICE.split(), *profile.LINE.split(), *profile.TERMS, profile.LEAD}
    assert [field for field in sorted(fields) if f"`{field}`" not in paper] == []
