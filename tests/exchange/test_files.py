"""Files that are not what they should be: one sentence each, and nothing else happens."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from bot.exchange.archive import MOST_UNPACKED, pack
from bot.exchange.delimited import MOST_ROWS
from bot.exchange.hsds import write_hsds
from bot.exchange.issues import TEXTS
from bot.exchange.reading import LARGEST, MOST_ISSUES
from bot.exchange.spreadsheet import write_xlsx
from bot.issue import Issue
from tests.exchange.samples import bring, found, rich, shipped
from tests.exchange.test_cells import CELLS

GOOD = "id,name_ru,name_kk\n"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)  # what Office wrote before 2007
ID = "pavlodar-city-women-centre"


def codes(data: bytes | str, name: str = "a.csv") -> list[str]:
    return list(dict.fromkeys(code for code, _ in found(bring(data, name))))


def book(*rows: list[object]) -> bytes:
    made, sheet = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)  # type: ignore[union-attr]
    made.save(sheet)
    return sheet.getvalue()


def locked_zip() -> bytes:
    """An archive whose only part says that it is encrypted."""
    data = bytearray(pack({"services.csv": GOOD.encode()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(mark) + at
        data[place : place + 2] = struct.pack("<H", struct.unpack_from("<H", data, place)[0] | 1)
    return bytes(data)


def bomb() -> bytes:
    """A hundred kilobytes that unpack to more than anybody may bring."""
    return pack({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": bytes(MOST_UNPACKED)})


def liar() -> bytes:
    """A bomb that claims to be one byte long."""
    data = bytearray(bomb())
    size = struct.pack("<I", MOST_UNPACKED)
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = struct.pack("<I", 1)
    return bytes(data)


def with_method(method: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("services.csv", GOOD)
    return made.getvalue()


def with_entity(value: str, more: str = "") -> bytes:
    """An .xlsx whose one cell is an entity: harmless or not, no spreadsheet writes such."""
    with zipfile.ZipFile(io.BytesIO(book(["id", "name_ru"], [ID, "Х"]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode().replace("Х", "&a;")
    head = f'<!DOCTYPE x [{more}<!ENTITY a "{value}">]>'
    return pack(parts | {"xl/worksheets/sheet1.xml": (head + sheet).encode()})


def billion_laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return with_entity("&a9;", f'<!ENTITY a0 "ха">{entities}')


FILES: list[tuple[str, str, Callable[[], bytes | str]]] = [
    ("X101", "a.csv", lambda: b""),
    ("X101", "a.xlsx", lambda: b"  \r\n "),
    ("X101", "a.csv", lambda: GOOD),
    ("X101", "a.xlsx", lambda: book([])),
    ("X101", "a.toml", lambda: "# пусто\n"),
    ("X101", "a.json", lambda: '{"profile": "senim", "contents": []}'),
    ("X101", "a.zip", lambda: pack({})),
    ("X102", "a.xlsx", lambda: bytes(50 * 1024 * 1024)),
    ("X102", "a.csv", lambda: b"x" * (LARGEST + 1)),
    ("X103", "a.pdf", lambda: b"%PDF-1.7 ..."),
    ("X103", "a.csv", lambda: b"%PDF-1.7 ..."),
    ("X103", "a.xlsx", lambda: GOOD),
    ("X103", "a", lambda: GOOD),
    ("X103", "a.docx", lambda: pack({"word/document.xml": b"<x/>"})),
    ("X103", "a.xls", lambda: OLD),
    ("X104", "a.xlsx", lambda: OLD + "EncryptedPackage".encode("utf-16-le")),
    ("X104", "a.zip", locked_zip),
    ("X105", "a.xlsx", bomb),
    ("X105", "a.zip", lambda: pack({f"{number}.csv": b"" for number in range(1001)})),
    ("X105", "a.csv", lambda: GOOD + "x,y,z\n" * MOST_ROWS),
    ("X105", "a.csv", lambda: "a," * 300),
    ("X106", "a.xlsx", billion_laughs),
    ("X106", "a.xlsx", lambda: with_entity("ха")),
    ("X106", "a.xlsx", liar),
    ("X106", "a.zip", lambda: with_method(zipfile.ZIP_LZMA)),
    ("X106", "a.zip", lambda: with_method(zipfile.ZIP_BZIP2)),
    ("X106", "a.xlsx", lambda: write_xlsx(shipped(), "ru")[:-100]),
    ("X106", "a.xlsx", lambda: pack({"xl/workbook.xml": b"<x/>"})),
    ("X106", "a.csv", lambda: GOOD + '"not closed\n'),
    ("X106", "a.toml", lambda: "id = \n"),
    ("X106", "a.toml", lambda: "a = " + "[" * 5000),
    ("X106", "a.json", lambda: "[" * 100_000),
    ("X106", "a.json", lambda: '{"contents": ' + "9" * 5000 + "}"),
    ("X107", "a.csv", lambda: GOOD.encode() + b"\xff\x98\xfd\xe9\xe8\xea\n"),
    ("X107", "a.csv", lambda: b"\xff\xfe" + GOOD.encode("utf-16-le") + b"\x00\xd8x"),
    ("X108", "a.csv", lambda: "id;name_ru;name_kk\nx;Центр;Да?дарыс орталы?ы\n".encode("cp1251")),
    ("X109", "a.csv", lambda: "Сведения о погоде;Город\nдождь;Астана\n"),
    ("X107", "a.csv", lambda: "id,name_ru\nx,Љиљан Ђорђе љубав ђак".encode("cp1251")),
    ("X110", "a.csv", lambda: "id,who\nnew-entry,women\n"),
    ("X110", "a.csv", lambda: "name_ru,name_kk\nА,Ә\n"),
    ("X111", "a.csv", lambda: f"id,Телефонны\n{ID},\n"),
    ("X112", "a.csv", lambda: f"id,phones,Телефоны\n{ID},,\n"),
    ("X113", "a.csv", lambda: f"id,,who\n{ID},лишнее,women\n"),
    ("X113", "a.csv", lambda: f"id,who\n{ID},women,лишнее\n"),
    ("X124", "a.json", lambda: '{"contents": []}'),
    ("X124", "a.json", lambda: "[]"),
    ("X124", "a.json", lambda: write_hsds(rich()).replace('"link_type": "senim"', '"link_type": "other"')),
    ("X125", "a.csv", lambda: "id,who\n" + f"{ID},нечто\n" * (MOST_ISSUES + 1)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "name", "make"), FILES, ids=[f"{code}-{n}" for n, (code, *_) in enumerate(FILES)])
def test_a_wrong_file_gets_its_sentence(code: str, name: str, make: Callable[[], bytes | str]) -> None:
    parsed = bring(make(), name)
    said = [one.code for one in parsed.issues]
    assert code in said
    assert len(set(said)) <= 2
    assert parsed.entries == () or code in {"X111", "X112", "X113"}


def test_every_code_has_its_file_or_its_cell() -> None:
    assert {code for code, *_ in FILES} | {code for code, *_ in CELLS} >= TEXTS.keys()


def test_a_bomb_is_refused_without_being_unpacked() -> None:
    assert len(bomb()) < 200_000
    assert codes(bomb(), "a.xlsx") == ["X105"]


def test_no_more_than_five_hundred_issues_are_told() -> None:
    parsed = bring("id,who\n" + f"{ID},нечто\n" * 2000)
    assert len(parsed.issues) == MOST_ISSUES + 1
    assert parsed.issues[-1] == Issue("X125", "a.csv", "", TEXTS["X125"])


@pytest.mark.parametrize(
    ("title", "guess"),
    [
        ("Телефонны", "Телефоны · Телефондар"),
        ("phone", "Телефоны · Телефондар"),
        ("Тілдері", "Языки · Тілдер"),
        ("xyz", ""),
    ],
)
def test_a_renamed_column_is_guessed(title: str, guess: str) -> None:
    (one,) = bring(f"id,name_ru,{title}\n{ID},Центр,\n").issues
    assert (one.code, one.place) == ("X111", "C1")
    assert one.text == TEXTS["X111"] + (f" Похоже на «{guess}»." if guess else "")


def test_a_file_is_named_without_folders_and_hidden_characters() -> None:
    (one,) = bring(b"", "../../etc/\u202epass\nwd.csv").issues
    assert one.file == "passwd.csv"


def test_parts_of_an_archive_are_named_in_their_issues() -> None:
    archive = pack({"a/services.csv": f"id,who\n{ID},нечто\n".encode(), "readme.md": b"x"})
    (one,) = bring(archive, "all.zip").issues
    assert (one.file, one.place) == ("services.csv", "B2 / who")


def test_a_zip_that_lies_about_its_size_costs_nothing() -> None:
    assert zlib.crc32(bytes(1)) != zlib.crc32(bytes(MOST_UNPACKED))
    assert codes(liar(), "a.xlsx") == ["X106"]
