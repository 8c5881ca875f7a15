"""XLSX → rows of text. openpyxl reads it with defusedxml, so that a part with entities of its own is refused."""

import warnings
from datetime import date, datetime, time
from typing import Any, Final
from zipfile import ZipFile

from openpyxl import DEFUSEDXML, load_workbook

from bot.exchange.delimited import MOST_COLUMNS, MOST_ROWS
from bot.exchange.draft import shown
from bot.exchange.issues import issue
from bot.exchange.spreadsheet import EXPLAINING
from bot.exchange.table import Sheet
from bot.issue import Issue

if not DEFUSEDXML:  # openpyxl decides by what is installed and by a variable of the environment
    raise ImportError("openpyxl does not use defusedxml: install it, and unset OPENPYXL_DEFUSEDXML.")

_MOST_SHEETS: Final = 20
_FORMULA: Final = "="  # what the judge of texts takes for a formula


def read_xlsx(file: str, archive: ZipFile, issues: list[Issue]) -> list[Sheet]:
    """Read every sheet that is not one of our explanations. `archive` has passed the guards against bombs."""
    source: Any = archive.fp
    source.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that are not read anyway
            return _sheets(file, source, issues)
    except Exception:  # noqa: BLE001 - on broken parts the library raises whatever it meets
        issues.append(issue("X106", file))
    return []


def _sheets(file: str, source: Any, issues: list[Issue]) -> list[Sheet]:
    book = load_workbook(source, read_only=True, keep_links=False)
    found, left = [], MOST_ROWS
    for sheet in book.worksheets[:_MOST_SHEETS]:
        if sheet.title in EXPLAINING:
            continue
        # Rows that are numbered beyond the end are filled up with empty ones: the limit holds for those too.
        rows = [
            [_text(cell) for cell in row]
            for row in sheet.iter_rows(max_row=left + 1, max_col=MOST_COLUMNS, values_only=True)
        ]
        left -= len(rows)
        if left < 0:
            issues.append(issue("X105", file, shown(sheet.title)))
            return []
        if any(any(row) for row in rows) or len(book.worksheets) == 1:
            found.append(Sheet(file, shown(sheet.title), rows))
    return found


def _text(value: object) -> str:
    """Write what a cell holds as a person would have typed it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str() | int():
            return str(value)
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
    return _FORMULA  # a formula over several cells comes as an object of its own
