"""Something grave among everyday talk is heard; everyday talk alone, however much of it, is not taken for it.

Made of messages nobody looked at; which stand together goes by their numbers.
"""

import pytest

from bot.hearing.classes import Classes
from bot.hearing.ear import Ear
from bot.hearing.kind import Kind
from bot.hearing.text import Stretch, Text
from tests.hearing.sets import EIGHTH_ON, Message, messages

HELD = [one for name in EIGHTH_ON for one in messages(name, "held")]
CALM = [one.text for one in HELD if one.kind is Kind.UNKNOWN and len(one.text) in range(25, 150)]
GRAVE = [one for one in HELD if one.kind in {Kind.DANGER, Kind.SUICIDE} and len(one.text) < 150]


def calm(number: int, many: int) -> list[str]:
    """Some everyday messages without their end."""
    return [CALM[(number * 7 + one * 89) % len(CALM)].rstrip(".!?") for one in range(many)]


def told(number: int, grave: Message, before: int, behind: int, pause: str) -> str:
    """A message with everyday ones before and behind it."""
    around = calm(number, before + behind)
    return pause.join((*around[:before], grave.text.rstrip(".!?"), *around[before:]))


# Measured, of 977; the goal is none. Without a comma nothing says where one thing ends and another begins.
@pytest.mark.parametrize(
    ("before", "behind", "pause", "most"),
    [
        (1, 0, ". ", 2),
        (0, 1, ". ", 6),
        (2, 1, ". ", 12),
        (4, 4, ". ", 50),
        (2, 1, ", ", 36),
        (4, 4, ", ", 81),
        (1, 0, " ", 3),
        (0, 1, " ", 12),
        (2, 1, " ", 61),
        (4, 4, " ", 136),
    ],
)
def test_what_is_grave_is_heard_among_everyday_talk(ear: Ear, before: int, behind: int, pause: str, most: int) -> None:
    missed = sum(
        ear.text(told(number, one, before, behind, pause)).kind is not one.kind for number, one in enumerate(GRAVE)
    )
    assert missed <= most


# Of 1,205; by themselves 10 and 15 of them are taken for one.
@pytest.mark.parametrize(
    ("many", "pause", "danger", "suicide"),
    [(2, ". ", 7, 15), (9, ". ", 1, 20), (9, ", ", 18, 20), (2, " ", 10, 11), (9, " ", 18, 20)],
)
def test_much_everyday_talk_is_still_everyday_talk(ear: Ear, many: int, pause: str, danger: int, suicide: int) -> None:
    heard = [ear.text(pause.join(calm(number, many))).kind for number in range(len(CALM))]
    assert heard.count(Kind.DANGER) <= danger
    assert heard.count(Kind.SUICIDE) <= suicide


@pytest.mark.parametrize("pause", [". ", ", ", " "])
@pytest.mark.parametrize("before", [0, 20, 80])
def test_danger_is_heard_anywhere_in_a_long_story(ear: Ear, pause: str, before: int) -> None:
    chickens = ["Мы жили в маленьком доме и держали кур"]
    assert ear.text(pause.join(chickens * 80)).kind is not Kind.DANGER
    story = [*chickens * before, "Он сейчас ломает дверь", *chickens * (80 - before)]
    assert ear.text(pause.join(story)).kind is Kind.DANGER


def test_a_long_sentence_is_read_in_stretches_that_reach_into_each_other_and_between_commas() -> None:
    def stretches(heard: str) -> list[Stretch]:
        return Text.of(heard, Classes({}, {}, {}, {})).stretches

    assert stretches("a " * 16) == []
    assert stretches("a " * 17) == [(0, 16), (8, 17)]
    assert stretches("a " * 24) == [(0, 16), (8, 24)]
    assert stretches("a a a. " + "a " * 20 + "." + "a " * 4) == [(3, 19), (11, 23)]
    clause = (16, 20)
    assert clause in stretches("a " * 16 + ", " + "a " * 4)
    assert clause not in stretches("a " * 13 + ", a a a")
    assert stretches("a " * 17 + "," + "a a a , a") == [(0, 16), (8, 21), (0, 17)]
