"""How much of the sets of messages is heard: no less than was measured, and no message held back taught it."""

import pytest

from bot.hearing.ear import Ear
from bot.hearing.kind import Kind
from bot.hearing.listener import Listener
from bot.hearing.weights import WEIGHTS
from tests.hearing.sets import (
    BLIND,
    EIGHTH_ON,
    LOOKED_AT,
    OUTSIDE,
    REACHING,
    SETS,
    Count,
    count,
    messages,
    score,
)

LISTENER = Listener.build()
AROUND = (
    "Здравствуйте.",
    "Сәлеметсіз бе!",
    "Спасибо вам.",
    "Рахмет!",
    "Я из Павлодара.",
    "Мен Шымкенттенмін.",
    "Тупой бот!",
    "Ақымақ бот!",
)
GRAVE = [
    one.text
    for name in SETS
    for one in messages(name, "tuned")
    if one.kind in {Kind.DANGER, Kind.SUICIDE} and LISTENER.hear(one.text).kind is one.kind
]


@pytest.mark.parametrize("name", LOOKED_AT)
def test_nothing_grave_is_missed_in_the_half_that_was_looked_at(ear: Ear, name: str) -> None:
    found = score(ear, messages(name, "tuned"))
    assert found.danger == 1
    assert found.suicide == 1
    assert found.alarms <= 0.02
    assert found.right >= 0.95


# A set moves by some messages when hearing learns anew; how far each is from the goal: docs/measurements.md.
@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("messages", Count(25, 0, 0, 3)),
        ("messages_second", Count(29, 0, 1, 2)),
        ("messages_third", Count(24, 0, 0, 1)),
        ("messages_fourth", Count(24, 0, 0, 1)),
        ("messages_fifth", Count(415, 7, 24, 11)),
        ("messages_sixth", Count(14, 0, 0, 0)),
        ("messages_seventh", Count(69, 0, 2, 4)),
        ("messages_eighth", Count(2, 0, 0, 0)),
        ("messages_ninth", Count(3, 0, 0, 1)),
        ("messages_tenth", Count(7, 0, 0, 2)),
        ("messages_eleventh", Count(10, 0, 0, 4)),
        ("messages_twelfth", Count(4, 0, 0, 0)),
        ("messages_thirteenth", Count(18, 0, 0, 5)),
        ("messages_fourteenth", Count(9, 0, 0, 0)),
        ("messages_fifteenth", Count(7, 0, 0, 3)),
        ("messages_sixteenth", Count(13, 1, 0, 3)),
        ("messages_seventeenth", Count(5, 0, 0, 0)),
        ("messages_eighteenth", Count(11, 0, 0, 0)),
        ("messages_nineteenth", Count(13, 0, 2, 3)),
        ("messages_twentieth", Count(3, 0, 0, 1)),
        ("messages_twenty_first", Count(15, 0, 0, 0)),
        ("messages_twenty_second", Count(3, 0, 0, 0)),
        ("messages_twenty_third", Count(7, 0, 0, 2)),
        ("messages_twenty_fourth", Count(1, 0, 0, 0)),
        ("messages_twenty_fifth", Count(8, 0, 0, 2)),
        ("messages_twenty_sixth", Count(10, 0, 0, 4)),
        ("messages_twenty_seventh", Count(7, 0, 0, 0)),
        ("messages_twenty_eighth", Count(382, 3, 9, 62)),
        ("messages_twenty_ninth", Count(6, 0, 1, 1)),
        ("messages_thirtieth", Count(16, 0, 0, 3)),
        ("messages_thirty_first", Count(4, 0, 0, 0)),
        ("messages_thirty_second", Count(5, 0, 0, 0)),
        ("messages_thirty_third", Count(121, 2, 8, 19)),
        ("messages_thirty_fourth", Count(6, 0, 0, 0)),
    ],
)
def test_no_more_of_a_set_is_misheard_than_measured(ear: Ear, name: str, most: Count) -> None:
    assert count(ear, messages(name, "held")).within(most)


@pytest.mark.parametrize(
    ("names", "most"),
    [(BLIND, Count(116, 0, 1, 7)), (EIGHTH_ON, Count(53, 0, 0, 12)), (OUTSIDE, Count(102, 1, 3, 16))],
)
def test_of_blind_sets_together_no_more_is_missed_than_measured(ear: Ear, names: tuple[str, ...], most: Count) -> None:
    """Single messages move when hearing learns anew; a sum rises for fewer missed or fewer wrong alone."""
    found = count(ear, [one for name in names for one in messages(name, "held")])
    assert found.within(most)


@pytest.mark.parametrize("name", REACHING)
def test_two_sets_that_nobody_has_read_reach_every_goal(ear: Ear, name: str) -> None:
    found = score(ear, messages(name, "held"))
    assert (found.danger, found.suicide) == (1, 1)
    assert found.right >= 0.95
    assert found.alarms <= 0.02


@pytest.mark.parametrize("around", AROUND)
def test_a_greeting_thanks_a_place_or_an_insult_beside_it_hides_nothing_grave(ear: Ear, around: str) -> None:
    changed = [
        text
        for text in GRAVE
        if len({ear.text(said).kind for said in (text, f"{around} {text}", f"{text}. {around}")}) > 1
    ]
    assert changed == []


def test_no_held_back_message_is_among_the_examples() -> None:
    lines = WEIGHTS.with_name("examples.tsv").read_text("utf-8").splitlines()
    taught = {line.partition("\t")[2].strip().lower() for line in lines}
    held = {one.text.strip().lower() for name in SETS for one in messages(name, "held")}
    assert taught & held == set()
