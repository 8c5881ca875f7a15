"""CSV as spreadsheets of every locale write it, and as nobody's spreadsheet runs it."""

import csv
import io
import json
from dataclasses import replace

import pytest

from bot.exchange.delimited import write_csv
from tests.exchange.samples import HOUSE, SERVICE, TODAY, bring, by_id, empty, found, rich, shipped

TABLE = write_csv(rich())["services.csv"]


def rewritten(delimiter: str, quoting: int = csv.QUOTE_MINIMAL) -> str:
    made = io.StringIO()
    writer = csv.writer(made, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows(csv.reader(io.StringIO(TABLE)))
    return made.getvalue()


WRITTEN: dict[str, bytes] = {
    "UTF-8": TABLE.encode(),
    "UTF-8 with its mark": TABLE.encode("utf-8-sig"),
    "UTF-16, tabs, as Excel's «Unicode text»": rewritten("\t").encode("utf-16"),
    "UTF-16 little-endian without its mark": TABLE.encode("utf-16-le"),
    "UTF-16 big-endian without its mark": TABLE.encode("utf-16-be"),
    "semicolons, as Excel in Russia": rewritten(";").encode("utf-8-sig"),
    "a line that names the delimiter": b"sep=;\r\n" + rewritten(";").encode(),
    "quotes everywhere": rewritten(",", csv.QUOTE_ALL).encode(),
    "line breaks of Unix": TABLE.replace("\r\n", "\n").encode(),
    "blank rows": ("\r\n ,,\r\n" + TABLE.replace("\r\n", "\r\n\r\n,,,\r\n")).encode(),
}


@pytest.mark.parametrize("data", WRITTEN.values(), ids=WRITTEN.keys())
def test_every_spreadsheet_s_csv_is_read(data: bytes) -> None:
    parsed = bring(data, known=rich())
    assert found(parsed) == []
    assert by_id(parsed.entries) == by_id(tuple(rich().services.values()))


def test_windows_1251_is_read_where_no_kazakh_letter_was_lost() -> None:
    data = "id;why;languages\r\npavlodar-city-women-centre;Позвонить ещё раз — в «среду»?;русский; казахский\r\n"
    parsed = bring(data.replace("русский; казахский", '"русский; казахский"').encode("cp1251"))
    assert found(parsed) == []
    assert parsed.entries[0].why == "Позвонить ещё раз — в «среду»?"


def test_columns_may_stand_in_any_order() -> None:
    rows = [list(reversed(row)) for row in csv.reader(io.StringIO(TABLE))]
    made = io.StringIO()
    csv.writer(made).writerows(rows)
    assert by_id(bring(made.getvalue(), known=empty()).entries).keys() == by_id(tuple(rich().services.values())).keys()


def test_no_cell_of_an_export_is_run_by_a_spreadsheet() -> None:
    hostile = HOUSE | {
        "why": "=cmd|' /C calc'!A0",
        "organization": {"name": "@SUM(1+1)", "type": "ngo"},
        "name": {"ru": "+7 и звонок", "kk": "-1 қоңырау"},
        "sources": ['=HYPERLINK("https://example.kz")'],
    }  # fmt: skip
    service = SERVICE.validate_json(json.dumps(hostile))
    tables = write_csv(replace(shipped(), services={service.id: service}))
    cells = [cell for text in tables.values() for row in csv.reader(io.StringIO(text)) for cell in row]
    assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r") and cell] == []
    assert "'+7 и звонок" in cells


def test_every_number_of_the_shipped_directory_comes_through_csv_whole() -> None:
    text = "".join(write_csv(shipped()).values())
    numbers = [line.tel for line in shipped().lines.values() if line.tel]
    numbers += [phone.number for service in shipped().services.values() for phone in service.phones]
    assert len(numbers) > 8
    assert [number for number in numbers if number not in text] == []
    assert TODAY.year == 2026
