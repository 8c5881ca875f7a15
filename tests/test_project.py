"""The papers and the house agree: what is written down exists, what exists is written down."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.log import Event
from bot.settings import SECRETS, Settings
from tests.support.process import ROOT

# The one room of each library, or the few. A new library gets a line here and one in docs/decisions/0002-libraries.md.
ROOMS = {
    "aiogram": {"telegram", "staff", "app", "serving"},
    "aiohttp": {"telegram", "staff", "sandbox"},
    "alembic": {"registry"},
    "babel": {"words"},
    "click": {"cli", "commands", "registry_cli"},
    "cryptography": {"vault"},
    "jinja2": {"book", "exchange", "staff"},
    "markupsafe": {"book", "staff"},
    "numpy": {"hearing"},
    "openpyxl": {"exchange"},
    "orjson": {"telegram"},
    "prometheus_client": {"metrics"},
    "pydantic": {
        "settings",
        "app",
        "script",
        "centres",
        "places",
        "words",
        "telegram",
        "sandbox",
        "exchange",
        "registry",
    },
    "pydantic_core": {"settings", "centres", "registry"},
    "rapidfuzz": {"places"},
    "redis": {"vault", "store"},
    "resvg_py": {"coverage"},
    "sqlalchemy": {"registry"},
    "uvloop": {"cli"},
}
UNSEEN = {"aiosqlite", "asyncpg", "defusedxml", "hiredis"}  # used by another library when it is there
PAPERS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").glob("*.md")]
SKIPPED = {".git", *(line.strip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split())}
NAMES = [name.upper() for name in Settings.model_fields] + [f"{name}_FILE" for name in SECRETS]


def files() -> Iterator[Path]:
    """What belongs to the project: no environment, no caches."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in SKIPPED and not name.endswith("_cache")]
        yield from (Path(folder, name) for name in names if name not in SKIPPED)


def texts() -> Iterator[tuple[Path, str]]:
    for path in files():
        try:
            yield path, path.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def imports(path: Path) -> Iterator[str]:
    """Libraries a file of ours imports: neither our own rooms nor Python's."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module]
        roots = {name.partition(".")[0] for name in names}
        yield from roots - sys.stdlib_module_names - {"bot"}


def room(path: Path) -> str:
    return path.relative_to(ROOT / "bot").with_suffix("").parts[0]


USED = [(path, library) for path in sorted((ROOT / "bot").rglob("*.py")) for library in imports(path)]


def test_each_library_stays_in_its_room() -> None:
    astray = [f"{path}: {library}" for path, library in USED if room(path) not in ROOMS.get(library, ())]
    assert astray == []


def test_no_room_is_kept_for_a_library_that_is_not_there() -> None:
    unused = {(library, one) for library, rooms in ROOMS.items() for one in rooms}
    assert unused - {(library, room(path)) for path, library in USED} == set()


def test_the_plan_of_the_house_has_every_room() -> None:
    plan = (ROOT / "docs/house.md").read_text("utf-8")
    rooms = {path.name + "/" * path.is_dir() for path in (ROOT / "bot").iterdir() if not path.name.startswith("__")}
    assert [name for name in sorted(rooms) if f"`bot/{name}`" not in plan] == []


def wanted(name: str) -> set[str]:
    lines = (ROOT / "requirements" / f"{name}.in").read_text("utf-8").splitlines()
    return {found[0] for line in lines if (found := re.match(r"[a-z][a-z0-9-]*", line))}


def test_each_requirement_of_the_bot_is_used() -> None:
    assert {name.replace("-", "_") for name in wanted("base")} - UNSEEN <= ROOMS.keys()


@pytest.mark.parametrize("name", ["base", "embedded", "dev", "audit"])
def test_each_requirement_has_its_reason(name: str) -> None:
    reasons = (ROOT / "docs/decisions/0002-libraries.md").read_text("utf-8")
    explained = {word for row in re.findall(r"^\| (.+?) \|", reasons, re.MULTILINE) for word in row.split(", ")}
    assert wanted(name) - explained == set()


@pytest.mark.parametrize("name", ["base", "embedded", "dev", "audit"])
def test_requirements_are_pinned_with_hashes_and_say_nothing_of_where_from(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    assert not re.search(r"://|^-", text, re.MULTILINE)
    pins = re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]
    assert len(pins) > 10
    assert [pin.split()[0] for pin in pins if not re.match(r"[^ ]+==\S+.*--hash=sha256:", pin, re.DOTALL)] == []


def test_there_is_no_lock_file() -> None:
    locks = re.compile(r".*\.lock|package-lock\.json|pnpm-lock\.yaml|pylock.*\.toml")
    assert [path for path in files() if locks.fullmatch(path.name)] == []


def test_no_file_names_a_place_on_somebody_s_machine() -> None:
    place = re.compile(r"(?<![\w.~-])/(?:home|Users|root|work|farm)/")
    assert [str(path) for path, text in texts() if place.search(text)] == []


def test_no_file_holds_a_bot_token() -> None:
    token = re.compile(r"\b\d{8,10}:AA[\w-]{33}\b")
    assert [str(path) for path, text in texts() if token.search(text)] == []


def test_every_setting_is_explained_by_help_and_on_paper() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, env={}, capture_output=True, text=True, check=True
    ).stdout
    written = "".join(path.read_text("utf-8") for path in PAPERS)
    assert [name for name in NAMES if name not in told] == []
    assert [name for name in NAMES if f"`{name}`" not in written] == []


def test_the_runbook_explains_every_word_of_the_log() -> None:
    runbook = (ROOT / "deploy/runbook.md").read_text("utf-8")
    assert [event.value for event in Event if f"`{event.value}`" not in runbook] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_a_paper_names_exists(paper: Path) -> None:
    text = paper.read_text("utf-8")
    linked = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in linked if not (paper.parent / link).exists()] == []
    quoted = re.findall(r"`((?:\.?[\w-]+/)+[\w.-]*|[\w-]+\.(?:md|toml|py|csv|conf))`", text)
    known = {name for path in files() for name in (path.name, path.parent.name)}
    gone = [name for name in quoted if not (ROOT / name).exists() and not (paper.parent / name).exists()]
    assert [name for name in gone if "/" in name.rstrip("/") or name.rstrip("/") not in known] == []


def test_the_readme_shows_what_one_will_see() -> None:
    shown = re.findall(r"!\[([^]]+)\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert {path for _, path in shown} >= {"docs/pictures/chat-ru.png", "docs/pictures/chat-kk.png"}


def test_every_code_word_of_the_glossary_is_in_the_code() -> None:
    words = re.findall(r"^\|[^|]+\|[^|]+\| `(\w+)` \|", (ROOT / "GLOSSARY.md").read_text("utf-8"), re.MULTILINE)
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot").rglob("*.py"))
    assert len(words) > 30
    assert [word for word in words if not re.search(rf"\b{word}\b", code)] == []


def test_make_explains_every_target_a_person_may_want() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named: Any = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert [target for target in named[1].split() if not re.search(rf"^{target}:.*## ", makefile, re.MULTILINE)] == []


def test_every_lint_exemption_is_argued() -> None:
    lint = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["ruff"]["lint"]
    argued = (ROOT / "docs/decisions/0003-style.md").read_text("utf-8")
    codes = {*lint["ignore"], *(code for codes in lint["per-file-ignores"].values() for code in codes)}
    assert [code for code in codes if f"`{code}`" not in argued] == []
