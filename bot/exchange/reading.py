"""One way in: bytes that somebody brought → entries and issues. Whatever the bytes are, it ends, and raises nothing."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final
from zipfile import ZipFile

from bot.centres.directory import Directory
from bot.exchange import hsds_reading, spreadsheet_reading, toml_files
from bot.exchange.archive import opened, unpack
from bot.exchange.delimited import MOST_ROWS, read_csv
from bot.exchange.draft import Draft
from bot.exchange.issues import Wrong, issue
from bot.exchange.judge import Entry, judge
from bot.exchange.table import Sheet, drafts
from bot.issue import Issue

LARGEST: Final = 5 * 1024 * 1024  # bytes
MOST_ISSUES: Final = 500
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a locked .xlsx, or an .xls of the last century
_LOCK: Final = "EncryptedPackage".encode("utf-16-le")
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_TEXTS: Final = {".csv", ".tsv", ".txt", ".toml", ".json"}
_NOT_TEXT: Final = (
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"{\\rtf",
    b"Rar!",
    b"7z\xbc",
    b"\x1f\x8b",
    b"SQLite",
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file holds. With issues it is not to be used, only shown."""

    entries: tuple[Entry, ...] = ()
    issues: tuple[Issue, ...] = ()
    relay: tuple[str, ...] | None = None  # where the file says whom to ask for a centre without a number


def read(name: str, data: bytes, known: Directory, today: date) -> Parsed:
    """Read a file by its content and, where that does not tell, its extension. `known` is what the directory holds."""
    file = _shown(name)
    issues: list[Issue] = []
    relay: tuple[str, ...] | None = None
    found: list[Draft] = []
    try:
        for part, content in _files(file, data):
            made, said = _drafts(part, content, known, issues)
            found += made
            relay = relay if said is None else said
    except Wrong as error:
        issues.append(issue(error.code, file, "", error.guess))
    if len(found) > MOST_ROWS:
        issues.append(issue("X105", file))
        found = []
    entries = judge(found, known, today, issues)
    if len(issues) > MOST_ISSUES:
        issues[MOST_ISSUES:] = [issue("X125", file)]
    return Parsed(entries, tuple(issues), relay)


def _files(file: str, data: bytes) -> list[tuple[str, bytes | ZipFile]]:
    """Give the files of an archive of texts, or the one file itself. Raises `Wrong`."""
    if len(data) > LARGEST:
        raise Wrong("X102")
    if not data.strip():
        raise Wrong("X101")
    if data.startswith(_OLD_OFFICE):
        raise Wrong("X104" if _LOCK in data else "X103")
    if data.startswith(_ZIP):
        archive = opened(data)
        names = archive.namelist()
        if "xl/workbook.xml" in names:
            return [(file, archive)]
        texts = [(name, content) for name, content in unpack(archive) if _extension(name) in _TEXTS]
        if not texts:
            raise Wrong("X103" if names else "X101")
        return [(_shown(name), content) for name, content in texts]
    if data.startswith(_NOT_TEXT) or _extension(file) not in _TEXTS:
        raise Wrong("X103")
    return [(file, data)]


def _drafts(
    file: str, content: bytes | ZipFile, known: Directory, issues: list[Issue]
) -> tuple[list[Draft], tuple[str, ...] | None]:
    if isinstance(content, ZipFile):
        return _of_sheets(spreadsheet_reading.read_xlsx(file, content, issues), known, issues), None
    match _extension(file):
        case ".toml":
            return toml_files.read_toml(file, content, issues)
        case ".json":
            return hsds_reading.read_hsds(file, content, known, issues), None
        case _:
            return _of_sheets(read_csv(file, content, issues), known, issues), None


def _of_sheets(sheets: list[Sheet], known: Directory, issues: list[Issue]) -> list[Draft]:
    return [draft for sheet in sheets for draft in drafts(sheet, known, issues)]


def _extension(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _shown(name: str) -> str:
    """A name as it can be shown: no folders, nothing that cannot be seen."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(char for char in last if char.isprintable())[-80:] or "file"
