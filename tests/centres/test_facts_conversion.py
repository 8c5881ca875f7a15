"""The shipped files are what conversion gives; the tables themselves are not part of the product."""

import csv
import os
import re
import shutil
from pathlib import Path

import pytest

from bot.centres.facts import convert, stale

ROOT = Path(__file__).parents[2]
FACTS = Path(os.environ.get("SENIM_FACTS", "build/no-facts"))
DIRECTORY = ROOT / "directory"

pytestmark = pytest.mark.skipif(
    not FACTS.is_dir(), reason="SENIM_FACTS names no folder of fact tables: nobody proves that directory/ is up to date"
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DIRECTORY, tmp_path / "directory"))


def test_the_shipped_files_are_exactly_what_conversion_gives() -> None:
    assert stale(FACTS, DIRECTORY) == []


def test_the_same_tables_give_the_same_bytes(copy: Path) -> None:
    before = {path: path.read_bytes() for path in copy.rglob("*.*") if path.is_file()}
    convert(FACTS, copy)
    assert {path: path.read_bytes() for path in copy.rglob("*.*") if path.is_file()} == before


def test_an_edited_a_missing_and_an_extra_file_are_all_named(copy: Path) -> None:
    (copy / "lines.toml").write_text("relay = []\n", "utf-8")
    (copy / "centres/abai.toml").unlink()
    (copy / "centres/narnia.toml").write_text('region = "narnia"\n', "utf-8")
    assert stale(FACTS, copy) == ["centres/abai.toml", "centres/narnia.toml", "lines.toml"]


def test_a_centre_that_the_overlay_forgets_stops_the_conversion(copy: Path) -> None:
    overlay = copy / "overlay.toml"
    overlay.write_text(overlay.read_text("utf-8").replace("[centres.astana-umit]", "[centres.astana-x]"), "utf-8")
    with pytest.raises(ValueError, match="astana-umit"):
        convert(FACTS, copy)


def test_a_correction_without_its_reason_stops_the_conversion(copy: Path) -> None:
    overlay = copy / "overlay.toml"
    text = re.sub(r"why = \"С января.*\n", "", overlay.read_text("utf-8"))
    overlay.write_text(text, "utf-8")
    with pytest.raises(ValueError, match="kostanay-dagdarys-damytu"):
        convert(FACTS, copy)


def test_no_number_of_an_unverified_line_is_anywhere_in_the_shipped_files() -> None:
    with (FACTS / "hotlines.csv").open(encoding="utf-8", newline="") as file:
        refused = [row for row in csv.DictReader(file) if row["confidence"] == "low" or "_bot" in row["number"]]
    numbers = {part.removeprefix("short:") for row in refused for part in row["e164_or_short"].split(";")}
    words = {word for row in refused for word in re.findall(r"@\w+", row["number"])}
    told = "".join(path.read_text("utf-8") for path in DIRECTORY.rglob("*.toml"))
    assert len(numbers | words) > 5
    assert [one for one in (numbers | words) - {""} if re.search(rf"(?<!\d){re.escape(one)}(?!\d)", told)] == []


def test_no_page_that_tells_where_a_house_stands_is_named() -> None:
    told = "".join(path.read_text("utf-8") for path in DIRECTORY.rglob("*.toml")).casefold()
    assert [word for word in ("dom-tishiny", "kushoky", "кушокы", "суперцон") if word in told] == []
