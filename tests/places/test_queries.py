"""The goals of the search, on queries written before its rules; half were not looked at while the rules were made."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bot.places.found import Found, Kind
from bot.places.search import Places

SURE = {Kind.ONE, Kind.REGION}


@dataclass(frozen=True)
class Query:
    half: str
    truth: str
    region: str
    settlement: str
    text: str

    def right(self, found: Found) -> bool:
        match self.truth:
            case "place":
                named = found.place.ru if found.place else ""
                return found.kind in {Kind.ONE, Kind.CONFIRM} and (found.region, named) == (
                    self.region,
                    self.settlement,
                )
            case "region":
                return found.kind is Kind.REGION and found.region == self.region
            case "ask":
                return found.kind in {Kind.CHOICE, Kind.CONFIRM}
            case "abroad":
                return found.kind is Kind.ABROAD
            case _:
                return found.kind is Kind.NONE


def queries(name: str = "queries.tsv") -> list[Query]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Query(*row) for row in rows[1:]]


def later_queries() -> list[Query]:
    """Written when the rules were done, in other words; the third set after what the second one mended."""
    return queries("queries_second.tsv")


@cache
def every_query() -> list[Query]:
    return [*queries(), *later_queries()]


SETS = ["tune", "held", "second", "third"]


def share_right(places: Places, half: str, *truths: str) -> float:
    asked = [query for query in every_query() if query.half == half and query.truth in truths]
    return sum(query.right(places.find(query.text)) for query in asked) / len(asked)


def test_there_are_five_hundred_different_queries_half_of_them_held_back() -> None:
    all_queries = queries()
    assert len({query.text for query in all_queries}) == len(all_queries) >= 500
    assert abs(sum(query.half == "held" for query in all_queries) / len(all_queries) - 0.5) < 0.01


def test_there_are_five_hundred_later_queries_none_of_them_among_the_first() -> None:
    first, later = ({query.text.casefold() for query in some} for some in (queries(), later_queries()))
    assert len(later) >= 500
    assert first.isdisjoint(later)


@pytest.mark.parametrize("half", SETS)
def test_an_unambiguous_name_is_understood(places: Places, half: str) -> None:
    assert share_right(places, half, "place", "region") >= 0.97


@pytest.mark.parametrize("half", SETS)
def test_what_is_no_place_is_refused(places: Places, half: str) -> None:
    assert share_right(places, half, "none") >= 0.97


@pytest.mark.parametrize("half", SETS)
def test_an_ambiguous_name_is_asked_about(places: Places, half: str) -> None:
    assert share_right(places, half, "ask") >= 0.95


@pytest.mark.parametrize("half", SETS)
def test_a_foreign_town_is_known_as_foreign(places: Places, half: str) -> None:
    assert share_right(places, half, "abroad") == 1


def test_no_sure_answer_is_in_a_wrong_region(places: Places) -> None:
    every = [query for query in every_query() if query.truth != "ask"]
    sure = [(query, places.find(query.text)) for query in every]
    assert [query.text for query, found in sure if found.kind in SURE and found.region != query.region] == []
