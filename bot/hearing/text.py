"""A typed text as words that sound, with its sentences and its parts. Pure; it lives as long as one answer takes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from bot.hearing.classes import Classes, Names

BREAK: Final = "."  # stands between sentences
_STRETCH, _STEP = 16, 8  # words of a stretch of a long sentence, and from one stretch to the next
_CLAUSE = 4  # words that say something by themselves between commas
_PAUSE: Final = ",;:–—()"
_TOKEN: Final = re.compile(rf"[a-zJ]+|\d+|[.!?…\n]+|[{_PAUSE}]+")

Stretch = tuple[int, int]  # from one word to before one
Part = Sequence[Stretch]


@dataclass(frozen=True, slots=True, repr=False)
class Text:
    """Which word stands where, at which of them a sentence begins, and the classes of each different word."""

    distinct: Sequence[str]  # each once; the first is the break
    row: NDArray[np.intp]  # words by their number in `distinct`
    starts: Sequence[int]
    classes: Sequence[Names]
    pauses: Sequence[int] = ()  # words behind a comma

    @classmethod
    def of(cls, heard: str, classes: Classes) -> Self:
        """Cut a text as it sounds."""
        words, starts, pauses = cut(heard)
        numbers = {word: number for number, word in enumerate(dict.fromkeys((BREAK, *words)))}
        named = ((), *(classes.of(word) for word in numbers if word != BREAK))
        return cls(
            tuple(numbers), np.fromiter(map(numbers.__getitem__, words), np.intp, len(words)), starts, named, pauses
        )

    @property
    def known(self) -> float:
        """Which part of the words has a class."""
        return sum(bool(self.classes[number]) for number in self.row.tolist()) / max(len(self.row), 1)

    @property
    def whole(self) -> Part:
        """All words."""
        return ((0, len(self.row)),)

    @property
    def sentences(self) -> list[Stretch]:
        """Of a text of more than one."""
        every = self._every
        return every if len(every) > 1 else []

    @property
    def stretches(self) -> list[Stretch]:
        """Of long sentences: so many words, each reaching into the next, and what lies between commas."""
        found: list[Stretch] = []
        for begin, end in self._every:
            if end - begin > _STRETCH:
                steps = range(begin, end - (_STRETCH - _STEP), _STEP)
                clauses = pairwise((begin, *(at for at in self.pauses if begin < at < end), end))
                found += ((at, min(at + _STRETCH, end)) for at in steps)
                found += ((at, to) for at, to in clauses if _CLAUSE <= to - at < end - begin)
        return found

    @property
    def _every(self) -> list[Stretch]:
        return list(pairwise(dict.fromkeys((*self.starts, len(self.row)))))

    @property
    def words(self) -> list[str]:
        """All words, one after the other."""
        return [self.distinct[number] for number in self.row.tolist()]

    def said(self, part: Part) -> list[int]:
        """Words of a part by number, with a break between sentences."""
        begins, row = set(self.starts), self.row.tolist()
        said: list[int] = []
        for begin, end in part:
            for at in range(begin, end):
                said += (0, row[at]) if said and at in begins else (row[at],)
        return said


def cut(heard: str) -> tuple[list[str], list[int], list[int]]:
    """Words, at which of them a sentence begins, and which stand behind a comma."""
    words: list[str] = []
    starts, pauses = [0], []
    for token in _TOKEN.findall(heard):
        if token[0].isalnum():
            words.append(token)
        elif token[0] in _PAUSE:
            pauses.append(len(words))
        elif starts[-1] != len(words):
            starts.append(len(words))
    return words, starts, pauses
