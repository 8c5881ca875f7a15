"""The chapters: one for each flow, in the order people meet them, with everything a reviewer asks about a screen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.book.buttons import Button, buttons, from_anywhere
from bot.book.examples import Example, examples
from bot.book.maps import Map, depths, flow_of, map_of_screens
from bot.book.meanings import DRAWS, FACTS
from bot.book.reading import Heading, Message
from bot.centres.model import Line
from bot.script.graph import edges
from bot.script.model import Screen
from bot.talk.world import World
from bot.words.catalogue import Words
from bot.words.statements import Statement


@dataclass(frozen=True, slots=True)
class Part:
    """A screen in the book."""

    name: str
    title: str
    screen: Screen
    asks: str  # the fact it asks, in words; empty when it asks nothing
    drawn: str  # what to know of a screen the program draws
    examples: tuple[Example, ...]
    written: Message | None  # the message itself, where the examples do not show it as it is written
    notes: tuple[str, ...]
    statement: Statement  # what stands behind the words
    buttons: tuple[Button, ...]
    lines: tuple[Line, ...]
    sources: tuple[str, ...]  # screens that lead here
    anywhere: str  # what leads here from every screen, in words


@dataclass(frozen=True, slots=True)
class Chapter:
    """A flow in the book."""

    flow: str
    heading: Heading
    map: Map
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What is written about the screens: messages by id; titles and statements by screen; headings by flow."""

    messages: Mapping[str, Message]
    titles: Mapping[str, str]
    statements: Mapping[str, Statement]
    headings: Mapping[str, Heading]


def chapters(world: World, words: Words, written: Written) -> Iterator[Chapter]:
    """Every flow with every screen."""
    screens = world.script.screens
    for flow in dict.fromkeys(map(flow_of, _met(world))):
        parts = (_part(world, words, name, written) for name in screens if flow_of(name) == flow)
        yield Chapter(flow, written.headings[flow], map_of_screens(world.script, written.titles, flow), tuple(parts))


def _met(world: World) -> list[str]:
    """All screens by the fewest taps; the named ways stand beside the first screen, but come last."""
    near = depths(world.script)
    first = flow_of(world.script.ways.first)
    opened = {flow_of(to) for name, tos in edges(world.script).items() for to in tos if flow_of(name) != flow_of(to)}
    return sorted(near, key=lambda name: (flow_of(name) not in opened | {first}, near[name]))


def _part(world: World, words: Words, name: str, written: Written) -> Part:
    messages, screen = written.messages, world.script.screens[name]
    message = messages.get(name)
    looks = examples(world, words, name)
    seen = message is None or any(look.holds(message.ru[0], message.kk[0]) for look in looks)
    return Part(
        name,
        written.titles[name],
        screen,
        FACTS[screen.ask] if screen.ask else "",
        DRAWS[screen.draws].says if screen.draws else "",
        looks,
        None if seen else message,
        message.notes if message else (),
        written.statements[name],
        tuple(buttons(world.script, name, messages, looks[0] if looks else None)),
        tuple(world.directory.lines[line] for line in screen.lines if line in world.directory.lines),
        tuple(one for one, others in edges(world.script).items() if name in others and one != name),
        from_anywhere(world.script, words.spoken, messages).get(name, ""),
    )
