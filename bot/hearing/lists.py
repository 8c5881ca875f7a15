"""Lists of words that rules look for, found loosely as they sound."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bot.hearing.spelling import loose, sound


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Words, and of some only a part: a star stands for any letters."""

    whole: frozenset[str]
    parts: re.Pattern[str]

    @classmethod
    def of(cls, *said: str) -> Self:
        """Take words parted by spaces, as they are written in either language."""
        words = [loose(sound(word)) for word in " ".join(said).split()]
        starred = (word.replace("*", r"\w*") for word in words if "*" in word)
        return cls(frozenset(word for word in words if "*" not in word), re.compile("|".join(starred) or r"(?!)"))

    def __contains__(self, heard: str) -> bool:
        """Whether a word, given loosely as it sounds, is one of these."""
        return heard in self.whole or bool(self.parts.fullmatch(heard))

    def at(self, heard: Sequence[str]) -> list[int]:
        """Where one of these stands."""
        return [at for at, word in enumerate(heard) if word in self]
