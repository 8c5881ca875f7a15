"""The traits of a text that likeness goes by, each at the word where it begins. Pure.

Four groups: pieces of words (an ending, a slip of one letter or a missing blank leaves most of them), words and pairs
of them, beginnings of words in a row, and classes of words near each other.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import Final
from zlib import crc32

from bot.hearing.classes import Classes
from bot.hearing.spelling import loose

GROUPS: Final = 4
PIECES: Final = (3, 4)  # letters, the ends of a word counted
NEAR: Final = 6  # words that one looks ahead for classes
_SHORT, _LONG, _FULL = 4, 5, 7  # letters of a beginning; of a word from seven letters on it is the longer one

Traits = Sequence[str]


def numbered(traits: Iterable[str]) -> Iterator[int]:
    """Give numbers that traits go by, of 32 bits: one unknown trait in twenty thousand is taken for a known one."""
    return map(crc32, map(str.encode, traits))


def pieces(word: str) -> Traits:
    """Runs of letters inside a word."""
    closed = f"_{word}_"
    return ["." + closed[at : at + size] for size in PIECES for at in range(len(closed) - size + 1)] or ["." + closed]


def said(words: Sequence[str]) -> list[Traits]:
    """Every word, and every two in a row."""
    return [[f"{word} ", f"{word} {after}"] if after else [f"{word} "] for word, after in zip_longest(words, words[1:])]


def begun(words: Sequence[str]) -> list[Traits]:
    """How each word begins; with the next, and with the one after it."""
    heads = [(flat[:_SHORT] if len(flat) < _FULL else flat[:_LONG]) for flat in map(_flat, words)]
    return [
        [
            f"{head}-",
            *(f"{head}-{one}" for one in heads[at + 1 : at + 2]),
            *(f"{head}--{one}" for one in heads[at + 2 : at + 3]),
        ]
        for at, head in enumerate(heads)
    ]


def about(words: Sequence[str], classes: Classes) -> list[Traits]:
    """The classes of each word; with those of the next, and with those of the few after it."""
    named = list(map(classes.of, words))
    return [
        [
            *(f"{name}:" for name in names),
            *(f"{name}:{one}" for name in names for one in chain(*named[at + 1 : at + 2])),
            *(f"{name}::{one}" for name in names for one in chain(*named[at + 2 : at + NEAR])),
        ]
        for at, names in enumerate(named)
    ]


def _flat(word: str) -> str:
    return loose(word.replace("J", "i"))
