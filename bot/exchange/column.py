"""One column of a table: where its value lies in an entry, and how it is read and written."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.centres.model import Line, Service
from bot.centres.name import Name
from bot.exchange import text
from bot.exchange.issues import Wrong
from bot.exchange.words import FLAG, Reader, Vocabulary, called, meant, spellings

_MOST: Final = 50  # words in one cell


@dataclass(frozen=True, slots=True)
class Column:
    """`path` is a field of the model, with dots; `read` raises `Wrong`; `words` are what may stand in it, if closed."""

    key: str
    path: str
    name: Name
    note: Name
    read: Callable[[str], Any]
    write: Callable[[Any, Reader], str]
    words: Vocabulary | None = None
    several: bool = False  # words may stand side by side, so a drop-down cannot offer them
    many_lines: bool = False  # its line breaks mean something
    empty: tuple[()] | None = None  # what an empty cell means: nothing said, or a list of nothing
    free: bool = True  # free text: must not look like a formula

    @property
    def title(self) -> str:
        """How a spreadsheet for people names it."""
        return f"{self.name.ru} · {self.name.kk}"

    def cell(self, entry: Service | Line, reader: Reader) -> str:
        """Write the value of an entry; what it does not have is an empty cell."""
        value: Any = entry
        for part in self.path.split("."):
            value = getattr(value, part, None)
        return "" if value is None else self.write(value, reader)

    def choices(self, reader: Reader) -> list[str]:
        """Give what a drop-down offers; nothing where the words are open, or stand side by side."""
        return [] if self.several else list(dict.fromkeys(self.write(word, reader) for word in self.words or ()))

    def value(self, cell: str) -> Any:
        """Read a cell. Raises `Wrong`."""
        plain = text.plain(cell) if self.free and not self.many_lines else text.lines(cell)
        return self.read(plain) if plain else self.empty


def written(value: object, _: Reader) -> str:
    """Write text as it is."""
    return str(value)


def free(key: str, path: str, name: Name, note: Name) -> Column:
    """Make a column of free text."""
    return Column(key, path, name, note, str, written)


def word(key: str, path: str, name: Name, note: Name, words: Vocabulary) -> Column:
    """Make a column of one closed word."""
    known = spellings(words)
    return Column(
        key,
        path,
        name,
        note,
        lambda cell: meant(known, cell),
        lambda value, reader: called(words, str(value), reader),
        words,
        free=False,
    )


def several(key: str, path: str, name: Name, note: Name, words: Vocabulary) -> Column:
    """Make a column of closed words side by side."""
    known = spellings(words)

    def read(cell: str) -> list[str]:
        asked = [part.strip() for part in re.split(r"[;,\n]", cell) if part.strip()]
        if len(asked) > _MOST:
            raise Wrong("X119")
        return [meant(known, part) for part in asked]

    def write(values: Sequence[str], reader: Reader) -> str:
        return "; ".join(called(words, str(value), reader) for value in values)

    return Column(key, path, name, note, read, write, words, several=True, many_lines=True, empty=())


def flag(key: str, path: str, name: Name, note: Name) -> Column:
    """Make a column of yes or no; no is left empty."""
    known = spellings(FLAG)
    return Column(
        key,
        path,
        name,
        note,
        lambda cell: meant(known, cell) == "yes",
        lambda value, reader: called(FLAG, "yes", reader) if value else "",
        FLAG,
        free=False,
    )


def whole(key: str, path: str, name: Name, note: Name) -> Column:
    """Make a column of a small whole number."""

    def read(cell: str) -> int:
        if not re.fullmatch(r"\d{1,3}", cell, re.ASCII):
            raise Wrong("X121")
        return int(cell)

    return Column(key, path, name, note, read, written, free=False)


def sources(key: str, path: str, name: Name, note: Name) -> Column:
    """Make a column of sources, one a line or with « | » between."""

    def read(cell: str) -> list[str]:
        return [source(text.plain(part)) for part in re.split(r"\n| \| ", cell) if part.strip()]

    return Column(key, path, name, note, read, lambda values, _: " | ".join(values), many_lines=True, empty=())


def source(said: str) -> str:
    """Give a source: a page on the web, or the name of what was printed. Raises `Wrong`."""
    scheme = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):(?=\S)", said)
    if scheme and scheme[1].lower() not in {"http", "https"}:
        raise Wrong("X123")
    return said
