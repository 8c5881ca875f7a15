"""The closed vocabulary of a flow file. A word that is not here is refused when the file is read."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.centres.words import Report
from bot.script.facts import Who

type_id = r"^[a-z][a-z0-9_]*$"

Predicate = Literal[
    "about_minor",
    "about_other",
    "about_own",
    "about_helper",
    "danger_unsure",
    "unsure",
    "on_danger",
    "on_silent",
    "on_life",
    "on_step",
    "on_another",
    "typed_again",
    "choosing_place",
    "choosing_centre",
    "place_known",
    "privacy_untold",
    "place_is_region",
    "centre_has_number",
]
CLOSED: Final[tuple[Predicate, ...]] = ("about_own", "about_minor")  # who goes there is led nowhere else
Draws = Literal["welcome", "both", "regions", "districts", "confirm", "namesakes", "help", "centre", "script", "closed"]
Fact = Literal["who", "danger", "signs", "need", "idle"]
Copied = Literal["words", "numbers"]
Kept = Literal["typed", "danger", "suicide", "violence", "child", "own_acts", "relative", "hostile"]
Act = Literal["offences", "women", "admin_code", "family_code", "legal_aid", "unknown"]
Id = Annotated[str, Field(pattern=type_id)]
Word = Annotated[str, Field(pattern=r"^[a-z]{1,8}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True)


class Route(_Strict):
    """One way on: taken when its named predicate holds, or always."""

    to: str
    when: Predicate | None = None


def _routes(value: object) -> object:
    """A single target may be written as a plain string."""
    return ({"to": value},) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value


def _tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Routes = Annotated[tuple[Route, ...], BeforeValidator(_routes), Field(min_length=1)]


class Choice(_Strict):
    """A button of the script: its id names its words, its route says which screen comes next."""

    id: Id
    to: Routes
    when: Predicate | None = None
    who: Annotated[Who | None, BeforeValidator(lambda it: it and Who(it))] = None  # whoever presses it tells this, too
    report: Annotated[Report | None, BeforeValidator(lambda it: it and Report(it))] = (
        None  # told to who keeps the number
    )


class Screen(_Strict):
    """One screen: what it asks or shows, and where each button leads. Words live in the catalogues."""

    ask: Fact | None = None
    draws: Draws | None = None
    to: str | None = None  # where the drawn buttons (a region, a centre, a language) lead
    lines: Annotated[tuple[str, ...], BeforeValidator(_tuple)] = ()
    lead: bool = False  # the first line of the text stands before the numbers
    stays: bool = False  # a text that says nothing graver does not take these numbers away
    keeps: Annotated[tuple[Kept, ...], BeforeValidator(_tuple)] = ()  # answered here: it leads nowhere
    copy_text: Annotated[Copied | None, Field(alias="copy")] = None  # words of its own, or its numbers
    rows: Annotated[tuple[str, ...], BeforeValidator(_tuple)] = ()  # rows of the decision table it answers
    act: Act | None = None  # the law it speaks of, by a short name; none when its words name it
    as_of: datetime.date | None = None
    expires: datetime.date | None = None
    answers: Annotated[tuple[Choice, ...], BeforeValidator(_tuple)] = ()
    links: Annotated[tuple[Choice, ...], BeforeValidator(_tuple)] = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All scripted buttons, in order: a button's number in a ticket is its place here."""
        return self.answers + self.links


class Heard(_Strict):
    """Where a person goes who sends something instead of pressing."""

    typed: Routes  # words that say nothing we know
    media: Routes
    location: Routes  # a point nobody can place
    place: Routes  # one place is meant
    choice: Routes  # several bear the name
    near: Routes  # a point too close to a line to name a region
    abroad: Routes
    danger: Routes
    suicide: Routes
    violence: Routes
    child: Routes
    own_acts: Routes  # the closed branch: a fresh start leads there
    relative: Routes
    greeting: Routes
    thanks: Routes
    hostile: Routes  # a fresh start: nothing that was said before is one tap away


class Topic(_Strict):
    """What can be asked for on any screen, by name or in a question."""

    to: Routes
    who: Annotated[Who | None, BeforeValidator(lambda it: it and Who(it))] = None  # whoever says so tells this, too
    waits: bool = False  # it does not take numbers away from a screen that stays
    all_may: bool = False  # a closed branch without a route of its own goes where everybody does


class Links(_Strict):
    """The words of a deep link («?start=…»), which must look like nothing: a branch each. Regions are numbers."""

    other: Word
    minor: Word
    own: Word


class Ways(_Strict):
    """The named places every talk knows."""

    first: str
    hello: str  # the first screen in one language, for whoever comes by a link that names it
    before: str  # what is said about privacy to whoever comes by a link to a branch and does not see the menu
    menu: str
    closed: str
    expired: Id  # the line that is named when a card with a date hides itself: whom to ask
    danger: Routes
    heard: Heard
    topics: dict[Id, Topic]  # by the name that `locales/spoken.toml` gives to their names
    links: Links

    def leads(self, topic: str) -> Routes:
        """Where a topic leads; on a closed branch it says nothing of, where any text does."""
        asked = self.topics[topic]
        told = CLOSED if asked.all_may else {route.when for route in asked.to}
        closed = (route for route in self.heard.typed if route.when in CLOSED and route.when not in told)
        return (*closed, *asked.to)


@dataclass(frozen=True, slots=True)
class Script:
    """All screens by id (`flow/name`), and the named ways."""

    screens: Mapping[str, Screen]
    ways: Ways
