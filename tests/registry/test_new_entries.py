"""An entry that is new: seen when a second coordinator called it, and gone with all that was proposed for it."""

from typing import Any

import pytest

from bot.registry.model import Conflict
from bot.registry.words import ProposalState, Reason
from tests.registry.approving import called, why
from tests.registry.book import NEW, NOW, B, Book, phone, value_of


def new_centre(**more: Any) -> Any:
    return value_of(B, phones=[phone(verified="published")], **more).model_copy(update={"id": "new-centre"})


def test_a_new_entry_is_seen_when_a_second_coordinator_called_it() -> None:
    book = Book()
    with why(Reason.NOT_ALLOWED):
        book.propose_entry(3, new_centre(), now=NOW)
    made = book.propose_entry(1, new_centre(), now=NOW)
    assert "new-centre" not in book.contacts()
    with why(Reason.STATE):
        book.one("confirm", 1, "new-centre", now=NOW)
    with why(Reason.STATE):
        book.propose(1, "new-centre", {"languages": ["kk"]}, now=NOW)
    with why(Reason.CALL_FIRST):
        book.approve(2, made.id, now=NOW)
    assert book.approve(2, made.id, called(NEW), now=NOW).state is ProposalState.APPLIED
    assert book.contacts()["new-centre"] == {("call", NEW)}
    book.end("revert", 1, made.id, now=NOW)
    assert "new-centre" not in book.contacts()


def test_a_new_entry_takes_nobody_s_name() -> None:
    book = Book()
    with why(Reason.INVALID):
        book.propose_entry(1, value_of(B), now=NOW)
    made = book.propose_entry(1, new_centre(), now=NOW)
    with why(Reason.INVALID):
        book.propose_entry(2, new_centre(), now=NOW)
    book.end("refuse", 2, made.id, now=NOW)
    again = book.propose_entry(2, new_centre(), now=NOW)
    assert book.approve(1, again.id, called(NEW), now=NOW).state is ProposalState.APPLIED


def test_what_was_proposed_for_an_entry_goes_with_it() -> None:
    book = Book()
    made = book.propose_entry(1, new_centre(), now=NOW)
    book.approve(2, made.id, called(NEW), now=NOW)
    later = book.propose(1, "new-centre", {"languages": ["kk"]}, now=NOW)
    book.end("revert", 2, made.id, now=NOW)
    with pytest.raises(Conflict):
        book.approve(2, later.id, now=NOW)


def test_a_new_entry_that_was_frozen_stays_so() -> None:
    book = Book()
    book.propose_entry(1, new_centre(), now=NOW)
    book.freeze(2, "new-centre", frozen=True, now=NOW)
    with why(Reason.FROZEN):
        book.propose_entry(1, new_centre(), now=NOW)
    book.freeze(2, "new-centre", frozen=False, now=NOW)
    assert book.propose_entry(1, new_centre(), now=NOW).state is ProposalState.OPEN
