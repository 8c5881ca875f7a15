"""Cold start and memory of `python -m bot sandbox`, and what of both is aiogram's alone.

A start is timed from the command until it says it is ready: Redis runs, the sandbox listens, the script, both
catalogues and the directory are checked. Memory is resident memory of the process and all its children (the shell
that keeps Redis, and the Redis server), as the kernel counts it; shared pages count in each. Beside it stand a
Python that only imports aiogram, and one that does nothing.
"""

import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

import click

from benchmarks.process import ready, spread

SECONDS = 6.0
MEMORY = 350.0
_MIB = 1024 * 1024
_SENIM = "python -m bot sandbox"
_WAITS = "import signal; print('ready', flush=True); signal.pause()"
_COMMANDS = {
    _SENIM: ("-m", "bot", "sandbox"),
    "import aiogram": ("-c", f"import aiogram; {_WAITS}"),
    "python alone": ("-c", _WAITS),
}


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds until ready, and MiB of each process then."""

    seconds: float
    memory: dict[str, float]

    @property
    def total(self) -> float:
        """MiB in all."""
        return sum(self.memory.values())


async def measure(times: int) -> dict[str, list[Start]]:
    """All commands by turns, after one start of each that does not count."""
    found: dict[str, list[Start]] = {name: [] for name in _COMMANDS}
    for number in range(times + 1):
        for name, words in _COMMANDS.items():
            made = await _start(words)
            if number:
                found[name].append(made)
    return found


async def _start(words: Sequence[str]) -> Start:
    began = time.monotonic()
    async with ready(*words) as process:
        seconds = time.monotonic() - began
        family = (process, *process.children(recursive=True))
        return Start(seconds, {one.name(): one.memory_info().rss / _MIB for one in family})


@click.command(help=__doc__, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--times", default=5, show_default=True, help="Starts of each, after a warm-up.")
@click.option("--check", is_flag=True, help=f"Fail when a median is over {SECONDS:.0f} s or {MEMORY:.0f} MiB.")
def main(*, times: int, check: bool) -> None:
    """Measure and print."""
    found = asyncio.run(measure(times))
    click.echo(f"{'':<24}{'s until ready':>22}{'MiB resident':>22}")
    for name, starts in found.items():
        seconds, memory = ([one.seconds for one in starts], [one.total for one in starts])
        click.echo(f"{name:<24}{spread(seconds, 2):>22}{spread(memory, 0):>22}")
    ours = found[_SENIM]
    parts = (f"{name} {statistics.median(one.memory[name] for one in ours):.0f}" for name in ours[0].memory)
    click.echo(f"MiB by process: {', '.join(parts)}")
    slow = statistics.median(one.seconds for one in ours) > SECONDS
    large = statistics.median(one.total for one in ours) > MEMORY
    if check and (slow or large):
        raise click.ClickException(f"over {SECONDS:.0f} s or {MEMORY:.0f} MiB.")


if __name__ == "__main__":
    main()
