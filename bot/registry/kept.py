"""The last good state of the directory outside the database: a file that only the holder of the key can have written.

It is for the start that finds the database away or broken. One that was changed, or made with another key, is none.
"""

import hmac
import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.centres.model import Line, Service
from bot.registry.model import Snapshot

_MAC = 32


class _File(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True)

    revision: int
    services: tuple[Annotated[Service, Field(discriminator="has_shelter")], ...]
    lines: tuple[Line, ...]
    amber: frozenset[str]


class Kept:
    """One file, written whole or not at all."""

    def __init__(self, path: Path, mac: Callable[[bytes], bytes]) -> None:
        self._path = path
        self._mac = mac

    def keep(self, snapshot: Snapshot) -> None:
        """Put it where the next start finds it. Raises OSError when the disk does not take it: the old one stays."""
        body = (
            _File(revision=snapshot.revision, services=snapshot.services, lines=snapshot.lines, amber=snapshot.amber)
            .model_dump_json()
            .encode()
        )
        beside = self._path.with_suffix(".new")
        try:
            file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(file, "wb") as out:
                out.write(self._mac(body) + body)
                out.flush()
                os.fsync(out.fileno())
            beside.replace(self._path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise

    def read(self) -> Snapshot | None:
        """The one that was kept; None when there is none or somebody has touched it."""
        try:
            data = self._path.read_bytes()
            mac, body = data[:_MAC], data[_MAC:]
            if not hmac.compare_digest(mac, self._mac(body)):
                return None
            file = _File.model_validate_json(body)
        except (OSError, ValidationError):
            return None
        return Snapshot(file.revision, file.services, file.lines, file.amber)
