"""XLSX for people who live in spreadsheets: everything is text, the closed words are offered, and a sheet explains."""

import io
import re
import zipfile
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.centres.directory import Directory, Language
from bot.exchange.archive import pack
from bot.exchange.column import Column
from bot.exchange.columns import Table, entries, tables

NOTES: Final = "Пояснения · Түсіндірме"
WORDS: Final = "Слова · Сөздер"
EXPLAINING: Final = frozenset({NOTES, WORDS})
SPARE: Final = 300  # rows below the last that are text and offer words, for new entries
_TEXT: Final = "@"
_DATE: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_HEAD: Final = PatternFill("solid", fgColor="E7E6E6")
_WIDE: Final = {"sources": 60, "why": 40, "name_ru": 36, "name_kk": 36, "phones": 40, "schedule": 30, "location": 40}


def write_xlsx(directory: Directory, language: Language) -> bytes:
    """Write both tables with the words of one language; titles are in both. The same values give the same bytes."""
    book = Workbook()
    both = tables(directory)
    sheets: list[Worksheet] = [_sheet(book, f"{table.title.ru} · {table.title.kk}") for table in both]
    _explain(_sheet(book, NOTES), both)
    offered = _offer(_sheet(book, WORDS), both, language)
    del book[book.sheetnames[0]]  # the empty one every new book has
    for table, sheet in zip(both, sheets, strict=True):
        _fill(sheet, table, directory, language)
        _help(sheet, table, offered, language)
    book.properties.creator = "Senim"
    made = io.BytesIO()
    book.save(made)
    return _still(made.getvalue())


def _sheet(book: Workbook, title: str) -> Worksheet:
    sheet: Worksheet = book.create_sheet(title)
    return sheet


def _fill(sheet: Worksheet, table: Table, directory: Directory, language: Language) -> None:
    for number, column in enumerate(table.columns, 1):
        _head(sheet, number, column.title)
        letter = sheet.column_dimensions[get_column_letter(number)]
        letter.width = _WIDE.get(column.key, 22)
        letter.number_format = _TEXT
    for row, entry in enumerate(entries(table, directory), 2):
        for number, column in enumerate(table.columns, 1):
            _put(sheet, row, number, column.cell(entry, language))
    sheet.freeze_panes = "B2"
    sheet.row_dimensions[1].height = 45
    sheet.auto_filter.ref = sheet.dimensions


def _head(sheet: Worksheet, number: int, title: str) -> None:
    _put(sheet, 1, number, title)
    cell = sheet.cell(1, number)
    cell.font, cell.fill = Font(bold=True), _HEAD
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _put(sheet: Worksheet, row: int, column: int, value: str) -> None:
    cell: Any = sheet.cell(row, column)
    cell.number_format = _TEXT
    if value:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"  # whatever it begins with: never a formula, never a number


def _explain(sheet: Worksheet, both: tuple[Table, ...]) -> None:
    for number, title in enumerate(("Столбец · Баған", "Код · Коды", "По-русски", "Қазақша"), 1):
        _head(sheet, number, title)
    row = 2
    for table in both:
        for column in table.columns:
            for number, value in enumerate((column.title, column.key, column.note.ru, column.note.kk), 1):
                _put(sheet, row, number, value)
            row += 1
    for letter, width in zip("ABCD", (46, 20, 60, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


def _offer(sheet: Worksheet, both: tuple[Table, ...], language: Language) -> dict[tuple[str, ...], str]:
    """Write every list of words once, a column each; give the range of each list."""
    ranges: dict[tuple[str, ...], str] = {}
    for column in (column for table in both for column in table.columns if column.words):
        words = tuple(column.choices(language) or _side_by_side(column, language))
        if words in ranges:
            continue
        number = len(ranges) + 1
        _head(sheet, number, column.title)
        for row, word in enumerate(words, 2):
            _put(sheet, row, number, word)
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = 34
        ranges[words] = f"'{WORDS}'!${letter}$2:${letter}${len(words) + 1}"
    sheet.freeze_panes = "A2"
    return ranges


def _side_by_side(column: Column, language: Language) -> list[str]:
    return [column.write([word], language) for word in column.words or ()]


def _help(sheet: Worksheet, table: Table, offered: dict[tuple[str, ...], str], language: Language) -> None:
    last = sheet.max_row + SPARE
    for number, column in enumerate(table.columns, 1):
        if range_ := offered.get(tuple(column.choices(language))):
            letter = get_column_letter(number)
            rule = DataValidation(type="list", formula1=range_, allow_blank=True, showErrorMessage=True)
            rule.errorTitle, rule.error = "Senim", "Выберите из списка. · Тізімнен таңдаңыз."
            rule.add(f"{letter}2:{letter}{last}")
            sheet.add_data_validation(rule)


def _still(data: bytes) -> bytes:
    """Take out when it was made: the parts are packed anew, and the dates among the properties are a constant."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = "docProps/core.xml"
    return pack(parts | {core: _DATE.sub(b"1980-01-01T00:00:00Z", parts[core])})
