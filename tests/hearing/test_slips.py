"""Slips of fingers: what hearing learns from, and how much of messages nobody looked at is still heard with them."""

import re
from dataclasses import replace
from itertools import pairwise
from random import Random  # noqa: TID251 - seeded: the same slips every time

import numpy as np
import pytest

from benchmarks.slips import slipped, slipping
from bot.hearing.ear import Ear
from tests.hearing.sets import EIGHTH_ON, Count, count, messages

HELD = [one for name in EIGHTH_ON for one in messages(name, "held")]
ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "қөһ", "әіңғүұ", "qwertyuiop", "asdfghjkl", "zxcvbnm")
NEAR: dict[str, str] = {}
for one, other in (pair for row in ROWS for pair in pairwise(row)):
    NEAR[one], NEAR[other] = NEAR.get(one, "") + other, NEAR.get(other, "") + one


def test_a_slip_leaves_out_turns_round_exchanges_or_adds_one_letter() -> None:
    chance = np.random.default_rng(1)
    found = {slipped("дверь", "ы", chance) for _ in range(400)}
    assert {"верь", "двеь", "вдерь", "двреь", "ыверь", "двеыь", "ыдверь", "двеырь"} <= found
    assert "дверь" not in found
    assert {len(word) for word in found} == {4, 5, 6}


@pytest.mark.parametrize("word", ["", "нож", "2026", "112a"])
def test_short_words_and_numbers_stay(word: str) -> None:
    assert {slipped(word, "ы", np.random.default_rng(seed)) for seed in range(40)} == {word}


def test_a_part_of_the_longer_words_of_a_text_slips() -> None:
    text, chance = "он ломает дверь " * 200, np.random.default_rng(1)
    words = slipping(text, 0.5, chance).split()
    assert words[::3] == ["он"] * 200
    assert 60 < words.count("дверь") < 140
    assert slipping(text, 0, chance) == text
    assert slipping("12. 34", 1, chance) == "12. 34"


# Measured, of 4,162. Not as hearing learns it: keys side by side, two letters the wrong way round, one left out.
@pytest.mark.parametrize(
    ("part", "most"), [(0.25, Count(126, 2, 6, 20)), (0.5, Count(258, 4, 22, 21)), (1, Count(872, 67, 121, 36))]
)
def test_slips_hide_no_more_than_measured(ear: Ear, part: float, most: Count) -> None:
    found = count(ear, [replace(one, text=hasty(one.text, part, Random(at))) for at, one in enumerate(HELD)])
    assert found.wrong <= most.wrong
    assert found.danger <= most.danger
    assert found.suicide <= most.suicide
    assert found.alarms <= most.alarms


def hasty(text: str, part: float, chance: Random) -> str:
    """A text in which such a part of the longer words has one slip."""
    return re.sub(r"[^\W\d_]{4,}", lambda word: _slip(word[0], chance) if chance.random() < part else word[0], text)


def _slip(word: str, chance: Random) -> str:
    at = chance.randrange(len(word) - 1)
    first, second = word[at], word[at + 1]
    ways = second, second + first, _neighbour(first, chance) + second, first + _neighbour(second, chance)
    return word[:at] + chance.choice(ways) + word[at + 2 :]


def _neighbour(letter: str, chance: Random) -> str:
    return chance.choice(NEAR.get(letter.lower(), letter))
