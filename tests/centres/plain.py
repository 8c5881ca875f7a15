"""The directory's files read again in the plainest way: what may be offered to whom, and the reason it is not nearer.

It shares no line with `bot/`: rows of CSV and TOML, and the rules as product owners say them.
"""

import csv
import tomllib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "directory"
FOR_ADULTS = {"shelter", "crisis_centre", "long_term_help"}


def rows(name: str) -> dict[str, dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return {row["kato"]: row for row in csv.DictReader(file)}


class Country:
    """Every row of every table of places."""

    def __init__(self) -> None:
        self.regions, self.districts = rows("regions.csv"), rows("districts.csv")
        self.towns, self.settlements = rows("towns.csv"), rows("settlements.csv")
        self.everything = [*self.regions, *self.districts, *self.towns, *self.settlements]

    def is_region(self, kato: str) -> bool:
        return kato in self.regions and kato not in self.towns  # three regions are cities

    def region(self, kato: str) -> str:
        if kato in self.regions:
            return self.regions[kato]["code"]
        return (self.districts.get(kato) or self.towns.get(kato) or self.settlements[kato])["region_code"]

    def run_from(self, kato: str) -> str:
        """What counts as a place's own district: the city that runs it, or else the district."""
        if kato in self.districts:
            seat = self.districts[kato]["centre_kato"]
            return kato if self.towns[seat]["parent_kato"] == kato else self.run_from(seat)
        if self.is_region(kato):
            return self.run_from(self.regions[kato]["centre_kato"])
        parent = (self.towns.get(kato) or self.settlements[kato])["parent_kato"]
        return self.run_from(parent) if parent else kato

    def centre(self, kato: str) -> str:
        """The town that lends its point to a settlement without one."""
        parent = self.settlements[kato]["parent_kato"]
        return self.districts[parent]["centre_kato"] if parent in self.districts else parent


class Help:
    """What may be offered to one kind of asker with one wish."""

    def __init__(self, country: Country, asker: str, wants: frozenset[str]) -> None:
        self.country, self.asker, self.wants = country, asker, wants

    @cached_property
    def shown(self) -> Mapping[str, Mapping[str, Any]]:
        files = sorted((FOLDER / "centres").glob("*.toml"))
        entries = [one for file in files for one in tomllib.loads(file.read_text("utf-8")).get("service", ())]
        return {one["id"]: one for one in entries if self._may_be_shown(one)}

    def _may_be_shown(self, one: Mapping[str, Any]) -> bool:
        if one.get("status", "active") != "active" or one["kind"] == "helpline":
            return False
        if one.get("known_place") and self.wants != {"long_term_help"}:
            return False
        if self.asker == "own":
            return bool(one["has_shelter"] == "no")
        houses = one["has_shelter"] == "yes" or FOR_ADULTS & {one["kind"], *one.get("gives", ())}
        return not (self.asker == "minor" and houses)

    @cached_property
    def _fitting(self) -> list[Mapping[str, Any]]:
        return [
            one for one in self.shown.values() if not self.wants or self.wants & {one["kind"], *one.get("gives", ())}
        ]

    @cached_property
    def _regions(self) -> set[str]:
        return {self.country.region(one["location"]) for one in self._fitting}

    @cached_property
    def _sure_regions(self) -> set[str]:
        return {self.country.region(one["location"]) for one in self._fitting if one["verified"] != "unverified"}

    @cached_property
    def _sure_districts(self) -> set[str]:
        return {self.country.run_from(one["location"]) for one in self._fitting if one["verified"] != "unverified"}

    def reason(self, kato: str) -> str:
        """Why the first offer is not what was wished for."""
        region = self.country.region(kato)
        if not self._regions:
            return "none_of_kind"
        if region not in self._sure_regions:
            return "only_unverified" if region in self._regions else "none_in_region"
        near = self.country.is_region(kato) or self.country.run_from(kato) in self._sure_districts
        return "none" if near else "none_in_district"
