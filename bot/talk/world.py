"""What the core may look at: the script and one snapshot of the directory. Nothing that changes."""

from dataclasses import dataclass

from bot.centres.directory import Directory
from bot.script.model import Script


@dataclass(frozen=True, slots=True)
class World:
    """An immutable pair; a new directory makes a new world."""

    script: Script
    directory: Directory
