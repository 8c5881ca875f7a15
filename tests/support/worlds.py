"""The shipped world, read once, and a person who walks it without any transport."""

from datetime import UTC, datetime
from functools import cache
from typing import Self

from bot.hearing.ear import Ear
from bot.script.facts import Language
from bot.talk.answer import Answer
from bot.talk.event import Event, Heard, Pressed, Sent, Started
from bot.talk.step import Turn, step
from bot.talk.view import View
from bot.talk.visit import Visit
from bot.talk.world import World
from bot.whole import Places, Whole, listen, read
from bot.words.catalogue import Words
from bot.words.checks import plain
from bot.words.page import Page, draw

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@cache
def whole() -> Whole:
    """Everything that ships."""
    return read(Places(), NOW.date())


@cache
def ear() -> Ear:
    """What hears places, built of what ships."""
    return listen(Places(), whole())


class Walker:
    """Walks the pure core: `Walker().opens().presses("Русский").is_at("start/who")`."""

    def __init__(self, world: World | None = None, words: Words | None = None, at: datetime = NOW) -> None:
        self.world = world or whole().world
        self.words = words or whole().words
        self.at = at
        self.turn: Turn | None = None

    @property
    def visit(self) -> Visit:
        assert self.turn is not None
        return self.turn.visit

    @property
    def view(self) -> View:
        assert self.turn is not None
        return self.turn.view

    @property
    def page(self) -> Page:
        return draw(self.words, self.view)

    @property
    def text(self) -> str:
        return plain(self.page.text)

    @property
    def labels(self) -> list[str]:
        return [key.label for row in self.page.rows for key in row]

    def meets(self, event: Event) -> Self:
        self.turn = step(self.world, self.turn.visit if self.turn else None, event)
        return self

    def opens(self, language: Language = Language.RU) -> Self:
        return self.meets(Started(self.at, language))

    def answers(self, answer: Answer) -> Self:
        return self.meets(Pressed(self.at, answer))

    def sends(self, sent: Sent) -> Self:
        return self.meets(Heard(self.at, sent))

    def presses(self, *labels: str) -> Self:
        for label in labels:
            keys = [key for row in self.page.rows for key in row if label in key.label and key.answer]
            assert keys, f"no button {label!r} at {self.visit.screen}, only {self.labels}"
            assert keys[0].answer is not None
            self.answers(keys[0].answer)
        return self

    def is_at(self, screen: str) -> Self:
        assert self.visit.screen == screen
        return self

    def sees(self, *parts: str) -> Self:
        for part in parts:
            assert part in self.text, f"{part!r} is not on {self.visit.screen}: {self.text}"
        return self
