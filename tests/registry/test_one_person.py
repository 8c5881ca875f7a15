"""What one person may do alone, and what such a change may never carry."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.centres.name import Name
from bot.centres.words import Intake, Status, Verified
from bot.registry.model import Conflict, Entry, Refused
from bot.registry.text import clean, names_a_contact
from bot.registry.words import Reason
from tests.registry.book import LINE, NOW, A, B, Book, phone, value_of

TODAY = date(2026, 11, 20)
WORDS = Name("Ремонт до пятницы", "Жұмаға дейін жөндеу")


def refused(reason: Reason, book: Book, name: str, by: int, entry_id: str, **more: Any) -> Refused:
    before = dict(book.entries)
    with pytest.raises(Refused) as raised:
        book.one(name, by, entry_id, now=NOW, **more)
    assert raised.value.reason is reason
    assert book.entries == before
    return raised.value


def confirmed(book: Book, by: int, entry_id: str) -> Entry:
    return book.one("confirm", by, entry_id, now=NOW)


def test_one_tap_renews_the_date_of_the_entry_and_of_its_approved_numbers() -> None:
    book = Book()
    entry = confirmed(book, 3, A)
    assert (entry.value.verified, entry.value.checked_on) == (Verified.CONFIRMED, TODAY)
    assert entry.version == 2
    phones: Any = entry.value
    assert [(one.number, one.checked_on) for one in phones.phones] == [("+77220000001", TODAY)]


def test_one_tap_makes_no_number_visible() -> None:
    book = Book([value_of(A, phones=[phone(verified="unverified")])])
    before = book.contacts()
    confirmed(book, 3, A)
    assert book.contacts() == before == {A: frozenset()}


def test_one_tap_does_not_vouch_for_an_entry_nobody_vouched_for() -> None:
    book = Book([value_of(A, verified="unverified", confidence="low")])
    refused(Reason.NEEDS_TWO, book, "confirm", 3, A)


def test_confirming_twice_a_day_is_one_confirmation() -> None:
    book = Book()
    assert confirmed(book, 3, A) == confirmed(book, 4, A)


def test_the_day_is_kazakhstan_s() -> None:
    book = Book()
    late = NOW.replace(hour=19, minute=0)  # midnight in Kazakhstan
    assert book.one("confirm", 3, A, now=late).value.checked_on == TODAY + timedelta(days=1)
    assert book.one("confirm", 5, B, now=late - timedelta(seconds=1)).value.checked_on == TODAY


def test_hours_intake_alert_and_closing() -> None:
    book = Book()
    book.one("set_schedule", 3, A, now=NOW, schedule="24/7")
    book.one("set_intake", 3, A, now=NOW, state=Intake.FULL)
    book.one("set_alert", 3, A, now=NOW, alert=WORDS, until=TODAY)
    book.one("set_closed", 3, A, now=NOW, closed=True, until=TODAY)
    value: Any = book.entries[A].value
    assert value.schedule == "24/7"
    assert value.intake_at(NOW + timedelta(hours=24, seconds=-1)) is Intake.FULL
    assert value.intake_at(NOW + timedelta(hours=24)) is Intake.ASK
    assert value.alert_on(TODAY) == WORDS
    assert (value.status, value.closed_until) == (Status.TEMPORARILY_CLOSED, TODAY)
    assert [one.field for one in book.notes] == ["schedule", "intake", "alert", "alert_until", "status", "closed_until"]
    book.one("set_intake", 3, A, now=NOW, state=Intake.ASK)
    book.one("set_alert", 3, A, now=NOW, alert=None, until=TODAY)
    book.one("set_closed", 3, A, now=NOW, closed=False, until=None)
    after: Any = book.entries[A].value
    assert (after.intake, after.alert, after.alert_until, after.status) == (None, None, None, Status.ACTIVE)


def test_what_is_closed_until_a_day_opens_by_itself_on_the_next() -> None:
    book = Book()
    book.one("set_closed", 3, A, now=NOW, closed=True, until=TODAY)
    midnight = NOW.replace(hour=19)
    book.settle(midnight - timedelta(seconds=1))
    assert book.entries[A].value.status is Status.TEMPORARILY_CLOSED
    book.settle(midnight)
    assert book.entries[A].value.status is Status.ACTIVE
    assert [note.actor for note in book.notes[-2:]] == ["clock", "clock"]


def test_a_closing_that_is_over_is_a_slip() -> None:
    refused(Reason.INVALID, Book(), "set_closed", 3, A, closed=True, until=TODAY - timedelta(days=1))


def test_only_two_people_bring_back_what_does_not_exist_any_more() -> None:
    book = Book([value_of(A, status="defunct")])
    refused(Reason.NEEDS_TWO, book, "set_closed", 3, A, closed=False, until=None)


def test_hidden_at_once_and_shown_again_by_her_centre() -> None:
    book = Book()
    assert book.one("set_hidden", 3, A, now=NOW, hidden=True).hidden
    refused(Reason.NOT_ALLOWED, book, "set_hidden", 5, A, hidden=False)
    assert not book.one("set_hidden", 4, A, now=NOW, hidden=False).hidden


def test_a_frozen_entry_can_be_hidden_and_nothing_else() -> None:
    book = Book()
    book.freeze(1, A, frozen=True, now=NOW)
    tries: dict[str, dict[str, Any]] = {
        "confirm": {},
        "set_schedule": {"schedule": "24/7"},
        "set_intake": {"state": Intake.FULL},
        "set_alert": {"alert": None, "until": None},
        "set_closed": {"closed": True, "until": None},
    }
    for name, more in tries.items():
        refused(Reason.FROZEN, book, name, 3, A, **more)
    book.one("set_hidden", 3, A, now=NOW, hidden=True)
    refused(Reason.FROZEN, book, "set_hidden", 3, A, hidden=False)
    assert not book.freeze(1, A, frozen=False, now=NOW).frozen


def test_a_frozen_entry_does_not_open_by_itself() -> None:
    book = Book()
    book.one("set_closed", 3, A, now=NOW, closed=True, until=TODAY)
    book.freeze(1, A, frozen=True, now=NOW)
    book.settle(NOW + timedelta(days=3))
    assert book.entries[A].value.status is Status.TEMPORARILY_CLOSED


@pytest.mark.parametrize("by", [3, 5])
def test_a_line_is_the_coordinators(by: int) -> None:
    refused(Reason.NOT_ALLOWED, Book(), "confirm", by, LINE)
    assert confirmed(Book(), 1, LINE).value.verified is Verified.CONFIRMED


@pytest.mark.parametrize("name", ["set_hidden", "set_closed"])
def test_nobody_touches_an_emergency_number(name: str) -> None:
    more: dict[str, Any] = {"hidden": True} if name == "set_hidden" else {"closed": True, "until": None}
    refused(Reason.EMERGENCY, Book(), name, 1, "police_102", **more)


def test_a_line_has_no_intake() -> None:
    assert refused(Reason.INVALID, Book(), "set_intake", 1, LINE, state=Intake.FULL).field == "intake"


def test_who_saw_an_older_version_changes_nothing_and_is_shown_the_new_one() -> None:
    book = Book()
    book.one("set_schedule", 3, A, now=NOW, schedule="24/7")
    with pytest.raises(Conflict) as raised:
        book.one("set_intake", 4, A, 1, now=NOW, state=Intake.FULL)
    assert raised.value.entry == book.entries[A]
    assert book.entries[A].version == 2


def test_what_is_not_there() -> None:
    refused(Reason.NOT_FOUND, Book(), "confirm", 1, "nowhere")
    refused(Reason.NOT_ALLOWED, Book(), "confirm", 99, "nowhere")


@pytest.mark.parametrize(
    "text",
    [
        "Новый номер 8 701 123 45 67",
        "Звоните +7(701)1234567",
        "８７０１１２３４５６７",
        "8.701.123.45.67",
        "8-7-0-1-1-2-3-4-5-6-7",
        "Жаңа нөмір: ٨٧٠١١٢٣٤٥٦٧",
        "Звоните 102",
        "Пишите @vera_help",
        "t.me/vera",
        "сайт pomosh.kz",
        "https://x",
        "87011234567",
    ],
)
def test_no_way_to_reach_anybody_hides_in_a_warning(text: str) -> None:
    assert names_a_contact({"ru": text, "kk": "x"})
    refused(Reason.CONTACT_IN_TEXT, Book(), "set_alert", 3, A, alert=Name(text, "сөз"), until=None)


@pytest.mark.parametrize(
    "text",
    [
        "Закрыто с 12.12.2026 по 13.12.2026",
        "Приём с 9:00 до 18:00",
        "Ремонт, вход со двора, 2 этаж",
        "24/7",
        "В 2026 году",
    ],
)
def test_days_and_hours_are_only_words(text: str) -> None:
    assert not names_a_contact(text)


@pytest.mark.parametrize(
    "text",
    ["а\u202eб", "а\u200bб", "а\nб", "а\x00б", "и\u0306", "\ud800", "а\ufeff", "а" * 501, "а\u00adб", "\ue000"],
)
def test_what_cannot_be_seen_is_not_written(text: str) -> None:
    assert not clean({"ru": [text]})


def test_a_warning_with_hidden_or_too_many_letters() -> None:
    refused(Reason.TEXT, Book(), "set_alert", 3, A, alert=Name("Ремонт\u202e", "Жөндеу"), until=None)
    found = refused(Reason.INVALID, Book(), "set_alert", 3, A, alert=Name("а" * 81, "Жөндеу"), until=None)
    assert found.detail == "D128"


def test_a_warning_in_one_language_twice() -> None:
    found = refused(Reason.INVALID, Book(), "set_alert", 3, A, alert=Name("Ремонт", "Ремонт"), until=None)
    assert found.detail == "D104"
