"""A museum: one folder for each way a directory can be wrong, laid over a small right one."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.centres.directory import DirectoryError, load
from bot.centres.issues import TEXTS
from bot.centres.model import Office
from bot.centres.name import Name

HERE = Path(__file__).parent
TODAY = date(2026, 11, 20)
MUSEUM = sorted(path.name for path in (HERE / "broken").iterdir())


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "small", tmp_path / "directory"))


def lay(code: str, small: Path) -> None:
    shutil.copytree(HERE / "broken" / code, small, dirs_exist_ok=True)
    gone = small / "gone.txt"
    for name in gone.read_text("utf-8").split() if gone.exists() else ():
        (small / name).unlink()


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def broken_by(folder: Path) -> list[str]:
    with pytest.raises(DirectoryError) as raised:
        load(folder, today=TODAY)
    return [found.code for found in raised.value.issues]


def test_the_small_directory_is_right() -> None:
    assert set(load(HERE / "small", today=TODAY).services) == {"abai-centre", "astana-office"}


def test_every_code_has_its_piece_and_every_piece_its_code() -> None:
    assert sorted(TEXTS) == MUSEUM


@pytest.mark.parametrize("code", MUSEUM)
def test_each_piece_is_wrong_in_exactly_its_own_way(code: str, small: Path) -> None:
    lay(code, small)
    assert broken_by(small) == [code]


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_every_finding_is_one_russian_sentence_that_says_what_to_do(code: str) -> None:
    assert re.fullmatch(r"[А-ЯЁ][^.!?]*(?:\(.*\)[^.!?]*)*\.", re.sub(r"\w+\.(csv|toml|md)", "", TEXTS[code]))
    assert len(TEXTS[code]) < 120


def test_all_issues_come_together(small: Path) -> None:
    for code in ("D106", "D110", "D115"):
        lay(code, small)
    assert broken_by(small) == ["D110", "D115", "D106"]


def test_an_issue_names_file_entry_and_field_but_never_the_value(small: Path) -> None:
    lay("D110", small)
    with pytest.raises(DirectoryError) as raised:
        load(small, today=TODAY)
    (found,) = raised.value.issues
    assert (found.file, found.place) == ("centres/abai.toml", "service / abai-centre / address")
    assert "Улица" not in str(raised.value)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('address_level = "phone_only"', 'address_level = "phone_only"\nlat = 50.4', "D109"),
        ('gives = ["shelter"]', 'gives = ["shelter"]\naddress.ru = "Улица"\naddress.kk = "Көше"', "D110"),
        (
            'has_shelter = "yes"\naddress_level = "phone_only"',
            'has_shelter = "no"\naddress_level = "town"',
            "D111",
        ),
        ('number = "+77220000001"', 'number = "540303"', "D106"),
        ('assured_date = "2023-08-25"', 'assured_date = "1999"', "D118"),
        ('verified = "published"', 'verified = "published"\nchecked_on = 2026-11-01', "D112"),
        ('verified = "published"', 'verified = "confirmed"\nchecked_on = 2026-11-21', "D117"),
        ('has_shelter = "yes"', 'has_shelter = "maybe"', "D109"),
        ("Семейдегі дағдарыс орталығы", "Семейдегі дағдарыс орталығы " + "ә" * 21, "D124"),
        ('region = "abai"', 'region = "astana"', "D120"),
        ('region = "abai"', "region = abai", "D102"),
        ('region = "abai"', "region = nan", "D109"),
    ],
)
def test_neighbours_of_the_pieces_are_refused_too(old: str, new: str, code: str, small: Path) -> None:
    rewrite(small / "centres/abai.toml", old, new)
    assert broken_by(small) == [code]


@pytest.mark.parametrize("name", ["towns.csv", "lines.toml", "centres/abai.toml"])
def test_a_file_saved_by_a_windows_editor_is_read_as_well(name: str, small: Path) -> None:
    text = (small / name).read_text("utf-8")
    (small / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8"))
    assert load(small, today=TODAY) == load(HERE / "small", today=TODAY)


@pytest.mark.parametrize("cells", [",high,,5771", ",high,,5771,,"])
def test_a_row_with_a_cell_too_few_or_too_many_is_refused(cells: str, small: Path) -> None:
    rewrite(small / "towns.csv", ",,high,,5771", cells if cells.endswith("5771") else f",{cells}")
    assert broken_by(small) == ["D102"]


@pytest.mark.parametrize("name", ["towns.csv", "lines.toml", "centres/abai.toml"])
def test_a_file_of_broken_bytes_is_named(name: str, small: Path) -> None:
    (small / name).write_bytes(b"\xff\xfe\x00")
    assert broken_by(small) == ["D102"]


@pytest.mark.parametrize(("name", "kato"), [("districts.csv", "103400000"), ("towns.csv", "103230100")])
def test_a_place_of_no_region_is_refused(name: str, kato: str, small: Path) -> None:
    rewrite(small / name, f"{kato},abai", f"{kato},narnia")
    assert broken_by(small) == ["D120"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("towns.csv", "103230100,abai,103200000", "103230100,abai,103300000"),
        ("towns.csv", "101010000,none", "101910000,none"),
        ("districts.csv", "Район Ақсуат,Ақсуат ауданы,101010000", "Район Ақсуат,Ақсуат ауданы,101910000"),
        ("regions.csv", "710000000,1638233", "719000000,1638233"),
    ],
)
def test_a_place_that_leans_on_an_unknown_one_is_refused(name: str, old: str, new: str, small: Path) -> None:
    rewrite(small / name, old, new)
    assert "D119" in broken_by(small)


@pytest.mark.parametrize("number", ["102", "112", "103", "111"])
def test_no_emergency_number_can_be_edited(number: str, small: Path) -> None:
    rewrite(small / "lines.toml", f'number = "{number}"\ntel = "{number}"', 'number = "900"\ntel = "900"')
    assert broken_by(small) == ["D108"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('id = "police_102"', 'id = "police_102"\nstatus = "inactive"'),
        ('number = "102"', 'number = "120"'),
        ('channels = ["call"]', 'channels = ["app"]'),
    ],
)
def test_no_emergency_line_can_be_switched_off_or_bent(old: str, new: str, small: Path) -> None:
    rewrite(small / "lines.toml", old, new)
    assert broken_by(small) == ["D108"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('number = "150"\ntel = "150"\n', "", "D106"),
        ('number = "150"\n', "", "D106"),
        ('tel = "150"\nchannels = ["call"]', 'tel = "150"\nchannels = []', "D109"),
    ],
)
def test_a_shown_line_can_really_be_reached(old: str, new: str, code: str, small: Path) -> None:
    rewrite(small / "lines.toml", old, new)
    assert broken_by(small) == [code]


ADDRESS = 'address.ru = "Улица"\naddress.kk = "Көше"\n'
CONSENT = "consent_on = 2026-10-01\n"


def office(small: Path, level: str, more: str) -> Path:
    rewrite(small / "centres/astana.toml", 'address_level = "town"', f'address_level = "{level}"\n{more}')
    return small


@pytest.mark.parametrize(
    ("level", "more"),
    [
        ("town", ADDRESS + CONSENT),
        ("town", ADDRESS),
        ("town", CONSENT),
        ("public", CONSENT),
        ("public", ADDRESS),
    ],
)
def test_an_address_needs_its_level_and_its_consent(level: str, more: str, small: Path) -> None:
    assert broken_by(office(small, level, more)) == ["D115"]


def test_an_office_may_show_its_address_when_it_agreed_in_writing(small: Path) -> None:
    directory = load(office(small, "public", ADDRESS + CONSENT), today=TODAY)
    service = directory.services["astana-office"]
    assert isinstance(service, Office)
    assert service.address == Name("Улица", "Көше")
