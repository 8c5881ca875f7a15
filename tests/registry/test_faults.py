"""Whatever happens to the process or the database: the old state or the new one, and a trouble with a name."""

import asyncio
import sqlite3
import sys
from asyncio.subprocess import PIPE
from datetime import timedelta
from pathlib import Path
from random import Random  # noqa: TID251 - seeded: the same instants every time
from typing import Any

import pytest
from sqlalchemy import text

from bot.centres.name import Name
from bot.centres.words import Intake
from bot.registry.model import Change, Conflict, RegistryError
from bot.registry.registry import Registry, opened
from bot.registry.words import Trouble
from tests.registry.book import NOW, A, B, country
from tests.registry.filling import grow
from tests.registry.secrecy import SECRECY
from tests.registry.test_registry import numbers
from tests.registry.victim import batch, dumped, whole
from tests.support.process import ROOT


def troubled(trouble: Trouble) -> Any:
    return pytest.raises(RegistryError, match=trouble.value)


async def test_two_editors_at_the_same_moment_and_nothing_is_lost(filled: str) -> None:
    async with (
        opened(filled, secrecy=SECRECY, country=country()) as one,
        opened(filled, secrecy=SECRECY, country=country()) as other,
    ):
        for version in range(1, 6):
            now = NOW + timedelta(minutes=version)
            ends = await asyncio.gather(
                one.set_alert(3, A, version, Name(f"Ремонт {version}", f"Жөндеу {version}"), None, now=now),
                other.set_intake(4, A, version, Intake.FULL, now=now),
                return_exceptions=True,
            )
            lost = [end for end in ends if isinstance(end, Conflict)]
            assert len(lost) == 1, ends
            entry = await one.entry(A, NOW.date())
            assert lost[0].entry == entry == await other.entry(A, NOW.date())
        await asyncio.gather(*(side.confirm(5, B, 1, now=NOW) for side in (one,)), other.confirm(3, A, 6, now=NOW))
        assert await one.verify() == ()


async def test_a_failure_inside_a_write_leaves_nothing_of_it(registry: Registry) -> None:
    class Cut(Exception):  # noqa: N818
        pass

    before = await registry.snapshot(NOW)

    async def write() -> None:
        async with registry.writing() as shelf:
            entry: Any = await shelf.entry(A)
            await shelf.put(Change(entries=(entry.__class__(A, entry.kind, 2, entry.value, hidden=True),)))
            raise Cut

    with pytest.raises(Cut):
        await write()
    assert await registry.snapshot(NOW) == before


