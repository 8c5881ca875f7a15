"""A changed byte of the history is found in every column; so is a cut end, and an entry that says another thing."""

from typing import Any

import pytest
from sqlalchemy import text

from bot.centres.words import Intake
from bot.registry.model import Damage, RegistryError
from bot.registry.registry import Registry
from tests.registry.book import NOW, A, B, phone
from tests.registry.test_registry import CALL

FAKE = """
INSERT INTO entry
SELECT 'fake', kind, version, value, region, place, hidden, frozen, proposed, amber, changed_at, search, status, due_on,
closed_until FROM entry WHERE id = 'astana-office'
"""
COLUMNS = ["seq", "at", "actor", "role", "action", "entry_id", "field", "old", "new", "prev", "hash"]


async def lived(registry: Registry) -> int:
    """Some history; gives its length."""
    await registry.set_intake(3, A, 1, Intake.FULL, now=NOW)
    made = await registry.propose(3, A, 2, {"phones": [phone()]}, now=NOW)
    await registry.approve(5, made.id, 2, CALL, now=NOW)
    await registry.set_hidden(5, B, 1, hidden=True, now=NOW)
    assert await registry.verify() == ()
    return (await registry.history()).total


async def force(registry: Registry, *statements: str) -> None:
    """As somebody would who holds the database, and so can take the triggers away."""
    async with registry.database.writing() as connection:
        if registry.database.dialect == "sqlite":
            for trigger in ("history_changed", "history_deleted"):
                await connection.execute(text(f"DROP TRIGGER IF EXISTS {trigger}"))
        else:
            await connection.execute(text("ALTER TABLE history DISABLE TRIGGER USER"))
        for statement in statements:
            await connection.execute(text(statement))


@pytest.mark.parametrize(
    "statement", ["UPDATE history SET actor = 'x'", "DELETE FROM history WHERE seq = 1", "TRUNCATE history"]
)
async def test_the_database_itself_lets_the_history_only_grow(registry: Registry, statement: str) -> None:
    if statement.startswith("TRUNCATE") and registry.database.dialect == "sqlite":
        return  # SQLite knows no such word
    with pytest.raises(RegistryError):
        async with registry.database.writing() as connection:
            await connection.execute(text(statement))
    assert await registry.verify() == ()


@pytest.mark.parametrize("column", COLUMNS)
async def test_one_changed_byte_is_found(registry: Registry, column: str) -> None:
    length = await lived(registry)
    for seq in (1, length - 1, length):
        changed = (
            f"{column} || ' '"
            if column not in {"seq", "at"}
            else "seq + 1000"
            if column == "seq"
            else "'2026-11-20T06:00:00.000001+00:00'"
        )
        async with registry.database.reading() as connection:
            was: Any = (await connection.execute(text(f"SELECT {column} FROM history WHERE seq = {seq}"))).scalar_one()
        await force(
            registry,
            f"UPDATE history SET {column} = substr(CAST({changed} AS TEXT), 1, 64) WHERE seq = {seq}"
            if column not in {"seq", "prev", "hash"}
            else sharp(column, seq),
        )
        assert await registry.verify() != (), (column, seq)
        back = seq + 1000 if column == "seq" else seq
        async with registry.database.writing() as connection:
            await connection.execute(text(f"UPDATE history SET {column} = :was WHERE seq = {back}"), {"was": was})
        assert await registry.verify() == ()


def sharp(column: str, seq: int) -> str:
    """The columns of one length."""
    new = "seq + 1000" if column == "seq" else f"'x' || substr({column}, 2)"
    return f"UPDATE history SET {column} = {new} WHERE seq = {seq}"


@pytest.mark.parametrize("where", ["seq = 1", "seq = 5", "seq = (SELECT max(seq) FROM history)", "seq > 3", "seq > 0"])
async def test_a_missing_row_or_a_cut_end_is_found(registry: Registry, where: str) -> None:
    await lived(registry)
    await force(registry, f"DELETE FROM history WHERE {where}")
    assert await registry.verify() != ()


async def test_a_head_that_was_written_without_the_key_is_found(registry: Registry) -> None:
    length = await lived(registry)
    shorter = f"(SELECT hash FROM history WHERE seq = {length - 1})"
    await force(
        registry,
        f"UPDATE head SET seq = {length - 1}, hash = {shorter}",
        f"DELETE FROM history WHERE seq = {length}",
    )
    assert Damage(0, "head") in await registry.verify()
    await force(registry, "DELETE FROM head")
    assert Damage(0, "head") in await registry.verify()


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (
            "UPDATE entry SET value = replace(value, '+77220000001', '+77029999999') WHERE id = 'abai-centre'",
            "abai-centre / phones",
        ),
        (
            "UPDATE entry SET value = replace(value, '\"full\"', '\"accepting\"') WHERE id = 'abai-centre'",
            "abai-centre / intake",
        ),
        ("UPDATE entry SET hidden = (1 = 0) WHERE id = 'astana-office'", "astana-office / hidden"),
        ("UPDATE entry SET amber = (1 = 1) WHERE id = 'astana-office'", "astana-office / amber"),
        ("UPDATE entry SET value = '{}' WHERE id = 'astana-office'", "astana-office"),
        (
            FAKE,
            "fake / proposed",
        ),
        ("UPDATE proposal SET approved_by = 4, entry_id = 'astana-office'", "proposal 1"),
    ],
)
async def test_an_entry_that_says_what_nobody_decided_is_found(registry: Registry, statement: str, what: str) -> None:
    await lived(registry)
    await force(registry, statement)
    assert what in {damage.what for damage in await registry.verify()}


async def test_a_second_entry_in_the_place_of_one_is_found(registry: Registry) -> None:
    await force(registry, "DELETE FROM number", "DELETE FROM entry WHERE id = 'abai-centre'")
    assert [damage.what for damage in await registry.verify()] == ["abai-centre"]
