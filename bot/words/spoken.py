"""What people say instead of pressing a button: `locales/spoken.toml`, which translators edit. Shown to nobody."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.script.facts import Language
from bot.words.table import read_table

FILE = "spoken.toml"
_AGE, _AGES = "{age}", range(7, 18)
_Phrase = Annotated[str, Field(pattern=r"\S")]


class _Part(BaseModel):
    """Something about some buttons: about one (`self/need#stay`), or about each that has this id (`yes`)."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    buttons: list[_Phrase] = []


class Said(_Part):
    """What else they are called; and what a topic is called, which opens where no such button stands."""

    topic: _Phrase | None = None
    ru: list[_Phrase]
    kk: list[_Phrase]

    @model_validator(mode="after")
    def _of_something(self) -> Self:
        if not (self.buttons or self.topic):
            raise ValueError
        return self


class Beginning(_Part):
    """The first word of a longer answer that presses one; the safest of the ids stands first."""

    words: list[_Phrase]


class Spoken(BaseModel):
    """The whole file."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    said: list[Said] = []
    begins: list[Beginning] = []
    ordinals: list[list[_Phrase]] = []  # what the first, the second, … of a list is called

    def topics(self) -> Iterator[tuple[str, str]]:
        """Every topic with each of its names."""
        for said in self.said:
            if said.topic:
                yield from ((said.topic, name) for name in _told((*said.ru, *said.kk)))

    def topics_of(self, buttons: frozenset[str]) -> Iterator[str]:
        """The topics that buttons of these messages or ids lead to."""
        yield from (said.topic for said in self.said if said.topic and not buttons.isdisjoint(said.buttons))

    def names(self, language: Language, buttons: frozenset[str]) -> Iterator[str]:
        """What buttons of these messages or ids are called when nobody looks at them; most are called nothing else."""
        for said in self.said:
            if not buttons.isdisjoint(said.buttons):
                yield from _told(getattr(said, language.value))


def _told(names: Iterable[str]) -> Iterator[str]:
    """Each name; «мне {age}» with each age of a child."""
    for name in names:
        yield from (name.replace(_AGE, str(age)) for age in _AGES) if _AGE in name else (name,)


def read_spoken(root: Path) -> Spoken:
    """The file. Raises `BrokenError` (W005) when it is gone or cannot be read."""
    return read_table(
        root / FILE,
        Spoken,
        "W005",
        gone="слов вместо кнопок нет, или они не читаются как TOML. Верните файл или исправьте кавычки и скобки.",
        wrong="у [[said]] есть ru и kk, buttons или topic, у [[begins]] — buttons и words. Исправьте файл.",
    )
