"""Whatever bytes are brought, under whatever name: there is an answer, nothing is raised, and it takes no long time."""

import io
import json
import random  # noqa: TID251 - seeded: the same damage every time
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exchange.archive import pack
from bot.exchange.reading import Parsed
from bot.exchange.writing import Form, write
from tests.exchange.samples import bring, rich, shipped

NAMES = ["a.csv", "a.xlsx", "a.toml", "a.json", "a.zip", "a.txt", "a", "", "../..", "a.CSV", "\ud800.toml"]
ALL = {form: write(rich(), form, "ru") for form in (Form.TOML, Form.CSV, Form.XLSX, Form.HSDS)}
REAL = [(name.rpartition("/")[2], data) for files in ALL.values() for name, data in files.items()][:6]
REAL += [(name, data) for form in (Form.CSV, Form.XLSX, Form.HSDS) for name, data in ALL[form].items()]
REAL += [("all.zip", pack(ALL[Form.TOML])), ("all.zip", pack(ALL[Form.CSV]))]
SPLICES = [
    b"",
    b"\0",
    b"\xff",
    b'"',
    b"'",
    b"<",
    b"&#0;",
    b"\r\n",
    b"=1+1",
    b"[[",
    b"{}",
    b"null",
    b"1e999",
    b"\xd8\x00",
]


def sound(parsed: Parsed) -> None:
    """Reasons can be printed anywhere."""
    for one in parsed.issues:
        str(one).encode()
        assert str(one).isprintable()
        assert len(str(one)) < 800


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(NAMES), st.binary(max_size=400))
def test_any_bytes_get_an_answer(name: str, data: bytes) -> None:
    sound(bring(data, name))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(NAMES), st.text(max_size=300))
def test_any_text_gets_an_answer(name: str, text: str) -> None:
    sound(bring(text.encode("utf-8", "surrogatepass"), name))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["id", "name", "has_shelter", "phones", "x"]), json_values))
def test_any_values_in_the_shape_of_ours_get_an_answer(values: object) -> None:
    sound(bring(json.dumps({"profile": "senim", "contents": [values]}), "a.json"))


@pytest.mark.parametrize(("name", "data"), REAL, ids=[f"{n}-{name}" for n, (name, _) in enumerate(REAL)])
def test_a_damaged_file_of_ours_gets_an_answer(name: str, data: bytes) -> None:
    chance = random.Random(name)
    for _ in range(60):
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(damaged) + 1)
            damaged[at : at + chance.randint(0, 9)] = chance.choice(SPLICES)
        if chance.random() < 0.2:
            del damaged[chance.randrange(len(damaged) + 1) :]
        sound(bring(bytes(damaged), name))


@pytest.mark.parametrize("form", [Form.XLSX])
def test_a_damaged_part_of_a_spreadsheet_gets_an_answer(form: Form) -> None:
    chance = random.Random(form)
    (data,) = ALL[form].values()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(150):
        name = chance.choice(sorted(parts))
        part = bytearray(parts[name])
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(part) + 1)
            part[at : at + chance.randint(0, 12)] = chance.choice(SPLICES)
        sound(bring(pack(parts | {name: bytes(part)}), "a.xlsx"))


SLOW = {
    "dotted keys of TOML": ("a.toml", b"a" + b".a" * 400_000 + b" = 1\n"),
    "quoted keys of TOML": ("a.toml", b'"a"' + b".'a'" * 400_000 + b" = 1\n"),
    "keys of TOML in a table": ("a.toml", b"x = {a" + b".a" * 400_000 + b" = 1}\n"),
    "open quotes of TOML": ("a.toml", b'"' + b'\\"' * 1_200_000),
    "tables of TOML": ("a.toml", b"".join(b"[a%d.b.c]\n" % number for number in range(60_000))),
    "a number of TOML": ("a.toml", b"a = " + b"9" * 900_000),
    "one long cell": ("a.csv", b"id,why\nx," + b"a " * 2_000_000),
    "one long line of HTML": ("a.csv", b"id,why\nx," + b"<a" * 60_000),
    "many words in a cell": ("a.csv", b'id,gives\nx,"' + b"x;" * 60_000 + b'"'),
    "many numbers in a cell": ("a.csv", b'id,phones\nx,"' + b"1 " * 60_000 + b'"'),
    "hours without end": ("a.csv", b'id,schedule\nx,"' + b"mo-" * 40_000 + b'"'),
    "titles alike": ("a.csv", b"id," + b",".join(b"telefonnny%d" % number for number in range(190)) + b"\nx\n"),
    "rows of nothing": ("a.csv", b"id,who\n" + b"\n" * 4_000_000),
    "brackets of JSON": ("a.json", b"[" * 2_500_000 + b"]" * 2_500_000),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data"), SLOW.values(), ids=SLOW.keys())
def test_no_file_of_five_megabytes_takes_long(name: str, data: bytes) -> None:
    began = time.process_time()
    sound(bring(data, name))
    assert time.process_time() - began < 10


def test_a_file_that_is_right_is_sound_too() -> None:
    for name, data in REAL:
        assert bring(data, name, rich()).issues == ()
    assert shipped().services
