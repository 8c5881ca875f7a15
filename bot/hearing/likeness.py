"""What a text is like, by examples: a weighted vote of its traits, learnt by benchmarks/learn.py. Pure, built once.

Rules know what they were told; examples also know what nobody thought of. Each trait carries one small number for
each kind. They are added for all kinds at once: the numbers lie side by side in one big integer.
"""

import base64
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Self

from bot.hearing.kind import Kind
from bot.hearing.traits import phrases, pieces
from bot.issue import BrokenError, Issue

WEIGHTS: Final = Path(__file__).parent / "weights.tsv"
SCALE: Final = 56.0  # a weight of one is written as 56
_LANE, _ZERO = 24, 128  # bits a kind has in the sum: 4,096 letters make far fewer than 2**16 traits
_MASK: Final = (1 << _LANE) - 1


@dataclass(frozen=True, slots=True, repr=False)
class Likeness:
    """The weights of all traits, and where each kind starts from."""

    kinds: tuple[Kind, ...]
    start: tuple[float, ...]
    weights: Mapping[str, int]

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Self:
        """Read what was learnt. Raises `BrokenError` (H105) when it is gone or cannot be read."""
        try:
            _, head, begin, *rows = path.read_text(encoding="utf-8").splitlines()
            kinds = tuple(Kind(name) for name in head.split("\t")[1:])
            start = tuple(float(number) for number in begin.split("\t")[1:])
            split = (row.rpartition("\t") for row in rows)
            weights = {trait: _packed(base64.b85decode(numbers)) for trait, _, numbers in split}
        except (OSError, UnicodeDecodeError, ValueError):
            text = "выученного нет, или оно не читается. Выполните: make learn."
            raise BrokenError((Issue("H105", path.name, "", text),)) from None
        return cls(kinds, start, MappingProxyType(weights))

    def scores(self, words: Sequence[str]) -> dict[Kind, float] | None:
        """How much the words are like each kind, above zero for one that is; None for words like nothing known."""
        totals, known = list(self.start), 0
        for traits in (pieces(words), phrases(words)):
            found = [self.weights[trait] for trait in traits if trait in self.weights]
            together, known = sum(found), known + len(found)
            share = SCALE * math.sqrt(len(traits) or 1)
            for lane in range(len(totals)):
                totals[lane] += ((together >> (_LANE * lane) & _MASK) - _ZERO * len(found)) / share
        return dict(zip(self.kinds, totals, strict=True)) if known else None


def _packed(numbers: bytes) -> int:
    return sum(number << (_LANE * lane) for lane, number in enumerate(numbers))
