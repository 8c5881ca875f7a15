"""A proposal from its writing to its end: who, when to the second, after which call."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.centres.words import Verified
from bot.registry.model import Callback, Conflict, Proposal, Refused
from bot.registry.words import Outcome, PersonState, ProposalState, Reason
from tests.registry.book import LINE, NEW, NOW, A, B, Book, phone, value_of

OLD = "+77220000001"
TODAY = date(2026, 11, 20)
SECOND = timedelta(seconds=1)
DAY = timedelta(hours=24)
FIELDS = {"phones": [phone()]}


def called(number: str = OLD, outcome: Outcome = Outcome.CONFIRMED, on: date = TODAY) -> Callback:
    return Callback(number, outcome, on)


def why(reason: Reason) -> Any:
    return pytest.raises(Refused, match=f"'{reason.value}'")


def changed(book: Book, *, by: int = 3, second: int = 5) -> Proposal:
    """A changed number, approved, waiting."""
    made = book.propose(by, A, FIELDS, now=NOW)
    return book.approve(second, made.id, called(), now=NOW)


def test_a_first_number_is_seen_at_once_after_a_call_to_it() -> None:
    book = Book()
    made = book.propose(5, B, FIELDS, now=NOW)
    assert (made.state, made.contact) == (ProposalState.OPEN, True)
    done = book.approve(3, made.id, called(NEW, on=TODAY - timedelta(days=1)), now=NOW)
    assert (done.state, done.approved_by, done.effective_at) == (ProposalState.APPLIED, 3, NOW)
    value: Any = book.entries[B].value
    assert [(one.number, one.verified, one.checked_on) for one in value.shown_phones] == [
        (NEW, Verified.CONFIRMED, TODAY - timedelta(days=1))
    ]


def test_a_changed_number_is_seen_a_day_later_to_the_second() -> None:
    book = Book()
    waiting = changed(book)
    assert (waiting.state, waiting.effective_at) == (ProposalState.WAITING, NOW + DAY)
    book.settle(NOW + DAY - SECOND)
    assert book.contacts()[A] == {("call", OLD)}
    assert book.settle(NOW + DAY) == 1
    assert book.contacts()[A] == {("call", NEW)}
    assert book.settle(NOW + DAY) == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"phones": []},
        {"phones": [phone(OLD), phone()]},
        {"phones": [phone(OLD, "unverified")]},
        {"messenger": [phone() | {"channel": "whatsapp"}]},
    ],
)
def test_taking_away_adding_and_writing_are_changes_too(fields: dict[str, Any]) -> None:
    book = Book()
    made = book.propose(3, A, fields, now=NOW)
    with why(Reason.CALL_FIRST):
        book.approve(5, made.id, None, now=NOW)
    assert book.approve(5, made.id, called(), now=NOW).state is ProposalState.WAITING


def test_a_lead_that_nobody_sees_needs_no_call() -> None:
    book = Book()
    made = book.propose(5, B, {"phones": [phone(verified="unverified")]}, now=NOW)
    assert not made.contact
    assert book.approve(1, made.id, now=NOW).state is ProposalState.APPLIED
    assert book.contacts()[B] == frozenset()


def test_states_and_dates_are_not_typed() -> None:
    book = Book()
    typed = [phone() | {"checked_on": "2020-01-01"}, phone(OLD, "published") | {"checked_on": "2026-11-19"}]
    made = book.propose(3, A, {"phones": typed}, now=NOW)
    book.approve(5, made.id, called(), now=NOW)
    book.settle(NOW + DAY)
    value: Any = book.entries[A].value
    assert [one.checked_on for one in value.phones] == [TODAY, date(2026, 11, 1)]


def test_nobody_approves_her_own() -> None:
    book = Book()
    made = book.propose(1, A, FIELDS, now=NOW)
    with why(Reason.OWN_PROPOSAL):
        book.approve(1, made.id, called(), now=NOW)
    assert book.approve(2, made.id, called(), now=NOW).state is ProposalState.WAITING


@pytest.mark.parametrize("by", [3, 4, 6, 99])
def test_nobody_approves_for_her_own_centre(by: int) -> None:
    book = Book()
    made = book.propose(3, A, FIELDS, now=NOW)
    with why(Reason.NOT_ALLOWED):
        book.approve(by, made.id, called(), now=NOW)


def test_a_worker_does_not_approve_for_a_line() -> None:
    book = Book()
    made = book.propose(1, LINE, {"number": "151", "tel": "151"}, now=NOW)
    with why(Reason.NOT_ALLOWED):
        book.approve(5, made.id, called("150"), now=NOW)
    assert book.approve(2, made.id, called("150"), now=NOW).state is ProposalState.WAITING
    book.settle(NOW + DAY)
    value = book.entries[LINE].value
    assert (value.verified, value.checked_on) == (Verified.CONFIRMED, TODAY)


@pytest.mark.parametrize(
    ("by", "call", "reason"),
    [
        (5, None, Reason.CALL_FIRST),
        (5, called(NEW), Reason.CALL_FIRST),
        (5, called(on=TODAY + timedelta(days=1)), Reason.CALL_FIRST),
        (5, called(on=TODAY - timedelta(days=8)), Reason.CALL_FIRST),
        (5, called(outcome=Outcome.DENIED), Reason.CALL_DENIED),
        (5, called(outcome=Outcome.NO_ANSWER), Reason.CALL_DENIED),
        (1, called(outcome=Outcome.DENIED), Reason.CALL_DENIED),
    ],
)
def test_the_old_number_is_called_lately_and_says_yes(by: int, call: Callback | None, reason: Reason) -> None:
    book = Book()
    made = book.propose(3, A, FIELDS, now=NOW)
    with why(reason):
        book.approve(by, made.id, call, now=NOW)


def test_when_the_old_number_is_dead_a_coordinator_decides() -> None:
    book = Book()
    made = book.propose(3, A, FIELDS, now=NOW)
    assert book.approve(1, made.id, called(outcome=Outcome.NO_ANSWER), now=NOW).state is ProposalState.WAITING


def test_a_first_number_that_nobody_answers_is_no_number() -> None:
    book = Book()
    made = book.propose(5, B, FIELDS, now=NOW)
    with why(Reason.CALL_DENIED):
        book.approve(1, made.id, called(NEW, Outcome.NO_ANSWER), now=NOW)


def test_what_needs_no_second_person_is_not_proposed_and_what_is_fixed_never_changes() -> None:
    book = Book()
    for fields in ({"schedule": "24/7"}, {"id": "x"}, {"checked_on": "2026-11-20"}, {"status": "temporarily closed"}):
        with why(Reason.INVALID):
            book.propose(3, A, fields, now=NOW)
    with why(Reason.NOTHING):
        book.propose(3, A, {"phones": [phone(OLD)]}, now=NOW)


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"phones": [phone("8 701 123")]}, "phones", "D109"),
        ({"phones": "8701"}, "phones", "D106"),
        ({"phones": [{"verified": "confirmed"}]}, "phones", "D106"),
        ({"location": "999999999"}, "location", "D119"),
        ({"address_level": "public"}, "address_level", "D109"),
        ({"address": {"ru": "Улица", "kk": "Көше"}}, "address", "D109"),
        ({"name": {"ru": "Центр", "kk": "Центр"}}, "", "D104"),
        ({"service_area": ["mars"]}, "service_area", "D120"),
        ({"nonsense": 1}, "nonsense", "D109"),
    ],
)
def test_a_malformed_wish_names_its_field(fields: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(Refused) as raised:
        Book().propose(3, A, fields, now=NOW)
    assert (raised.value.reason, raised.value.field, raised.value.detail) == (Reason.INVALID, field, code)


@pytest.mark.parametrize("number", ["102", "150", OLD])
def test_a_number_has_one_owner(number: str) -> None:
    with why(Reason.TAKEN):
        Book().propose(5, B, {"phones": [phone(number)]}, now=NOW)


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


def test_three_contact_changes_a_day_for_one_person() -> None:
    book = Book()
    for _ in range(3):
        made = book.propose(3, A, FIELDS, now=NOW)
        book.end("withdraw", 3, made.id, now=NOW)
    with why(Reason.LIMIT_OWN):
        book.propose(3, A, FIELDS, now=NOW + DAY - SECOND)
    book.propose(3, A, {"languages": ["kk"]}, now=NOW)
    book.propose(4, A, FIELDS, now=NOW)
    book.propose(3, A, FIELDS, now=NOW + DAY)


def test_ten_contact_changes_a_day_for_everybody() -> None:
    book = Book()
    for turn, by in enumerate([1, 1, 1, 2, 2, 2, 3, 3, 3, 4]):
        number = f"+770100000{turn:02}"
        made = book.propose(by, A, {"phones": [phone(number)]}, now=NOW)
        book.approve(5, made.id, called(OLD), now=NOW)
        book.end("stop", 1, made.id, now=NOW)
    last = book.propose(6, A, FIELDS, now=NOW)
    with why(Reason.LIMIT_ALL):
        book.approve(1, last.id, called(OLD), now=NOW + DAY - SECOND)
    assert book.approve(1, last.id, called(OLD), now=NOW + DAY).state is ProposalState.WAITING


def test_a_day_of_calls_brings_as_many_first_numbers_as_there_are() -> None:
    book = Book([value_of(A), value_of(B)])
    for turn in range(12):
        number = f"+770100000{turn:02}"
        made = book.propose(1, B, {"phones": [phone(number)]}, now=NOW)
        assert book.approve(2, made.id, called(number), now=NOW).state is ProposalState.APPLIED
        book.end("revert", 5, made.id, now=NOW)


def test_nobody_proposes_for_an_emergency_number() -> None:
    with why(Reason.EMERGENCY):
        Book().propose(1, "police_102", {"number": "150", "tel": "150"}, now=NOW)


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


def test_a_worker_may_ask_that_her_centre_be_vouched_for() -> None:
    book = Book([value_of(A, verified="unverified", confidence="low")])
    made = book.propose(3, A, {"verified": "confirmed"}, now=NOW)
    assert not made.contact
    book.approve(5, made.id, now=NOW)
    value = book.entries[A].value
    assert (value.verified, value.checked_on) == (Verified.CONFIRMED, TODAY)


def test_a_changed_address_waits_too() -> None:
    where = {"ru": "Улица 1", "kk": "Көше 1"}
    book = Book([value_of(B, address_level="public", address=where, consent_on="2026-01-01")])
    made = book.propose(5, B, {"address": {"ru": "Улица 2", "kk": "Көше 2"}}, now=NOW)
    assert book.approve(1, made.id, now=NOW).state is ProposalState.WAITING
    home = book.propose(5, B, {"address": None, "address_level": "phone_only", "consent_on": None}, now=NOW)
    assert book.approve(1, home.id, now=NOW).state is ProposalState.WAITING


def test_the_last_coordinator_stays() -> None:
    book = Book()
    book.move("pause", 1, 2, now=NOW)
    with why(Reason.LAST):
        book.move("remove", 1, 1, now=NOW)
    book.move("resume", 1, 2, now=NOW)
    assert book.move("remove", 1, 1, now=NOW).state is PersonState.REMOVED
    with why(Reason.STATE):
        book.move("resume", 2, 1, now=NOW)
