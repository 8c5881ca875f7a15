"""The walk every simulated person takes: from /start to a centre's card and back, each in a region of the country."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import count, cycle, islice
from typing import Any

import click

from benchmarks.sink import Person
from bot.issue import BrokenError
from bot.script.facts import Language
from bot.talk.event import Event, Pressed, Started
from bot.talk.step import step
from bot.talk.visit import Visit
from bot.whole import Places, Whole, read
from bot.words.page import Page, draw

_CHOICES = ("common#language", "start/who#me", "self/now#no", "self/signs#none", "self/need#stay")
_REGIONS = len(_CHOICES)  # the step whose screen shows the regions
_DATA = 64


def shipped() -> Whole:
    """The world as it ships, checked as at a start."""
    try:
        return read(Places(), datetime.now(UTC).date())
    except BrokenError as error:
        raise click.ClickException(f"Senim would not start, so there is nothing to measure:\n{error}") from None


def labels(whole: Whole) -> Sequence[tuple[str, ...]]:
    """What is pressed on the way, for each region: language, me, no, none, stay, region, centre, back, back."""
    chosen = [whole.words.say(Language.RU, key) for key in _CHOICES]
    back = whole.words.say(Language.RU, "common#back")
    return [(*chosen, region.name.ru, "1. ", back, back) for region in whole.world.directory.regions]


def people(whole: Whole) -> Iterator[Person]:
    """New people without end, region after region."""
    ways = cycle(labels(whole))
    return (Person(chat, way) for chat, way in zip(count(1_000_000), ways, strict=False))


def some(people: Iterator[Person], number: int) -> list[Person]:
    """The next ones of them."""
    return list(islice(people, number))


def pages(whole: Whole) -> dict[str, Any]:
    """The screens of these walks for a bot that knows nothing: text and keys, each key naming the next screen."""
    ways = labels(whole)
    made = {}
    for way, presses in enumerate(ways):
        for number, page in enumerate(_drawn(whole, presses)):
            rows = [[(key.label, _next(key.label, way, number, ways)) for key in row] for row in page.rows]
            made[f"{way}:{number}"] = {"text": page.text, "rows": rows}
    return made


def _drawn(whole: Whole, presses: Sequence[str]) -> Iterator[Page]:
    now = datetime.now(UTC)
    visit: Visit | None = None
    event: Event = Started(now, Language.RU)
    for label in (*presses, None):
        turn = step(whole.world, visit, event)
        page = draw(whole.words, turn.view)
        yield page
        if label is not None:
            answers = (key.answer for row in page.rows for key in row if key.label.startswith(label))
            visit, event = turn.visit, Pressed(now, next(answer for answer in answers if answer))


def _next(label: str, way: int, number: int, ways: Sequence[tuple[str, ...]]) -> str:
    if number == _REGIONS:
        way = next((at for at, presses in enumerate(ways) if presses[_REGIONS] == label), way)
    return f"{way}:{number + 1} ".ljust(_DATA, "x")
