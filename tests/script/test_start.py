"""The same checks stand before every start: nothing half-right is ever served."""

import asyncio
import os
import shutil
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from bot.issue import BrokenError
from bot.script.facts import Language
from bot.whole import Places, read
from bot.words.catalogue import compile_all, po_path
from tests.script.museum import ROOT, TODAY, build, rewrite

RU = "ru/LC_MESSAGES/senim.po"
KK = "kk/LC_MESSAGES/senim"


def stopped_by(places: Places) -> set[str]:
    with pytest.raises(BrokenError) as raised:
        read(places, TODAY)
    assert str(raised.value).count("\n") == len(raised.value.issues) - 1, "one line an issue"
    return {issue.code for issue in raised.value.issues}


def test_a_right_whole_is_given_with_its_world_and_words(tmp_path: Path) -> None:
    whole = read(build(tmp_path), TODAY)
    assert whole.world.script.ways.first in whole.world.script.screens


def test_a_broken_flow_stops_the_start(tmp_path: Path) -> None:
    places = build(tmp_path)
    rewrite(places.flows / "own.toml", 'to = "stop"', 'to = "stopp"')
    assert stopped_by(places) == {"S101"}


def test_a_folder_without_flows_stops_the_start(tmp_path: Path) -> None:
    places = build(tmp_path)
    assert stopped_by(Places(tmp_path / "nowhere", places.locales, places.directory)) == {"S003"}


def test_a_broken_catalogue_stops_the_start(tmp_path: Path) -> None:
    places = build(tmp_path)
    rewrite(places.locales / RU, "Выберите, что нужно.", "Выберите!")
    assert stopped_by(places) == {"W105", "W111"}


def test_a_catalogue_that_was_not_compiled_stops_the_start(tmp_path: Path) -> None:
    places = build(tmp_path)
    (places.locales / f"{KK}.mo").unlink()
    assert stopped_by(places) == {"W002"}


def test_a_broken_directory_stops_the_start(tmp_path: Path) -> None:
    places = build(tmp_path)
    rewrite(places.directory / "lines.toml", 'tel = "102"', 'tel = "120"')
    assert stopped_by(places) == {"D108"}


def test_a_line_that_lost_its_source_stops_the_start(tmp_path: Path) -> None:
    places = build(tmp_path)
    lines = places.directory / "lines.toml"
    rewrite(lines, 'number = "+77000000150"\ntel = "+77000000150"\n', "")
    rewrite(lines, 'verified = "published"\nconfidence = "medium"', 'verified = "unverified"\nconfidence = "low"')
    assert stopped_by(places) == {"S106", "S109"}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program around the small Senim; compiled, and right."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "bot", folder / "bot", ignore=shutil.ignore_patterns("__pycache__", "flows", "web"))
    places = build(folder)
    shutil.move(places.flows, folder / "bot" / "flows")
    for language in Language:  # the pages of staff are those that ship, and so are their words
        shutil.copy(po_path(ROOT / "locales", language, "staff"), po_path(places.locales, language).parent)
    compile_all(places.locales)
    return folder


async def says(folder: Path) -> tuple[int | None, str]:
    """Run `python -m bot check` there; give its exit code and everything it said."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    words = (sys.executable, "-B", "-m", "bot", "check")
    process = await asyncio.create_subprocess_exec(*words, cwd=folder, env=kept, stdout=PIPE, stderr=PIPE)
    said, errors = await process.communicate()
    return process.returncode, (said + errors).decode()


async def test_check_says_that_all_is_well(checkout: Path) -> None:
    code, said = await says(checkout)
    assert (code, said.split(":")[0]) == (0, "Всё в порядке")


async def test_check_names_everything_and_ends_with_1(checkout: Path, tmp_path: Path) -> None:
    shutil.copytree(checkout, tmp_path, dirs_exist_ok=True)
    rewrite(tmp_path / "bot/flows/own.toml", "helpline_150", "helpline_151")
    rewrite(tmp_path / "bot/flows/talk.toml", "2027-03-02", "2026-03-02")
    code, said = await says(tmp_path)
    assert code == 1
    assert "S105  own.toml: stop: " in said
    assert "S116  talk.toml: law: " in said
    assert "Traceback" not in said


async def test_check_without_compiled_words_says_make_words(checkout: Path, tmp_path: Path) -> None:
    shutil.copytree(checkout, tmp_path, dirs_exist_ok=True)
    (tmp_path / "locales" / f"{KK}.mo").unlink()
    code, said = await says(tmp_path)
    assert code == 1
    assert "W002  kk/senim.mo: " in said
    assert "make words" in said
