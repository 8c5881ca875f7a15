"""The first tables, and a history that can only grow."""

from typing import Final

from alembic import op

from bot.registry.tables import METADATA

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
    connection = op.get_bind()
    METADATA.create_all(connection, checkfirst=False)
    if connection.dialect.name == "sqlite":
        for word, verb in (("changed", "UPDATE"), ("deleted", "DELETE")):
            op.execute(SQLITE.format(word=word, verb=verb))
    else:
        for statement in POSTGRESQL:
            op.execute(statement)
