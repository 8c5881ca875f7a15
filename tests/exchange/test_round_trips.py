"""What goes out comes back in as it was, in every format that both goes out and comes in."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.centres.directory import Directory, Language
from bot.centres.model import House, Line, Office
from bot.exchange.archive import pack
from bot.exchange.reading import Parsed, read
from bot.exchange.toml_files import write_toml
from bot.exchange.writing import Form, write
from tests.exchange.samples import COMMON, LINE, TODAY, by_id, empty, rich, shipped
from tests.support.process import ROOT

FORMS = [(Form.TOML, "ru"), (Form.CSV, "ru"), (Form.XLSX, "ru"), (Form.XLSX, "kk"), (Form.HSDS, "ru")]


def there_and_back(directory: Directory, form: Form, language: Language, known: Directory) -> Parsed:
    files = write(directory, form, language)
    name, data = next(iter(files.items())) if len(files) == 1 else ("all.zip", pack(files))
    return read(name, data, known, TODAY)


@pytest.mark.parametrize(("form", "language"), FORMS)
@pytest.mark.parametrize("known", ["shipped", "empty"])
def test_the_shipped_directory_comes_back(form: Form, language: Language, known: str) -> None:
    parsed = there_and_back(shipped(), form, language, shipped() if known == "shipped" else empty())
    assert parsed.issues == ()
    assert by_id(parsed.entries) == by_id((*shipped().lines.values(), *shipped().services.values()))


@pytest.mark.parametrize(("form", "language"), FORMS)
def test_every_field_comes_back(form: Form, language: Language) -> None:
    parsed = there_and_back(rich(), form, language, empty())
    assert parsed.issues == ()
    # Whether people are taken in now is worth a day: no table carries it.
    in_tables = form in {Form.CSV, Form.XLSX}
    wanted = [one.model_copy(update={"intake": None}) if in_tables and isinstance(one, House) else one for one in
              (*rich().lines.values(), *rich().services.values())]  # fmt: skip
    assert by_id(parsed.entries) == by_id(tuple(wanted))


@pytest.mark.parametrize("form", [Form.CSV, Form.XLSX])
def test_a_table_keeps_what_it_has_no_column_for(form: Form) -> None:
    assert by_id(there_and_back(rich(), form, "ru", rich()).entries) == by_id(
        (*rich().lines.values(), *rich().services.values())
    )


def test_the_samples_fill_every_field() -> None:
    named = {*COMMON, "intake", "id", "has_shelter", "address_level", "address", "consent_on"}
    assert named == {*House.model_fields, *Office.model_fields}
    assert {*LINE} == {*Line.model_fields}


def test_toml_is_written_as_the_shipped_files_stand_but_for_comments() -> None:
    def said(text: str) -> list[str]:
        return [line for line in text.splitlines() if not line.startswith("#")]

    for name, text in write_toml(shipped()).items():
        assert said(text) == said((ROOT / "directory" / name).read_text("utf-8")), name


@pytest.mark.parametrize("directory", [shipped(), rich()], ids=["shipped", "rich"])
def test_toml_that_is_read_and_written_again_is_the_same_text(directory: Directory) -> None:
    files = write_toml(directory)
    parsed = read("all.zip", pack({name: text.encode() for name, text in files.items()}), empty(), TODAY)
    again = replace(
        empty(),
        lines={one.id: one for one in parsed.entries if isinstance(one, Line)},
        services={one.id: one for one in parsed.entries if not isinstance(one, Line)},
        relay=parsed.relay or (),
    )
    assert write_toml(again) == files


@pytest.mark.parametrize("form", list(Form))
def test_the_same_directory_gives_the_same_bytes(form: Form) -> None:
    assert write(shipped(), form, "kk") == write(shipped(), form, "kk")


def test_a_partial_table_changes_only_its_columns() -> None:
    known = shipped()
    id_ = "pavlodar-city-women-centre"
    parsed = read("a.csv", f"id,who\n{id_},women\n".encode(), known, TODAY)
    assert parsed.issues == ()
    before: Any = json.loads(known.services[id_].model_dump_json())
    before["eligibility"]["who"] = "women"
    assert [json.loads(entry.model_dump_json()) for entry in parsed.entries] == [before]


def test_an_empty_cell_empties() -> None:
    parsed = read("a.csv", b"id,phones\npavlodar-city-women-centre,\n", shipped(), TODAY)
    assert parsed.issues == ()
    assert [entry.phones for entry in parsed.entries if not isinstance(entry, Line)] == [()]
