"""The commands for whoever holds the machine: one sentence at a time, and no traceback."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.registry.words import Trouble
from bot.registry_cli import TROUBLES


class Machine:
    """A folder with a key and a database, and the commands in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        key = folder / "staff.key"
        key.touch(mode=0o600)
        key.write_text("ab" * 32)
        self.env = {"DATABASE_URL": f"sqlite:///{folder / 'registry.sqlite'}", "STAFF_KEY_FILE": str(key)}

    def runs(self, *words: str, code: int = 0) -> Result:
        result = CliRunner().invoke(main, ["registry", *words], env=self.env)
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result

    def database(self, statement: str) -> None:
        connection = sqlite3.connect(self.folder / "registry.sqlite")
        connection.execute(statement)
        connection.commit()
        connection.close()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path)
    made.runs("init")
    return made


def test_every_trouble_has_its_sentence() -> None:
    assert {trouble.value for trouble in Trouble} == set(TROUBLES)


def test_before_it_is_made(tmp_path: Path) -> None:
    assert "registry init" in Machine(tmp_path).runs("verify", code=1).output


def test_making_it_twice_changes_nothing(machine: Machine) -> None:
    assert "ничего не изменено" in machine.runs("init").output


def test_a_changed_row_is_named(machine: Machine) -> None:
    assert "цела" in machine.runs("verify").output
    machine.database("UPDATE entry SET hidden = 1 WHERE id = 'abai-semey-dom-mamy'")
    assert "abai-semey-dom-mamy / hidden" in machine.runs("verify", code=1).output


def test_a_newer_database_is_left_alone(machine: Machine) -> None:
    machine.database("UPDATE alembic_version SET version_num = '9999'")
    assert "более новая" in machine.runs("init", code=1).output


def test_a_coordinator_gets_a_code(machine: Machine) -> None:
    assert len(machine.runs("coordinator", "Айгүл").output.strip()) == 22
    assert "имя" in machine.runs("coordinator", "Айгүл", code=1).output


def test_what_goes_out_comes_in_again_and_changes_nothing(machine: Machine) -> None:
    machine.runs("coordinator", "Айгүл")
    for form, name in (("csv", "services.csv"), ("xlsx", "directory.xlsx")):
        machine.runs("export", "--format", form, "--out", str(machine.folder / form))
        said = machine.runs("import", str(machine.folder / form / name), "--as", "Айгүл", "--dry-run").output
        assert "Изменится записей: 0 из 70." in said


def test_an_import_says_what_it_changes_and_only_a_coordinator_does_it(machine: Machine) -> None:
    machine.runs("coordinator", "Айгүл")
    machine.runs("export", "--format", "toml", "--out", str(machine.folder))
    path = machine.folder / "centres" / "abai.toml"
    path.write_text(path.read_text("utf-8").replace('schedule = "unknown"', 'schedule = "24/7"', 1), "utf-8")
    said = machine.runs("import", str(path), "--as", "Айгүл", "--dry-run").output
    assert "schedule: unknown → 24/7  [сразу]" in said
    assert "только координатор" in machine.runs("import", str(path), "--as", "Айгүл", code=1).output  # not come yet
    machine.database("UPDATE person SET state = 'active'")
    assert "Отменить: --undo 1" in machine.runs("import", str(path), "--as", "Айгүл").output
    assert "отменён" in machine.runs("import", "--undo", "1", "--as", "Айгүл").output
    assert "уже сделано" in machine.runs("import", "--undo", "1", "--as", "Айгүл", code=1).output


def test_without_a_database_or_a_key(machine: Machine) -> None:
    machine.runs("import", "--as", "Айгүл", code=2)
    machine.env["STAFF_KEY_FILE"] = str(machine.folder / "nowhere")
    assert "openssl rand" in machine.runs("verify", code=1).output
    machine.env = {"STAFF_KEY_FILE": str(machine.folder / "staff.key"), "STATE_DIR": str(machine.folder / "empty")}
    assert "registry init" in machine.runs("verify", code=1).output
