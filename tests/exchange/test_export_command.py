"""`python -m bot export`, as a coordinator or a script runs it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.commands import FORMS
from bot.exchange.writing import Form
from tests.exchange.samples import bring as bring_bytes
from tests.exchange.samples import empty, found


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["export", *arguments], env={"DATA_DIR": None})
    return result.exit_code, result.output


def test_the_command_offers_every_form() -> None:
    assert set(FORMS) == set(Form)
    code, told = run("--help")
    assert code == 0
    assert "Выгрузить справочник" in told


@pytest.mark.parametrize("form", FORMS)
def test_files_are_written_where_it_says(form: str, tmp_path: Path) -> None:
    code, told = run("--format", form, "--out", str(tmp_path / "new"), "--language", "kk")
    assert code == 0
    written = {str(path) for path in (tmp_path / "new").rglob("*") if path.is_file()}
    assert set(told.split("\n")[:-1]) == written
    for path in map(Path, written):
        if path.suffix in {".toml", ".csv", ".xlsx", ".json"}:
            assert found(bring_bytes(path.read_bytes(), path.name, empty())) == []


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    code, told = run("--format", "xlsx", "--out", str(tmp_path / "file" / "folder"))
    assert code == 1
    assert "Traceback" not in told
