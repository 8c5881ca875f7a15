"""What every part of the registry stands on: the database, the key, the country, and one way to decide."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.registry.case import Case, Country
from bot.registry.database import Database
from bot.registry.model import Change, Entry, Json, Proposal, Refused, Secrecy
from bot.registry.rows import Built
from bot.registry.shelf import Shelf
from bot.registry.words import Reason


class Base:
    """Made by `opened`."""

    def __init__(self, database: Database, secrecy: Secrecy, country: Country) -> None:
        self.database, self.secrecy, self.country = database, secrecy, country
        self.built: Built = {}  # of what is committed; a transaction, which may fail, has a copy

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Shelf]:
        """A transaction nobody else writes beside."""
        async with self.database.writing() as connection:
            shelf = Shelf(connection, self.secrecy, self.country, dict(self.built))
            await shelf.hold()
            yield shelf

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """One state of everything, to read."""
        async with self.database.reading() as connection:
            yield connection

    def shelf(self, connection: AsyncConnection) -> Shelf:
        """What is committed, as values."""
        return Shelf(connection, self.secrecy, self.country, self.built)

    async def begin(self) -> None:
        """Make sure that the history has its beginning."""
        async with self.writing() as shelf:
            await shelf.begin()

    async def on_entry(
        self, by: int, entry_id: str, now: datetime, decide: Callable[[Case], Change], wanted: Json = None
    ) -> Entry:
        """Decide about an entry and give it as it is then."""
        async with self.writing() as shelf:
            case = await shelf.case(by, now, entry_id, wanted=wanted)
            change = decide(case)
            await shelf.put(change)
        entry = change.entries[-1] if change.entries else case.entry
        if entry is None:
            raise Refused(Reason.NOT_FOUND)
        return entry

    async def on_proposal(self, by: int, proposal_id: int, now: datetime, decide: Callable[[Case], Change]) -> Proposal:
        """Decide about a proposal and give it as it is then."""
        async with self.writing() as shelf:
            case = await shelf.case(by, now, proposal_id=proposal_id)
            change = decide(case)
            await shelf.put(change)
        return change.proposals[-1]
