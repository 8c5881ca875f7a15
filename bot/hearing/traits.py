"""The traits of a text that likeness goes by, each at the word where it begins. Pure.

Four groups: pieces of words (an ending, a slip of one letter or a missing blank leaves most of them), words and pairs
of them, beginnings of words in a row, and classes of words near each other. A trait of the first three goes by a key
of 32 bits (one unknown trait in twenty thousand is taken for a known one), one of the last by its row in a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from bot.hearing.letters import Letters, Places, keyed, paired, running
from bot.hearing.spelling import loose
from bot.hearing.text import Text

_PIECES: Final = 2  # sizes of pieces: the two smaller ones
SAID: Final = 2  # a word, and it with the next; behind the last there is a break
_BEGUN: Final = 3  # a beginning, it with the next, and with the one after it
_SHORT, _LONG, _FULL = 4, 5, 7  # letters of a beginning; of a word from seven letters on it is the longer one
_NEAR: Final = 6  # words that one looks ahead for classes
_SALTS: Final = np.arange(1, 1 + _PIECES + SAID + _BEGUN, dtype=np.uint64)

Keys = NDArray[np.uint32]


@dataclass(frozen=True, slots=True, repr=False)
class Traits:
    """Keys of the first three groups, rows of the last."""

    inside: Keys  # of each different word, one behind the other
    of_word: Places  # how many of them came before each different word
    beside: Keys  # of each word of the text: what was said, then how it began
    about: Places
    of_about: Places  # how many of them came before each word of the text

    @classmethod
    def of(cls, text: Text, letters: Letters, classes: Sequence[Sequence[int]], many: int) -> Self:
        """Find the traits of a text; `classes` are those of each different word by number, `many` are known."""
        runs, fits = letters.pieces
        fits = fits[:, :_PIECES]
        inside = keyed(runs[:, :_PIECES], _SALTS[:_PIECES])[fits]
        of_word = running(fits.sum(axis=1))[letters.ends]
        return cls(
            inside, of_word, _beside(text, letters), *_about([classes[word] for word in text.row.tolist()], many)
        )


def about_rows(many: int) -> int:
    """How many rows the table of classes has: of each alone, with another in the next word, with one further on."""
    return many * (2 * many + 1)


def _beside(text: Text, letters: Letters) -> Keys:
    flat = Letters.of(loose(" ".join(text.distinct).replace("J", "i")).split(" "))
    row = np.concatenate((text.row, (0,) * (_BEGUN - 1)))  # the first of the different words is the break
    numbers = []
    for of_word, most in ((letters.numbers, SAID), (flat.beginnings(_SHORT, _LONG, _FULL), _BEGUN)):
        said = of_word[row]
        this = said[: len(text.row)]
        numbers += [this, *(paired(this, said[ahead : ahead + len(this)]) for ahead in range(1, most))]
    return keyed(np.array(numbers).T, _SALTS[_PIECES:])


def _about(classes: Sequence[Sequence[int]], many: int) -> tuple[Places, Places]:
    """Each class alone, then with each of the next word and each of those after it."""
    first = running(np.fromiter(map(len, classes), np.intp, len(classes)))  # class of each word
    named = np.fromiter(chain.from_iterable(classes), np.intp, first[-1])
    word = np.arange(len(classes)).repeat(first[1:] - first[:-1])
    ends = np.concatenate((first, (first[-1],) * _NEAR))
    after, later, end = (ends[word + ahead] for ahead in (1, 2, _NEAR))
    counts = end - after + 1
    before = running(counts)
    one = np.arange(len(named)).repeat(counts)
    step = np.arange(before[-1]) - before[one]  # the first is the class alone
    other = after[one] + step - 1
    rest = 1 + named[other] + many * (other >= later[one])
    rest[step == 0] = 0
    return named[one] * (2 * many + 1) + rest, before[first]
