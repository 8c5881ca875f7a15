"""CPU of one step: Senim as it runs, against a bare aiogram echo that makes the same Bot API calls.

Both bots poll the same kind of stand-in for Telegram over HTTP on this machine, each in its own process. People
send /start and press the buttons that were really sent, a number of them at once, each press as soon as the screen
has come. Rounds alternate between the bots, so that whatever else the machine does weighs on both; what counts is
the ratio inside a round. CPU is user and system time of the bot's process. Senim is `python -m bot run` with a
private Redis beside it, whose socket passes through a relay that counts round trips.
"""

import asyncio
import json
import secrets
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import click
import psutil
import uvloop
from redis.asyncio import Redis

from benchmarks import walk
from benchmarks.process import cpu, ready, spread
from benchmarks.relay import Relay
from benchmarks.sink import Person, Sink
from bot.vault.connection import connect
from bot.vault.embedded import EmbeddedRedis
from bot.whole import Whole

TARGET = 0.6  # CPU of a step, of the echo's
TRIPS = 1.01  # Redis round trips for a step; the hundredth is for the look each minute whether Redis is there
_SETTLE = 0.1  # seconds for what is still written behind the last answer
_AWAITED = {"/start": 1, "press": 2}  # calls that make an answer
_PAUSE = 0.03  # between steps, when the order of events is looked at


@dataclass
class Peer:
    """One bot under measurement."""

    name: str
    sink: Sink
    process: psutil.Process
    people: Iterator[Person]
    costs: list[float] = field(default_factory=list)  # ms a step, one a round
    pace: list[float] = field(default_factory=list)  # steps a second, one a round

    async def round(self, number: int, at_once: int) -> None:
        """Let so many people walk; note what a step cost."""
        before, steps, began = cpu(self.process), self.sink.steps, time.monotonic()
        await self.sink.walk(walk.some(self.people, number), at_once=at_once)
        lasted = time.monotonic() - began
        await asyncio.sleep(_SETTLE)
        made = self.sink.steps - steps
        self.costs.append((cpu(self.process) - before) * 1000 / made)
        self.pace.append(made / lasted)


@dataclass
class Report:
    """What was found."""

    senim: Peer
    echo: Peer
    trips: float = 0.0
    redis_cpu: float = 0.0
    commands: Counter[str] = field(default_factory=Counter)
    looked_at: int = 0
    early: int = 0

    @property
    def ratios(self) -> list[float]:
        """CPU of a step against the echo's, round by round."""
        return [ours / theirs for ours, theirs in zip(self.senim.costs, self.echo.costs, strict=True)]


async def measure(rounds: int, walks: int, at_once: int, seconds: float) -> Report:
    """Start both bots, look at the order of events, warm up, then alternate rounds until they or the time are over."""
    whole = walk.shipped()
    async with AsyncExitStack() as stack:
        events: list[str] = []
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="senim-")))
        url = await stack.enter_async_context(EmbeddedRedis())
        redis = connect(url)
        stack.push_async_callback(redis.aclose)
        relay = Relay(unquote(urlsplit(url).path), events.append)
        await relay.start(str(folder / "relay"))
        stack.callback(relay.stop)
        senim = await _senim(stack, whole, str(folder / "relay"), events)
        report = Report(senim, await _echo(stack, whole, folder / "pages.json"))

        await asyncio.sleep(_SETTLE)  # it looks once at start whether Redis is there
        events.clear()
        await senim.sink.walk(walk.some(senim.people, 3), at_once=1, pause=_PAUSE)
        report.looked_at, report.early = _early(events)
        for peer in (report.senim, report.echo):
            await peer.round(walks, at_once)
            peer.costs.clear()
            peer.pace.clear()
            peer.sink.calls.clear()
            peer.sink.polls = peer.sink.steps = 0

        server = psutil.Process((await redis.info("server"))["process_id"])
        commands, trips, redis_cpu = await _commands(redis), relay.trips, cpu(server)
        end = time.monotonic() + seconds
        while len(senim.costs) < rounds and time.monotonic() < end:
            for peer in (report.senim, report.echo):
                await peer.round(walks, at_once)
        report.redis_cpu = (cpu(server) - redis_cpu) * 1000 / senim.sink.steps
        report.trips = (relay.trips - trips) / senim.sink.steps
        report.commands = await _commands(redis) - commands
        return report


