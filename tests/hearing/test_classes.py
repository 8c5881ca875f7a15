"""The table of classes of words."""

from pathlib import Path

import pytest

from bot.hearing.classes import Classes
from bot.issue import BrokenError


def test_a_broken_table_of_classes_says_so(tmp_path: Path) -> None:
    with pytest.raises(BrokenError, match="H101"):
        Classes.load(tmp_path / "nowhere.tsv")
    (tmp_path / "classes.tsv").write_text("door дверь окно", "utf-8")
    with pytest.raises(BrokenError, match="H101"):
        Classes.load(tmp_path / "classes.tsv")


def test_a_word_has_the_classes_of_its_longest_stem(tmp_path: Path) -> None:
    (tmp_path / "classes.tsv").write_text("# table\ndoor\tдвер* есік*\nanimal\tзвер*\nhit\tбьёт бил\nme\tя\n", "utf-8")
    classes = Classes.load(tmp_path / "classes.tsv")
    assert [classes.of(word) for word in ("dveriami", "esikti", "byla", "bil", "nowhere")] == [
        ("door",),
        ("door",),
        (),
        ("hit",),
        (),
    ]
    assert [classes.of(number) for number in ("12", "30", "2026")] == [
        ("number_young",),
        ("number_grown",),
        ("number",),
    ]
