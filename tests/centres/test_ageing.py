"""Entries grow old from our own call, and from nothing else."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.centres.ageing import Age, age
from bot.centres.directory import load
from bot.centres.model import Line, Service
from bot.centres.words import Answer, Verified

TODAY = date(2026, 11, 20)
SMALL = load(Path(__file__).parent / "small", today=TODAY)


def checked(entry: Service | Line, days_ago: int) -> Age:
    called = {"verified": Verified.CONFIRMED, "checked_on": TODAY - timedelta(days=days_ago)}
    return age(entry.model_copy(update=called), TODAY)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, Age.FRESH),
        (30, Age.FRESH),
        (31, Age.AGEING),
        (60, Age.AGEING),
        (61, Age.STALE),
        (90, Age.STALE),
        (91, Age.HIDDEN),
    ],
)
def test_a_centre_is_to_be_called_every_thirty_days(days: int, expected: Age) -> None:
    assert checked(SMALL.services["abai-centre"], days) is expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [(90, Age.FRESH), (91, Age.AGEING), (121, Age.STALE), (180, Age.STALE), (181, Age.HIDDEN)],
)
def test_another_service_every_ninety(days: int, expected: Age) -> None:
    office = SMALL.services["astana-office"].model_copy(update={"kind": "legal"})
    assert checked(office, days) is expected


def test_whatever_may_house_people_ages_like_a_shelter() -> None:
    unsure = SMALL.services["abai-centre"].model_copy(update={"kind": "legal", "has_shelter": Answer.UNKNOWN})
    assert checked(unsure, 31) is Age.AGEING


@pytest.mark.parametrize(("days", "expected"), [(14, Age.FRESH), (15, Age.AGEING), (29, Age.STALE), (4000, Age.STALE)])
def test_a_line_every_fourteen_and_it_never_hides(days: int, expected: Age) -> None:
    assert checked(SMALL.lines["helpline_150"], days) is expected


def test_what_was_only_published_is_neither_fresh_nor_hidden() -> None:
    assert age(SMALL.services["abai-centre"], TODAY + timedelta(days=4000)) is Age.UNCHECKED
    assert not SMALL.services["abai-centre"].checked_by_us
