"""The first tables, and a history that can only grow."""

from typing import Final

import sqlalchemy as sa
from alembic import op

from bot.registry.tables import Canonical, Moment

revision: Final = "0001"
down_revision: Final = None

SQLITE: Final = """
CREATE TRIGGER history_{word} BEFORE {verb} ON history BEGIN SELECT RAISE(ABORT, 'history only grows'); END
"""
POSTGRESQL: Final = (
    """
    CREATE FUNCTION history_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'history only grows'; END $$
    """,
    """
    CREATE TRIGGER history_rows BEFORE UPDATE OR DELETE ON history
    FOR EACH ROW EXECUTE FUNCTION history_only_grows()
    """,
    """
    CREATE TRIGGER history_whole BEFORE TRUNCATE ON history
    FOR EACH STATEMENT EXECUTE FUNCTION history_only_grows()
    """,
)


def upgrade() -> None:
    """Make everything."""
    _directory()
    _beside_it()
    if op.get_bind().dialect.name == "sqlite":
        for word, verb in (("changed", "UPDATE"), ("deleted", "DELETE")):
            op.execute(SQLITE.format(word=word, verb=verb))
    else:
        for statement in POSTGRESQL:
            op.execute(statement)


def _directory() -> None:
    op.create_table(
        "entry",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("value", Canonical(), nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("frozen", sa.Boolean(), nullable=False),
        sa.Column("proposed", sa.Boolean(), nullable=False),
        sa.Column("amber", sa.Boolean(), nullable=False),
        sa.Column("changed_at", Moment(length=32), nullable=True),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("closed_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("entry_order", "entry", ["place", "id"], unique=False)
    op.create_index(op.f("ix_entry_closed_until"), "entry", ["closed_until"], unique=False)
    op.create_index(op.f("ix_entry_due_on"), "entry", ["due_on"], unique=False)
    op.create_index(op.f("ix_entry_region"), "entry", ["region"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("centres", Canonical(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "import",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(length=32), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("changes", Canonical(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "number",
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("entry_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"]),
        sa.PrimaryKeyConstraint("number", "entry_id"),
    )
    op.create_index(op.f("ix_number_entry_id"), "number", ["entry_id"], unique=False)
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_id", sa.String(length=80), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("changes", Canonical(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", Moment(length=32), nullable=False),
        sa.Column("contact", sa.Boolean(), nullable=False),
        sa.Column("new_entry", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("approved_by", sa.Integer(), nullable=True),
        sa.Column("approved_at", Moment(length=32), nullable=True),
        sa.Column("callback", Canonical(), nullable=False),
        sa.Column("effective_at", Moment(length=32), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["approved_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["by"], ["person.id"]),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_proposal_approved_at"), "proposal", ["approved_at"], unique=False)
    op.create_index(op.f("ix_proposal_approved_by"), "proposal", ["approved_by"], unique=False)
    op.create_index(op.f("ix_proposal_by"), "proposal", ["by"], unique=False)
    op.create_index(op.f("ix_proposal_effective_at"), "proposal", ["effective_at"], unique=False)
    op.create_index(op.f("ix_proposal_entry_id"), "proposal", ["entry_id"], unique=False)
    op.create_index(op.f("ix_proposal_import_id"), "proposal", ["import_id"], unique=False)
    op.create_index(op.f("ix_proposal_state"), "proposal", ["state"], unique=False)


def _beside_it() -> None:
    op.create_table(
        "head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("proof", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "history",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(length=32), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("entry_id", sa.String(length=80), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("old", Canonical(), nullable=False),
        sa.Column("new", Canonical(), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index(op.f("ix_history_entry_id"), "history", ["entry_id"], unique=False)
    op.create_table(
        "used",
        sa.Column("blind", sa.LargeBinary(length=32), nullable=False),
        sa.Column("until", Moment(length=32), nullable=False),
        sa.PrimaryKeyConstraint("blind"),
    )
    op.create_index(op.f("ix_used_until"), "used", ["until"], unique=False)
    op.create_table(
        "account",
        sa.Column("blind", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("chat", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("blind"),
    )
    op.create_index(op.f("ix_account_person_id"), "account", ["person_id"], unique=False)
    op.create_table(
        "pass",
        sa.Column("blind", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("until", Moment(length=32), nullable=False),
        sa.Column("idle_until", Moment(length=32), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("blind"),
    )
    op.create_index(op.f("ix_pass_person_id"), "pass", ["person_id"], unique=False)
    op.create_index(op.f("ix_pass_until"), "pass", ["until"], unique=False)
    op.create_table(
        "report",
        sa.Column("entry_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"]),
        sa.PrimaryKeyConstraint("entry_id", "kind", "day"),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_notice_person_id"), "notice", ["person_id"], unique=False)
