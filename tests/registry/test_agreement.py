"""The real registry and the plain book of rules, given the same play, come to the same: word by word and row by row."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.registry.model import Conflict, Refused
from bot.registry.registry import Registry
from tests.registry.book import Book, seen_contacts
from tests.registry.play import ONES, Play, Step, on_book

STEPS = 60


def silent(_done: int, _total: int) -> None:
    """Nobody watches."""


async def one(registry: Registry, now: datetime, what: str, **given: Any) -> str:
    name, words = ONES[what]
    return f"version {(await getattr(registry, name)(now=now, **given, **words)).version}"


async def load(registry: Registry, now: datetime, by: int, values: list[Any]) -> str:
    plan = await registry.plan_import(values, now=now)
    return f"import {(await registry.apply_import(by, plan, now=now, progress=silent, force=True)).id}"


async def propose(registry: Registry, now: datetime, **given: Any) -> str:
    return f"proposed {(await registry.propose(now=now, **given)).id}"


async def new(registry: Registry, now: datetime, by: int, value: Any) -> str:
    return f"proposed {(await registry.propose_entry(by, value, now=now)).id}"


async def approve(registry: Registry, now: datetime, **given: Any) -> str:
    return (await registry.approve(now=now, **given)).state


async def end(registry: Registry, now: datetime, name: str, by: int, proposal_id: int) -> str:
    return (await getattr(registry, name)(by, proposal_id, now=now)).state  # type: ignore[no-any-return]


async def move(registry: Registry, now: datetime, name: str, by: int, person_id: int) -> str:
    return (await getattr(registry, name)(by, person_id, now=now)).state  # type: ignore[no-any-return]


async def freeze(registry: Registry, now: datetime, by: int, entry_id: str, *, frozen: bool) -> str:
    return f"frozen {(await registry.freeze(by, entry_id, frozen=frozen, now=now)).frozen}"


async def wait(registry: Registry, now: datetime, seconds: int) -> str:
    return f"settled {await registry.settle(now)}"


TRIES: dict[str, Callable[..., Awaitable[str]]] = {
    "propose": propose,
    "approve": approve,
    "end": end,
    "one": one,
    "move": move,
    "freeze": freeze,
    "new": new,
    "import": load,
    "wait": wait,
}


async def on_registry(registry: Registry, step: Step, now: datetime) -> str:
    try:
        return await TRIES[step[0]](registry, now, **step[1])
    except Refused as refused:
        return f"refused {refused.reason}"
    except Conflict:
        return "conflict"


async def agrees(registry: Registry, seed: int, steps: int) -> None:
    book = Book()
    play = Play(seed, book)
    for number in range(steps):
        play.now += timedelta(seconds=1)
        step = play.draw()
        if step[0] == "wait":
            play.now += timedelta(seconds=step[1]["seconds"])
        by_rules = on_book(book, step, play.now)
        assert await on_registry(registry, step, play.now) == by_rules, (seed, number, step)
    seen = await registry.snapshot(play.now)
    book.settle(play.now)
    shown = {entry.id: entry.value for entry in book.entries.values() if not entry.hidden and not entry.proposed}
    assert {value.id: value for value in (*seen.lines, *seen.services)} == shown
    assert {value.id: seen_contacts(value) for value in seen.services} == {
        id_: found for id_, found in book.contacts().items() if id_ in {value.id for value in seen.services}
    }
    for proposal in book.proposals.values():
        assert await registry.proposal(proposal.id) == proposal
    assert {one.id: one for one in await registry.staff()} == book.people
    assert await registry.verify() == ()


@pytest.mark.parametrize("seed", range(4))
async def test_a_play_on_both(registry: Registry, seed: int) -> None:
    await agrees(registry, seed, STEPS)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 160))
async def test_many_plays_on_both(registry: Registry, seed: int) -> None:
    await agrees(registry, seed, 5 * STEPS)
