"""The ear, built once."""

from datetime import date

import pytest

from bot.centres.directory import load, load_settlements
from bot.hearing.ear import Ear
from tests.support.process import ROOT

FOLDER = ROOT / "directory"


@pytest.fixture(scope="session")
def ear() -> Ear:
    return Ear.build(FOLDER, load(FOLDER, today=date(2026, 11, 20)), load_settlements(FOLDER))
