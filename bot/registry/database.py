"""The way to the database: one connection that writes, some that only read, and troubles by name.

Every write holds the head row (SQLite: the whole file), so decisions are made one after another on what is true.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final, Self
from urllib.parse import quote

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, inspect, make_url, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.registry.model import RegistryError
from bot.registry.words import Trouble

WRITE_WAIT: Final = 5.0  # seconds for somebody else's write
READ_LIMIT: Final = 500  # milliseconds a read may take on PostgreSQL
_CONNECT: Final = 3.0
_LOCK: Final = 7_366_291  # of migrations, on PostgreSQL
_PRAGMAS: Final = (
    "auto_vacuum=FULL",  # before the first table
    "journal_mode=WAL",
    "secure_delete=ON",
    "trusted_schema=OFF",
    "foreign_keys=ON",
    "synchronous=FULL",
)
_READING: Final = ("query_only=ON", "trusted_schema=OFF", f"busy_timeout={READ_LIMIT}")
_STATES: Final = {  # SQLSTATE
    "55P03": Trouble.LOCKED,
    "57014": Trouble.AWAY,
    "53100": Trouble.FULL,
    "42P01": Trouble.EMPTY,
}
_SENTENCES: Final = {  # SQLite has only sentences
    "locked": Trouble.LOCKED,
    "full": Trouble.FULL,
    "no such table": Trouble.EMPTY,
    "unable to open": Trouble.AWAY,
    "readonly": Trouble.AWAY,
}


class Database:
    """Opened by `connect`; `close` it in the end."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine) -> None:
        self._writer, self._reader = writer, reader

    @classmethod
    async def connect(cls, url: str, *, create: bool, wait: float = WRITE_WAIT) -> Self:
        """Open it and bring its tables up to date when `create`; writes wait so many seconds for each other.

        Raises `RegistryError`.
        """
        self = cls(*(_sqlite(url, wait, create=create) if url.startswith("sqlite") else _postgresql(url, wait)))
        try:
            with named():
                await self._prepare(create=create)
        except BaseException:
            await self.close()
            raise
        return self

    async def _prepare(self, *, create: bool) -> None:
        async with self._writer.connect() as connection:
            found = await connection.run_sync(_version)
        scripts = _scripts()
        if found is not None and found not in {one.revision for one in scripts.walk_revisions()}:
            raise RegistryError(Trouble.NEWER)
        if found == scripts.get_current_head():
            return
        if not create:
            raise RegistryError(Trouble.EMPTY)
        async with self._writer.begin() as connection:
            await connection.run_sync(_upgrade)

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._writer.dialect.name

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that is written whole or not at all."""
        with named():
            async with self._writer.begin() as connection:
                yield connection

    @asynccontextmanager
    async def reading(self, *, patient: bool = False) -> AsyncIterator[AsyncConnection]:
        """A connection that cannot write, on one state of everything; `patient` for what nobody waits for."""
        with named():
            async with self._reader.begin() as connection:
                if patient and self.dialect == "postgresql":
                    await connection.execute(text("SET LOCAL statement_timeout = 0"))
                yield connection

    async def close(self) -> None:
        """Let go of every connection."""
        await self._writer.dispose()
        await self._reader.dispose()


class named:  # noqa: N801 - reads as a word
    """Turns every trouble of the database into its name; what the driver said stays unsaid."""

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Raise `RegistryError` in place of what a driver raised."""
        if isinstance(error, SQLAlchemyError | OSError):
            raise RegistryError(_trouble(error)) from None


def _trouble(error: BaseException) -> Trouble:
    if isinstance(error, PoolTimeout):
        return Trouble.LOCKED
    if not isinstance(error, DBAPIError):
        return Trouble.AWAY if isinstance(error, OSError) else Trouble.BROKEN
    if state := getattr(error.orig, "sqlstate", None):
        return _STATES.get(state, Trouble.AWAY if state[:2] in {"08", "57", "3D", "28"} else Trouble.BROKEN)
    said = str(error.orig)
    lost = Trouble.AWAY if error.connection_invalidated else Trouble.BROKEN
    return next((trouble for words, trouble in _SENTENCES.items() if words in said), lost)


def _sqlite(url: str, wait: float, *, create: bool) -> tuple[AsyncEngine, AsyncEngine]:
    path = make_url(url).database
    if not path or path == ":memory:":
        raise RegistryError(Trouble.AWAY)  # two connections have to see one database
    if not (Path(path).parent if create else Path(path)).exists():
        raise RegistryError(Trouble.AWAY)

    def engine(mode: str, size: int, pragmas: tuple[str, ...], begin: str) -> AsyncEngine:
        made = create_async_engine(
            f"sqlite+aiosqlite:///file:{quote(str(Path(path).absolute()))}?mode={mode}&uri=true",
            pool_size=size,
            max_overflow=0,
            pool_timeout=wait,
        )

        @event.listens_for(made.sync_engine, "connect")
        def prepare(connection: Any, _: object) -> None:
            connection.isolation_level = None  # BEGIN is ours
            cursor = connection.cursor()
            for pragma in pragmas:
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

        @event.listens_for(made.sync_engine, "begin")
        def begin_(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        return made

    return (
        engine("rwc" if create else "rw", 1, (*_PRAGMAS, f"busy_timeout={int(wait * 1000)}"), "BEGIN IMMEDIATE"),
        engine("ro", 4, _READING, "BEGIN"),
    )


def _postgresql(url: str, wait: float) -> tuple[AsyncEngine, AsyncEngine]:
    address = make_url(url).set(drivername="postgresql+asyncpg")

    def engine(size: int, level: str, **settings: str) -> AsyncEngine:
        return create_async_engine(
            address,
            pool_size=size,
            max_overflow=0,
            pool_timeout=wait,
            pool_pre_ping=True,
            isolation_level=level,
            connect_args={"timeout": _CONNECT, "server_settings": settings},
        )

    limit = str(int(wait * 1000))
    return (
        engine(2, "READ COMMITTED", lock_timeout=limit, idle_in_transaction_session_timeout="600000"),
        engine(4, "REPEATABLE READ", statement_timeout=str(READ_LIMIT), default_transaction_read_only="on"),
    )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
