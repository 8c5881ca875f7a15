"""A number, a text or a day, however people type it, is read as it was meant or gets its sentence."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.centres.model import Phone
from bot.centres.tel import spaced
from bot.centres.words import Verified
from bot.staff.dates import coming, day
from bot.staff.faults import Fault
from bot.staff.numbers import number
from bot.staff.text import clean, prose

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    "typed",
    [
        "+77172123456",
        "+7 717 212 34 56",
        "8 (7172) 12-34-56",
        "87172123456",
        "7172123456",
        "+7\u00a0717\u00a0212\u00a034\u00a056",
        " 8-717-212-34-56 ",
        "\u202a+77172123456\u202c",
        "＋７７１７２１２３４５６",
        "+7.717.212.34.56",
    ],
)
def test_a_number_may_be_written_in_any_usual_way(typed: str) -> None:
    assert number(typed) == "+77172123456"


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", Fault.PHONE),
        ("12", Fault.PHONE),
        ("+7717212345", Fault.PHONE),
        ("+771721234567", Fault.PHONE),
        ("717212345a", Fault.PHONE),
        ("87172123456 доб. 3", Fault.PHONE),
        ("87172123456, 87172123457", Fault.PHONE),
        ("+79161234567", Fault.PHONE_FOREIGN),
        ("89161234567", Fault.PHONE_FOREIGN),
        ("102", Fault.PHONE_EMERGENCY),
        ("1 1 2", Fault.PHONE_EMERGENCY),
        ("111", Fault.PHONE_EMERGENCY),
        ("<b>87172123456</b>", Fault.PHONE),
        ("٨٧١٧٢١٢٣٤٥٦", Fault.PHONE),
    ],
)
def test_a_number_that_is_none_of_ours_gets_its_sentence(typed: str, fault: Fault) -> None:
    assert number(typed) is fault


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_number_of_the_directory_or_a_sentence(typed: str) -> None:
    found = number(typed)
    if not isinstance(found, Fault):
        Phone(number=found, verified=Verified.UNVERIFIED)
        assert number(spaced(found)) == found


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("Приём\u200b по записи", "Приём по записи"),
        ("\u202eабв\u202c", "абв"),
        ("а\u00adб", "аб"),
        ("\ufeffа\x00б", "аб"),
        ("е\u0308ж", "ёж"),
        ("  много \n\t места  ", "много места"),
    ],
)
def test_what_nobody_sees_goes_and_the_rest_stays(typed: str, cleaned: str) -> None:
    assert clean(typed)[0] == cleaned


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", Fault.EMPTY),
        ("\u200b", Fault.HIDDEN),
        ("а\u200bб", Fault.HIDDEN),
        ("а" * 81, Fault.LONG),
        ("<b>важно</b>", Fault.MARKUP),
        ("<script>alert(1)</script>", Fault.MARKUP),
        ("**важно**", Fault.MARKUP),
        ("&nbsp;важно", Fault.MARKUP),
        ("Звоните 8 717 212 34 56", Fault.CONTACT),
        ("Звоните 212-34-56", Fault.CONTACT),
        ("Пишите в t.me/centre", Fault.CONTACT),
        ("Пишите @centre", Fault.CONTACT),
        ("centre.kz", Fault.CONTACT),
        ("Закрыто до 20.11.2026 из-за ремонта", None),
        ("Приём с 9:00 до 18:00", None),
        ("Мест < чем обычно", None),
    ],
)
def test_prose_holds_no_markup_and_no_way_to_call_anybody(typed: str, fault: Fault | None) -> None:
    assert prose(typed, 80)[1] is fault


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2026-11-28", TODAY),
        ("28.11.2026", TODAY),
        ("", None),
        ("завтра", Fault.DATE),
        ("31.02.2026", Fault.DATE),
        ("27.11.2026", Fault.DATE_PAST),
        ("2028-01-01", Fault.DATE_FAR),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, found: date | Fault | None) -> None:
    assert coming(typed, TODAY) == found
    if not isinstance(found, Fault):
        assert day(typed) == found
