"""What a person is shown now, still without words: ids, facts and buttons. `words` draws it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from bot.centres.ageing import Age
from bot.centres.model import Line, Service
from bot.centres.name import Name
from bot.centres.nearest import Offers
from bot.centres.places import Place
from bot.centres.words import Intake
from bot.script.facts import Language
from bot.script.model import Act, Copied, Draws
from bot.talk.answer import Answer

Style: TypeAlias = Literal["danger", "primary"]


@dataclass(frozen=True, slots=True)
class Button:
    """A press and how it is labelled: by a message id, or by a name of the directory."""

    answer: Answer
    label: str | Name
    language: Language | None = None  # drawn in this language whatever the person reads
    number: int | None = None  # which entry of the list above it opens
    style: Style | None = None


@dataclass(frozen=True, slots=True)
class Centre:
    """An opened entry, its town, the kilometres to it when the person's place is known, and what holds now."""

    service: Service
    place: Place
    km: int | None
    age: Age = Age.UNCHECKED
    intake: Intake = Intake.ASK
    alert: Name | None = None
    doubted: bool = False  # people could not use its number lately


@dataclass(frozen=True, slots=True)
class View:
    """One screen of one visit."""

    screen: str
    language: Language
    draws: Draws | None
    lines: tuple[Line, ...]
    lead: bool
    copies: Copied | None
    expired: bool
    act: Act | None
    as_of: date | None
    place: Place | None
    asked: tuple[tuple[Name, ...], ...]  # places that may have been meant: each with its district and region
    offers: Offers | None
    centre: Centre | None
    said: tuple[str, ...]  # what the person has told, as words for a call: «who_other», «need_stay»
    buttons: tuple[Button, ...]
    bar: tuple[Button, ...]  # back, language, danger, close: on every screen

    @property
    def all_buttons(self) -> tuple[Button, ...]:
        """Everything that can be pressed."""
        return self.buttons + self.bar
