"""The traits of a text that likeness goes by: pieces of its words, its words, and pairs of them. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

SHORTEST, LONGEST = 2, 5  # letters of a piece, the ends of a word counted
_END: Final = "_"


def pieces(words: Sequence[str]) -> frozenset[str]:
    """Runs of letters inside each word: an ending, a slip of one letter or a missing blank leaves most of them."""
    found = set[str]()
    for word in set(words):
        closed = f"{_END}{word}{_END}"
        for size in range(SHORTEST, min(LONGEST, len(closed)) + 1):
            found.update(closed[at : at + size] for at in range(len(closed) - size + 1))
    return frozenset(found)


def phrases(words: Sequence[str]) -> frozenset[str]:
    """Every word, and every two in a row."""
    return frozenset((*(f" {word}" for word in words), *(f"{one} {other}" for one, other in pairwise(words))))
