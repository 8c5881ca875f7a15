"""Every page there can be: each screen, in each language, with each place and entry it can show."""

from collections.abc import Iterator
from datetime import date

from bot.script.facts import Danger, Language, Need, Signs, Who
from bot.talk.look import look
from bot.talk.visit import OTHERS, Visit
from bot.talk.world import World
from bot.words.catalogue import Words
from bot.words.page import Page, draw

_LONGEST = 20


def visits(world: World, screen: str, language: Language) -> Iterator[Visit]:
    """The visits that make a screen look different."""
    plain = Visit(language, screen, danger=Danger.UNSURE, signs=Signs.UNSAID)
    directory = world.directory
    match world.script.screens[screen].draws:
        case "districts":
            yield from (Visit(language, screen, place=region.kato) for region in directory.regions)
        case "confirm" | "namesakes":
            # The longest names are the test of a page that holds nothing else.
            longest = sorted(directory.places.values(), key=lambda one: len(one.name.within(language.value)))
            others = tuple(one.kato for one in longest[-OTHERS:])
            yield from (Visit(language, screen, place=one.kato, others=others) for one in longest[-_LONGEST:])
        case "help":
            # Every need in every region, and one need everywhere: the start must not wait for more. Tests draw all.
            places: dict[str | None, tuple[Need, ...]] = dict.fromkeys((None, *directory.places), (Need.STAY,))
            places |= {region.kato: tuple(Need) for region in directory.regions}
            for place, needs in places.items():
                yield from (Visit(language, screen, place=place, need=need) for need in needs)
        case "centre":
            for service in directory.services:
                for place in (None, directory.regions[0].kato):
                    yield Visit(language, screen, service=service, place=place)
        case "script":
            widest = max(directory.places.values(), key=lambda one: len(one.name.within(language.value)))
            yield from (Visit(language, screen, who=who, need=need, place=widest.kato) for who in Who for need in Need)
        case _:
            yield plain


def drawings(world: World, words: Words, today: date) -> Iterator[tuple[str, Language, Page]]:
    """All pages, drawn."""
    for screen in world.script.screens:
        for language in Language:
            for visit in visits(world, screen, language):
                yield screen, language, draw(words, look(world, visit, today))