async def killed(url: str, after: float) -> None:
    """Let the victim work for so many seconds, then end it as a power cut would."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.registry.victim", url, cwd=ROOT, stdout=PIPE
    )
    assert process.stdout is not None
    assert (await process.stdout.readline()).startswith(b"ready")
    await asyncio.sleep(after)
    assert process.returncode is None, "the victim ended by itself"
    process.kill()
    await process.wait()


async def survives(url: str, rounds: int) -> None:
    chance, revisions = Random(7), set[int]()
    async with opened(url, secrecy=SECRECY, country=country()) as registry:
        await grow(registry, batch("unknown"))
    for _ in range(rounds):
        await killed(url, chance.uniform(0, 1.5))
        async with opened(url, secrecy=SECRECY, country=country()) as registry:
            seen = await registry.snapshot(NOW)
            assert whole(dumped(seen.services))
            assert await registry.verify() == ()
            revisions.add(seen.revision)
    assert len(revisions) > 1, "nothing was ever written before the kill"


async def test_kill_9_leaves_old_or_new(filled: str) -> None:
    await survives(filled, 3)


@pytest.mark.soak
async def test_kill_9_many_times(filled: str) -> None:
    await survives(filled, 60)


async def test_a_full_disk_saves_nothing_and_breaks_nothing(filled_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    path.write_bytes(filled_file.read_bytes())  # noqa: ASYNC240
    async with opened(f"sqlite:///{path}", secrecy=SECRECY, country=country()) as registry:
        before = await registry.snapshot(NOW)
        async with registry.database.writing() as connection:
            await connection.execute(text("PRAGMA max_page_count = 1"))  # as many as there are
        plan = await registry.plan_import(batch("24/7"), now=NOW)
        with troubled(Trouble.FULL):
            await registry.apply_import(1, plan, now=NOW, progress=lambda _done, _total: None, force=True)
        assert await registry.snapshot(NOW) == before
        assert await registry.verify() == ()
        async with registry.database.writing() as connection:
            await connection.execute(text("PRAGMA max_page_count = 1000000"))
        assert (await registry.confirm(3, A, 1, now=NOW)).version == 2


async def test_while_somebody_holds_it_reading_goes_on_and_writing_says_locked(filled: str) -> None:
    async with (
        opened(filled, secrecy=SECRECY, country=country(), wait=0.2) as one,
        opened(filled, secrecy=SECRECY, country=country()) as other,
    ):
        async with other.writing():
            with troubled(Trouble.LOCKED):
                await one.confirm(3, A, 1, now=NOW)
            assert await numbers(one, NOW) == ["+77220000001"]
        assert (await one.confirm(3, A, 1, now=NOW)).version == 2


async def test_a_reader_cannot_write(registry: Registry) -> None:
    with pytest.raises(RegistryError):
        async with registry.database.reading() as connection:
            await connection.execute(text("UPDATE head SET revision = 0"))
    assert await registry.revision() > 0


async def at(url: str, *, create: bool = False) -> None:
    async with opened(url, secrecy=SECRECY, country=country(), create=create):
        pass


async def test_nothing_there_yet(url: str, tmp_path: Path) -> None:
    with troubled(Trouble.EMPTY if url.startswith("postgresql") else Trouble.AWAY):
        await at(url)
    sqlite3.connect(tmp_path / "empty.sqlite").close()
    with troubled(Trouble.EMPTY):
        await at(f"sqlite:///{tmp_path / 'empty.sqlite'}")


async def test_no_way_there(server: str, tmp_path: Path) -> None:
    for url in (
        f"sqlite:///{tmp_path / 'no' / 'folder.sqlite'}",
        "sqlite://",
        server.format(name="nowhere"),
        f"postgresql://senim@/x?host={tmp_path}",
    ):
        with troubled(Trouble.AWAY):
            await at(url, create=True)


async def test_what_a_newer_version_wrote_is_left_alone(filled: str) -> None:
    async with (
        opened(filled, secrecy=SECRECY, country=country()) as registry,
        registry.database.writing() as connection,
    ):
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for create in (False, True):
        with troubled(Trouble.NEWER):
            await at(filled, create=create)


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    path.write_bytes(b"not a database at all, " * 100)
    with troubled(Trouble.BROKEN):
        await at(f"sqlite:///{path}", create=True)


async def test_a_torn_page_is_a_trouble_with_a_name(filled_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "registry.sqlite"
    content = bytearray(filled_file.read_bytes())  # noqa: ASYNC240
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(RegistryError):
        async with opened(f"sqlite:///{path}", secrecy=SECRECY, country=country()) as registry:
            await registry.snapshot(NOW)


async def test_a_read_that_takes_too_long_on_postgresql_is_given_up(
    server: str, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue("filled_server").format(name="filled")
    async with opened(url, secrecy=SECRECY, country=country()) as registry:
        with troubled(Trouble.AWAY):
            async with registry.reading() as connection:
                await connection.execute(text("SELECT pg_sleep(3)"))
        assert await registry.revision() > 0


async def test_sqlite_is_set_as_the_papers_say(filled_file: Path) -> None:
    names = ("journal_mode", "secure_delete", "auto_vacuum", "trusted_schema", "foreign_keys", "synchronous")
    async with (
        opened(f"sqlite:///{filled_file}", secrecy=SECRECY, country=country()) as registry,
        registry.database.writing() as connection,
    ):
        said = {name: (await connection.execute(text(f"PRAGMA {name}"))).scalar_one() for name in names}
    assert said == {
        "journal_mode": "wal",
        "secure_delete": 1,
        "auto_vacuum": 1,
        "trusted_schema": 0,
        "foreign_keys": 1,
        "synchronous": 2,
    }
