"""Words as numbers: what NumPy does to all of them at once, done here one by one."""

from itertools import chain, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.hearing.classes import Classes
from bot.hearing.letters import SIZES, Letters
from bot.hearing.order import marks
from bot.hearing.spelling import sound
from bot.hearing.text import BREAK, Text, cut
from bot.hearing.traits import SAID, Traits, about_rows
from tests.hearing.sets import SETS, messages

words = st.lists(st.text("abcdeyJ0", min_size=1, max_size=9), min_size=1, max_size=12)
MANY = 5
classes = st.lists(st.lists(st.integers(0, MANY - 1), max_size=3), min_size=1, max_size=12)
KNOWN = Classes.load()


def traits(said: list[str], named: list[list[int]]) -> Traits:
    text = Text((BREAK, *said), np.arange(1, 1 + len(said)), [0], [()] * (1 + len(said)))
    return Traits.of(text, Letters.of(text.distinct), [[], *named], MANY)


@given(words)
def test_pieces_are_the_runs_of_letters_of_each_word(said: list[str]) -> None:
    runs, fits = Letters.of(said).pieces
    for column, size in enumerate(SIZES):
        found = [int(run).to_bytes(8).lstrip(b"\0").decode() for run in runs[fits[:, column], column]]
        closed = [f" {word} " for word in said]
        assert found == [word[at : at + size] for word in closed for at in range(len(word) - size + 1)]


@given(words)
def test_beginnings_are_the_first_letters(said: list[str]) -> None:
    found = Letters.of(said).beginnings(4, 5, 7).tolist()
    expected = [(word[:4] if len(word) < 7 else word[:5]).encode()[::-1] for word in said]
    assert found == [int.from_bytes(word) for word in expected]


@given(words, words)
def test_a_word_has_its_number_wherever_it_stands(before: list[str], said: list[str]) -> None:
    beside = Letters.of([*before, *said]).numbers[len(before) :]
    assert np.array_equal(beside, np.concatenate([Letters.of([word]).numbers for word in said]))


def test_no_two_words_that_people_wrote_share_a_number() -> None:
    every = {word for name in SETS for one in messages(name, "held") for word in cut(sound(one.text))[0]}
    assert len(set(Letters.of(sorted(every)).numbers.tolist())) == len(every)


@given(classes)
def test_classes_stand_alone_beside_and_near(named: list[list[int]]) -> None:
    found = traits(["a"] * len(named), named)
    wide = 2 * MANY + 1
    for at, names in enumerate(named):
        after, later = chain(*named[at + 1 : at + 2]), chain(*named[at + 2 : at + 6])
        ahead = [0, *(1 + one for one in after), *(1 + MANY + one for one in later)]
        rows = found.about[found.of_about[at] : found.of_about[at + 1]].tolist()
        assert sorted(rows) == sorted(name * wide + row for name in names for row in ahead)
        assert all(0 <= row < about_rows(MANY) for row in rows)


def test_what_is_said_beside_is_another_trait() -> None:
    """«Он меня», «меня он», «он», the end: none is another's trait."""
    here, back = (traits(said, [[], []]).beside for said in (["on", "menia"], ["menia", "on"]))
    assert set(here[:, 0]) == set(back[:, 0])
    assert not set(here[:, 1:].ravel()) & set(back[:, 1:SAID].ravel())
    assert len(set(here.ravel().tolist())) == here.size


def test_a_text_knows_each_word_once() -> None:
    text = Text.of(sound("он пришёл. Он ломает дверь"), KNOWN)
    assert text.distinct == (BREAK, "on", "priwel", "lomaet", "dver")
    assert text.row.tolist() == [1, 2, 1, 3, 4]
    assert text.said(text.whole) == [1, 2, 0, 1, 3, 4]
    assert text.said([(2, 5)]) == [1, 3, 4]


def test_the_marks_of_a_word_are_the_same_beside_others() -> None:
    said = [BREAK, "on", "lomaet", "dver", "on"]
    named = [(), ("he", "number_young"), (), ("door",), ()]
    buckets, first = marks(Letters.of(said), named)
    alone = [marks(Letters.of([word]), [names])[0] for word, names in zip(said, named, strict=True)]
    found = [buckets[begin:end].tolist() for begin, end in pairwise(first.tolist())]
    assert found == [one.tolist() for one in alone]
    assert [len(one) for one in found] == [2, 1 + 2 + 1 + 2, 1 + 6 + 5 + 4, 1 + 4 + 3 + 2 + 1, 1 + 2 + 1]
