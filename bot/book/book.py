"""Makes the book: one self-contained page. The same world and words always give the same bytes."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.book.anchor import anchor, flow_anchor, row_anchor
from bot.book.buttons import bar, heard
from bot.book.chapters import Written, chapters
from bot.book.indexes import common_words, dotted, line_entries, rows, state
from bot.book.maps import map_of_flows
from bot.book.meanings import OWNERS
from bot.book.reading import credit, headings, messages
from bot.book.titles import titles
from bot.emergency import CARD
from bot.script.checks import MOST_TAPS
from bot.script.facts import Language
from bot.talk.world import World
from bot.words.catalogue import Words
from bot.words.size import LINES, QUIET, SCREEN
from bot.words.statements import read_statements
from bot.words.sync import NATIVE, SAME
from bot.words.wording import BUTTON, SENTENCE

_LIMITS = {
    "characters": SCREEN,
    "lines": LINES,
    "sentence": SENTENCE,
    "button": BUTTON,
    "quiet": QUIET,
    "taps": MOST_TAPS,
}


def make(world: World, words: Words, *, flows: Path, locales: Path, directory: Path) -> str:
    """The whole book as HTML. The three folders are read for headings, translators' notes and the credit."""
    script, written, introduced = world.script, messages(locales), headings(flows)
    statements = read_statements(locales, script)
    called = titles(script, written, statements)
    everywhere = tuple(bar(script, written))
    told = {button.message.key for button in everywhere} | {f"line/{id_}" for id_ in world.directory.lines}
    page = _environment().get_template("book.html.j2")
    return page.render(
        chapters=tuple(chapters(world, words, Written(written, called, statements, introduced))),
        titles=called,
        flows_map=map_of_flows(script, introduced),
        bar=everywhere,
        heard=tuple(heard(script, words.spoken)),
        lines=tuple(line_entries(world, written)),
        rows=tuple(rows(script)),
        groups=tuple(common_words(script, written, statements, told)),
        emergency=Markup(CARD),  # noqa: S704 - a constant of the program
        expired=written["common/expired"],
        messages=written,
        languages=len(Language),
        limits=_LIMITS,
        menu=script.ways.menu,
        credit=credit(directory),
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "anchor": anchor,
        "flow_anchor": flow_anchor,
        "row_anchor": row_anchor,
        "dotted": dotted,
        "state": state,
        "note": note,
        "owner": OWNERS.get,
    }
    return environment


def note(comment: str) -> str:
    """What a translator's comment in a catalogue says to the next reader."""
    if comment == SAME:
        return "В обоих языках одинаково: так задумано."
    if comment.startswith(NATIVE):
        return f"Редактору казахского: {comment.removeprefix(NATIVE).strip()}"
    return comment
