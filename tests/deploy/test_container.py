"""The image and the compose file: well formed, hardened, and enough to run the bot."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import SECRETS, Settings
from tests.support.process import ROOT

CONTAINERFILE = ROOT / "deploy" / "Containerfile"
COMPOSE = ROOT / "deploy" / "compose.yaml"
STAFF = ROOT / "deploy" / "compose.staff.yaml"
COPIED = [
    words[1]
    for line in CONTAINERFILE.read_text("utf-8").splitlines()
    if (words := line.split()) and words[0] == "COPY" and not words[1].startswith("--")
]
ADDED: dict[str, Any] = yaml.safe_load(STAFF.read_text("utf-8"))["services"]["bot"]
SERVICES: dict[str, Any] = yaml.safe_load(COMPOSE.read_text("utf-8"))["services"]


def tool(name: str, *words: str | Path) -> None:
    found = subprocess.run(
        [Path(sys.executable).with_name(name), *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr


def python(folder: Path, *words: str) -> str:
    found = subprocess.run(
        [sys.executable, "-m", "bot", *words], cwd=folder, env={}, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


def test_the_container_file_has_no_lint() -> None:
    tool("hadolint", CONTAINERFILE)


def test_the_compose_file_is_what_the_compose_specification_allows() -> None:
    tool("check-jsonschema", "--builtin-schema", "vendor.compose-spec", COMPOSE, STAFF)


def test_yaml_files_have_no_lint() -> None:
    rules = "{extends: default, rules: {line-length: {max: 120}, document-start: disable}}"
    tool("yamllint", "--strict", "-d", rules, COMPOSE, STAFF, ROOT / ".pre-commit-config.yaml")


def test_what_the_image_copies_is_enough_to_check_everything(tmp_path: Path) -> None:
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    assert (tmp_path / "bot").is_dir(), COPIED
    python(tmp_path, "words", "compile")
    assert "в порядке" in python(tmp_path, "check")


def test_the_image_installs_the_bot_s_own_requirements_by_hash_and_no_others() -> None:
    assert [name for name in COPIED if name.startswith("requirements")] == ["requirements/base.txt"]
    text = CONTAINERFILE.read_text("utf-8")
    assert "--require-hashes" in text
    assert "--only-binary :all:" in text


def test_what_the_image_copies_is_let_into_the_build() -> None:
    let_in = CONTAINERFILE.with_name("Containerfile.dockerignore").read_text("utf-8").splitlines()
    assert [name for name in COPIED if f"!{name}" not in let_in] == []


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_can_write_nothing_gain_nothing_and_swap_nothing(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["user"].split(":")[0] != "0"
    assert service["mem_limit"] == service["memswap_limit"]
    assert service["ulimits"]["core"] == 0
    assert "ports" not in service


def test_redis_has_no_network() -> None:
    assert SERVICES["redis"]["network_mode"] == "none"


def test_compose_gives_secrets_as_files_only_and_only_settings_that_exist() -> None:
    given = SERVICES["bot"]["environment"] | ADDED["environment"]
    secrets = [*SERVICES["bot"]["secrets"], *ADDED["secrets"]]
    assert not given.keys() & set(SECRETS)
    known = {name.upper() for name in Settings.model_fields} | {f"{name}_FILE" for name in SECRETS}
    assert given.keys() <= known
    files = [value for name, value in given.items() if name.endswith("_FILE")]
    assert files == [f"/run/secrets/{name}" for name in secrets]
