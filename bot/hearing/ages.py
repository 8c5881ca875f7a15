"""An age among the words: «мне 9 лет», «10 жастамын», «5 сыныпта». Pure.

It says that a child writes or is written of, loudly enough to hide what is done to it: so what is grave is sought in
the words beside it.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from bot.hearing.spelling import sound
from bot.hearing.text import Stretch

_YEARS: Final = ("let", "god", "jas", "klas", "synyp")  # how the word behind an age begins
_WHOSE: Final = frozenset(
    sound("мне мен менің жасым ему ей оған жасы").split()
)  # stands before one, with figures alone
_NUMBERS: Final = frozenset(
    word
    for words in (
        "три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать",
        "шестнадцать семнадцать бір екі үш төрт бес алты жеті сегіз тоғыз он",
    )
    for word in sound(words).split()
)
_FIGURES: Final = frozenset(map(str, range(18)))


def beside_age(words: Sequence[str]) -> list[Stretch]:
    """The stretches of all other words, if there is an age and anything else."""
    ages = {*_ages(words)}
    others = groupby((at for at in range(len(words)) if at not in ages), lambda at: sum(age < at for age in ages))
    return [(stretch[0], stretch[-1] + 1) for _, run in others if (stretch := [*run])] if ages else []


def _ages(words: Sequence[str]) -> Iterator[int]:
    for at, word in enumerate(words):
        if word in _NUMBERS | _FIGURES:
            whose = at > 0 and words[at - 1] in _WHOSE | _NUMBERS
            years = at + 1 < len(words) and words[at + 1].startswith(_YEARS)
            if years or (whose and word in _FIGURES):
                yield from range(at - whose, at + 1 + years)
