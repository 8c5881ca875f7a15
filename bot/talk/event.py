"""What can happen to a talk. Time comes in here and nowhere else."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from bot.script.facts import Language
from bot.talk.answer import Answer
from bot.talk.link import Link


class Sent(StrEnum):
    """What a person sent or meant instead of pressing; the thing itself never gets here."""

    TYPED = "typed"
    MEDIA = "media"
    LOCATION = "location"
    ABROAD = "abroad"
    DANGER = "danger"
    SUICIDE = "suicide"
    VIOLENCE = "violence"
    CHILD = "child"
    OWN_ACTS = "own_acts"
    RELATIVE = "relative"
    CLOSE = "close"
    GREETING = "greeting"
    THANKS = "thanks"
    HOSTILE = "hostile"


@dataclass(frozen=True, slots=True)
class Started:
    """/start, or anything that gives no talk to continue."""

    at: datetime
    language: Language  # what the person's Telegram is set to
    link: Link | None = None  # how they came


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of the current ticket."""

    at: datetime
    answer: Answer


@dataclass(frozen=True, slots=True)
class Heard:
    """Something was sent: only its kind is left."""

    at: datetime
    sent: Sent
    young: bool = False  # with it, that a child writes


@dataclass(frozen=True, slots=True)
class Placed:
    """A place was named or shared: which it may be, best first. The words and the point do not get here."""

    at: datetime
    places: tuple[str, ...]  # KATO codes; one, or several that share a name
    near: bool = False  # only the nearest place to a point whose region is not certain
    abroad: bool = False  # or a place abroad that shares the name: one place is a choice, too
    young: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language was asked for in words."""

    at: datetime
    language: Language


@dataclass(frozen=True, slots=True)
class Asked:
    """A topic of the script was called by its name, or a question sounds as if it were about it."""

    at: datetime
    topic: str
    sent: Sent | None = None  # what the question is taken for where it opens nothing; of a name None
    young: bool = False


Label: TypeAlias = tuple[Language, str]  # a button's message, and in which language it reads so


@dataclass(frozen=True, slots=True)
class Named:
    """A text that may be the name of a button: of which ones, wherever they are. The text does not get here."""

    at: datetime
    labels: frozenset[Label]
    number: int | None  # or a place in a list
    otherwise: Heard | Placed | Spoken | Asked  # what it means where no button is called so
    begins: tuple[frozenset[Label], ...] = ()  # of what its first word answers, the safest first
    topic: str | None = None  # what it is called so where no button is


Event: TypeAlias = Started | Pressed | Heard | Placed | Spoken | Asked | Named
