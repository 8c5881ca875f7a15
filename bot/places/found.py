"""What a typed text was understood as, and every step of the way there."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.centres.name import Name
from bot.centres.places import District, Region, Settlement


class Kind(StrEnum):
    """How sure the search is, and of what."""

    ONE = "one"  # one settlement, sure enough to act after the confirm tap
    CONFIRM = "confirm"  # one settlement, to be asked about: «Вы имеете в виду …?»
    CHOICE = "choice"  # several; a short choice
    REGION = "region"  # a region or a district, no settlement
    ABROAD = "abroad"
    NONE = "none"


class Step(StrEnum):
    """One step of a decision. Closed, and without the person's words: a step may be shown and counted."""

    EMPTY = "empty"
    CUT = "cut"
    LAYOUT = "layout"
    LATIN = "latin"
    NO_NAME = "no name"
    SPELLED = "spelled"
    SOUNDS = "sounds"
    INFLECTED = "inflected"
    OLD_NAME = "old name"
    SPOKEN_NAME = "spoken name"
    OLD_NAME_LIVES = "old name lives"
    NOT_A_PLACE = "not a place"
    TYPE_WORD = "type word"
    REGION_HINT = "region hint"
    DISTRICT_HINT = "district hint"
    HINT_FAILS = "hint fails"
    SPLIT_OFF = "split off"
    HINT_UNKNOWN = "hint unknown"
    PERSON = "person"
    ONLY_ONE = "only one"
    BIG_CITY = "big city"
    LARGEST_FIRST = "largest first"
    HOMONYMS = "homonyms"
    TWO_PLACES = "two places"
    REGION_NAMED = "region named"
    DISTRICT_NAMED = "district named"
    COUNTRY_NAMED = "country named"
    FOREIGN_TOWN = "foreign town"
    FOREIGN_NAMESAKE = "foreign namesake"
    ALMOST = "almost"
    SEVERAL_ALMOST = "several almost"


@dataclass(frozen=True, slots=True)
class Foreign:
    """A town abroad, or a whole country, which has no point."""

    name: Name
    country: Name
    lat: float | None = None
    lon: float | None = None
    aliases: tuple[str, ...] = ()
    famous: bool = False  # a namesake hamlet in Kazakhstan does not make anyone doubt


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a person may have meant: a settlement, a district, a region, or a town abroad."""

    region: str | None
    kato: str | None
    name: Name
    district: Name | None = None
    okrug: str = ""  # tells namesakes of one district apart
    settlement: Settlement | None = None

    def as_json(self) -> dict[str, str | None]:
        """Give what `where --jsonl` prints of it."""
        named = self.settlement is not None or self.region is None
        return {
            "region": self.region,
            "kato": self.kato,
            "settlement_ru": self.name.ru if named else None,
            "district_ru": self.district.ru if self.district else None,
        }


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one text; the text itself is not in it."""

    kind: Kind
    why: tuple[Step, ...]
    choices: tuple[Choice, ...] = ()  # best first; the answer itself is the first
    region: str | None = None

    @property
    def settlement(self) -> Settlement | None:
        """The settlement meant, when it is one."""
        sure = self.kind in {Kind.ONE, Kind.CONFIRM} and self.choices
        return self.choices[0].settlement if sure else None

    @property
    def place(self) -> Name | None:
        """The name to show: of the settlement, or of the town abroad."""
        sure = self.kind in {Kind.ONE, Kind.CONFIRM, Kind.ABROAD} and self.choices
        return self.choices[0].name if sure else None

    def as_json(self, query: str) -> dict[str, Any]:
        """Give the line `where --jsonl` prints."""
        return {
            "query": query,
            "kind": self.kind.value,
            "region": self.region,
            "kato": self.settlement.kato if self.settlement else None,
            "settlement_ru": self.place.ru if self.place else None,
            "settlement_kk": self.place.kk if self.place else None,
            "choices": [choice.as_json() for choice in self.choices],
        }


Target = Settlement | District | Region | Foreign
