"""The two files a person edits: other names and everyday words (aliases.toml), towns abroad (abroad.csv)."""

from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from bot.centres.issues import issue
from bot.centres.name import Name
from bot.centres.reading import Row, table, toml
from bot.issue import BrokenError, Issue
from bot.places.found import Foreign

ALIASES: Final = "aliases.toml"
ABROAD: Final = "abroad.csv"
COLUMNS: Final = "name_ru name_kk country_ru country_kk lat lon aliases famous source"

_STRICT: Final = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True)
Kato = Annotated[str, Field(pattern=r"^\d{9}$")]
Words = Annotated[str, Field(min_length=1)]  # separated by spaces or line ends


class Lexicon(BaseModel):
    """Everyday words around a name, and words that only look like one."""

    model_config = _STRICT

    filler: Words  # may stand beside a name without making it a sentence about something else
    pronouns: Words  # as fillers, and may stand beside a homograph too
    sought: Words  # the same, but looked for in a town: beside it one is meant even by a homograph
    before_place: Words  # prepositions of place
    before_person: Words  # prepositions that make the name after them a person's
    living: Words  # verbs that say the next or the previous name is where somebody is
    city: Words
    village: Words
    station: Words
    district: Words
    region: Words
    street: Words  # what stands beside it is a street, a school or a person, not a town
    trailing: Words  # type words that only follow the name they belong to
    homograph: Words  # names that are also everyday words or people's names
    everyday: Words  # words no misspelt name is looked for behind, in their dictionary form
    person: Words  # people's names that villages bear too
    never: Words  # names nobody means by this word alone


class Alias(BaseModel):
    """Another name of a region, a district or a settlement."""

    model_config = _STRICT

    names: Annotated[tuple[str, ...], Field(min_length=1)]
    kato: Kato
    old: bool = False  # once official; else only spoken


class Split(BaseModel):
    """A region, a district or a city that once held what others hold now: people go on naming it."""

    model_config = _STRICT

    of: Kato
    into: Annotated[tuple[Kato, ...], Field(min_length=1)]


class Country(BaseModel):
    """A country people may write from."""

    model_config = _STRICT

    name: Name
    names: tuple[str, ...] = ()


class Vocabulary(BaseModel):
    """aliases.toml."""

    model_config = _STRICT

    words: Lexicon
    alias: tuple[Alias, ...] = ()
    split: tuple[Split, ...] = ()
    country: tuple[Country, ...] = ()


class VocabularyError(BrokenError):
    """The other names do not load; every reason is in `issues`."""


def load(folder: Path) -> tuple[Vocabulary, tuple[Foreign, ...]]:
    """Read both files, or raise VocabularyError with every issue found."""
    issues: list[Issue] = []
    vocabulary = toml(folder, ALIASES, Vocabulary, issues)
    abroad = table(folder, ABROAD, COLUMNS, _foreign, issues)
    issues.extend(
        issue("D105", ABROAD, f"{town.name.ru} / {town.country.ru}")
        for town in abroad
        if sum(other.name == town.name and other.country == town.country for other in abroad) > 1
    )
    if issues or vocabulary is None:
        raise VocabularyError(tuple(issues))
    return vocabulary, abroad


def _foreign(row: Row) -> Foreign:
    return Foreign(
        name=Name(row["name_ru"], row["name_kk"]),
        country=Name(row["country_ru"], row["country_kk"]),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        aliases=tuple(part.strip() for part in row["aliases"].split(";") if part.strip()),
        famous=row["famous"] == "yes",
    )
