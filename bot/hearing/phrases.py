"""What a short text means of which somebody says it word for word. Pure, built once.

A vote weighs traits and may outvote what is known: «мне страшно» is no wish to die, «мне нет 18» says an age. What
examples of so few words say is kept as it is; what was misheard since stands in a table that anybody can edit, and
holds at once. Each text is a number made of how it sounds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from bot.hearing.kind import Kind
from bot.hearing.spelling import loose, sound
from bot.hearing.text import cut
from bot.hearing.weights import Tables
from bot.issue import BrokenError, Issue

TABLE: Final = Path(__file__).parent / "phrases.tsv"
LONGEST: Final = 5  # words of an example that is kept


@dataclass(frozen=True, slots=True, repr=False)
class Phrases:
    """Numbers of the texts of examples, ascending, and which kind each one is; and what the table says instead."""

    kinds: tuple[Kind, ...]
    keys: NDArray[np.uint64]
    meant: NDArray[np.uint8]
    told: Mapping[int, Kind]

    @classmethod
    def of(cls, tables: Tables, path: Path = TABLE) -> Self:
        """Take what is needed of what was learnt, and read the table. Raises `BrokenError` (H106)."""
        kinds = tuple(Kind(str(name)) for name in tables["kinds"])
        return cls(kinds, tables["phrases"], tables["phrases_meant"], _told(path))

    def kind(self, words: Sequence[str]) -> Kind | None:
        """What these words mean by the table, else by all examples that are just these; None when there is none."""
        if not words:
            return None
        sought = key(words)
        if told := self.told.get(int(sought)):
            return told
        at = int(np.searchsorted(self.keys, sought)) if len(words) <= LONGEST else len(self.keys)
        return self.kinds[self.meant[at]] if at < len(self.keys) and self.keys[at] == sought else None


def key(words: Sequence[str]) -> np.uint64:
    """The number of a text: without Kazakh letters, capitals and signs. Long enough that no other text shares it."""
    return np.uint64(int.from_bytes(blake2b(loose(" ".join(words)).encode(), digest_size=8).digest()))


def _told(path: Path) -> Mapping[int, Kind]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        said = {(int(key(cut(sound(text))[0])), Kind(kind)) for kind, text in rows}
    except (OSError, ValueError):
        said, rows = set(), [[]]
    told = dict(said)
    if len(told) < len(rows):  # of words that are there twice one line goes
        text = "таблица не читается, или одни слова стоят в ней дважды. Строка — это вид, табуляция, слова."
        raise BrokenError((Issue("H106", path.name, "", text),))
    return MappingProxyType(told)
