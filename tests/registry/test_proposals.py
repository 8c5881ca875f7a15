"""A proposal from its writing to its approval: who, when to the second, after which call, and how many a day."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.centres.words import Verified
from bot.registry.model import Callback, Refused
from bot.registry.words import Outcome, ProposalState, Reason
from tests.registry.approving import DAY, FIELDS, OLD, SECOND, TODAY, called, changed, why
from tests.registry.book import LINE, NEW, NOW, A, B, Book, phone, value_of


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
