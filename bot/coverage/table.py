"""Coverage as text to read, and as CSV for a spreadsheet."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Final

from bot.centres.directory import Language
from bot.coverage.count import Coverage
from bot.coverage.words import NEEDS, WORDS, short

COLUMNS: Final = (
    "region",
    "name_ru",
    "name_kk",
    "people",
    "confirmed",
    "published",
    "unverified",
    "people_per_centre",
    "needed_fewest",
    "needed_most",
    "median_km",
    "ninetieth_km",
    "beyond_100_km",
    "unserved",
)


def text(rows: Sequence[Coverage], language: Language) -> str:
    """An aligned table, the country last, then what each region lacks."""
    words = WORDS[language]
    heads = [head.split("\n") for head in words.heads]
    lines = [
        [one[0] for one in heads],
        [one[1] for one in heads],
        *([_name(row, language), *_cells(row, words.none)] for row in rows),
    ]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    drawn = [_aligned(line, widths) for line in lines]
    rule = "─" * max(map(len, drawn))
    lacks = (f"  {_name(row, language)}: {_lacks(row, language)}" for row in rows if row.unserved)
    return "\n".join(
        (*drawn[:2], rule, *drawn[2:-1], rule, drawn[-1], "", *words.notes, "", words.unserved, *lacks, "")
    )


def table(rows: Sequence[Coverage]) -> str:
    """CSV, a region a row, the country last with an empty code; kilometres and shares are rounded."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(row) for row in rows)
    return out.getvalue()


def _name(row: Coverage, language: Language) -> str:
    return short(row.region).within(language) if row.region else WORDS[language].country


def _lacks(row: Coverage, language: Language) -> str:
    return ", ".join(NEEDS[need].within(language) for need in row.unserved)


def _cells(row: Coverage, none: str) -> Iterator[str]:
    yield f"{row.people / 1000:,.0f}".replace(",", " ")
    yield from (str(number) for number in (row.confirmed, row.published, row.unverified))
    yield f"{row.people_per_centre / 1000:,.0f}".replace(",", " ") if row.people_per_centre else none
    yield "–".join(map(str, row.needed))
    away = row.distances
    yield from (f"{away.median:.0f}", f"{away.ninetieth:.0f}", f"{away.beyond:.0%}") if away else (none, none, none)


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    """Names to the left, numbers to the right."""
    name, *numbers = line
    cells = (number.rjust(width) for number, width in zip(numbers, widths[1:], strict=True))
    return "  ".join((name.ljust(widths[0]), *cells)).rstrip()


def _row(row: Coverage) -> Iterator[object]:
    region, away = row.region, row.distances
    names = (
        (region.code, region.name.ru, region.name.kk) if region else ("", *(WORDS[one].country for one in ("ru", "kk")))
    )
    yield from names
    yield from (row.people, row.confirmed, row.published, row.unverified, row.people_per_centre or "", *row.needed)
    yield from (round(away.median), round(away.ninetieth), round(away.beyond, 3)) if away else ("", "", "")
    yield " ".join(row.unserved)
