"""What a text is like, by examples: a weighted vote of its traits, learnt by benchmarks/learn.py. Pure, built once.

Each trait carries one small number for each kind. Sums run along the text, so that any part of it is judged by two
subtractions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from bot.hearing.classes import Names
from bot.hearing.text import Part
from bot.hearing.traits import NEAR, begun, numbered, pieces, said
from bot.hearing.weights import Numbers, Tables

SCALE: Final = 56.0  # a weight of one is written as 56

Group = tuple[NDArray[np.int32], NDArray[np.int32]]


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
        return cls(tables["start"], tables["keys"], tables["weights"], tables["about"], named)

    def read(self, words: Sequence[str], classes: Mapping[str, Names]) -> "Reading":
        """Look at a text once; the reading answers for all of it and for each of its parts."""
        inside = {word: pieces(word) for word in set(words)}
        traits = [*(inside[word] for word in words), *said(words), *begun(words)]
        keys = np.fromiter(numbered(chain.from_iterable(traits)), np.uint32)
        rows = np.searchsorted(self.keys, keys)
        known = np.where(self.keys[rows] == keys, rows, len(self.keys) - 1)
        groups = (_summed(self.weights[known], traits, len(words)), self._about([classes[word] for word in words]))
        sums, counts = (np.concatenate(some) for some in zip(*groups, strict=True))
        return Reading(self.start, sums, counts)

    def _about(self, classes: Sequence[Names]) -> Group:
        """What `traits.about` gives, without writing the traits down: there are many."""
        text = [[self.named[name] for name in names if name in self.named] for names in classes]  # a new class: later
        found = []
        for at, names in enumerate(text):
            after = text[at + 1] if at + 1 < len(text) else ()
            found.append(rows(len(self.named), names, after, list(chain(*text[at + 2 : at + NEAR]))))
        return _summed(self.about[np.fromiter(chain.from_iterable(found), np.int32)], found, len(text))


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """One text, looked at. It holds sums and no word."""

    start: Numbers
    sums: NDArray[np.int32]  # of weights, for each group of traits before each word
    counts: NDArray[np.int32]  # of traits

    def scores(self, parts: Sequence[Part]) -> Numbers:
        """How much each part, of one stretch or more, is like each kind: above zero if it is."""
        cuts = np.array([cut for part in parts for cut in part])
        first = np.cumsum([0, *map(len, parts[:-1])])
        begin, end = cuts[:, 0], cuts[:, 1]
        together = np.add.reduceat(self.sums[:, end] - self.sums[:, begin], first, axis=1)
        count = np.add.reduceat(self.counts[:, end] - self.counts[:, begin], first, axis=1)
        shares = together / (SCALE * np.sqrt(np.maximum(count, 1)))[:, :, None]
        scores: Numbers = self.start + shares.sum(axis=0)
        return scores


def rows(classes: int, names: Sequence[int], after: Sequence[int], later: Sequence[int]) -> list[int]:
    """Rows of the table of classes: of each alone, of each with one of the next word, with one of those after it."""
    wide = 2 * classes + 1
    return [
        row
        for name in names
        for row in (
            name * wide,
            *[name * wide + 1 + other for other in after],
            *[name * wide + 1 + classes + other for other in later],
        )
    ]


def _summed(weights: NDArray[Any], traits: Sequence[Sequence[Any]], words: int) -> Group:
    """Sums and counts before each word, for each group of traits; groups stand one after the other."""
    sums = np.zeros((len(weights) + 1, weights.shape[1]), np.int32)
    np.cumsum(weights, axis=0, out=sums[1:])
    ends = np.cumsum([0, *map(len, traits)], dtype=np.int32)
    at = np.arange(len(traits) // words)[:, None] * words + np.arange(words + 1)
    return sums[ends[at]] - sums[ends[at[:, :1]]], ends[at] - ends[at[:, :1]]
