"""Words side by side, as letters that NumPy can look at all at once. Pure; it lives as long as one answer takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

SIZES: Final = (3, 4, 5)  # letters of the pieces of a word, its ends counted
_END: Final = " "  # before, between and behind words
_LETTER: Final = np.uint64(8)  # bits
_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)  # odd; the golden ratio of 64 bits, as in Fibonacci hashing
_HALF: Final = np.uint64(32)

Wide = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]


@dataclass(frozen=True, repr=False)
class Letters:
    """All letters of some words; word n lies between the ends n and n + 1. Both that vote ask for the same of them."""

    row: Wide
    ends: Places

    @classmethod
    def of(cls, words: Sequence[str]) -> Self:
        """Put words side by side."""
        row = np.frombuffer(f"{_END}{_END.join(words)}{_END}".encode(), np.uint8)
        return cls(row.astype(np.uint64), np.flatnonzero(row == ord(_END)))

    @cached_property
    def numbers(self) -> Wide:
        """Give each word a number: the sum of its letters, each times a power of its own."""
        first = self.ends[:-1]
        sizes = self.ends[1:] - first
        powers = np.full(sizes.max(), _FACTOR).cumprod()
        return np.add.reduceat(self.row[:-1] * powers[np.arange(len(self.row) - 1) - first.repeat(sizes)], first)

    @cached_property
    def pieces(self) -> tuple[Wide, Flags]:
        """Give runs of letters from each place on, a column for each size, and which lie inside one word."""
        count, first = len(self.row) - 1, SIZES[0]
        row = np.zeros(count + SIZES[-1], np.uint64)
        row[: count + 1] = self.row
        runs, run = np.empty((count, len(SIZES)), np.uint64), row[:count]
        for ahead in range(1, SIZES[-1]):
            run = run << _LETTER | row[ahead : ahead + count]
            if ahead + 1 >= first:
                runs[:, ahead + 1 - first] = run
        left = self.ends[1:].repeat(self.ends[1:] - self.ends[:-1]) - np.arange(count)
        return runs, left[:, None] >= np.array(SIZES) - 1

    def beginnings(self, short: int, long: int, full: int) -> Wide:
        """Give the first letters of each word: `short` of them, or `long` of a word that has `full` or more."""
        ahead = np.arange(long)
        sizes = self.ends[1:] - self.ends[:-1] - 1
        row = self.row.take(self.ends[:-1, None] + 1 + ahead, mode="clip")
        row[ahead >= np.minimum(sizes, np.where(sizes < full, short, long))[:, None]] = 0
        numbers: Wide = np.bitwise_or.reduce(row << _LETTER * ahead.astype(np.uint64), axis=1)
        return numbers


def running(numbers: NDArray[Any], kind: type[np.signedinteger[Any]] = np.intp) -> NDArray[Any]:
    """Give the sums before each row, and of all."""
    sums = np.zeros((len(numbers) + 1, *numbers.shape[1:]), kind)
    numbers.cumsum(axis=0, out=sums[1:])
    return sums


def paired(numbers: Wide, others: Wide) -> Wide:
    """Make one number of each two."""
    return numbers * _FACTOR + others


def keyed(numbers: Wide, salt: Wide | int) -> NDArray[np.uint32]:
    """Scatter numbers over 32 bits; the same number with another salt goes elsewhere."""
    mixed = (numbers ^ np.asarray(salt, np.uint64)) * _FACTOR
    mixed = (mixed ^ (mixed >> _HALF)) * _FACTOR
    return (mixed >> _HALF).astype(np.uint32)
