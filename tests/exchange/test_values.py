"""Hours, numbers and words in a cell: whatever is written can be read, in every language."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.centres.hours import Day, Hours, Schedule
from bot.centres.model import Phone
from bot.centres.words import Verified
from bot.exchange import contacts, dates, hours, words
from bot.exchange.columns import tables
from bot.exchange.issues import Wrong
from bot.exchange.words import Reader
from tests.exchange.samples import shipped

READERS: tuple[Reader, ...] = ("ru", "kk", "code")
SCHEDULE = TypeAdapter[Schedule](Schedule)

clocks = st.builds(lambda h, m: f"{h:02}:{m:02}", st.integers(0, 23), st.integers(0, 59))
weeks = st.sets(st.sampled_from(list(Day)), min_size=1).map(lambda days: tuple(sorted(days, key=list(Day).index)))
schedules = st.lists(st.builds(Hours, byday=weeks, opens_at=clocks, closes_at=clocks), min_size=1, max_size=5).map(
    tuple
)


@given(schedules, st.sampled_from(READERS))
def test_hours_are_read_as_they_were_written(schedule: Schedule, reader: Reader) -> None:
    assert SCHEDULE.validate_json(json.dumps(hours.read(hours.write(schedule, reader)))) == schedule


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("schedule", ["24/7", "unknown"])
def test_hours_in_a_word_are_read_as_they_were_written(schedule: Schedule, reader: Reader) -> None:
    written = hours.write(schedule, reader)
    assert "/" not in written  # a spreadsheet would see a date
    assert hours.read(written) == schedule


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("пн-пт 9-18", [("MO TU WE TH FR", "09:00", "18:00")]),
        ("сб-пн 22:00–06:00", [("MO SA SU", "22:00", "06:00")]),
        ("дс, ср, жм 10.30-14.00", [("MO WE FR", "10:30", "14:00")]),
        ("ежедневно 08:00-24:00", [("MO TU WE TH FR SA SU", "08:00", "00:00")]),
        ("вт 9:00-13:00, 14:00-18:00", [("TU", "09:00", "13:00"), ("TU", "14:00", "18:00")]),
        ("пн 9-18; сб-вс выходной", [("MO", "09:00", "18:00")]),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, meant: list[tuple[str, str, str]]) -> None:
    said = [(" ".join(one["byday"]), one["opens_at"], one["closes_at"]) for one in hours.read(text)]
    assert said == meant


@pytest.mark.parametrize("damaged", ["24.07.2026", "2026-07-24", "24.июл", "24-Jul", "24 шіл"])
def test_around_the_clock_is_understood_even_as_the_date_a_spreadsheet_made_of_it(damaged: str) -> None:
    assert hours.read(damaged) == "24/7"


numbers = st.from_regex(r"\A([0-9]{3,5}|\+7[0-9]{10})\Z")


@given(numbers)
def test_a_number_is_read_as_it_was_written(number: str) -> None:
    assert contacts.number(number) == number


@given(st.text(st.sampled_from("+7801 ()-абв."), max_size=20))
def test_a_number_is_right_or_refused(text: str) -> None:
    try:
        read = contacts.number(text)
    except Wrong:
        return
    assert Phone(number=read, verified=Verified.UNVERIFIED)


@pytest.mark.parametrize("typed", ["+7 (727) 123-45-67", "8 727 123 45 67", "77271234567", "7271234567"])
def test_a_number_is_read_as_people_write_it(typed: str) -> None:
    assert contacts.number(typed) == "+77271234567"


@pytest.mark.parametrize("reader", READERS)
def test_a_cell_of_numbers_is_no_sum(reader: Reader) -> None:
    phone = Phone(number="+77270000001", verified=Verified.UNVERIFIED)
    assert contacts.write([phone], reader)[0].isalpha()


@pytest.mark.parametrize("table", tables(shipped()), ids=lambda table: table.name)
def test_every_word_of_every_column_can_be_read_in_each_language(table: object) -> None:
    for column in table.columns:  # type: ignore[attr-defined]
        for reader in READERS:
            for word in column.words or ():
                cell = column.write([word] if column.several else word, reader)
                wanted = [word] if column.several else True if column.key == "known_place" else word
                assert column.value(cell) == wanted, (column.key, cell)


def test_no_two_words_of_a_list_are_called_the_same() -> None:
    columns = [column for table in tables(shipped()) for column in table.columns if column.key != "location"]
    for column in columns:  # places have namesakes; a name that two bear is refused
        spelt = words.spellings(column.words or {})
        for code, name in (column.words or {}).items():
            assert spelt[name.ru.casefold()] == spelt[name.kk.casefold()] == code, (column.key, code)


@pytest.mark.parametrize(("text", "meant"), [("2024", "2024"), ("08.2024", "2024-08"), ("5.8.2024", "2024-08-05")])
def test_a_date_is_no_more_exact_than_it_was(text: str, meant: str) -> None:
    assert dates.read_coarse(text) == meant
    assert dates.read_coarse(dates.write_coarse(meant, "ru")) == meant
