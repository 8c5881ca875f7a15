"""The registry as the doors know it: `Refused` and `Conflict` are answers, `RegistryError` is a sick database.

`by` is the id of the person who acts; she is looked up again inside the same transaction, so a paused one does nothing.
`version` is the version of the entry she saw. `now` is aware; the registry has no clock of its own.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.registry.case import Country
from bot.registry.database import WRITE_WAIT, Database
from bot.registry.directing import Directing
from bot.registry.loading import Loading
from bot.registry.model import Secrecy
from bot.registry.reading import Reading
from bot.registry.showing import Showing
from bot.registry.signing import Signing


class Registry(Reading, Showing, Directing, Loading, Signing):
    """Everything at once: reading, editing and showing, directing, loading, signing in."""


@asynccontextmanager
async def opened(
    url: str, *, secrecy: Secrecy, country: Country, create: bool = True, wait: float = WRITE_WAIT
) -> AsyncIterator[Registry]:
    """The registry at `sqlite:///PATH` or `postgresql://…`; its tables are made or renewed when `create`.

    Raises `RegistryError`: AWAY, EMPTY (not `create`), NEWER (another version of Senim wrote it), BROKEN.
    """
    database = await Database.connect(url, create=create, wait=wait)
    try:
        registry = Registry(database, secrecy, country)
        if create:
            await registry.begin()
        yield registry
    finally:
        await database.close()
