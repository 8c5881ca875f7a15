"""The museum: a small right Senim, and pieces that break it, each in one way.

A piece is a file CODE_what_is_wrong.toml: `at` says where the finding must point, `[[edit]]` replaces one text in one
file, `[words]` goes over small/words.toml, `gone` removes files, `screens` adds empty screens, `compiled = "before"`
leaves the compiled catalogues behind the edits.
"""

import re
import shutil
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog

from bot.issue import BrokenError, Issue
from bot.script.facts import Language
from bot.script.loader import load
from bot.script.model import Screen
from bot.talk.codec import Codec
from bot.whole import Places, Whole, read
from bot.words.catalogue import compile_all, po_path, write
from bot.words.catalogue import read as read_catalogue
from bot.words.keys import PLURAL, needed
from bot.words.sync import note_for

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SMALL = HERE / "small"
TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Piece:
    """One way to be wrong."""

    path: Path
    at: str  # file and place of the finding
    edit: tuple[dict[str, str], ...] = ()
    words: dict[str, dict[str, str]] | None = None
    gone: tuple[str, ...] = ()
    screens: int = 0  # so many more than the script has
    compiled: str = "after"  # or before the edits

    @property
    def code(self) -> str:
        return self.path.name.split("_")[0]


def pieces(folder: Path) -> list[Piece]:
    """Every piece of a folder."""
    return [_piece(path) for path in sorted(folder.glob("*.toml"))]


def _piece(path: Path) -> Piece:
    table: dict[str, Any] = {name: tuple(it) if isinstance(it, list) else it for name, it in _table(path).items()}
    return Piece(path, **table)


def codes_in_source() -> set[str]:
    """Every code the program can give, as it is written there."""
    found = (re.findall(r'"([SWDX]\d{3})"', path.read_text("utf-8")) for path in (ROOT / "bot").rglob("*.py"))
    return {code for codes in found for code in codes}


def build(folder: Path) -> Places:
    """The small Senim, laid out and compiled."""
    return lay(Piece(SMALL, ""), folder)


def lay(piece: Piece, folder: Path) -> Places:
    """The small Senim with one piece laid over it: the script and the facts first, then the words it asks for."""
    places = Places(folder / "flows", folder / "locales", folder / "directory")
    shutil.copytree(SMALL / "flows", places.flows)
    shutil.copytree(ROOT / "tests" / "centres" / "small", places.directory)
    with (places.directory / "lines.toml").open("a", encoding="utf-8") as lines:
        lines.write((SMALL / "more_lines.toml").read_text("utf-8"))
    spoken = [edit for edit in piece.edit if edit["file"].startswith("locales/")]
    for edit in (edit for edit in piece.edit if edit not in spoken):
        rewrite(folder / edit["file"], edit["old"], edit["new"])
    _write_words(places, piece.words or {})
    for edit in spoken:
        rewrite(folder / edit["file"], edit["old"], edit["new"])
    if spoken and piece.compiled == "after":
        recompile(places)
    for name in piece.gone:
        (folder / name).unlink()
    return places


def rewrite(path: Path, old: str, new: str) -> None:
    """Change a file in one place that must be there."""
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {path.name}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def recompile(places: Places) -> None:
    """What `make words` does; catalogues that cannot be read stay as they were."""
    try:
        compile_all(places.locales)
    except BrokenError:
        return


def issues(places: Places, screens: int = 0) -> tuple[Issue, ...]:
    """What stops the start."""
    try:
        whole = read(places, TODAY)
        Codec(replace(whole.world, script=replace(whole.world.script, screens=_more(whole, screens))))
    except BrokenError as error:
        return error.issues
    return ()


def where(issue: Issue) -> str:
    """File and place, as a message names them."""
    return f"{issue.file}: {issue.place}" if issue.place else issue.file


def _more(whole: Whole, screens: int) -> dict[str, Screen]:
    return dict(whole.world.script.screens) | {f"more/screen_{number}": Screen() for number in range(screens)}


def _write_words(places: Places, laid_over: dict[str, dict[str, str]]) -> None:
    try:
        script = load(places.flows)
    except BrokenError:
        script = load(SMALL / "flows")
    keys = tuple(dict.fromkeys(needed(script)))
    ru, kk = (_catalogue(language, keys, laid_over) for language in Language)
    for message in kk:
        source = ru.get(message.id) if message.id else None
        message.auto_comments = [f"RU: {note_for(source)}"] if source else []
    for language, catalogue in ((Language.RU, ru), (Language.KK, kk)):
        po_path(places.locales, language).parent.mkdir(parents=True)
        write(places.locales, language, catalogue)
    for name in ("rules.toml", "spoken.toml"):
        shutil.copy(SMALL / name, places.locales)
    (places.locales / "statements").mkdir()
    for flow in dict.fromkeys((*(name.partition("/")[0] for name in script.screens), "words")):
        shutil.copy(SMALL / "statements.toml", places.locales / "statements" / f"{flow}.toml")
    compile_all(places.locales)


def _catalogue(language: Language, keys: tuple[str, ...], laid_over: dict[str, dict[str, str]]) -> Catalog:
    """Our own words, else the shipped ones of the program itself; what neither has is left out."""
    own: dict[str, dict[str, str]] = _table(SMALL / "words.toml")
    made = Catalog(locale=language.value, fuzzy=False)
    for key in keys:
        text = laid_over.get(key, {}).get(language.value) or own.get(key, {}).get(language.value)
        known = _shipped(language).get(key) if text is None else None
        if text is not None:
            made.add(key, text)
        elif known is not None:
            made.add((key, key) if key in PLURAL else key, known.string, user_comments=known.user_comments)
    return made


@cache
def _shipped(language: Language) -> Catalog:
    return read_catalogue(Places().locales, language)


@cache
def _table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))
