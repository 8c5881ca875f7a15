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
from bot.exchange.words import Reader, Vocabulary, called, meant, spellings
from bot.script.facts import Language
from bot.whole import Places
from bot.words.card import stretch
from bot.words.catalogue import load
from tests.exchange.samples import shipped
from tests.support.worlds import whole

READERS: tuple[Reader, ...] = ("ru", "kk", "code")
# Families of ids of the catalogues, and the words of files that are the same.
SAID: dict[str, Vocabulary] = {
    "kind": words.KINDS,
    "language": words.LANGUAGES,
    "access": words.ACCESS,
    "status": words.STATUS,
    "level": words.LEVELS,
    "answer": words.ANSWERS,
    "messenger": words.MESSENGERS,
}
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


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("family", "vocabulary"), list(SAID.items()))
def test_files_use_the_words_of_cards_and_pages(family: str, vocabulary: Vocabulary, language: Language) -> None:
    said = whole().words if family in {"kind", "language", "access"} else load(Places().locales, "staff")
    reader: Reader = "kk" if language is Language.KK else "ru"
    assert {code: called(vocabulary, code, reader) for code in vocabulary} == {
        code: said.say(language, f"{family}/{code}") for code in vocabulary
    }


@pytest.mark.parametrize(
    ("vocabulary", "former", "code"),
    [
        (words.KINDS, "приют", "shelter"),
        (words.KINDS, "Баспана", "shelter"),
        (words.KINDS, "центр поддержки семьи", "family_support_centre"),
        (words.KINDS, "отбасын қолдау орталығы", "family_support_centre"),
        (words.ANSWERS, "неизвестно", "unknown"),
        (words.WHO, "балалы әйелдер", "women_with_children"),
        (words.WHO, "матери новорождённых и беременные", "mothers_of_newborns"),
        (words.WHO, "жаңа босанған және жүкті әйелдер", "mothers_of_newborns"),
        (words.WHO, "барлығы", "anyone"),
    ],
)
def test_a_former_word_is_read_and_no_more_written(vocabulary: Vocabulary, former: str, code: str) -> None:
    assert meant(spellings(vocabulary), former) == code
    assert former.casefold() not in {called(vocabulary, code, "ru"), called(vocabulary, code, "kk")}
    with pytest.raises(Wrong):
        meant(spellings(words.TOPICS), former)


@pytest.mark.parametrize("language", Language)
def test_days_are_written_as_on_the_card_and_saturday_is_read_as_it_was(language: Language) -> None:
    reader: Reader = "kk" if language is Language.KK else "ru"
    for day in Day:
        one = Hours(byday=(day,), opens_at="10:00", closes_at="14:00")
        assert hours.write((one,), reader).replace("-", "–") == stretch(language, one)
    assert hours.read("сн 10:00-14:00") == hours.read("сб 10:00-14:00")
    assert hours.read("жм-сн 10:00-14:00") == hours.read("жм-сб 10:00-14:00")
