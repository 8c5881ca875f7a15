"""The two equal catalogues. A missing message is an error, never the other language's text."""

import gettext
import hashlib
import io
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

from bot.issue import BrokenError, Issue
from bot.script.facts import Language
from bot.words.spoken import Spoken

DOMAIN = "senim"  # the talk
DOMAINS = (DOMAIN, "staff")
SOURCE = "@source"  # an entry of the compiled file only: the digest of what it was compiled from
_VOLATILE = tuple(
    f'"{header}:'
    for header in (
        "Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date",
        "Last-Translator", "Language-Team", "Generated-By",
    )
)  # fmt: skip


class _Missing(gettext.NullTranslations):
    def gettext(self, message: str) -> NoReturn:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> NoReturn:
        raise KeyError(msgid1, msgid2, n)


@dataclass(frozen=True, slots=True)
class Words:
    """Both languages, compiled, ready to be asked by id."""

    catalogues: Mapping[Language, gettext.NullTranslations]
    read: frozenset[str] = frozenset()  # screens that whoever answers for them has read
    spoken: Spoken = field(default_factory=Spoken)

    def say(self, language: Language, key: str, **values: str) -> str:
        """The message, with values put in unchanged. KeyError when there is none."""
        return self.catalogues[language].gettext(key).format_map(values)

    def count(self, language: Language, key: str, number: int) -> str:
        """The message in the plural form the number takes."""
        return self.catalogues[language].ngettext(key, key, number).format(n=number)


def po_path(root: Path, language: Language, domain: str = DOMAIN) -> Path:
    """Where a language is written."""
    return root / language.value / "LC_MESSAGES" / f"{domain}.po"


def read(root: Path, language: Language, domain: str = DOMAIN) -> Catalog:
    """The written catalogue. Raises `BrokenError` (W001) when there is none or it cannot be read."""
    path = po_path(root, language, domain)
    try:
        with path.open("rb") as file:
            return read_po(file, locale=language.value, domain=domain, abort_invalid=True)
    except FileNotFoundError:
        text = "каталога слов нет. Верните файл."
    except (PoFileError, ValueError, OSError) as error:
        text = f"каталог не читается ({error}). Исправьте строку."
    raise BrokenError((Issue("W001", f"{path.parent.parent.name}/{path.name}", "", text),))


def write(root: Path, language: Language, catalogue: Catalog, domain: str = DOMAIN) -> None:
    """Write a catalogue in its one form: sorted as the script asks, no line wrapping, no volatile dates."""
    made = io.BytesIO()
    write_po(made, catalogue, width=0, include_previous=False, include_lineno=False)
    lines = made.getvalue().decode().splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith(_VOLATILE))
    po_path(root, language, domain).write_text(text, encoding="utf-8")


def compile_all(root: Path) -> None:
    """Compile every catalogue there is beside its source, with the source's digest inside."""
    for language, domain in product(Language, DOMAINS):
        source = po_path(root, language, domain)
        if domain != DOMAIN and not source.exists():
            continue  # nobody asks for it here; whoever does is told by `load`
        catalogue = read(root, language, domain)
        catalogue.add(SOURCE, _digest(source))
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)


def load(root: Path, domain: str = DOMAIN) -> Words:
    """Open both compiled catalogues. Raises `BrokenError` (W002) when one is missing or behind its source."""
    return Words(MappingProxyType({language: _open(root, language, domain) for language in Language}))


def _open(root: Path, language: Language, domain: str) -> gettext.GNUTranslations:
    source = po_path(root, language, domain)
    compiled = source.with_suffix(".mo")
    try:
        with compiled.open("rb") as file:
            opened = gettext.GNUTranslations(file)
    except (OSError, struct.error):  # not there, or cut short
        opened = None
    if opened is None or (source.exists() and opened.gettext(SOURCE) != _digest(source)):
        text = "каталог не собран или отстал от исходного. Выполните: make words."
        raise BrokenError((Issue("W002", f"{language.value}/{compiled.name}", "", text),))
    opened.add_fallback(_Missing())
    return opened


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
