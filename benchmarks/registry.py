"""A registry of 10,000 entries: how long a page of the list takes, and an import that changes all of them.

Made on SQLite in a temporary folder; with --url on a PostgreSQL database that is empty.
"""

import asyncio
import statistics
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot.centres.directory import Directory, load
from bot.centres.model import Service
from bot.registry.case import Country
from bot.registry.fields import build, dump, kind_of
from bot.registry.model import Change, Person, Query, Secrecy
from bot.registry.registry import Registry, opened
from bot.registry.words import PersonState, Role
from bot.whole import Places

COUNT = 10_000
NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
PAGE_MS, IMPORT_S = 300.0, 30.0
SECRECY = Secrecy(lambda text: text.encode()[:32].ljust(32), lambda plain: plain, lambda sealed: sealed)
QUERIES = (
    Query(),
    Query(text="кризис"),
    Query(text="№ 9"),
    Query(region="astana"),
    Query(hidden=True),
    Query(page=180),
)


def many(directory: Directory) -> Directory:
    """What ships, again and again, each with a name and a number of its own."""
    shipped = list(directory.services.values())
    services: dict[str, Service] = {}
    for number in range(COUNT):
        one = shipped[number % len(shipped)]
        phone = {"number": f"+7700{number:07}", "verified": "unverified", "checked_on": None}
        names = {"ru": f"Центр № {number}", "kk": f"Орталық № {number}"}
        made: Any = build(kind_of(one), dump(one) | {"id": f"c{number}", "phones": [phone], "name": names})
        services[made.id] = made
    return replace(directory, services=services)


async def lists(registry: Registry, rounds: int) -> list[float]:
    """The time of each page, in milliseconds."""
    times = []
    for _ in range(rounds):
        for query in QUERIES:
            started = time.perf_counter()
            await registry.entries(query)
            times.append((time.perf_counter() - started) * 1e3)
    return times


async def measure(url: str, rounds: int) -> tuple[float, float, float]:
    """Give the worst page in milliseconds, the import in seconds, the snapshot after it in milliseconds."""
    directory = load(Places().directory, today=NOW.date())
    big = many(directory)
    async with opened(url, secrecy=SECRECY, country=Country.of(directory)) as registry:
        started = time.perf_counter()
        await registry.seed(big, NOW)
        click.echo(f"seeding        {time.perf_counter() - started:6.1f} s")
        async with registry.writing() as shelf:
            person = Person(1, "Айгүл", Role.COORDINATOR, frozenset(), PersonState.ACTIVE)
            await shelf.put(Change(people=(person,)))
        times = await lists(registry, rounds)
        click.echo(f"page of a list {statistics.median(times):6.1f} ms, worst {max(times):.1f} ms of {len(times)}")
        changed: list[Any] = [
            build(kind_of(one), dump(one) | {"schedule": "24/7", "languages": ["kk", "ru"]})
            for one in big.services.values()
        ]
        started = time.perf_counter()
        plan = await registry.plan_import(changed, now=NOW)
        planned = time.perf_counter() - started
        words = list[int]()
        await registry.apply_import(1, plan, now=NOW, progress=lambda done, _: words.append(done), force=True)
        whole = time.perf_counter() - started
        click.echo(f"import         {whole:6.1f} s, dry run {planned:.1f} s of it, {len(words)} words of progress")
        started = time.perf_counter()
        await registry.snapshot(NOW)
        shown = (time.perf_counter() - started) * 1e3
        click.echo(f"snapshot       {shown:6.0f} ms")
        started = time.perf_counter()
        damages = await registry.verify()
        click.echo(f"proof          {time.perf_counter() - started:6.1f} s, {len(damages)} damages")
    return max(times), whole, shown


@click.command()
@click.option("--url", help="A database to measure in; it must be empty.")
@click.option("--rounds", default=20, show_default=True, help="Times each list is asked for.")
@click.option("--check", is_flag=True, help="Fail when a goal is missed.")
def main(*, url: str | None, rounds: int, check: bool) -> None:
    """Measure lists and imports of a registry of 10,000 entries."""
    with tempfile.TemporaryDirectory() as folder:
        page, load_, _ = asyncio.run(measure(url or f"sqlite:///{Path(folder) / 'registry.sqlite'}", rounds))
    if check and (page > PAGE_MS or load_ > IMPORT_S):
        raise click.ClickException("The registry is slower than its goals: 300 ms a page, 30 s an import.")


if __name__ == "__main__":
    main()
