"""The card of an entry exactly as a person in need sees it: drawn by the talk itself, of what the registry holds."""

from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot.centres.hours import KAZAKHSTAN
from bot.centres.model import Line
from bot.registry.model import Entry
from bot.script.facts import Language
from bot.script.model import Script
from bot.talk.look import look
from bot.talk.visit import Visit
from bot.talk.world import World
from bot.words.catalogue import Words
from bot.words.directory import line_text
from bot.words.markup import well_formed
from bot.words.page import draw


def card(world: World, words: Words, entry: Entry, language: Language, now: datetime) -> Markup:
    """Markup of the talk, which is a subset of HTML: escaped by it, and looked at once more here."""
    value = entry.value
    if isinstance(value, Line):
        text = line_text(words, language, value)
    else:
        directory = replace(world.directory, services={**world.directory.services, value.id: value})
        doubted = frozenset({value.id} if entry.amber else ())
        visit = Visit(language, _screen(world.script), service=value.id)
        view = look(replace(world, directory=directory, doubted=doubted), visit, now.astimezone(KAZAKHSTAN).date(), now)
        text = draw(words, view).text
    return Markup(text) if well_formed(text) else Markup.escape(text)  # noqa: S704 - only <b>, <i>, <u> are well formed


def _screen(script: Script) -> str:
    return next(name for name, screen in script.screens.items() if screen.draws == "centre")
