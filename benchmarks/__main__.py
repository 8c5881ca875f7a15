"""All measurements, one after another, with what they were made on: `python -m benchmarks`. About two minutes."""

import os
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import version

import click

from benchmarks import cold, reach, step

_LIBRARIES = ("aiogram", "aiohttp", "pydantic", "redis", "hiredis", "uvloop", "orjson", "cryptography")


def main() -> None:
    """Run all three; exit code 1 when a target is missed."""
    load = ", ".join(f"{one:.2f}" for one in os.getloadavg())
    click.echo(
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores {platform.machine()}, load before: {load};"
        f" Python {platform.python_version()}, {', '.join(f'{name} {version(name)}' for name in _LIBRARIES)}"
    )
    missed = []
    for name, command in (("reach", reach.main), ("cold", cold.main), ("step", step.main)):
        click.echo(f"\n— {name}")
        try:
            command(["--check"], standalone_mode=False)
        except click.ClickException as error:
            missed.append(f"{name}: {error.message}")
    click.echo("\n" + ("\n".join(missed) or "All targets are met."))
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
