"""What was learnt: from the examples as they are, read whole or not at all, and harmed by nothing that came later."""

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.hearing.classes import TABLE
from bot.hearing.letters import Letters
from bot.hearing.likeness import Likeness
from bot.hearing.listener import Listener
from bot.hearing.text import Text
from bot.hearing.weights import NAMES, WEIGHTS, load
from bot.issue import BrokenError


def test_the_weights_were_learnt_from_the_examples_as_they_are() -> None:
    learnt = str(load()["learnt_from"])
    taught = WEIGHTS.with_name("examples.tsv").read_bytes() + TABLE.read_bytes()
    assert learnt == hashlib.sha256(taught).hexdigest()[:16], "make learn"


@pytest.mark.parametrize("spoilt", [None, b"", b"nothing", b"PK\x05\x06" + bytes(18)])
def test_weights_that_cannot_be_read_stop_the_start_with_one_sentence(spoilt: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    if spoilt is not None:
        path.write_bytes(spoilt)
    with pytest.raises(BrokenError, match=r"H105.*make learn"):
        Listener.build(path)


@pytest.mark.parametrize("name", NAMES)
def test_weights_without_one_table_stop_the_start(name: str, tmp_path: Path) -> None:
    np.savez(tmp_path / "weights.npz", allow_pickle=False, **{one: load()[one] for one in NAMES if one != name})
    with pytest.raises(BrokenError, match=r"H105.*make learn"):
        load(tmp_path / "weights.npz")


@pytest.mark.parametrize("kinds", [["danger"], [*load()["kinds"][1:], "nothing"]])
def test_weights_for_a_kind_that_is_none_or_for_too_few_stop_the_start(kinds: list[str], tmp_path: Path) -> None:
    np.savez(tmp_path / "weights.npz", allow_pickle=False, **{**load(), "kinds": np.array(kinds)})
    with pytest.raises(BrokenError, match=r"H105.*make learn"):
        load(tmp_path / "weights.npz")


def test_a_class_that_came_after_the_last_lesson_harms_nothing() -> None:
    likeness = Likeness.of(load())
    old = Text(("on", "lomaet", "dver"), np.arange(3), [0], (("he",), (), ("door",)))
    new = replace(old, classes=(("he",), ("nobody learnt this",), ("door",)))
    letters = Letters.of(old.distinct)
    first, second = (likeness.read(text, letters).scores([text.whole]) for text in (old, new))
    assert np.array_equal(first, second)


def test_products_of_numbers_start_no_threads_of_their_own() -> None:
    """A machine with many processors that lends the bot one would be busy with nothing else."""
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
