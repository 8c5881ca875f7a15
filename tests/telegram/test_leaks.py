"""What other libraries would tell about people, provoked: none of it reaches the log, at any level."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.support.leaks import CANARIES, LEAKS
from tests.support.process import ROOT

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d [\w.]+: [\w. :]+( at bot[\w.]+:\d+ \w+)?")
TALKATIVE = {"logging", "warnings", "traceback", "faulthandler", "pdb"}


@cache
def parts(mode: str) -> dict[str, str]:
    told = subprocess.run(
        [sys.executable, "-m", "tests.support.leaks", mode], cwd=ROOT, capture_output=True, text=True, check=True
    ).stderr
    found = re.split(r"^== (\w+)\n", told, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


@pytest.mark.parametrize("leak", [leak.__name__ for leak in LEAKS])
def test_nothing_about_anybody_is_logged_where_it_would_be(leak: str) -> None:
    assert [canary for canary in CANARIES if canary in parts("open")[leak]], "it would leak"
    assert [canary for canary in CANARIES if canary in parts("shut")[leak]] == []
    assert [line for line in parts("shut")[leak].splitlines() if not LINE.fullmatch(line)] == []


def _speaks(path: Path) -> list[str]:
    """Every way to write something down that is not `bot.log`."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        found += [name for name in names if name.partition(".")[0] in TALKATIVE]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
            found.append("print")
        if isinstance(node, ast.Attribute) and node.attr in {"stderr", "stdout", "__stderr__", "print_exc"}:
            found.append(node.attr)
    return found


def test_only_the_log_s_own_file_writes_things_down() -> None:
    bot = ROOT / "bot"
    spoken = {str(path.relative_to(bot)): said for path in bot.rglob("*.py") if (said := _speaks(path))}
    assert spoken.pop("log.py")
    assert spoken.pop("commands.py") == ["stderr"], "asked whether anybody watches, and no more"
    assert spoken.pop("registry_cli.py") == ["stderr"], "how far an import is, for who sits there"
    assert spoken.pop("exchange/spreadsheet_reading.py") == ["warnings"], "silenced, not written"
    assert spoken == {}


def test_only_words_of_the_closed_list_and_errors_are_given_to_the_log() -> None:
    strange = []
    for path in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "log.say":
                first, *rest = [ast.unparse(one) for one in node.args]
                closed = all(re.fullmatch(r"log\.Event\.[A-Z_]+", one) for one in re.split(" if .* else ", first))
                plain = all(re.fullmatch(r"error|_first\(errors\)", one) for one in rest)
                strange += [] if closed and plain and not node.keywords else [f"{path.name}: {ast.unparse(node)}"]
    assert strange == []
