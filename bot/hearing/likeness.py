"""What a text is like, by examples: a weighted vote of its traits, learnt by benchmarks/learn.py. Pure, built once.

Each trait carries one small number for each kind, and a one to count it by. Sums run along the text, so that any part
of it is judged by two subtractions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from bot.hearing.letters import Letters, running
from bot.hearing.text import Part, Text
from bot.hearing.traits import SAID, Traits
from bot.hearing.weights import Numbers, Tables

SCALE: Final = 56.0  # a weight of one is written as 56

Sums = NDArray[np.int32]


@dataclass(frozen=True, slots=True, repr=False)
class Likeness:
    """The weights of all traits, those of classes in a table of their own, and where each kind starts from."""

    start: Numbers
    keys: NDArray[np.uint32]  # of traits, ascending; the last one belongs to none and weighs nothing
    weights: NDArray[np.int8]
    about: NDArray[np.int8]
    named: Mapping[str, int]  # class to its number

    @classmethod
    def of(cls, tables: Tables) -> Self:
        """Take what is needed of what was learnt."""
        named = MappingProxyType({str(name): number for number, name in enumerate(tables["classes"])})
        weights, about = (np.pad(tables[name], ((0, 0), (0, 1)), constant_values=1) for name in ("weights", "about"))
        return cls(tables["start"], tables["keys"], weights, about, named)

    def read(self, text: Text, letters: Letters) -> "Reading":
        """Look at a text once; the reading answers for all of it and for each of its parts."""
        classes = [[self.named[name] for name in names if name in self.named] for names in text.classes]
        traits = Traits.of(text, letters, classes, len(self.named))
        keys = np.concatenate((traits.inside, traits.beside.ravel()))
        ranked = keys.argsort()  # those near each other are found faster
        rows = np.empty(len(keys), np.intp)
        rows[ranked] = np.searchsorted(self.keys, keys[ranked])
        rows[self.keys[rows] != keys] = len(self.keys) - 1
        weights = self.weights[rows]
        inside = running(weights[: len(traits.inside)], np.int32)[traits.of_word]
        beside = weights[len(traits.inside) :].reshape(*traits.beside.shape, -1)
        groups = (inside[1:] - inside[:-1])[text.row], *(some.sum(axis=1) for some in np.split(beside, [SAID], axis=1))
        about = running(self.about[traits.about], np.int32)[traits.of_about]
        return Reading(self.start, np.stack((*(running(group, np.int32) for group in groups), about)))


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """One text, looked at. It holds sums and no word."""

    start: Numbers
    sums: Sums  # of weights, and how many there were, for each group of traits before each word

    def scores(self, parts: Sequence[Part]) -> Numbers:
        """How much each part, of one stretch or more, is like each kind: above zero if it is."""
        cuts = np.array([cut for part in parts for cut in part])
        first = np.cumsum([0, *map(len, parts[:-1])])
        together = np.add.reduceat(self.sums[:, cuts[:, 1]] - self.sums[:, cuts[:, 0]], first, axis=1)
        shares = together[..., :-1] / (SCALE * np.sqrt(np.maximum(together[..., -1:], 1)))
        scores: Numbers = self.start + shares.sum(axis=0)
        return scores
