"""What the core may look at: the script and one snapshot of the directory. Nothing that changes."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from bot.centres.directory import Directory
from bot.centres.everywhere import Everywhere
from bot.centres.nearby import Nearby
from bot.centres.places import Settlement
from bot.script.model import Script


@dataclass(frozen=True, slots=True)
class World:
    """An immutable pair; a new directory makes a new world."""

    script: Script
    directory: Directory
    everywhere: Everywhere
    nearby: Nearby
    doubted: frozenset[str] | None = None  # entries whose number people could not use; None: nobody takes such reports

    @classmethod
    def build(cls, script: Script, directory: Directory, settlements: tuple[Settlement, ...], today: date) -> Self:
        """A world for one day: what has aged past showing is left out of it."""
        everywhere = Everywhere.build(directory, settlements)
        return cls(script, directory, everywhere, Nearby.build(directory, today))

    def on(self, today: date) -> Self:
        """The same world for another day."""
        return self if self.nearby.today == today else replace(self, nearby=Nearby.build(self.directory, today))
