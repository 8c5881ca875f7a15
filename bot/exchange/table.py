"""A table of cells → drafts. Columns may stand in any order and be named by key or in either language."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from bot.centres.directory import Directory
from bot.centres.model import Line, Service
from bot.exchange.column import Column
from bot.exchange.columns import Table, tables
from bot.exchange.draft import Draft
from bot.exchange.issues import Wrong, issue
from bot.issue import Issue

LONGEST_TITLE: Final = 100
_ENOUGH: Final = 2  # known titles that make a table ours, if the one of ids is not among them

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of text; `name` is empty when the file has no more than this sheet."""

    file: str
    name: str
    rows: Sequence[Cells]

    def at(self, row: int, column: int, key: str = "") -> str:
        """Name a cell as a spreadsheet does, rows and columns counted from 0: «Службы!F7 / phones»."""
        where = f"{self.name}!" * bool(self.name) + f"{letters(column)}{row + 1}"
        return f"{where} / {key}" if key else where


@dataclass(frozen=True, slots=True)
class _Head:
    """The row of titles, understood."""

    line: bool
    known: Mapping[str, Service | Line]
    columns: Mapping[int, Column]


def letters(column: int) -> str:
    """Give the letters of a column counted from 0."""
    made, left = "", column + 1
    while left:
        left, digit = divmod(left - 1, 26)
        made = chr(ord("A") + digit) + made
    return made


def drafts(sheet: Sheet, known: Directory, issues: list[Issue]) -> list[Draft]:
    """Read a sheet; every wrong cell is an issue, and leaves its row out.

    Of an entry that the directory knows, a field without a column keeps its value; an empty cell empties it.
    """
    first = next((number for number, row in enumerate(sheet.rows) if any(map(str.strip, row))), None)
    if first is None:
        issues.append(issue("X101", sheet.file, sheet.name))
        return []
    table, titled = _recognise(sheet.rows[first], known)
    if table is None:
        issues.append(issue("X109", sheet.file, sheet.at(first, 0)))
        return []
    columns = _columns(sheet, first, titled, issues)
    if all(column.key != "id" for column in columns.values()):
        issues.append(issue("X110", sheet.file, f"{sheet.at(first, 0)} / id"))
        return []
    line = table.name == "lines"
    head = _Head(line, known.lines if line else known.services, columns)
    filled = (
        number
        for number in range(first + 1, len(sheet.rows))
        if any(cell and not cell.isspace() for cell in sheet.rows[number])
    )
    made = [draft for number in filled if (draft := _draft(sheet, number, head, issues))]
    if not made and not issues:
        issues.append(issue("X101", sheet.file, sheet.name))
    return made


def _recognise(row: Cells, known: Directory) -> tuple[Table | None, dict[str, Column]]:
    """Find the table whose titles these are."""
    best: tuple[int, Table | None, dict[str, Column]] = (0, None, {})
    asked = {_folded(cell) for cell in row}
    for table in tables(known):
        titled = {_folded(name): column for column in table.columns for name in _titles(column)}
        found = {titled[title].key for title in asked if title in titled}
        if len(found) > best[0] and (len(found) >= _ENOUGH or "id" in found):
            best = (len(found), table, titled)
    return best[1:]


def _titles(column: Column) -> tuple[str, ...]:
    return (column.key, column.title, column.name.ru, column.name.kk)


def _folded(title: str) -> str:
    return re.sub(r"[\s_.·()]+", " ", title[:LONGEST_TITLE]).strip().casefold()


def _columns(sheet: Sheet, head: int, titled: dict[str, Column], issues: list[Issue]) -> dict[int, Column]:
    found: dict[int, Column] = {}
    below = sheet.rows[head + 1 :]
    for number, cell in enumerate(sheet.rows[head]):
        title = _folded(cell)
        column = titled.get(title)
        if not title:
            if any(number < len(row) and row[number].strip() for row in below):
                issues.append(issue("X113", sheet.file, sheet.at(head, number)))
        elif column is None:
            issues.append(issue("X111", sheet.file, sheet.at(head, number), _guess(title, titled, found)))
        elif any(column is other for other in found.values()):
            issues.append(issue("X112", sheet.file, sheet.at(head, number, column.key)))
        else:
            found[number] = column
    widest = len(sheet.rows[head])
    for number, row in enumerate(below, head + 1):
        if len(row) > widest and any(cell.strip() for cell in row[widest:]):
            issues.append(issue("X113", sheet.file, sheet.at(number, widest)))
    return found


def _guess(title: str, titled: dict[str, Column], found: dict[int, Column]) -> str:
    """Say which column may have been meant, among those that are not there yet."""
    taken = {column.key for column in found.values()}
    free = {name: column for name, column in titled.items() if column.key not in taken}
    near = get_close_matches(title, free, 1, 0.6)
    return free[near[0]].title if near else ""


def _draft(sheet: Sheet, number: int, head: _Head, issues: list[Issue]) -> Draft | None:
    row = sheet.rows[number]
    read: dict[str, Any] = {}
    cells: dict[str, str] = {}
    wrong = len(issues)
    for at, column in head.columns.items():
        cells[column.path] = place = sheet.at(number, at, column.key)
        cell = row[at] if at < len(row) else ""
        try:
            read[column.path] = column.value(cell) if cell else column.empty
        except Wrong as error:
            issues.append(issue(error.code, sheet.file, place, error.guess))
    if len(issues) > wrong:
        return None
    entry = head.known.get(read.get("id") or "")
    values: dict[str, Any] = entry.model_dump(mode="json", exclude_none=True) if entry else {}
    for path, value in read.items():
        _put(values, path.split("."), value)
    return Draft(sheet.file, head.line, sheet.at(number, 0), values, cells)


def _put(values: dict[str, Any], path: list[str], value: Any) -> None:
    """Set a field, or take it away; what is left empty of it goes too."""
    first, *rest = path
    if rest:
        inner = values.setdefault(first, {})
        _put(inner, rest, value)
        if not inner:
            del values[first]
    elif value is None:
        values.pop(first, None)
    else:
        values[first] = value