async def _senim(stack: AsyncExitStack, whole: Whole, socket: str, events: list[str]) -> Peer:
    sink = Sink(events.append)
    env = {
        "BOT_TOKEN": f"1:{secrets.token_hex(18)}",
        "TELEGRAM_API_BASE": await sink.start(),
        "REDIS_URL": f"unix://{socket}",
        "REDIS_UNVERIFIED": "accepted",
    }
    stack.callback(sink.stop)
    return Peer(
        "Senim",
        sink,
        await stack.enter_async_context(ready("-m", "bot", "run", env=env)),
        walk.people(whole),
    )


async def _echo(stack: AsyncExitStack, whole: Whole, pages: Path) -> Peer:
    sink = Sink()
    pages.write_text(json.dumps(walk.pages(whole)))  # noqa: ASYNC240 - nothing is measured yet
    words = ("-m", "benchmarks.echo", await sink.start(), str(pages))
    stack.callback(sink.stop)
    return Peer("echo", sink, await stack.enter_async_context(ready(*words)), walk.people(whole))


async def _commands(redis: Redis) -> Counter[str]:
    found: dict[str, Any] = await redis.info("commandstats")
    return Counter({name.removeprefix("cmdstat_"): stats["calls"] for name, stats in found.items()})


def _early(events: Sequence[str]) -> tuple[int, int]:
    """How many steps there were, and at how many Redis was asked before all calls of the answer had come."""
    steps = early = awaited = 0
    for event in events:
        if event in _AWAITED:
            steps, awaited = steps + 1, _AWAITED[event]
        elif event == "redis":
            early += awaited > 0
        else:
            awaited -= 1
    return steps, early


def show(report: Report) -> None:
    """Print the table."""
    peers = (report.senim, report.echo)

    def row(title: str, *cells: str) -> None:
        click.echo(f"{title:<34}" + "".join(f"{cell:>24}" for cell in cells))

    def calls(kind: str, first: str) -> list[str]:
        """HTTP calls of one kind of step, by how often its first call was made."""
        return [
            f"{sum(n for (of, _), n in p.sink.calls.items() if of == kind) / p.sink.calls[kind, first]:.2f}"
            for p in peers
        ]

    row("", *(peer.name for peer in peers), "ratio in a round")
    row("CPU ms a step", *(spread(peer.costs, 3) for peer in peers), spread(report.ratios, 2))
    row("steps a second", *(spread(peer.pace, 0) for peer in peers))
    row("steps", *(str(peer.sink.steps) for peer in peers), f"{len(report.ratios)} rounds")
    row("HTTP calls for a press", *calls("press", "editMessageText"))
    row("HTTP calls for /start", *calls("/start", "sendMessage"))
    row("getUpdates for a step", *(f"{peer.sink.polls / peer.sink.steps:.2f}" for peer in peers))
    row("Redis round trips for a step", f"{report.trips:.2f}", "0")
    row("Redis server, CPU ms a step", f"{report.redis_cpu:.3f}", "0")
    steps = report.senim.sink.steps
    inside = ", ".join(f"{name} {n / steps:.2f}" for name, n in report.commands.most_common() if n / steps >= 0.005)
    click.echo(f"Redis commands for a step: {inside} (all but eval run inside it, in the server)")
    click.echo(f"Order of events in {report.looked_at} steps: Redis asked before the answer in {report.early}.")


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--rounds", default=12, show_default=True, help="Rounds of each bot.")
@click.option("--walks", default=64, show_default=True, help="People in a round; each takes ten steps.")
@click.option("--at-once", default=32, show_default=True, help="People at once.")
@click.option("--seconds", default=45.0, show_default=True, help="No round begins after this long.")
@click.option(
    "--check",
    is_flag=True,
    help=f"Fail when the median ratio is over {TARGET}, or Redis is asked too early or too often.",
)
def main(*, rounds: int, walks: int, at_once: int, seconds: float, check: bool) -> None:
    """Measure and print."""
    report = uvloop.run(measure(rounds, walks, at_once, seconds))
    show(report)
    if check and statistics.median(report.ratios) > TARGET:
        raise click.ClickException(f"a step costs over {TARGET} of the echo's.")
    if check and (report.early or report.trips > TRIPS):
        raise click.ClickException(f"Redis is asked before the answer, or over {TRIPS} times a step.")


if __name__ == "__main__":
    main()
