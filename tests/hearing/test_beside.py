"""What is put beside examples before hearing learns from them."""

import numpy as np
import pytest

from benchmarks.beside import Varied, among, beside, cut
from bot.hearing.kind import Kind

PAUSE = 0
KNOWN = [
    (Kind.DANGER, "он ломает дверь"),
    (Kind.GREETING, "сәлем"),
    (Kind.UNKNOWN, "купила хлеб"),
    (Kind.CLOSE, "сотри всё"),
    (Kind.UNKNOWN, "дождь " * 30),
    (Kind.SUICIDE, "өмір сүргім келмейді"),
]
TEXTS = [[1, 2, 3], [4], [5, 6], [7, 8], [9] * 30, [10, 11, 12]]
MIXED = [KNOWN[0], KNOWN[2], KNOWN[4], KNOWN[5]]


@pytest.fixture
def careful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody's finger slips."""
    monkeypatch.setattr("benchmarks.beside._SLIPPED", 0)


@pytest.mark.usefixtures("careful")
def test_an_example_keeps_its_kind_and_its_words_beside_others() -> None:
    for put in (beside, among):
        for (kind, text), (said, whole) in zip(MIXED, put(KNOWN), strict=True):
            assert said == kind
            assert text in whole
            assert whole != text


def test_of_everyday_examples_alone_a_few_words_in_a_row_are_learnt_again() -> None:
    told = [
        (Kind.DANGER, "он сейчас ломает дверь"),
        *((Kind.UNKNOWN, f"утром {at} автобус опоздал") for at in range(60)),
    ]
    pieces = [*cut(told)]
    assert {kind for kind, _ in pieces} == {Kind.UNKNOWN}
    assert {len(text.split()) for _, text in pieces} == {1, 2, 3}
    assert all(text in whole for (_, text), (_, whole) in zip(pieces, told[1:], strict=True))
    assert [*cut([(Kind.UNKNOWN, "купила хлеб утром")])] == []


@pytest.mark.usefixtures("careful")
def test_what_is_light_stands_beside_and_what_is_short_and_everyday_around() -> None:
    assert all("сәлем" in text for kind, text in beside(KNOWN) if kind is Kind.UNKNOWN)
    assert all(text.count("купила хлеб") >= 1 and text.count("дождь") in {0, 30} for _, text in among(KNOWN))


@pytest.mark.usefixtures("careful")
def test_a_wish_to_erase_stands_beside_what_is_grave_and_nothing_else() -> None:
    known = [*KNOWN, *((kind, f"{kind} {at}") for at in range(9) for kind in (Kind.DANGER, Kind.SUICIDE, Kind.CHILD))]
    ended = {kind for kind, text in beside(known) if "сотри всё" in text}
    assert ended == {Kind.DANGER, Kind.SUICIDE}


def test_beside_something_light_an_example_is_typed_in_haste_and_the_same_each_time() -> None:
    known = [(Kind.DANGER, f"он ломает дверь {number}") for number in range(50)] + [KNOWN[1]]
    typed = [text for _, text in beside(known)]
    slips = sum(f"он ломает дверь {number}" not in text for number, text in enumerate(typed))
    assert 15 < slips < 45
    assert typed == [text for _, text in beside(known)]


def test_words_slip_in_some_texts_and_not_in_others() -> None:
    varied, chance = Varied(KNOWN, TEXTS, PAUSE, lambda word, _: -word), np.random.default_rng(1)
    texts = [one[4] for one in (varied.texts(chance) for _ in range(400))]
    hasty = [text for text in texts if min(text) < 0]
    assert 60 < len(hasty) < 200
    assert 0.3 < np.mean([word < 0 for text in hasty for word in text if abs(word) == 9]) < 0.5


def test_of_everyday_talk_alone_now_and_then_no_more_than_a_few_words_are_left() -> None:
    known, texts = [*KNOWN, (Kind.DANGER, "он бьёт " * 15)], [*TEXTS, [13] * 30]
    varied, chance = Varied(known, texts, PAUSE, lambda word, _: word), np.random.default_rng(2)
    seen = [varied.texts(chance) for _ in range(400)]
    assert 6 < sum(len(one[4]) <= 3 for one in seen) < 35
    assert min(len(one[6]) for one in seen) > 20


def test_examples_vary_each_time_and_never_lose_what_they_mean() -> None:
    varied, chance = Varied(KNOWN, TEXTS, PAUSE, lambda word, _: word), np.random.default_rng(1)
    seen = [varied.texts(chance) for _ in range(400)]
    around = {0, *TEXTS[1], *TEXTS[2], *TEXTS[3]}
    for number in (0, 5):
        told = {tuple(one[number]) for one in seen}
        assert all(" ".join(map(str, TEXTS[number])) in " ".join(map(str, one)) for one in told)
        assert {word for one in told for word in one} == {*TEXTS[number], *around}
    assert {word for one in seen for word in one[2]} == {0, *TEXTS[1], *TEXTS[2]}  # an end is something beside it
    assert all(one[1] == TEXTS[1] and one[3] == TEXTS[3] for one in seen)
    calmer, grave = (sum(len(one[number]) > len(TEXTS[number]) for one in seen) for number in (2, 0))
    assert calmer > grave > 100
