"""Spreadsheets: what ours offers, and what others make of it."""

import io
import zipfile
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot.exchange.archive import pack
from bot.exchange.delimited import MOST_ROWS
from bot.exchange.spreadsheet import EXPLAINING, write_xlsx
from tests.exchange.samples import bring, by_id, empty, found, rich, shipped

ID = "pavlodar-city-women-centre"


def opened(data: bytes) -> Any:
    return load_workbook(io.BytesIO(data))


def saved(book: Any) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def sheet(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    return saved(book)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_every_cell_is_text_and_the_titles_stay_in_sight(language: Any) -> None:
    book = opened(write_xlsx(rich(), language))
    assert book.sheetnames == ["Службы · Қызметтер", "Линии · Желілер", *sorted(EXPLAINING)]
    for one in book.worksheets[:2]:
        assert one.freeze_panes == "B2"
        cells = [cell for row in one.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}
        assert {cell.number_format for cell in cells} == {"@"}
        assert {one.column_dimensions[letter].number_format for letter in ("A", "G")} == {"@"}


def test_no_text_of_an_entry_becomes_a_formula() -> None:
    office = rich().services["astana-office"].model_copy(update={"why": "=cmd|' /C calc'!A0"})
    book = opened(write_xlsx(replace(rich(), services={"x": office}), "ru"))
    (cell,) = [cell for cell in book.worksheets[0][2] if str(cell.value).startswith("=")]
    assert cell.data_type == "s"


def test_titles_are_in_both_languages_and_each_is_explained() -> None:
    book = opened(write_xlsx(shipped(), "ru"))
    explained = {row[0] for row in book["Пояснения · Түсіндірме"].iter_rows(min_row=2, values_only=True)}
    for one in book.worksheets[:2]:
        titles = [cell.value for cell in one[1]]
        assert all(" · " in title for title in titles)
        assert set(titles) <= explained


def test_closed_words_are_offered_from_a_list_that_is_there() -> None:
    book = opened(write_xlsx(shipped(), "kk"))
    services = book.worksheets[0]
    rules = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in services.data_validations.dataValidation}
    assert len(rules) >= 13
    name, cells = rules["B2"].split("!")
    offered = [row[0].value for row in book[name.strip("'")][cells.replace("$", "")]]
    assert offered[:3] == ["уақытша тұру", "дағдарыс орталығы", "отбасын қолдау"]
    assert services["B2"].value in offered


def test_it_says_nothing_of_when_or_by_whom_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(write_xlsx(shipped(), "ru"))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "1980-01-01" in core
    assert "202" not in core
    assert "openpyxl" not in core


def test_what_a_person_types_into_it_is_read() -> None:
    book = opened(write_xlsx(rich(), "ru"))
    services = book.worksheets[0]
    at = {cell.value.split(" · ")[0]: cell.column for cell in services[1]}
    services.cell(2, at["Телефоны"]).value = 77170000001  # a number, though the cell is text
    services.cell(2, at["Куда написать"]).value = None
    services.cell(2, at["Сыновья до, лет"]).value = 10.0
    services.cell(2, at["Проверено звонком"]).value = datetime(2026, 11, 3)  # noqa: DTZ001 - as spreadsheets have them
    services.cell(2, at["Дата согласия на адрес"]).value = None
    services.cell(2, at["Часы работы"]).value = date(2026, 7, 24)  # what a spreadsheet makes of 24/7
    services.cell(2, at["Дата источника"]).value = 2025
    services.insert_rows(2, 3)
    services.append([None, "  "])
    parsed = bring(saved(book), "Копия (2).xlsx", rich())
    assert found(parsed) == []
    entry: Any = by_id(parsed.entries)[False, "astana-house"]
    assert [phone.number for phone in entry.phones] == ["+77170000001"]
    assert entry.messenger == ()
    assert entry.eligibility.sons_up_to == 10
    assert entry.checked_on == date(2026, 11, 3)
    assert entry.schedule == "24/7"
    assert entry.assured_date == "2025"


@pytest.mark.parametrize(
    ("value", "code"),
    [("=1+1", "X114"), ("=HYPERLINK(A1)", "X114"), (True, None), (time(9), None), (12.5, None), ("#N/A", "X114")],
)
def test_formulas_are_refused_and_other_values_are_text(value: Any, code: str | None) -> None:
    parsed = bring(sheet(("id", "why"), (ID, value)), "a.xlsx")
    assert found(parsed) == ([(code, "Sheet!B2 / why")] if code else [])


def test_strings_shared_and_with_fonts_inside_are_read_as_excel_writes_them() -> None:
    with zipfile.ZipFile(io.BytesIO(sheet(("id", "why"), (ID, "Х")))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    texts = ["<t>id</t>", "<t>why</t>", f"<t>{ID}</t>", "<r><t>Звонить </t></r><r><rPr><b/></rPr><t>утром</t></r>"]
    strings = f"<sst {main}>" + "".join(f"<si>{text}</si>" for text in texts) + "</sst>"
    cells = [("A1", 0), ("B1", 1), ("A2", 2), ("B2", 3)]
    rows = "".join(f'<c r="{at}" t="s"><v>{number}</v></c>' for at, number in cells)
    data = f'<worksheet {main}><sheetData><row r="1">{rows[: rows.index("A2") - 6]}</row><row r="2">{rows[rows.index("A2") - 6 :]}</row></sheetData></worksheet>'  # noqa: E501
    relations = parts["xl/_rels/workbook.xml.rels"].decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    types = parts["[Content_Types].xml"].decode()
    content = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{content}"/></Types>'
    made = pack(
        parts
        | {
            "xl/sharedStrings.xml": strings.encode(),
            "xl/worksheets/sheet1.xml": data.encode(),
            "xl/_rels/workbook.xml.rels": relations.replace("</Relationships>", link).encode(),
            "[Content_Types].xml": types.replace("</Types>", part).encode(),
        }
    )
    parsed = bring(made, "a.xlsx")
    assert found(parsed) == []
    assert parsed.entries[0].why == "Звонить утром"


def test_a_sheet_we_do_not_know_is_not_lost_in_silence() -> None:
    book = opened(write_xlsx(rich(), "ru"))
    book.create_sheet("Мои заметки").append(["что-то", "своё"])
    assert found(bring(saved(book), "a.xlsx", rich())) == [("X109", "Мои заметки!A1")]


@pytest.mark.parametrize("row", [MOST_ROWS + 2, 10**9, 10**15])
def test_a_row_numbered_far_beyond_the_end_is_refused_at_once(row: int) -> None:
    with zipfile.ZipFile(io.BytesIO(sheet(("id", "why"), (ID, "Х")))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    cells = parts["xl/worksheets/sheet1.xml"].decode().replace('<row r="2">', f'<row r="{row}">')
    parsed = bring(pack(parts | {"xl/worksheets/sheet1.xml": cells.encode()}), "a.xlsx")
    assert {one.code for one in parsed.issues} <= {"X105", "X106"}
    assert parsed.issues


def test_new_entries_are_taken_from_an_empty_directory_s_sheet() -> None:
    assert len(bring(write_xlsx(rich(), "kk"), "a.xlsx", empty()).entries) == 3
