"""Entries and people put into a registry as a seed would bring them."""

from collections.abc import Sequence

from bot.centres.model import Line, Service
from bot.registry.case import minute
from bot.registry.fields import dump, kind_of
from bot.registry.model import Change, Entry, Note, Person
from bot.registry.registry import Registry
from tests.registry.book import NOW, country, seeds, staff


async def fill(registry: Registry) -> None:
    """The entries and people of `book`."""
    await grow(registry, seeds(), staff())


async def grow(registry: Registry, values: Sequence[Service | Line], people: Sequence[Person] = ()) -> None:
    entries = tuple(
        Entry(value.id, kind_of(value), 1, value, country().region(value), place) for place, value in enumerate(values)
    )
    notes = tuple(Note(minute(NOW), "seed", "", "seed", one.id, "", None, dump(one.value)) for one in entries)
    async with registry.writing() as shelf:
        await shelf.put(Change(entries=entries, people=tuple(people), notes=notes))
