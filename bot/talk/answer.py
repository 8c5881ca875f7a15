"""What a button says when it is pressed. Closed: a ticket cannot carry anything else."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.script.facts import Language


@dataclass(frozen=True, slots=True)
class Choose:
    """The n-th scripted button of the screen."""

    index: int


@dataclass(frozen=True, slots=True)
class Pick:
    """A region, district or town, by KATO code."""

    place: str


@dataclass(frozen=True, slots=True)
class Open:
    """An entry of the directory, by id."""

    service: str


@dataclass(frozen=True, slots=True)
class Speak:
    """Change the language and keep the place."""

    language: Language


@dataclass(frozen=True, slots=True)
class Alarm:
    """Danger now, in a language when the first screen offers both."""

    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Back:
    """One screen back."""


@dataclass(frozen=True, slots=True)
class Close:
    """Close and erase, saying so in a language when the first screen offers both."""

    language: Language | None = None


Answer: TypeAlias = Choose | Pick | Open | Speak | Alarm | Back | Close
