"""A museum: one piece for each way a script can be wrong, laid over a small right one."""

import re
from pathlib import Path

import pytest

from bot.issue import Issue
from tests.script.museum import HERE, ROOT, Piece, build, codes_in_source, issues, lay, pieces, where

SCRIPT = pieces(HERE / "broken")
WORDS = pieces(ROOT / "tests" / "words" / "broken")
DO = re.compile(r"(?:^|[.:] |а |или |и |, )(?:[Нн]е )?[А-ЯЁа-яё]+(?:ите|йте|ьте)\b")  # «Добавьте», «Уберите»


def test_the_small_senim_is_right(tmp_path: Path) -> None:
    assert issues(build(tmp_path)) == ()


def test_every_code_has_a_piece_and_every_piece_a_code() -> None:
    ours = {code for code in codes_in_source() if code[0] in "SW"}
    assert {piece.code for piece in (*SCRIPT, *WORDS)} == ours


@pytest.mark.parametrize("piece", SCRIPT + WORDS, ids=lambda piece: piece.path.stem)
def test_each_piece_is_wrong_in_exactly_its_own_way(piece: Piece, tmp_path: Path) -> None:
    found = issues(lay(piece, tmp_path), piece.screens)
    assert {issue.code for issue in found} == {piece.code}
    assert piece.at in map(where, found)
    for issue in found:
        _reads_well(issue, tmp_path)


def _reads_well(issue: Issue, folder: Path) -> None:
    """In Russian, one or two sentences, what to do, and no path of this machine."""
    assert re.match(r"[«а-яё]|\w+ и \w+|lead|expires|to |welcome|closed|msgid", issue.text), issue.text
    assert DO.search(issue.text), issue.text
    assert issue.text[-1] in ".?", issue.text
    assert len(issue.text) < 240
    assert str(folder) not in str(issue)
