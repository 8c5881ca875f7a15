"""How far help is: counted over every answer a person can give, every screen in both languages, every place and need.

Nothing here depends on the machine: the same script, words and directory give the same figures.
A result is a screen that answers a row of the decision table; walks follow questions, regions and nothing else.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import click

from benchmarks.walk import shipped
from bot.script.facts import Language, Need
from bot.talk.answer import Alarm, Choose, Pick, Speak
from bot.talk.event import Pressed, Started
from bot.talk.look import look
from bot.talk.step import Turn, step
from bot.talk.visit import Visit
from bot.whole import Whole
from bot.words.drawings import drawings
from bot.words.page import draw

MOST_TAPS = 6
_EMERGENCY = ("102", "112", "111")


@dataclass(frozen=True, slots=True)
class Reach:
    """What was counted."""

    first_screen: tuple[str, ...]  # emergency numbers on it
    far: tuple[str, ...]  # screens that neither show the danger card nor have its button
    taps: Counter[int]  # walks to a result, by number of taps
    screens: int
    drawn: Counter[Language]  # screens drawn with a text, by language
    pages: int
    asked: int  # places × needs
    empty: int
    least: int  # the fewest offers of any answer

    @property
    def good(self) -> bool:
        """Whether every goal is met."""
        return (
            self.first_screen == _EMERGENCY
            and not self.far
            and max(self.taps) <= MOST_TAPS
            and all(self.drawn[language] == self.screens for language in Language)
            and not self.empty
        )


def count(whole: Whole, now: datetime) -> Reach:
    """Walk, draw and ask everything."""
    world, words = whole.world, whole.words
    first = step(world, None, Started(now, Language.RU))
    shown = draw(words, first.view).text
    pages = list(drawings(world, words, now.date()))
    offered = [len(found) for found in _offered(whole, now)]
    return Reach(
        first_screen=tuple(number for number in _EMERGENCY if number in shown),
        far=tuple(sorted(_far(whole, now))),
        taps=Counter(
            taps
            for language in Language
            for taps in _results(whole, step(world, None, Started(now, language)), language, now)
        ),
        screens=len(world.script.screens),
        drawn=Counter(
            language for _, language in {(screen, language) for screen, language, page in pages if page.text.strip()}
        ),
        pages=len(pages),
        asked=len(offered),
        empty=offered.count(0),
        least=min(offered),
    )


def _results(whole: Whole, turn: Turn, language: Language, now: datetime, taps: int = 0) -> Iterator[int]:
    """The taps of every walk from here to its first result."""
    screen = whole.world.script.screens[turn.visit.screen]
    if screen.rows:
        yield taps
        return
    if taps > MOST_TAPS:
        yield taps  # too far already: what lies behind does not matter
        return
    for button in turn.view.all_buttons:
        match button.answer:
            case Choose(index=index) if index < len(screen.answers) or screen.draws == "regions":
                pass
            case Speak(language=chosen) if screen.draws == "welcome" and chosen is language:
                pass
            case Pick():
                pass
            case _:
                continue
        moved = step(whole.world, turn.visit, Pressed(now, button.answer))
        yield from _results(whole, moved, language, now, taps + 1)


def _far(whole: Whole, now: datetime) -> Iterator[str]:
    """Screens from which the emergency card is more than one tap away; a closed talk has no buttons at all."""
    script = whole.world.script
    cards = {route.to for route in script.ways.danger}
    for name in script.screens.keys() - cards - {script.ways.closed}:
        view = look(whole.world, Visit(Language.RU, name), now.date())
        if not any(isinstance(button.answer, Alarm) for button in view.all_buttons):
            yield name


def _offered(whole: Whole, now: datetime) -> Iterator[tuple[object, ...]]:
    """What is offered at each region, district and town, and at no place, for each need and for none."""
    world = whole.world
    screen = next(name for name, screen in world.script.screens.items() if screen.draws == "help")
    for place in (None, *world.directory.places):
        for need in (None, *Need):
            view = look(world, Visit(Language.RU, screen, place=place, need=need), now.date())
            yield view.offers.offers if view.offers else ()


def show(reach: Reach) -> None:
    """Print what was counted."""
    walks = sum(reach.taps.values())
    histogram = ", ".join(f"{taps}: {reach.taps[taps]}" for taps in sorted(reach.taps))
    drawn = ", ".join(f"{language.value} {reach.drawn[language]}" for language in Language)
    click.echo(f"Emergency numbers on the first screen, 0 taps: {', '.join(reach.first_screen)}")
    click.echo(f"Screens with the danger button or card missing: {len(reach.far)} {' '.join(reach.far)}".rstrip())
    click.echo(f"Taps to a result, most: {max(reach.taps)} ({walks} walks; {histogram})")
    click.echo(f"Screens drawn, of {reach.screens}: {drawn} ({reach.pages} pages)")
    click.echo(f"Empty results: {reach.empty} of {reach.asked} places and needs (fewest offers: {reach.least})")


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--check", is_flag=True, help="Fail when a goal is not met.")
def main(*, check: bool) -> None:
    """Count and print."""
    reach = count(shipped(), datetime.now(UTC))
    show(reach)
    if check and not reach.good:
        raise click.ClickException("a goal is not met.")


if __name__ == "__main__":
    main()
