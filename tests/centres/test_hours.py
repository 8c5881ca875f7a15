"""Open or shut, on Kazakhstan's one clock."""

from datetime import UTC, datetime

import pytest

from bot.centres.hours import Day, Hours, is_open, zone_agrees

WEEKDAYS = Hours(byday=(Day.MO, Day.TU, Day.WE, Day.TH, Day.FR), opens_at="09:00", closes_at="18:00")
FRIDAY_NIGHT = Hours(byday=(Day.FR,), opens_at="20:00", closes_at="08:00")


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)  # the 20th is a Friday


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        (utc(20, 3, 59), False),  # 08:59 in Kazakhstan
        (utc(20, 4), True),
        (utc(20, 12, 59), True),
        (utc(20, 13), False),
        (utc(21, 6), False),  # Saturday
        (utc(15, 23), False),  # Sunday by UTC, Monday 04:00 here
    ],
)
def test_an_office_is_open_by_local_time_on_its_days(at: datetime, open_: bool) -> None:  # noqa: FBT001
    assert is_open((WEEKDAYS,), at) is open_


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        (utc(20, 14), False),
        (utc(20, 15), True),
        (utc(21, 2, 59), True),
        (utc(21, 3), False),
        (utc(19, 20), False),
    ],
)
def test_a_night_shift_lasts_into_the_next_morning(at: datetime, open_: bool) -> None:  # noqa: FBT001
    assert is_open((FRIDAY_NIGHT,), at) is open_


def test_sunday_night_runs_into_monday() -> None:
    assert is_open((Hours(byday=(Day.SU,), opens_at="22:00", closes_at="06:00"),), utc(22, 20)) is True


def test_equal_times_mean_a_whole_day() -> None:
    whole = (Hours(byday=(Day.FR,), opens_at="00:00", closes_at="00:00"),)
    assert [is_open(whole, utc(19, 18)), is_open(whole, utc(19, 19)), is_open(whole, utc(20, 19))] == [
        False,
        True,
        False,
    ]


def test_round_the_clock_is_always_open_and_unknown_is_never_guessed() -> None:
    assert is_open("24/7", utc(20, 0)) is True
    assert is_open("unknown", utc(20, 8)) is None


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        is_open("24/7", datetime(2026, 11, 20))  # noqa: DTZ001 - the very thing refused


def test_time_zone_data_from_before_2024_is_noticed() -> None:
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert zone_agrees(now)
    assert not zone_agrees(now, "Asia/Bishkek")  # what old data says of Almaty: six hours
    assert zone_agrees(now, "Asia/Nowhere")  # no data at all misleads nobody
