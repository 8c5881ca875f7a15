"""The list of a coordinator with 10,000 entries, as a browser gets it: a whole page over HTTP, on loopback.

Made on SQLite in a temporary folder; with --url on a PostgreSQL database that is empty.
"""

import asyncio
import socket
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import click
from aiohttp import ClientSession

from benchmarks.registry import NOW, SECRECY, many
from bot.centres.directory import load
from bot.registry.case import Country
from bot.registry.model import Change, Person
from bot.registry.registry import opened
from bot.registry.words import PersonState, Role
from bot.staff.catalogue import words
from bot.staff.door import serving
from bot.staff.paper import Paper
from bot.staff.parts import Parts
from bot.whole import Places, read

PAGE_MS = 300.0
LISTS = (
    "/entries",
    "/entries?page=200",
    "/entries?text=%D0%BA%D1%80%D0%B8%D0%B7%D0%B8%D1%81",  # кризис
    "/entries?text=%E2%84%96+9",  # № 9
    "/entries?region=astana",
    "/entries?state=hidden",
    "/entries?text=nothing+like+it&region=pavlodar",
)


async def measure(url: str, rounds: int) -> dict[str, list[float]]:
    """The time of each list, in milliseconds, the first look at it among them."""
    shipped = load(Places().directory, today=NOW.date())
    whole = read(Places(), NOW.date())
    listening = socket.create_server(("127.0.0.1", 0))
    origin = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with opened(url, secrecy=SECRECY, country=Country.of(shipped)) as registry:
        await registry.seed(many(shipped), NOW)
        async with registry.writing() as shelf:
            await shelf.put(Change(people=(Person(1, "Айгүл", Role.COORDINATOR, frozenset(), PersonState.ACTIVE),)))
        token = await registry.start_session(1, now=NOW)
        paper = Paper(words(Places().locales))
        now = NOW + timedelta(seconds=1)
        parts = Parts(registry, whole.world, whole.words, paper, lambda: now, "", origin, str)
        async with serving(parts, listening), ClientSession(cookies={"staff": token}) as client:
            times: dict[str, list[float]] = {}
            for _ in range(rounds):
                for path in LISTS:
                    started = time.perf_counter()
                    async with client.get(f"{origin}{path}") as answer:
                        answer.raise_for_status()
                        await answer.read()
                    times.setdefault(path, []).append((time.perf_counter() - started) * 1e3)
    return times


@click.command()
@click.option("--url", help="A database to measure in; it must be empty.")
@click.option("--rounds", default=20, show_default=True, help="Times each list is asked for.")
@click.option("--check", is_flag=True, help="Fail when the goal is missed.")
def main(*, url: str | None, rounds: int, check: bool) -> None:
    """Measure the list page of a registry of 10,000 entries over HTTP."""
    with tempfile.TemporaryDirectory() as folder:
        times = asyncio.run(measure(url or f"sqlite:///{Path(folder) / 'registry.sqlite'}", rounds))
    for path, took in times.items():
        click.echo(f"{path:60} {statistics.median(took):6.1f} ms, worst {max(took):6.1f} ms of {len(took)}")
    every = [one for took in times.values() for one in took]
    click.echo(f"{'all':60} {statistics.median(every):6.1f} ms, worst {max(every):6.1f} ms of {len(every)}")
    if check and max(every) > PAGE_MS:
        raise click.ClickException("The list is slower than its goal: 300 ms a page.")


if __name__ == "__main__":
    main()
