"""CSV, as programs and as spreadsheets of every locale write it."""

import csv
import io
import re
from typing import Final

from bot.centres.directory import Directory
from bot.exchange.columns import entries, tables
from bot.exchange.issues import Wrong, issue
from bot.exchange.table import Sheet
from bot.exchange.text import harmless
from bot.issue import Issue

MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 200
_DELIMITERS: Final = ",;\t"
_MOSTLY: Final = 0.7  # of the letters beyond ASCII are Russian ones
# In the old Russian code page a Kazakh letter becomes «?»: inside a word, or before the rest of one.
_LOST: Final = re.compile(r"[а-яё]\?[а-яё]|(?<!\w)\?[а-яё]{2}", re.IGNORECASE)


def write_csv(directory: Directory) -> dict[str, str]:
    """Write both tables, each with the words of the directory's files, the same in every locale."""
    return {f"{table.name}.csv": _written(directory, number) for number, table in enumerate(tables(directory))}


def read_csv(file: str, data: bytes, issues: list[Issue]) -> list[Sheet]:
    """Read the rows of a CSV file, whatever its letters and its delimiter."""
    try:
        text = decoded(data)
    except Wrong as error:
        issues.append(issue(error.code, file))
        return []
    hint = re.match(r'\ufeff?"?sep=(.)"?\r?\n', text)
    body = text[hint.end() :] if hint else text
    delimiter = hint[1] if hint and hint[1] in _DELIMITERS else _delimiter(body)
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > MOST_ROWS or len(row) > MOST_COLUMNS:
                issues.append(issue("X105", file))
                return []
    except csv.Error:
        issues.append(issue("X106", file, f"A{len(rows) + 1}"))
        return []
    return [Sheet(file, "", rows)]


def decoded(data: bytes) -> str:
    """Give the letters of a text: UTF-8, UTF-16 or, when every Kazakh letter is still there, windows-1251.

    Raises `Wrong`.
    """
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        if utf16:
            return data.decode("utf-16")
        if data[:200].count(0) > len(data[:200]) // 10:  # UTF-16 without its mark: every ASCII sign brings a zero
            return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if utf16 or data.startswith(b"\xef\xbb\xbf"):
            raise Wrong("X107") from None
    try:
        text = data.decode("cp1251")
    except UnicodeDecodeError:
        raise Wrong("X107") from None
    letters = [char for char in text.lower() if char.isalpha() and not char.isascii()]
    russian = sum("а" <= char <= "я" for char in letters)
    if russian < len(letters) * _MOSTLY:
        raise Wrong("X107")  # whatever it is, it is not Russian
    if _LOST.search(text):
        raise Wrong("X108")
    return text


def _delimiter(text: str) -> str:
    first = next((line for line in io.StringIO(text[:20_000]) if line.strip()), "")
    return max(_DELIMITERS, key=re.sub(r'"[^"]*"', "", first).count)


def _written(directory: Directory, number: int) -> str:
    table = tables(directory)[number]
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow([column.key for column in table.columns])
    for entry in entries(table, directory):
        writer.writerow([harmless(column.cell(entry, "code")) for column in table.columns])
    return made.getvalue()
