"""Never a visible contact that two different people did not approve, whatever staff try, in whatever order."""

import os
from collections import Counter
from datetime import timedelta

import pytest

from bot.registry.words import ProposalState
from tests.registry.book import Book
from tests.registry.oracle import Oracle
from tests.registry.play import PENDING, Play, on_book

SEQUENCES = int(os.environ.get("SENIM_SEQUENCES", "100000"))
STEPS = 24


def witness(seed: int, met: Counter[str]) -> None:
    """One play from its beginning to its end, under the eyes of the oracle."""
    book = Book()
    play, oracle = Play(seed, book), Oracle(book.contacts())
    for number in range(STEPS):
        play.now += timedelta(seconds=1)
        step = play.draw()
        if step[0] == "wait":
            play.now += timedelta(seconds=step[1]["seconds"])
        known = set(book.proposals)
        said = on_book(book, step, play.now)
        met[f"{step[0]} {step[1].get('name', '')} {said.rstrip('0123456789 ')}"] += 1
        try:
            reverted = oracle.hears(step, said, play.now, sorted(set(book.proposals) - known))
            oracle.looks(book.contacts(), play.now, reverted)
        except AssertionError as objection:
            raise AssertionError(f"seed {seed}, step {number}, {step}: {objection}") from objection
        ended = {id_ for id_, state in book.states().items() if state not in PENDING | {ProposalState.APPLIED}}
        oracle.forgets(ended)


def test_a_few_hundred_plays() -> None:
    met = Counter[str]()
    for seed in range(400):
        witness(seed, met)
    happened = {how for how, times in met.items() if times}
    assert happened >= {
        "approve  applied",
        "approve  waiting",
        "approve  refused own_proposal",
        "approve  refused call_first",
        "approve  conflict",
        "end revert reverted",
        "end stop stopped",
        "propose  refused taken",
        "propose  refused frozen",
        "import  import",
        "new  proposed",
        "move remove removed",
    }, sorted(met.items())


@pytest.mark.soak
def test_a_hundred_thousand_plays() -> None:
    met = Counter[str]()
    for seed in range(SEQUENCES):
        witness(1_000_000 + seed, met)
    assert met["approve  applied"] > SEQUENCES / 10
