"""Keeps both catalogues in step with the script, and marks what went stale.

Each Kazakh entry carries the Russian text it was written beside; when that text changes, the entry is marked and the
build says so until a person has looked.
"""

from pathlib import Path

from babel.messages.catalog import Catalog, Message

from bot.script.facts import Language
from bot.words.catalogue import read, write
from bot.words.domain import Domain

NATIVE = "native:"  # begins a question to a native editor, which may go on in the next lines
SAME = "одинаково"  # a translator's word that the same text in both languages is meant
_NOTE = "RU: "


def text_of(message: Message) -> tuple[str, ...]:
    """The text, or all plural forms."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def note_of(message: Message) -> str:
    """The Russian text an entry was written beside."""
    return " ".join(" ".join(message.auto_comments).split()).removeprefix(_NOTE)


def note_for(source: Message) -> str:
    """The note that goes with a Russian entry: its text on one line, since comments are wrapped anyway."""
    return " ".join(" | ".join(text_of(source)).split())


def sync(root: Path, domain: Domain) -> tuple[int, int, int]:
    """Rewrite both catalogues of a domain; gives how many entries are new, gone, and stale."""
    old = {language: read(root, language, domain.name) for language in Language}
    made = {language: _remake(old[language], language, domain) for language in Language}
    stale = _mark(made[Language.RU], made[Language.KK])
    for language, catalogue in made.items():
        write(root, language, catalogue, domain.name)
    known = {message.id if isinstance(message.id, str) else message.id[0] for message in old[Language.RU] if message.id}
    return len(set(domain.keys) - known), len(known - set(domain.keys)), stale


def _remake(old: Catalog, language: Language, domain: Domain) -> Catalog:
    made = Catalog(locale=language.value, domain=domain.name, project="Senim", fuzzy=False, header_comment=_HEADER)
    for key in domain.keys:
        kept = old.get(key)
        plural = key in domain.plural
        fits = kept is not None and isinstance(kept.id, tuple) == plural
        empty: str | tuple[str, ...] = ("",) * made.num_plurals if plural else ""
        made.add(
            (key, key) if plural else key,
            kept.string if kept is not None and fits else empty,
            auto_comments=kept.auto_comments if kept else (),
            user_comments=kept.user_comments if kept else (),
            flags=kept.flags if kept else (),
        )
    return made


def _mark(ru: Catalog, kk: Catalog) -> int:
    stale = 0
    for message in kk:
        key = message.id if isinstance(message.id, str) else message.id[0]
        source = ru.get(key) if key else None
        if source is None:
            continue
        written = any(text_of(message))
        if written and message.auto_comments and note_of(message) != note_for(source):
            message.flags.add("fuzzy")
        # No note beside an empty text: both languages written at once are fresh, not stale.
        message.auto_comments = [_NOTE + note_for(source)] if any(text_of(source)) else []
        stale += message.fuzzy
    return stale


_HEADER = """# Senim: every word a person reads. One entry a place in the script (bot/words/keys.py).
# «RU:» above a Kazakh entry is the Russian text it was written beside; fuzzy: that text changed since.
# «native:» asks a native editor to look once more. AGPL-3.0-or-later."""
