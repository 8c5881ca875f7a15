"""The search, built once. Without the outlines points have nothing to be compared with: no tests then, not skipped."""

from datetime import date

import pytest

from bot.centres.directory import Directory, load, load_settlements
from bot.places import vocabulary
from bot.places.search import Places
from tests.support.outlines import OUTLINES
from tests.support.process import ROOT

FOLDER = ROOT / "directory"

collect_ignore = [] if OUTLINES.is_file() else ["test_points_outlines.py"]


@pytest.fixture(scope="session")
def directory() -> Directory:
    return load(FOLDER, today=date(2026, 11, 20))


@pytest.fixture(scope="session")
def places(directory: Directory) -> Places:
    return Places.build(directory, load_settlements(FOLDER), *vocabulary.load(FOLDER))
