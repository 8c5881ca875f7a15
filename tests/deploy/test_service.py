"""The systemd unit, judged by systemd itself."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import SECRETS, Settings
from tests.support.process import ROOT

UNIT = ROOT / "deploy" / "senim.service"
STAFF = ROOT / "deploy" / "senim-staff.conf"
EXPOSURE = 12  # tenths; systemd calls up to 2 «OK», and what is left is the network and the socket the bot needs


def analyze(*words: str | Path) -> subprocess.CompletedProcess[str]:
    found = shutil.which("systemd-analyze")
    if found is None:
        pytest.skip("there is no systemd-analyze: apt-get install systemd")
    return subprocess.run([found, *words], capture_output=True, text=True, check=False)


@pytest.mark.system
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    here = tmp_path / UNIT.name
    # The command it starts is there after installation only; any program stands in for it.
    here.write_text(UNIT.read_text("utf-8").replace("/opt/senim/.venv/bin/python", sys.executable), "utf-8")
    found = analyze("verify", "--man=no", "--recursive-errors=no", here)
    assert (found.returncode, found.stderr) == (0, "")


@pytest.mark.system
def test_systemd_finds_nothing_wrong_with_what_staff_add_and_calls_both_well_hardened(tmp_path: Path) -> None:
    here = tmp_path / UNIT.name
    here.write_text(UNIT.read_text("utf-8").replace("/opt/senim/.venv/bin/python", sys.executable), "utf-8")
    (tmp_path / f"{UNIT.name}.d").mkdir()
    shutil.copy(STAFF, tmp_path / f"{UNIT.name}.d" / "staff.conf")
    found = analyze("verify", "--man=no", "--recursive-errors=no", here)
    assert (found.returncode, found.stderr) == (0, "")
    joined = tmp_path / "joined.service"
    joined.write_text(here.read_text("utf-8") + STAFF.read_text("utf-8"), "utf-8")
    judged = analyze("security", "--offline=true", f"--threshold={EXPOSURE}", "--no-pager", joined)
    assert judged.returncode == 0, judged.stdout


@pytest.mark.system
def test_systemd_calls_the_unit_well_hardened() -> None:
    found = analyze("security", "--offline=true", f"--threshold={EXPOSURE}", "--no-pager", UNIT)
    assert found.returncode == 0, found.stdout


def test_the_unit_gives_secrets_as_files_only_and_only_settings_that_exist() -> None:
    text = UNIT.read_text("utf-8") + STAFF.read_text("utf-8")
    given = re.findall(r"^Environment=(.*)$", text, re.MULTILINE)
    names = {pair.partition("=")[0] for line in given for pair in line.split()}
    assert not names & set(SECRETS)
    known = {name.upper() for name in Settings.model_fields} | {f"{name}_FILE" for name in SECRETS}
    assert {name for name in names if not name.startswith("PYTHON")} <= known
