"""Alembic runs this to reach the database: the connection is handed in, nothing is configured here."""

from alembic import context

from bot.registry.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
