"""A process that edits and imports without end, to be killed: `python -m tests.registry.victim URL`."""

import asyncio
import sys
from typing import Any

from bot.centres.model import Service
from bot.registry.fields import dump
from bot.registry.registry import Registry, opened
from tests.registry.book import NOW, A, B, country, value_of
from tests.registry.secrecy import SECRECY

MANY = 150
HOURS: tuple[Any, Any] = ("24/7", "unknown")


def batch(schedule: Any) -> list[Service]:
    """Many centres, all with the same hours."""
    one: Any = value_of(B, schedule=schedule)
    return [one.model_copy(update={"id": f"centre-{number:03}"}) for number in range(MANY)]


async def work(registry: Registry) -> None:
    turn = 0
    print("ready", flush=True)  # noqa: T201
    while True:
        turn += 1
        plan = await registry.plan_import(batch(HOURS[turn % 2]), now=NOW)
        await registry.apply_import(1, plan, now=NOW, progress=lambda _done, _total: None, force=True)
        for _ in range(5):
            entry: Any = await registry.entry(A, NOW.date())
            closed = entry.value.status.value == "active"
            await registry.set_closed(3, A, entry.version, closed=closed, until=NOW.date() if closed else None, now=NOW)


async def main(url: str) -> None:
    async with opened(url, secrecy=SECRECY, country=country()) as registry:
        await work(registry)


def whole(values: list[dict[str, Any]]) -> bool:
    """Whether an import is there in all entries or in none, and a closing with its end."""
    hours = {str(one["schedule"]) for one in values if one["id"].startswith("centre-")}
    ends = all((one["status"] == "temporarily closed") == (one["closed_until"] is not None) for one in values)
    return len(hours) == 1 and ends


def dumped(values: Any) -> list[dict[str, Any]]:
    return [dump(value) for value in values]


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
