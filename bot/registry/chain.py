"""The chain of the history: each row carries the hash of the one before, and the head is sealed by a key."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Final

from bot.registry.model import Note, Row
from bot.registry.tables import canonical

BEGINNING: Final = "0" * 64


def texts(note: Note) -> tuple[str, ...]:
    """The note as it is stored, column by column."""
    at = note.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = (at, note.actor, note.role, note.action, note.entry_id, note.field)
    return (*said, canonical(note.old), canonical(note.new))


def digest(seq: int, stored: tuple[str, ...], prev: str) -> str:
    """SHA-256 over everything the row says, as it is stored: a changed byte is another hash."""
    return hashlib.sha256(canonical([seq, *stored, prev]).encode("utf-8", "surrogatepass")).hexdigest()


def links(notes: Iterable[Note], seq: int, prev: str) -> Iterator[Row]:
    """Chain notes to the row `seq`, whose hash is `prev`."""
    for note in notes:
        seq += 1
        row = Row(seq, note, prev, digest(seq, texts(note), prev))
        prev = row.hash
        yield row


def head(seq: int, hash_: str) -> str:
    """What the key vouches for: how long the history is, and how it ends."""
    return f"head {seq} {hash_}"
