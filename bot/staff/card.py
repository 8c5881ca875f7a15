"""The card of an entry exactly as a person in need sees it: drawn by the talk itself, of what the registry holds."""

from dataclasses import replace
from datetime import datetime

from markupsafe import Markup

from bot.centres.hours import KAZAKHSTAN
from bot.centres.model import Line, Service
from bot.script.facts import Language
from bot.script.model import Script
from bot.talk.look import look
from bot.talk.view import Centre
from bot.talk.visit import Visit
from bot.talk.world import World
from bot.words.catalogue import Words
from bot.words.directory import line_text
from bot.words.markup import well_formed
from bot.words.page import draw


def card(world: World, words: Words, value: Service | Line, language: Language, now: datetime) -> Markup:
    """Markup of the talk, which is a subset of HTML: escaped by it, and looked at once more here."""
    if isinstance(value, Line):
        text = line_text(words, language, value)
    else:
        today = now.astimezone(KAZAKHSTAN).date()
        view = look(world, Visit(language, _screen(world.script)), today, now)
        shown = Centre(value, world.directory.places[value.location], None)
        text = draw(words, replace(view, centre=shown)).text
    return Markup(text) if well_formed(text) else Markup.escape(text)  # noqa: S704 - only <b>, <i>, <u> are well formed


def _screen(script: Script) -> str:
    return next(name for name, screen in script.screens.items() if screen.draws == "centre")
