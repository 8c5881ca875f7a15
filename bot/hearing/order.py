"""What a text means by the order of its words: a small recurrent network, learnt by benchmarks/order.py. Pure.

Two gated recurrent units (Cho and others, 2014), one from each end, read the words; of what they held at each word the
greatest and the mean decide. A word is the sum of its marks, so that a misspelt or unknown one is nearly the right one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.hearing.classes import Names
from bot.hearing.letters import Letters, Places, keyed, running
from bot.hearing.text import BREAK, Text
from bot.hearing.weights import OF_ORDER, Numbers, Tables

LONGEST: Final = 40  # words of a part that are read: of a longer one the first and the last
BUCKETS: Final = 1 << 16  # of marks: two that fall into one share what was learnt
_LEAST: Final = np.float32(-9.0)  # less than any unit holds
_Word = TypeVar("_Word")


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """The weights of the network; `enter`, `stay` and `bias` are those of reset, update and new, for each end."""

    marks: NDArray[np.int8]
    step: Numbers  # what one in `marks` stands for
    enter: Numbers
    stay: Numbers
    bias: Numbers
    leave: Numbers
    start: Numbers

    @classmethod
    def of(cls, tables: Tables) -> Self:
        """Take what is needed of what was learnt."""
        marks, *rest = (tables[f"order_{name}"] for name in OF_ORDER)
        step, enter, stay, bias, leave, start = (table.astype(np.float32) for table in rest)
        enter, stay, bias = (np.array(np.split(table, 3, axis=-1)) for table in (enter, stay, bias))
        for table in (enter, stay, bias):
            table[:2] /= 2  # so that a gate is a hyperbolic tangent, which is faster
        stay[2] /= 2  # of a gate we have twice what it lets through
        return cls(marks, step, enter, stay, bias, leave, start)

    def read(self, text: Text, letters: Letters) -> "Ordered":
        """Look at the words of a text and their classes once; what comes of it answers for every part of the text."""
        buckets, first = marks(letters, text.classes)
        sums = np.add.reduceat(self.marks[buckets], first[:-1], dtype=np.float32)
        vectors = sums * self.step / np.sqrt(first[1:] - first[:-1], dtype=np.float32)[:, None]
        entering = vectors @ self.enter + self.bias[:, :, None]
        return Ordered(self, len(vectors), entering.reshape(len(entering), -1, entering.shape[-1]))

    def go(self, state: Numbers, entering: Numbers) -> None:
        """Take one step in place, from both ends."""
        kept = state @ self.stay
        gates, new = entering[:2], entering[2]
        gates += kept[:2]
        np.tanh(gates, out=gates)
        gates += 1  # twice what a gate lets through
        kept[2] *= gates[0]
        new += kept[2]
        np.tanh(new, out=new)
        state -= new
        state *= gates[1]
        state *= 0.5
        state += new


@dataclass(frozen=True, slots=True, repr=False)
class Ordered:
    """The words of one text as they enter the network: all as from the left, then all as from the right."""

    order: Order
    words: int
    entering: Numbers

    def scores(self, parts: Sequence[Sequence[int]]) -> Numbers:
        """How likely each kind is for each part, as logarithms; parts are read side by side, the longest first."""
        texts = [shortened(part) for part in parts]
        ranked = sorted(range(len(texts)), key=lambda number: -len(texts[number]))
        lengths = np.array([len(texts[number]) for number in ranked])
        words = np.zeros((lengths[0], 2, len(texts)), np.intp)
        for row, number in enumerate(ranked):
            words[: lengths[row], :, row] = np.array((texts[number], texts[number][::-1])).T
        words[:, 1] += self.words
        votes = np.concatenate((*self._held(words, lengths),), axis=1) @ self.order.leave + self.order.start
        votes -= votes.max(axis=1, keepdims=True)
        votes -= np.log(np.exp(votes).sum(axis=1, keepdims=True))
        scores = np.empty_like(votes)
        scores[ranked] = votes
        return scores

    def _held(self, words: Places, lengths: Places) -> Iterator[Numbers]:
        """Run along all parts; give the greatest that each unit of each end held, then the mean."""
        shape = (2, len(lengths), self.entering.shape[-1])
        state, greatest, total = np.zeros(shape, np.float32), np.full(shape, _LEAST), np.zeros(shape, np.float32)
        going = np.count_nonzero(lengths > np.arange(len(words))[:, None], axis=1)  # those that have ended come last
        for at, rows in zip(words, going.tolist(), strict=True):
            now, most, sums = state[:, :rows], greatest[:, :rows], total[:, :rows]
            self.order.go(now, self.entering.take(at[:, :rows], axis=1))
            np.maximum(most, now, out=most)
            sums += now
        yield from greatest
        yield from total / np.sqrt(lengths, dtype=np.float32)[:, None]


def marks(letters: Letters, classes: Sequence[Names]) -> tuple[Places, Places]:
    """What words are known by: the buckets of each itself, its pieces, its classes; and where those of each begin."""
    words = np.arange(len(classes))
    runs, fits = letters.pieces
    many = np.add.reduceat(fits.sum(axis=1), letters.ends[:-1])
    named = np.fromiter(map(len, classes), np.intp, len(classes))
    names = Letters.of(list(chain.from_iterable(classes)) or [BREAK]).numbers[: named.sum()]
    found = np.concatenate([keyed(some, salt) for salt, some in enumerate((letters.numbers, runs[fits], names))])
    owner = np.concatenate((words, words.repeat(many), words.repeat(named)))
    return (found[owner.argsort(kind="stable")] % BUCKETS).astype(np.intp), running(1 + many + named)


def shortened(words: Sequence[_Word], longest: int = LONGEST) -> list[_Word]:
    """Give the first and the last words of a part that is too long."""
    return [*words] if len(words) <= longest else [*words[: longest // 2], *words[-longest // 2 :]]
