"""A typed text as words that sound, with its sentences and its parts. Pure; it lives as long as one answer takes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self

from bot.hearing.classes import Classes, Names

BREAK: Final = "."  # stands between sentences
_PART, _STEP = 40, 30  # words of a part of a long text, and from one part to the next
_TOKEN: Final = re.compile(r"[a-zJ]+|\d+|[.!?…\n]+")

Stretch = tuple[int, int]  # from one word to before one
Part = Sequence[Stretch]


@dataclass(frozen=True, slots=True, repr=False)
class Text:
    """Words, at which of them a sentence begins, and the classes of each."""

    words: Sequence[str]
    starts: Sequence[int]
    classes: Mapping[str, Names]

    @classmethod
    def of(cls, heard: str, classes: Classes) -> Self:
        """Cut a text as it sounds."""
        words, starts = cut(heard)
        return cls(words, starts, {word: classes.of(word) for word in dict.fromkeys(words)})

    @property
    def known(self) -> float:
        """Which part of the words has a class."""
        return sum(bool(self.classes[word]) for word in self.words) / max(len(self.words), 1)

    @property
    def whole(self) -> Part:
        """All words."""
        return ((0, len(self.words)),)

    @property
    def sentences(self) -> list[Stretch]:
        """Of a text of more than one."""
        every = list(pairwise(dict.fromkeys((*self.starts, len(self.words)))))
        return every if len(every) > 1 else []

    @property
    def stretches(self) -> list[Stretch]:
        """Of a long text, wherever its sentences end; each reaches into the next."""
        end = len(self.words)
        return [(at, min(at + _PART, end)) for at in range(0, end - (_PART - _STEP), _STEP)] if end > _PART else []

    def said(self, part: Part) -> list[str]:
        """Words of a part, with a break between sentences."""
        begins = set(self.starts)
        said: list[str] = []
        for begin, end in part:
            for at in range(begin, end):
                said += (BREAK, self.words[at]) if said and at in begins else (self.words[at],)
        return said


def cut(heard: str) -> tuple[list[str], list[int]]:
    """Words, and at which of them a sentence begins."""
    words: list[str] = []
    starts = [0]
    for token in _TOKEN.findall(heard):
        if token[0].isalnum():
            words.append(token)
        elif starts[-1] != len(words):
            starts.append(len(words))
    return words, starts
