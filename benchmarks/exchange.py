"""A spreadsheet of 10,000 services: written, read, and read as CSV, TOML and HSDS.

Each figure is the median of three runs; nothing here touches a network or a disk.
"""

import statistics
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import click

from bot.centres.directory import Directory, load
from bot.exchange.archive import pack
from bot.exchange.reading import LARGEST, read
from bot.exchange.writing import Form, write
from bot.whole import Places

ROWS = 10_000
GOAL = 10.0  # seconds for the spreadsheet
TODAY = date(2026, 11, 20)


def crowded(directory: Directory, count: int) -> Directory:
    """The directory with its services over and over, each with an id and a name of its own."""
    known = list(directory.services.values())
    made = {}
    for number in range(count):
        one = known[number % len(known)]
        made[f"s-{number}"] = one.model_copy(update={"id": f"s-{number}", "phones": ()})
    return replace(directory, services=made)


def timed(action: Callable[[], object], rounds: int = 3) -> float:
    """Give the median of the seconds of the processor it takes: other work on the machine does not count."""
    taken = list[float]()
    for _ in range(rounds):
        began = time.process_time()
        action()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


@click.command()
@click.option("--check", is_flag=True, help="End with exit code 1 when the goal is missed.")
def main(*, check: bool) -> None:
    """Measure."""
    directory = load(Places().directory, today=TODAY)
    many = crowded(directory, ROWS)
    spreadsheet = 0.0
    for form in (Form.XLSX, Form.CSV, Form.TOML, Form.HSDS):
        files = write(many, form, "ru")
        data = next(iter(files.values())) if len(files) == 1 else pack(files)
        name = next(iter(files)) if len(files) == 1 else "all.zip"
        size, parsed = len(data) / 2**20, read(name, data, directory, TODAY)
        if len(data) > LARGEST:
            click.echo(f"{form:5} {size:6.1f} MB: more than may be brought ({parsed.issues[0].code})")
            continue
        assert parsed.issues == (), parsed.issues[:3]
        seconds = timed(partial(read, name, data, directory, TODAY))
        tracemalloc.start()
        read(name, data, directory, TODAY)
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        click.echo(f"{form:5} {size:6.1f} MB, {len(parsed.entries)} entries: {seconds:.1f} s, at most {peak:.0f} MiB")
        spreadsheet = seconds if form is Form.XLSX else spreadsheet
    if check and spreadsheet > GOAL:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
