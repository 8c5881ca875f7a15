"""Step by step or all at once: the tables come out the same."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from bot.registry.registry import opened
from bot.registry.tables import METADATA
from tests.registry.book import country
from tests.registry.secrecy import SECRECY


async def test_the_migrations_make_the_tables_of_the_code(url: str) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), METADATA))

    async with (
        opened(url, secrecy=SECRECY, country=country()) as registry,
        registry.database.writing() as connection,
    ):
        assert await connection.run_sync(differences) == []
