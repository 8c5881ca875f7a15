"""What a file says of one entry, before it is known to be right."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Draft:
    """Values as the files of the directory hold them, and where each stands in the file that brought them."""

    file: str
    line: bool  # a line, else a service
    at: str  # its row or id
    values: Mapping[str, Any]
    cells: Mapping[str, str] = field(default_factory=dict)  # field → the cell it stands in
    region: str = ""  # of the file, where a file has one

    def place(self, name: str = "") -> str:
        """Give where a field stands, or the entry when there is no such cell."""
        return self.cells.get(name) or shown(f"{self.at} / {name}" if name else self.at)


def shown(place: str) -> str:
    """Give a place as it can be shown, whoever chose the names in it."""
    return "".join(char for char in place[:120] if char.isprintable())
