"""What people see, and the proof that it is what staff decided."""

from contextlib import suppress
from datetime import date, datetime

from sqlalchemy import select

from bot.centres.model import Line, Service
from bot.centres.words import Status
from bot.registry.editing import Editing
from bot.registry.fields import day
from bot.registry.model import Damage, RegistryError, Snapshot
from bot.registry.proof import Proof
from bot.registry.rows import entry_of
from bot.registry.tables import ENTRY, HEAD


class Showing(Editing):
    """Snapshots and their proof."""

    async def snapshot(self, now: datetime) -> Snapshot:
        """What people may see now; what came due is applied first."""
        with suppress(RegistryError):  # whoever can write will; what is known is shown meanwhile
            await self.settle(now)
        listed = select(ENTRY).where(ENTRY.c.hidden.is_(False), ENTRY.c.proposed.is_(False))
        async with self.reading() as connection:
            revision = (await connection.execute(select(HEAD.c.revision))).scalar() or 0
            rows = (await connection.execute(listed.order_by(ENTRY.c.place, ENTRY.c.id))).all()
        entries = [entry_of(row, self.built) for row in rows]
        return Snapshot(
            revision,
            tuple(_now(entry.value, day(now)) for entry in entries if not isinstance(entry.value, Line)),
            tuple(entry.value for entry in entries if isinstance(entry.value, Line)),
            frozenset(entry.id for entry in entries if entry.amber),
        )

    async def verify(self) -> tuple[Damage, ...]:
        """Read the whole history again and compare it with what the entries say; empty when all is well."""
        async with self.database.reading(patient=True) as connection:
            return tuple(await Proof(connection, self.secrecy).damages())


def _now(service: Service, today: date) -> Service:
    """A closing that is over is none, also where nobody may write it down: in a frozen entry."""
    if service.closed_until is None or service.closed_until >= today:
        return service
    return service.model_copy(update={"status": Status.ACTIVE, "closed_until": None})
