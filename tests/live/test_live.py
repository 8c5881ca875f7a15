"""What the registry says reaches people, and whatever is wrong with it they see the last good state."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_asyncio import fixture

from bot.centres.words import Intake, Report
from bot.health import Health, Trouble
from bot.registry.kept import Kept
from bot.talk.step import Reported
from bot.vault.staffkey import StaffKey
from tests.live.house import NUMBER, House, approve_number, damage, own_entry, two_people


@fixture
async def house(tmp_path: Path) -> House:
    return House(tmp_path / "registry.sqlite")


async def test_what_two_people_approved_is_shown_at_the_next_look_with_its_day(house: House) -> None:
    entry = own_entry()
    async with house.live() as live:
        assert house.directory.services[entry].shown_phones == ()
        await approve_number(await live.registry(), entry, house.now)
        assert await live.look()
        shown = house.directory.services[entry].shown_phones
        assert [(phone.number, phone.checked_on) for phone in shown] == [(NUMBER, house.now.date())]


async def test_a_look_at_which_nothing_changed_makes_no_new_world(house: House) -> None:
    async with house.live() as live:
        made = len(house.worlds)
        assert await live.look()
        assert len(house.worlds) == made


async def test_two_reports_in_a_week_are_seen_by_people_as_a_doubt(house: House) -> None:
    entry = own_entry()
    async with house.live() as live:
        await live.tell(Reported(entry, Report.NO_ANSWER))
        await live.look()
        assert house.worlds[-1].doubted == frozenset()
        house.now += timedelta(days=2)
        await live.tell(Reported(entry, Report.WRONG_NUMBER))
        await live.look()
        assert house.worlds[-1].doubted == {entry}


async def test_intake_is_shown_for_a_day(house: House) -> None:
    entry = own_entry()
    async with house.live() as live:
        registry = await live.registry()
        _, worker = await two_people(registry, entry, house.now)
        await registry.set_intake(worker, entry, 1, Intake.FULL, now=house.now)
        await live.look()
        service = house.directory.services[entry]
        assert service.intake_at(house.now + timedelta(hours=23)) is Intake.FULL
        assert service.intake_at(house.now + timedelta(hours=24)) is Intake.ASK


async def test_a_database_that_dies_leaves_people_what_they_had_and_tells_the_operator(house: House) -> None:
    entry = own_entry()
    async with house.live() as live:
        await approve_number(await live.registry(), entry, house.now)
        await live.look()
        before = house.directory
        await (await live.registry()).database.close()
        damage(house.path)
        assert not await live.look()
        assert house.directory is before
        assert house.health.troubles == {Trouble.REGISTRY}


async def test_a_start_without_the_database_shows_what_was_said_last(house: House) -> None:
    entry = own_entry()
    async with house.live() as live:
        await approve_number(await live.registry(), entry, house.now)
        await live.look()
    damage(house.path)
    again = replace(house, worlds=[], health=Health())
    async with again.live():
        assert [phone.number for phone in again.directory.services[entry].shown_phones] == [NUMBER]
        assert again.health.troubles == {Trouble.REGISTRY}


async def test_the_registry_is_opened_as_soon_as_it_can_be(house: House) -> None:
    house.path.write_bytes(b"not a database" * 100)
    async with house.live() as live:
        assert house.worlds == []
        assert not await live.look()
        house.path.unlink()
        assert await live.look()
        assert house.health.troubles == set()
        assert len(house.worlds) == 1


def changed_bytes(data: bytes) -> Iterator[bytes]:
    for at in (0, 31, 32, len(data) // 2, len(data) - 1):
        yield data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    yield data[:-1]
    yield b""


async def test_a_kept_file_that_somebody_touched_is_none(house: House) -> None:
    async with house.live() as live:
        await live.look()
    path = house.path.with_name("last-good")
    good = path.read_bytes()
    assert house.kept.read() is not None
    assert path.stat().st_mode & 0o777 == 0o600
    for data in changed_bytes(good):
        path.write_bytes(data)
        assert house.kept.read() is None
    path.write_bytes(good)
    assert Kept(path, StaffKey(b"x" * 32).mac).read() is None


async def test_a_state_that_breaks_a_check_is_not_shown(house: House) -> None:
    """Nobody gets so far through the registry: it is written past it, straight into the file."""
    async with house.live() as live:
        before = house.directory
        with sqlite3.connect(house.path) as database:
            swap = "UPDATE entry SET version = 2, value = replace(value, '\"102\"', '\"104\"') WHERE id = 'police_102'"
            assert database.execute(swap).rowcount == 1
            database.execute("UPDATE head SET revision = revision + 1")
        database.close()
        assert not await live.look()
        assert house.directory is before
        assert house.health.troubles == {Trouble.REGISTRY}


@pytest.mark.parametrize("moment", [datetime(2026, 11, 20, 18, 59, tzinfo=UTC), datetime(2026, 11, 20, 19, tzinfo=UTC)])
async def test_a_report_is_noted_with_the_day_of_kazakhstan(house: House, moment: datetime) -> None:
    house.now = moment
    entry = own_entry()
    async with house.live() as live:
        await live.tell(Reported(entry, Report.NO_ANSWER))
        with sqlite3.connect(house.path) as database:
            found = database.execute("SELECT * FROM report").fetchall()
        database.close()
    day = "2026-11-20" if moment.hour < 19 else "2026-11-21"
    assert [str(value) for value in found[0] if str(value).startswith("2026")] == [day]
