"""What a text means by the order of its words: a small recurrent network, learnt by benchmarks/order.py. Pure.

Two gated recurrent units (Cho and others, 2014), one from each end, read the words; of what they held at each word the
greatest and the mean decide. A word is the sum of its marks, so that a misspelt or unknown one is nearly the right one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.hearing.classes import Names
from bot.hearing.text import BREAK
from bot.hearing.traits import numbered
from bot.hearing.weights import OF_ORDER, Numbers, Tables

LONGEST: Final = 40  # words of a part that are read: of a longer one the first and the last
BUCKETS: Final = 1 << 16  # of marks: two that fall into one share what was learnt
_SIZES: Final = (3, 4, 5)  # letters of the pieces of a word, its ends counted
_LEAST: Final = np.float32(-9.0)  # less than any unit holds
_Word = TypeVar("_Word")


@dataclass(frozen=True, slots=True, repr=False)
class Order:
    """The weights of the network; `enter`, `stay` and `bias` are those of reset, update and new, for each direction."""

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
        gates = 2 * stay.shape[1]
        for table in (enter, stay, bias):
            table[..., :gates] /= 2  # so that a gate is a hyperbolic tangent, which is faster
        return cls(marks, step, enter, stay, bias, leave, start)

    def read(self, words: Mapping[str, Names]) -> "Ordered":
        """Look at the words of a text and their classes once; what comes of it answers for every part of the text."""
        known = {BREAK: (), **words}
        marked = [marks(word, names) for word, names in known.items()]
        counts = np.array([len(some) for some in marked])
        rows = self.marks[bucketed(chain.from_iterable(marked))].astype(np.float32)
        sums = np.add.reduceat(rows, np.cumsum(counts) - counts)
        vectors = sums * self.step / np.sqrt(counts, dtype=np.float32)[:, None]
        numbers = {word: number for number, word in enumerate(known)}
        entering = vectors @ self.enter + self.bias[:, None]
        return Ordered(self, numbers, entering.reshape(-1, entering.shape[2]))


@dataclass(frozen=True, slots=True, repr=False)
class Ordered:
    """The words of one text as they enter the network: all as from the left, then all as from the right."""

    order: Order
    numbers: Mapping[str, int]
    entering: Numbers

    def scores(self, parts: Sequence[Sequence[str]]) -> Numbers:
        """How likely each kind is for each part, as logarithms; parts are read side by side."""
        texts = [[self.numbers[word] for word in shortened(part)] for part in parts]
        ranked = sorted(range(len(texts)), key=lambda number: -len(texts[number]))
        lengths = np.array([len(texts[number]) for number in ranked])
        words = np.zeros((lengths[0], 2, len(texts)), np.intp)
        for row, number in enumerate(ranked):
            words[: lengths[row], :, row] = np.array((texts[number], texts[number][::-1])).T
        words[:, 1] += len(self.numbers)
        there = (np.arange(lengths[0])[:, None] < lengths)[:, None, :, None]
        states = self._run(words, np.count_nonzero(there, axis=(1, 2, 3)).tolist())
        greatest = states.max(axis=0, where=there, initial=_LEAST)
        total = states.sum(axis=0) / np.sqrt(lengths, dtype=np.float32)[:, None]
        votes = np.concatenate((*greatest, *total), axis=1) @ self.order.leave + self.order.start
        votes -= votes.max(axis=1, keepdims=True)
        votes -= np.log(np.exp(votes).sum(axis=1, keepdims=True))
        scores = np.empty_like(votes)
        scores[ranked] = votes
        return scores

    def _run(self, words: NDArray[np.intp], going: Sequence[int]) -> Numbers:
        """Run along all parts and give the states; those that have ended, the last rows, stay at zero."""
        stay, size = self.order.stay, self.order.stay.shape[1]
        states = np.zeros((*words.shape, size), np.float32)
        before = np.zeros(states.shape[1:], np.float32)
        for state, at, rows in zip(states, words, going, strict=True):
            last, now = before[:, :rows], state[:, :rows]
            fresh, kept = self.entering.take(at[:, :rows], axis=0), last @ stay
            fresh[..., : 2 * size] += kept[..., : 2 * size]
            gates = 0.5 + 0.5 * np.tanh(fresh[..., : 2 * size])
            kept[..., 2 * size :] *= gates[..., :size]
            fresh[..., 2 * size :] += kept[..., 2 * size :]
            new = np.tanh(fresh[..., 2 * size :])
            np.subtract(last, new, out=now)
            now *= gates[..., size:]
            now += new
            before = state
        return states


def marks(word: str, classes: Names) -> list[str]:
    """What a word is known by: itself, its pieces, its classes."""
    closed = f"<{word}>"
    pieces = [closed[at : at + size] for size in _SIZES for at in range(len(closed) - size + 1)]
    return [f"W{word}", *pieces, *[f"C{name}" for name in classes]]


def bucketed(marks: Iterable[str]) -> NDArray[np.uint32]:
    """Give the bucket of each mark."""
    return np.fromiter(numbered(marks), np.uint32) % BUCKETS


def shortened(words: Sequence[_Word], longest: int = LONGEST) -> list[_Word]:
    """Give the first and the last words of a part that is too long."""
    return [*words] if len(words) <= longest else [*words[: longest // 2], *words[-longest // 2 :]]
