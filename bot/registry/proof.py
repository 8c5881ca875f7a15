"""Reads the whole history again: each row as it was written, its end there, the entries as it says."""

import hmac
import json
from collections.abc import AsyncIterator
from typing import Any, Final

from sqlalchemy import Text, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.registry import chain
from bot.registry.fields import dump
from bot.registry.model import Damage, Entry, Json, Refused, Secrecy
from bot.registry.rows import entry_of
from bot.registry.tables import ENTRY, HEAD, HISTORY, PROPOSAL
from bot.registry.words import Happening, ProposalState

MARKS: Final = ("hidden", "frozen", "amber", "proposed")
_STORED: Final = ("at", "actor", "role", "action", "entry_id", "field", "old", "new")
_RAW: Final = [type_coerce(HISTORY.c[name], Text).label(name) for name in _STORED]


class Proof:
    """One reading of everything, with nobody writing meanwhile."""

    def __init__(self, connection: AsyncConnection, secrecy: Secrecy) -> None:
        self._connection, self._secrecy = connection, secrecy
        self._seq, self._hash = 0, chain.BEGINNING
        self._told: dict[tuple[str, str], tuple[int, Json]] = {}  # entry and field → last row about it, what it says
        self._approved: set[str] = set()

    async def damages(self) -> list[Damage]:
        """Everything that is not as it was written."""
        found = [damage async for damage in self._chain()]
        found += await self._head()
        return found + await self._entries() + await self._proposals()

    async def _chain(self) -> AsyncIterator[Damage]:
        query = select(HISTORY.c.seq, *_RAW, HISTORY.c.prev, HISTORY.c.hash).order_by(HISTORY.c.seq)
        async with self._connection.stream(query) as rows:
            async for row in rows:
                stored = tuple(getattr(row, name) for name in _STORED)
                if (
                    row.seq != self._seq + 1
                    or row.prev != self._hash
                    or row.hash != chain.digest(row.seq, stored, row.prev)
                ):
                    yield Damage(row.seq, "row")
                self._seq, self._hash = row.seq, row.hash
                self._take(row)

    def _take(self, row: Any) -> None:
        try:
            new = json.loads(row.new)
        except ValueError:
            return  # a changed byte; the row is named already
        if row.action == Happening.SEED and isinstance(new, dict):
            self._told |= {(row.entry_id, name): (row.seq, value) for name, value in new.items()}
            self._told[row.entry_id, "proposed"] = (row.seq, False)
        elif row.action in {"propose", "approve"}:
            self._approved.add(f"{row.action} {row.field} {row.entry_id}")
        else:
            self._told[row.entry_id, row.field] = (row.seq, new)

    async def _head(self) -> list[Damage]:
        head = (await self._connection.execute(select(HEAD))).one_or_none()
        if head is None:
            return [Damage(0, "head")]
        vouched = hmac.compare_digest(head.proof, self._secrecy.blind(chain.head(head.seq, head.hash)))
        whole = (head.seq, head.hash) == (self._seq, self._hash)
        return [] if vouched and whole else [Damage(0, "head")]

    async def _entries(self) -> list[Damage]:
        found = list[Damage]()
        left = {entry_id for entry_id, _ in self._told} - {""}
        for row in await self._connection.execute(select(ENTRY)):
            left.discard(row.id)
            try:
                found += self._entry(entry_of(row, {}))
            except (Refused, ValueError, TypeError, KeyError):
                found.append(Damage(0, row.id))
        return found + [Damage(0, entry_id) for entry_id in sorted(left)]

    def _entry(self, entry: Entry) -> list[Damage]:
        said = dump(entry.value) | {name: getattr(entry, name) for name in MARKS}
        wrong = []
        for name, value in said.items():
            default = name == "proposed" if name in MARKS else value if entry.proposed else None
            seq, told = self._told.get((entry.id, name), (0, default))
            if told != value and not (entry.proposed and name not in MARKS):
                wrong.append(Damage(seq, f"{entry.id} / {name}"))
        return wrong

    async def _proposals(self) -> list[Damage]:
        """Whatever reached people, or will, was written and approved in the history too."""
        reached = [state.value for state in (ProposalState.WAITING, ProposalState.APPLIED, ProposalState.REVERTED)]
        query = select(PROPOSAL.c.id, PROPOSAL.c.entry_id).where(PROPOSAL.c.state.in_(reached))
        wanted = [(row.id, f"proposal {row.id} {row.entry_id}") for row in await self._connection.execute(query)]
        return [
            Damage(0, f"proposal {id_}")
            for id_, said in wanted
            if not self._approved.issuperset((f"propose {said}", f"approve {said}"))
        ]
