"""Files out and in: a file is shown first, then done, then undone, or gets its sentence."""

import asyncio
import io
import re
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.staff.place import BOSS, Browser, Place
from tests.staff.samples import HOUSE, entry, upload


@pytest.mark.parametrize("name", ["toml", "csv", "xlsx", "hsds", "geojson"])
async def test_every_format_goes_out(place: Place, name: str) -> None:
    answer = await (await place.who(BOSS)).get(f"/export/{name}")
    assert answer.status == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert len(answer.body) > 1000


async def sheet(browser: Browser) -> tuple[Workbook, Any]:
    book = load_workbook(io.BytesIO((await browser.get("/export/xlsx")).body))
    return book, book.worksheets[0]


def saved(book: Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


async def test_what_went_out_comes_back_without_a_change(place: Place) -> None:
    boss = await place.who(BOSS)
    answer = await upload(boss, "directory.xlsx", (await boss.get("/export/xlsx")).body)
    assert answer.status == 200, answer.read
    assert "Файл ничего не изменит" in answer.read


async def test_a_file_is_shown_first_then_done_then_undone(place: Place) -> None:
    boss = await place.who(BOSS)
    changed = (await boss.get("/export/toml")).body
    with zipfile.ZipFile(io.BytesIO(changed)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    found = next(name for name, body in files.items() if f'id = "{HOUSE}"'.encode() in body)
    head, _, tail = files[found].partition(f'id = "{HOUSE}"'.encode())
    tail = (
        re.sub(rb"schedule = [^\n]+", b'schedule = "24/7"', tail, count=1)
        if b"schedule" in tail.partition(b"[[")[0]
        else b'\nschedule = "24/7"' + tail
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(found, head + f'id = "{HOUSE}"'.encode() + tail)
    answer = await upload(boss, "one.zip", made.getvalue())
    assert answer.status == 200, answer.read
    assert "1 запись изменится" in answer.read
    assert "Круглосуточно" in answer.read
    assert (await entry(place)).value.schedule != "24/7"
    plan = re.search(r'action="(/plan/[^"]+)"', answer.text)
    assert plan
    assert (await boss.post(plan[1], page="/transfer")).status == 303
    for _ in range(100):
        if "Загружено целиком" in (await boss.get(plan[1])).read:
            break
        await asyncio.sleep(0.05)
    assert (await entry(place)).value.schedule == "24/7"
    imported = (await place.registry.imports())[0]
    assert (await boss.post(f"/transfer/{imported.id}/undo", page="/transfer")).location.endswith("done=undone")
    assert (await entry(place)).value.schedule != "24/7"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.csv", b"", "Файл пуст"),
        ("", b"", "Выберите файл"),
        ("a.exe", b"MZ" * 100, "Файл не того вида"),
        ("a.csv", b"x,y\n1,2\n", "Это не наша таблица"),
        ("a.xlsx", b"PK\x03\x04" + b"0" * 100, "повреждён"),
        ("a.xlsx", b"0" * (6 * 1024 * 1024), "Файл слишком большой"),
    ],
)
async def test_a_file_that_cannot_be_taken_says_why(place: Place, name: str, data: bytes, sentence: str) -> None:
    answer = await upload(await place.who(BOSS), name, data)
    assert answer.status in {413, 422}
    assert sentence in answer.read


async def test_fifty_megabytes_get_a_sentence(place: Place) -> None:
    answer = await upload(await place.who(BOSS), "a.xlsx", b"0" * (50 * 1024 * 1024))
    assert answer.status in {413, 422}
    assert "слишком большой" in answer.read or "Слишком много" in answer.read


async def test_what_is_wrong_with_a_file_is_said_in_her_language(place: Place) -> None:
    boss = await place.who(BOSS, "kk")
    book, first = await sheet(boss)
    first.cell(1, 1).value = "Имя столбца"
    first.cell(2, 2).value = "=1+1"
    answer = await upload(boss, "directory.xlsx", saved(book))
    assert answer.status == 422
    assert "Файл қабылданбады" in answer.read
    assert "бағанды білмейміз" in answer.read or "баған жоқ" in answer.read
    assert "столбца" not in answer.read.replace("Имя столбца", "")
