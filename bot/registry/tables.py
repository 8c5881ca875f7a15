"""The tables, the same on SQLite and PostgreSQL. Moments are text of one length in UTC, so that they sort as text."""

import json
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

from bot.registry.model import Json


def canonical(value: Json) -> str:
    """JSON in the one form that is hashed: same value, same bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


class Moment(TypeDecorator[datetime]):
    """An aware moment."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To text."""
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From text."""
        return None if value is None else datetime.fromisoformat(value)


class Canonical(TypeDecorator[Json]):
    """A JSON value as canonical text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Json, dialect: Dialect) -> str:  # noqa: ARG002
        """To text; None is `null`."""
        return canonical(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Json:  # noqa: ARG002
        """From text."""
        return None if value is None else json.loads(value)


METADATA: Final = MetaData()

ENTRY: Final = Table(
    "entry",
    METADATA,
    Column("id", String(80), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("version", Integer, nullable=False),
    Column("value", Canonical, nullable=False),
    Column("region", String(40), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("hidden", Boolean, nullable=False),
    Column("frozen", Boolean, nullable=False),
    Column("proposed", Boolean, nullable=False),
    Column("amber", Boolean, nullable=False),
    Column("changed_at", Moment),
    # What lists look for, drawn from the value.
    Column("search", Text, nullable=False),
    Column("status", String(20), nullable=False),
    Column("due_on", Date, nullable=False, index=True),
    Column("closed_until", Date, index=True),
    Index("entry_order", "place", "id"),
)
NUMBER: Final = Table(
    "number",
    METADATA,
    Column("number", String(16), primary_key=True),
    Column("entry_id", String(80), ForeignKey("entry.id"), primary_key=True, index=True),
)
PERSON: Final = Table(
    "person",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", String(40), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("centres", Canonical, nullable=False),
    Column("state", String(16), nullable=False),
    Column("language", String(2), nullable=False),
)
PROPOSAL: Final = Table(
    "proposal",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("entry_id", String(80), ForeignKey("entry.id"), nullable=False, index=True),
    Column("base_version", Integer, nullable=False),
    Column("changes", Canonical, nullable=False),
    Column("by", Integer, ForeignKey("person.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("contact", Boolean, nullable=False),
    Column("new_entry", Boolean, nullable=False),
    Column("state", String(12), nullable=False, index=True),
    Column("approved_by", Integer, ForeignKey("person.id"), index=True),
    Column("approved_at", Moment, index=True),
    Column("callback", Canonical, nullable=False),
    Column("effective_at", Moment, index=True),
    Column("import_id", Integer, index=True),
)
HISTORY: Final = Table(
    "history",
    METADATA,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("actor", String(40), nullable=False),
    Column("role", String(16), nullable=False),
    Column("action", String(20), nullable=False),
    Column("entry_id", String(80), nullable=False, index=True),
    Column("field", String(40), nullable=False),
    Column("old", Canonical, nullable=False),
    Column("new", Canonical, nullable=False),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
HEAD: Final = Table(
    "head",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("proof", LargeBinary, nullable=False),  # keyed: nobody without the staff key can write a head
)
IMPORT: Final = Table(
    "import",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("by", Integer, ForeignKey("person.id"), nullable=False),
    Column("state", String(12), nullable=False),
    Column("entries", Integer, nullable=False),
    Column("changes", Canonical, nullable=False),
)
REPORT: Final = Table(
    "report",
    METADATA,
    Column("entry_id", String(80), ForeignKey("entry.id"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("times", Integer, nullable=False),
)
ACCOUNT: Final = Table(
    "account",
    METADATA,
    Column("blind", LargeBinary(32), primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False, index=True),
    Column("chat", LargeBinary),  # sealed: where notices go
)
# One-time codes, links and sessions: only keyed hashes lie here.
PASS: Final = Table(
    "pass",
    METADATA,
    Column("blind", LargeBinary(32), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False, index=True),
    Column("until", Moment, nullable=False, index=True),
    Column("idle_until", Moment, nullable=False),
)
USED: Final = Table(
    "used",
    METADATA,
    Column("blind", LargeBinary(32), primary_key=True),
    Column("until", Moment, nullable=False, index=True),
)
NOTICE: Final = Table(
    "notice",
    METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False, index=True),
    Column("proposal_id", Integer, ForeignKey("proposal.id"), nullable=False),
    Column("state", String(12), nullable=False),
)
