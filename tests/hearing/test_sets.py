"""How much of the sets of messages is heard: no less than was measured, and no message held back taught it."""

import pytest

from bot.hearing.ear import Ear
from bot.hearing.kind import Kind
from bot.hearing.listener import Listener
from bot.hearing.weights import WEIGHTS
from tests.hearing.sets import (
    BLIND,
    EIGHTH_ON,
    FIFTEENTH,
    LOOKED_AT,
    OUTSIDE,
    SETS,
    Count,
    Score,
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


# Measured on messages nobody looked at while the hearing was taught; below the goal, so a floor. That of one set
# moves by some messages when hearing learns anew.
@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("messages", Score(0.948, 1, 1, 0.03)),
        ("messages_second", Score(0.925, 1, 0.97, 0.016)),
        ("messages_third", Score(0.965, 0.99, 0.988, 0.016)),
        ("messages_fourth", Score(0.953, 1, 1, 0.028)),
        ("messages_fifth", Score(0.863, 0.974, 0.931, 0.035)),
        ("messages_sixth", Score(0.981, 0.987, 1, 0)),
        ("messages_seventh", Score(0.919, 1, 0.98, 0.035)),
        ("messages_eighth", Score(0.994, 1, 1, 0.006)),
        ("messages_ninth", Score(0.991, 1, 1, 0.025)),
        ("messages_tenth", Score(0.977, 1, 1, 0.026)),
        ("messages_eleventh", Score(0.985, 1, 1, 0.013)),
        ("messages_twelfth", Score(0.995, 1, 1, 0)),
        ("messages_thirteenth", Score(0.974, 1, 0.989, 0.016)),
        ("messages_fourteenth", Score(0.975, 0.989, 1, 0.01)),
        ("messages_sixteenth", Score(0.983, 0.994, 1, 0.029)),
        ("messages_seventeenth", Score(0.986, 0.993, 1, 0.017)),
        ("messages_eighteenth", Score(0.978, 1, 1, 0.006)),
        ("messages_nineteenth", Score(0.98, 0.996, 0.983, 0.008)),
        ("messages_twentieth", Score(0.985, 0.992, 1, 0.007)),
        ("messages_twenty_first", Score(0.964, 0.99, 1, 0)),
        ("messages_twenty_second", Score(0.991, 1, 1, 0)),
        ("messages_twenty_third", Score(0.985, 1, 1, 0.013)),
        ("messages_twenty_fourth", Score(0.998, 1, 1, 0)),
        ("messages_twenty_fifth", Score(0.984, 1, 1, 0.023)),
        ("messages_twenty_sixth", Score(0.982, 1, 0.99, 0.038)),
    ],
)
def test_messages_nobody_looked_at_are_heard_no_worse_than_measured(ear: Ear, name: str, floor: Score) -> None:
    found = score(ear, messages(name, "held"))
    assert found.right >= floor.right
    assert found.danger >= floor.danger
    assert found.suicide >= floor.suicide
    assert found.alarms <= floor.alarms


@pytest.mark.parametrize(
    ("names", "most"),
    [(BLIND, Count(115, 2, 2, 9)), (EIGHTH_ON, Count(62, 1, 1, 19)), (OUTSIDE, Count(88, 4, 4, 21))],
)
def test_of_blind_sets_together_no_more_is_missed_than_measured(ear: Ear, names: tuple[str, ...], most: Count) -> None:
    """Single messages move when hearing learns anew; a sum rises for fewer missed or fewer wrong alone."""
    found = count(ear, [one for name in names for one in messages(name, "held")])
    assert found.danger <= most.danger
    assert found.suicide <= most.suicide
    assert found.alarms <= most.alarms
    assert found.wrong <= most.wrong


def test_the_fifteenth_set_reaches_every_goal(ear: Ear) -> None:
    """Three testers wrote it; nobody of those who teach hearing has read it."""
    found = score(ear, messages(FIFTEENTH, "held"))
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
