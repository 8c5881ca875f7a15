"""What a short text means of which an example says it word for word. Pure, built once.

A vote weighs traits and may outvote what is known: «мне страшно» is no wish to die, «мне нет 18» says an age. Texts of
so few words are few enough to be kept as they are, each as a number made of how it sounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.hearing.kind import Kind
from bot.hearing.spelling import loose
from bot.hearing.weights import Tables

LONGEST: Final = 5  # words


@dataclass(frozen=True, slots=True, repr=False)
class Phrases:
    """Numbers of the texts, ascending, and which kind each one is."""

    kinds: tuple[Kind, ...]
    keys: NDArray[np.uint32]
    meant: NDArray[np.uint8]

    @classmethod
    def of(cls, tables: Tables) -> Self:
        """Take what is needed of what was learnt."""
        kinds = tuple(Kind(str(name)) for name in tables["kinds"])
        return cls(kinds, tables["phrases"], tables["phrases_meant"])

    def kind(self, words: Sequence[str]) -> Kind | None:
        """What all examples with these words, and no other, mean; None when there is no such example."""
        if not 0 < len(words) <= LONGEST:
            return None
        sought = key(words)
        at = int(np.searchsorted(self.keys, sought))
        return self.kinds[self.meant[at]] if at < len(self.keys) and self.keys[at] == sought else None


def key(words: Sequence[str]) -> np.uint32:
    """The number of a text: without Kazakh letters, capitals and signs."""
    return np.uint32(crc32(loose(" ".join(words)).encode()))
