"""Words by what they are about: a blow, a door, a mother, soon, a film. Read from a table that anybody can edit.

What was never said in an example is known by its class: an axe in a hand is like a knife in a hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final, Self

from bot.hearing.spelling import loose, sound
from bot.issue import BrokenError, Issue

TABLE: Final = Path(__file__).parent / "classes.tsv"
_SHORTEST: Final = 2  # letters of a stem
_YOUNG: Final = range(4, 18)
_GROWN: Final = range(18, 100)
_NUMBERS: Final = ("number_young", "number_grown", "number")

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Classes:
    """Whole words and stems as they sound, and as they sound on a keyboard without Kazakh letters (`loose`)."""

    words: Mapping[str, Names]
    loose_words: Mapping[str, Names]
    stems: Mapping[str, Names]
    loose_stems: Mapping[str, Names]

    @classmethod
    def load(cls, path: Path = TABLE) -> Self:
        """Read the table. Raises `BrokenError` (H101) for a line that is none."""
        tables: tuple[_Table, ...] = ({}, {}, {}, {})
        try:
            for line in path.read_text(encoding="utf-8").splitlines():
                if line and not line.startswith("#"):
                    name, written = line.split("\t")
                    _learn(name, written, tables)
        except (OSError, ValueError) as error:
            text = f"таблица не читается ({type(error).__name__}). Строка — это класс, табуляция, слова через пробел."
            raise BrokenError((Issue("H101", path.name, "", text),)) from None
        return cls(*map(_frozen, tables))

    @property
    def names(self) -> Names:
        """All classes there are."""
        tables = (self.words, self.stems)
        return tuple(sorted({*_NUMBERS, *(name for table in tables for names in table.values() for name in names)}))

    def of(self, word: str) -> Names:
        """Give the classes of a word as it sounds: of the whole word, else of its longest stem; none if unknown."""
        if word[0].isdigit():
            return _number(word)
        if "J" in word:  # a Latin letter that is heard two ways
            return tuple(dict.fromkeys((*self.of(word.replace("J", "j")), *self.of(word.replace("J", "i")))))
        flat = loose(word)
        found = self.words.get(word) or self.stems.get(word) or self.loose_words.get(flat)
        size = 0 if found else len(word)
        while size >= _SHORTEST and not found:
            found = self.stems.get(word[:size]) or self.loose_stems.get(flat[:size])
            size -= 1
        return found or ()


_Table = dict[str, dict[str, None]]


def _learn(name: str, written: str, tables: Sequence[_Table]) -> None:
    for word in written.split():
        heard = sound(word.rstrip("*"))
        pair = tables[2:] if word.endswith("*") else tables[:2]
        for table, key in zip(pair, (heard, loose(heard)), strict=True):
            table.setdefault(key, {})[name] = None


def _frozen(table: _Table) -> Mapping[str, Names]:
    return MappingProxyType({word: tuple(names) for word, names in table.items()})


def _number(word: str) -> Names:
    number = int(word[:4])
    young, grown, other = _NUMBERS
    return (young if number in _YOUNG else grown if number in _GROWN else other,)
