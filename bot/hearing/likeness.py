"""What a text is like, by examples: a weighted vote of its traits, learnt by benchmarks/learn.py. Pure, built once.

Each trait carries one small number for each kind. They are added for all kinds at once: the numbers lie side by side in
one big integer. Sums run along the text, so that any part of it is judged by two subtractions.
"""

import math
from binascii import a2b_base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path
from types import MappingProxyType
from typing import Final, Self

from bot.hearing.classes import Classes
from bot.hearing.kind import Kind
from bot.hearing.traits import NEAR, Traits, begun, pieces, said
from bot.issue import BrokenError, Issue

WEIGHTS: Final = Path(__file__).parent / "weights.tsv"
SCALE: Final = 56.0  # a weight of one is written as 56
ZERO: Final = 128  # what stands for none in the file
ROW: Final = 15  # bytes of a trait in the file, one for each kind and the rest ZERO: whole groups of base64
_WIDE: Final = 4  # bytes a kind has in the sum: 4,096 letters make far fewer than 2**24 traits
_LANE: Final = 8 * _WIDE
_HALF: Final = 1 << (_LANE - 1)
_MASK: Final = (1 << _LANE) - 1

Scores = Mapping[Kind, float]
Group = tuple[Sequence[int], Sequence[int]]  # sums of weights and counts of traits before each word
Pairs = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True, repr=False)
class Likeness:
    """The weights of all traits, those of classes by the classes they name, and where each kind starts from."""

    kinds: tuple[Kind, ...]
    start: tuple[float, ...]
    weights: Mapping[str, int]
    alone: Mapping[str, int]
    next: Pairs
    near: Pairs
    classes: Classes

    @classmethod
    def load(cls, path: Path = WEIGHTS, classes: Classes | None = None) -> Self:
        """Read what was learnt. Raises `BrokenError` (H105) when it is gone or cannot be read."""
        try:
            _, head, begin, rows = path.read_text(encoding="utf-8").split("\n", 3)
            kinds = tuple(Kind(name) for name in head.split("\t")[1:])
            start = tuple(float(number) for number in begin.split("\t")[1:])
            traits, numbers = _table(rows)
            weights = dict(zip(traits, _packed(numbers), strict=True))
        except (OSError, UnicodeDecodeError, ValueError):
            text = "выученного нет, или оно не читается. Выполните: make learn."
            raise BrokenError((Issue("H105", path.name, "", text),)) from None
        alone, next_, near = _by_class(weights)
        return cls(kinds, start, MappingProxyType(weights), alone, next_, near, classes or Classes.load())

    def read(self, words: Sequence[str]) -> "Reading":
        """Look at a text once; the reading answers for all of it and for each of its parts."""
        known = {word: self._weighed(pieces(word)) for word in set(words)}
        groups = (
            [known[word] for word in words],
            list(map(self._weighed, said(words))),
            list(map(self._weighed, begun(words))),
            self._about(words),
        )
        return Reading(self, tuple(map(_added, groups)))

    def _weighed(self, traits: Traits) -> tuple[int, int]:
        return sum(filter(None, map(self.weights.get, traits))), len(traits)

    def _about(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """What `traits.about` gives, weighed without writing the traits down: there are many."""
        classes = {word: self.classes.of(word) for word in set(words)}
        named = [classes[word] for word in words]
        found = []
        for at, names in enumerate(named):
            after = named[at + 1] if at + 1 < len(named) else ()
            later = list(chain(*named[at + 2 : at + NEAR]))
            together = 0
            for name in names:
                together += self.alone.get(name, 0)
                for pairs, others in ((self.next, after), (self.near, later)):
                    if others and name in pairs:
                        together += sum(filter(None, map(pairs[name].get, others)))
            found.append((together, len(names) * (1 + len(after) + len(later))))
        return found


@dataclass(frozen=True, slots=True, repr=False)
class Reading:
    """One text, looked at. It holds sums and no word."""

    likeness: Likeness
    groups: tuple[Group, ...]

    def scores(self, *parts: tuple[int, int]) -> Scores:
        """How much these parts together, each from a word to before a word, are like each kind: above zero if they are.

        Without parts, the whole.
        """
        totals = list(self.likeness.start)
        for sums, counts in self.groups:
            cut = parts or ((0, len(counts) - 1),)
            count = sum(counts[end] - counts[begin] for begin, end in cut)
            if count:
                share = SCALE * math.sqrt(count)
                together = sum(sums[end] - sums[begin] for begin, end in cut)
                for lane, number in enumerate(_lanes(together, len(totals))):
                    totals[lane] += number / share
        return dict(zip(self.likeness.kinds, totals, strict=True))


def _added(group: Sequence[tuple[int, int]]) -> Group:
    sums = accumulate((weight for weight, _ in group), initial=0)
    counts = accumulate((count for _, count in group), initial=0)
    return list(sums), list(counts)


def _by_class(weights: dict[str, int]) -> tuple[Mapping[str, int], Pairs, Pairs]:
    """Take the weights of classes out of the others: of one class, of a class and the next, of one and one near it."""
    alone: dict[str, int] = {}
    pairs: tuple[dict[str, dict[str, int]], ...] = ({}, {})
    for trait in [one for one in weights if ":" in one]:
        name, _, other = trait.partition(":")
        if not other:
            alone[name] = weights.pop(trait)
        else:
            pairs[other.startswith(":")].setdefault(name, {})[other.removeprefix(":")] = weights.pop(trait)
    return MappingProxyType(alone), MappingProxyType(pairs[0]), MappingProxyType(pairs[1])


def _table(rows: str) -> tuple[list[str], bytes]:
    cells = rows.replace("\n", "\t").split("\t")
    return cells[:-1:2], a2b_base64("".join(cells[1::2]))


def _packed(rows: bytes) -> list[int]:
    """All rows at once, each as one integer: a number of four bytes for every one of the file."""
    wide = bytearray(_WIDE * len(rows))
    wide[::_WIDE] = rows
    size = _WIDE * ROW
    none = int.from_bytes(bytes([ZERO]).ljust(_WIDE, b"\0") * ROW, "little")
    return [int.from_bytes(wide[at : at + size], "little") - none for at in range(0, len(wide), size)]


def _lanes(together: int, count: int) -> list[int]:
    raised = together + _RAISED[count]
    return [(raised >> (_LANE * lane) & _MASK) - _HALF for lane in range(count)]


_RAISED: Final = tuple(sum(_HALF << (_LANE * lane) for lane in range(count)) for count in range(len(Kind) + 1))
