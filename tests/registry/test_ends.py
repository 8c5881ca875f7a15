"""How a proposal ends: refused, withdrawn, stopped, void with time, taken back; and who has to be there until then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.registry.model import Conflict
from bot.registry.words import PersonState, ProposalState, Reason
from tests.registry.approving import DAY, FIELDS, OLD, SECOND, called, changed, why
from tests.registry.book import NEW, NOW, A, B, Book


def test_a_number_taken_during_the_wait_voids_the_proposal() -> None:
    book = Book()
    changed(book)
    first = book.propose(5, B, FIELDS, now=NOW)
    book.approve(1, first.id, called(NEW), now=NOW)
    book.settle(NOW + DAY)
    assert book.proposals[1].state is ProposalState.VOID
    assert book.contacts()[A] == {("call", OLD)}
    assert book.contacts()[B] == {("call", NEW)}


def test_an_entry_that_moved_on_conflicts_and_a_new_check_date_does_not() -> None:
    book = Book()
    one, other = book.propose(3, A, FIELDS, now=NOW), book.propose(4, A, {"phones": []}, now=NOW)
    book.one("confirm", 3, A, now=NOW)
    book.one("set_schedule", 3, A, now=NOW, schedule="24/7")
    book.approve(5, one.id, called(), now=NOW)
    book.settle(NOW + DAY)
    with pytest.raises(Conflict):
        book.approve(5, other.id, called(NEW), now=NOW + DAY)
    with pytest.raises(Conflict):
        book.approve(5, other.id, called(NEW), now=NOW + DAY, version=1)


@pytest.mark.parametrize("gone", [3, 5])
@pytest.mark.parametrize("how", ["pause", "remove"])
def test_who_is_gone_takes_along_what_is_not_applied(gone: int, how: str) -> None:
    book = Book()
    changed(book)
    opened = book.propose(3, A, {"languages": ["kk"]}, now=NOW)
    book.move(how, 1, gone, now=NOW)
    assert book.proposals[1].state is ProposalState.VOID
    assert book.proposals[opened.id].state is (ProposalState.VOID if gone == 3 else ProposalState.OPEN)
    if how == "pause":
        book.move("resume", 1, gone, now=NOW)
    book.settle(NOW + DAY)
    assert book.contacts()[A] == {("call", OLD)}


def test_time_asks_again_whether_everybody_is_still_there() -> None:
    book = Book()
    changed(book)
    book.people[5] = book.people[5].__class__(5, "Дана", book.people[5].role, frozenset({B}), PersonState.PAUSED)
    book.settle(NOW + DAY)
    assert book.proposals[1].state is ProposalState.VOID


def test_time_asks_the_author_of_an_open_one_too_and_whether_it_is_frozen() -> None:
    book = Book()
    changed(book)
    book.entries[A] = replace(book.entries[A], frozen=True)
    book.settle(NOW + DAY)
    assert book.states() == {1: ProposalState.VOID}
    opened = book.propose(5, B, {"languages": ["kk"]}, now=NOW)
    book.people[5] = replace(book.people[5], state=PersonState.REMOVED)
    book.settle(NOW + SECOND)
    assert book.states()[opened.id] is ProposalState.VOID


def test_the_author_has_to_be_there_when_it_is_approved() -> None:
    book = Book()
    made = book.propose(3, A, FIELDS, now=NOW)
    book.people[3] = book.people[3].__class__(3, "Вера", book.people[3].role, frozenset({A}), PersonState.PAUSED)
    with why(Reason.STATE):
        book.approve(5, made.id, called(), now=NOW)


def test_freezing_voids_what_is_proposed() -> None:
    book = Book()
    changed(book)
    book.freeze(1, A, frozen=True, now=NOW)
    book.freeze(1, A, frozen=False, now=NOW)
    book.settle(NOW + DAY)
    assert book.proposals[1].state is ProposalState.VOID
    assert book.contacts()[A] == {("call", OLD)}
    with why(Reason.NOT_ALLOWED):
        book.freeze(3, A, frozen=True, now=NOW)


@pytest.mark.parametrize(
    ("name", "by", "reason"),
    [
        ("stop", 4, None),
        ("stop", 3, None),
        ("stop", 1, None),
        ("stop", 5, Reason.NOT_ALLOWED),
        ("withdraw", 3, None),
        ("withdraw", 4, Reason.NOT_ALLOWED),
        ("refuse", 1, Reason.STATE),
        ("revert", 1, Reason.STATE),
    ],
)
def test_during_the_wait(name: str, by: int, reason: Reason | None) -> None:
    book = Book()
    waiting = changed(book)
    if reason:
        with why(reason):
            book.end(name, by, waiting.id, now=NOW)
        return
    book.end(name, by, waiting.id, now=NOW)
    book.settle(NOW + DAY)
    assert book.contacts()[A] == {("call", OLD)}


@pytest.mark.parametrize(("by", "reason"), [(1, None), (4, None), (5, None), (3, Reason.OWN_PROPOSAL)])
def test_an_open_one_is_refused_by_others(by: int, reason: Reason | None) -> None:
    book = Book()
    made = book.propose(3, A, FIELDS, now=NOW)
    if reason:
        with why(reason):
            book.end("refuse", by, made.id, now=NOW)
        return
    assert book.end("refuse", by, made.id, now=NOW).state is ProposalState.REFUSED
    with why(Reason.STATE):
        book.approve(5, made.id, called(), now=NOW)


def test_nobody_decides_for_a_month_and_it_is_void() -> None:
    book = Book()
    book.propose(3, A, FIELDS, now=NOW)
    book.settle(NOW + timedelta(days=30) - SECOND)
    assert book.states() == {1: ProposalState.OPEN}
    book.settle(NOW + timedelta(days=30))
    assert book.states() == {1: ProposalState.VOID}


def test_one_tap_brings_the_old_number_back_for_thirty_days() -> None:
    book = Book()
    changed(book)
    book.settle(NOW + DAY)
    end = NOW + DAY + timedelta(days=30)
    with why(Reason.STATE):
        book.end("revert", 4, 1, now=end + SECOND)
    with why(Reason.NOT_ALLOWED):
        book.end("revert", 5, 1, now=end)
    assert book.end("revert", 4, 1, now=end).state is ProposalState.REVERTED
    assert book.contacts()[A] == {("call", OLD)}
    with why(Reason.STATE):
        book.end("revert", 4, 1, now=end)


def test_a_revert_overwrites_nothing_that_came_later() -> None:
    book = Book()
    changed(book)
    book.settle(NOW + DAY)
    later = book.propose(3, A, {"phones": []}, now=NOW + DAY)
    book.approve(5, later.id, called(NEW), now=NOW + DAY)
    book.settle(NOW + 2 * DAY)
    with pytest.raises(Conflict):
        book.end("revert", 4, 1, now=NOW + 2 * DAY)
    book.end("revert", 4, later.id, now=NOW + 2 * DAY)
    book.end("revert", 4, 1, now=NOW + 2 * DAY)
    assert book.contacts()[A] == {("call", OLD)}


def test_the_last_coordinator_stays() -> None:
    book = Book()
    book.move("pause", 1, 2, now=NOW)
    with why(Reason.LAST):
        book.move("remove", 1, 1, now=NOW)
    book.move("resume", 1, 2, now=NOW)
    assert book.move("remove", 1, 1, now=NOW).state is PersonState.REMOVED
    with why(Reason.STATE):
        book.move("resume", 2, 1, now=NOW)
