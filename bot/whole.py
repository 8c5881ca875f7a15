"""Reads everything the talk is made of and checks it whole: the same checks for the author, the build and the start."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.centres.directory import load as load_directory
from bot.centres.directory import load_settlements
from bot.centres.places import Settlement
from bot.hearing.ear import Ear
from bot.issue import BrokenError, Issue
from bot.script.checks import check as check_script
from bot.script.loader import load as load_script
from bot.talk.codec import Codec
from bot.talk.world import World
from bot.words.catalogue import Words
from bot.words.catalogue import load as load_words
from bot.words.checks import check_drawn, check_written
from bot.words.spoken import read_spoken
from bot.words.statements import read_statements, seen

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts lie."""

    flows: Path = ROOT / "bot" / "flows"
    locales: Path = ROOT / "locales"
    directory: Path = ROOT / "directory"


@dataclass(frozen=True, slots=True)
class Whole:
    """A checked world with its words."""

    world: World
    words: Words
    settlements: tuple[Settlement, ...]


@dataclass(frozen=True, slots=True)
class Served:
    """What people are served with, and why it is not all there is. `whole` without centres, or None: the card alone."""

    whole: Whole | None
    ear: Ear | None
    fault: Exception | None = None


def read_what_can_be(places: Places, today: date) -> Served:
    """As much as loads, for a help line has to answer: all; else national lines as they ship; else nothing.

    What ships has been checked and is never edited. Its centres are left out all the same: one may have been taken
    out of the edited directory for a reason.
    """
    try:
        whole = read(places, today)
        return Served(whole, listen(places, whole))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with files, people are answered
        fault = error
    try:
        whole = read(Places(), today, centres=False)
        return Served(whole, listen(Places(), whole), fault)
    except Exception:  # noqa: BLE001 - as above
        return Served(None, None, fault)


def read(places: Places, today: date, *, centres: bool = True) -> Whole:
    """Everything, loaded and checked. Raises `BrokenError` with every issue that can be found at once."""
    issues = list[Issue]()
    script = directory = words = None
    settlements: tuple[Settlement, ...] = ()
    try:
        script = load_script(places.flows)
    except BrokenError as error:
        issues += error.issues
    try:
        directory = load_directory(places.directory, today=today, centres=centres)
        settlements = load_settlements(places.directory)
    except BrokenError as error:
        issues += error.issues
    if script and directory:
        issues += check_script(script, directory.lines)
    if script and not issues:
        issues += check_written(places.locales, script, today)
    if script and not issues:
        try:
            statements = read_statements(places.locales, script)
            spoken = read_spoken(places.locales)
            words = replace(load_words(places.locales), read=frozenset(seen(statements)), spoken=spoken)
        except BrokenError as error:
            issues += error.issues
    if script and directory and words and not issues:
        world = World.build(script, directory, settlements, today)
        Codec(world)  # raises where a ticket could not hold this world
        issues += check_drawn(world, words, today, places.locales)
        if not issues:
            return Whole(world, words, settlements)
    raise BrokenError(tuple(issues))


def listen(places: Places, whole: Whole) -> Ear:
    """The ear of this world, with the search's own tables. Raises `BrokenError`."""
    world = whole.world
    return Ear.build(places.directory, world.directory, whole.settlements)
