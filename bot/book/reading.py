"""What the book takes from files beside the loaded world: messages with their notes, chapter headings, the credit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.script.facts import Language
from bot.script.loader import WAYS
from bot.words.catalogue import read
from bot.words.sync import text_of


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it is written in both catalogues: every plural form, and what translators noted beside it."""

    key: str
    ru: tuple[str, ...]
    kk: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """How a flow file introduces itself: its first sentence, and the rest of its first comment."""

    title: str
    rest: str


def messages(root: Path) -> Mapping[str, Message]:
    """Every message of both catalogues, by id, in the order of the Russian one."""
    russian, kazakh = _texts(root, Language.RU), _texts(root, Language.KK)
    found = {}
    for key in dict.fromkeys((*russian, *kazakh)):
        (ru, ru_notes), (kk, kk_notes) = russian.get(key, ((), ())), kazakh.get(key, ((), ()))
        found[key] = Message(key, ru, kk, (*ru_notes, *kk_notes))
    return found


def _texts(root: Path, language: Language) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {
        message.id if isinstance(message.id, str) else message.id[0]: (text_of(message), tuple(message.user_comments))
        for message in read(root, language)
        if message.id
    }


def headings(folder: Path) -> Mapping[str, Heading]:
    """The heading of every flow file, by flow; a file that says nothing is headed by its name."""
    paths = (path for path in sorted(folder.glob("*.toml")) if path.stem != WAYS)
    return {path.stem: _heading(path) for path in paths}


def _heading(path: Path) -> Heading:
    first, _, rest = " ".join(_comment(path)).partition(". ")
    return Heading(first.rstrip(".") or path.stem, rest)


def _comment(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            return
        yield line.removeprefix("#").strip()


def credit(directory: Path) -> str:
    """Whose facts these are: the last paragraph of the directory's README."""
    return (directory / "README.md").read_text(encoding="utf-8").strip().rpartition("\n\n")[2]
