"""The command line: what each kind of reader runs. Errors are one sentence; tracebacks only with --debug."""

import asyncio
import gc
import os
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from bot.commands import coverage, export, hear, links, places_of, review, where
from bot.hardening import harden
from bot.issue import BrokenError
from bot.registry_cli import registry
from bot.settings import Settings, SettingsError, describe, read
from bot.vault.keyfile import KeyFileError, read_key_file

_EXPECTED = (SettingsError, KeyFileError, OSError)
_DEBUG = "senim.debug"


class _Group(click.Group):
    """Turns everything that can go wrong into one sentence and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # click says what is to be said of them
        except BrokenError as error:
            _stop(ctx, f"{_told(error)} Исправьте их.")
        except _EXPECTED as error:
            _stop(ctx, str(error) or type(error).__name__)
        except Exception as error:  # noqa: BLE001 - the last resort: a sentence, not a screen of code
            _stop(ctx, f"Unexpected {type(error).__name__}. Run again with --debug to see where.")


def _told(error: Exception) -> str:
    """What is wrong with script, words or directory, for whoever edits them."""
    if isinstance(error, BrokenError):
        return f"{error}\n\nНайдено ошибок: {len(error.issues)}."
    return f"Script, words or directory cannot be read: {type(error).__name__}."


def _stop(ctx: click.Context, sentence: str) -> NoReturn:
    if ctx.params.get("debug"):
        raise  # noqa: PLE0704 - called while the error is being handled
    click.echo(sentence, err=True)
    sys.exit(1)


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=f"\b\nSettings (environment variables):\n{describe()}",
)
@click.option("--debug", is_flag=True, help="Show where an error came from.")
def main(*, debug: bool) -> None:
    """Senim: an anonymous help-seeking bot for Kazakhstan, in Russian and Kazakh."""


def _settings() -> Settings:
    return read(os.environ)


def _with_token() -> Settings:
    settings = _settings()
    if settings.bot_token is None:
        raise SettingsError("BOT_TOKEN is not set: set it (or BOT_TOKEN_FILE), or run `python -m bot sandbox`.")
    return settings


def _look_at_key(settings: Settings) -> None:
    """Say what is wrong with the sealing key file; the bot serves without it."""
    if settings.seal_key_file is not None:
        try:
            read_key_file(settings.seal_key_file)
        except KeyFileError as error:
            _tell(str(error), err=True)


def _started() -> Callable[[], None]:
    def ready() -> None:
        _tell("Senim is ready: serving on Telegram. Stop with Ctrl+C.")

    return ready


def _tell(text: str, *, err: bool = False) -> None:
    """Say it, if anybody can be told: a full disk behind standard output is no reason not to serve people."""
    with suppress(OSError):
        click.echo(text, err=err)


def _run(serving: Coroutine[Any, Any, None]) -> None:
    """On uvloop, which spends a little less over TLS; on asyncio's own loop where uvloop is not made for."""
    new_loop: Callable[[], asyncio.AbstractEventLoop] = asyncio.new_event_loop
    with suppress(ImportError):
        from uvloop import new_event_loop as new_loop
    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(serving)


def _begin() -> None:
    """What a start makes stays for ever: to look it through for garbage again and again costs a second.

    `app.serve` looks once and turns it on.
    """
    gc.disable()
    harden()


@main.command()
def run() -> None:
    """Serve people on Telegram with the settings given."""
    _begin()
    settings = _with_token()
    from bot import app, log
    from bot.whole import read_what_can_be

    log.set_up(settings.log_level)
    served = read_what_can_be(places_of(settings), app.now().date())
    if served.fault is not None:
        _tell(_told(served.fault), err=True)
    _look_at_key(settings)
    _run(app.serve(settings, served, _started()))


@main.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default="a free one",
    help="Port of the chat page, on this machine only.",
)
def sandbox(port: int) -> None:
    """Try everything without a token: the real bot, and a chat page in the browser in place of Telegram."""
    _begin()
    settings = _settings()
    from bot import app, log
    from bot.whole import Served, listen
    from bot.whole import read as read_whole

    log.set_up(settings.log_level)
    places = places_of(settings)
    whole = read_whole(places, app.now().date())

    def ready(people: str, staff: str) -> None:
        click.echo(f"Senim is ready: {people}")
        click.echo(f"For those who keep the directory: {staff}")

    _run(app.serve_sandbox(settings, Served(whole, listen(places, whole)), port, ready))


@main.command()
def check() -> None:
    """Проверить сценарий, слова и справочник: что не так и что с этим делать."""
    from datetime import UTC, datetime

    from bot.staff.catalogue import words as read_staff_words
    from bot.whole import listen
    from bot.whole import read as read_whole

    places = places_of(_settings())
    whole = read_whole(places, datetime.now(UTC).date())
    read_staff_words(places.locales)
    listen(places, whole)
    world = whole.world
    click.echo(
        f"Всё в порядке: экранов {len(world.script.screens)}, записей справочника {len(world.directory.services)},"
        f" линий {len(world.directory.lines)}, языков 2."
    )


@main.group()
def words() -> None:
    """The two catalogues."""


@words.command("compile")
def compile_words() -> None:
    """Compile both catalogues; the bot starts only with compiled ones."""
    from bot.whole import Places
    from bot.words.catalogue import compile_all

    compile_all(Places().locales)


@words.command("sync")
def sync_words() -> None:
    """Add what the script newly asks for, drop what it does not, mark what went stale."""
    from bot.script.loader import load
    from bot.staff.keys import domain as staff
    from bot.whole import Places
    from bot.words.domain import talk
    from bot.words.sync import sync

    for domain in (talk(load(Places().flows)), staff()):
        new, gone, stale = sync(Places().locales, domain)
        click.echo(f"{domain.name}: новых сообщений {new}, убрано {gone}, устарело {stale}.")


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Only say whether the book is current.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Where. Default: docs/book.html")
def book(*, only_check: bool, output: Path | None) -> None:
    """Write the whole conversation, in both languages, as one page for people who do not read code."""
    from datetime import UTC, datetime

    from bot.book.book import make
    from bot.whole import ROOT, Places
    from bot.whole import read as read_whole

    places = Places()
    whole = read_whole(places, datetime.now(UTC).date())
    made = make(
        whole.world, whole.words, flows=places.flows, locales=places.locales, directory=places.directory
    ).encode()
    path = output or ROOT / "docs" / "book.html"
    if not only_check:
        path.write_bytes(made)
    elif not path.exists() or path.read_bytes() != made:
        where = output or "docs/book.html"
        click.echo(f"{where} отстал от сценария, слов или справочника: выполните make book.", err=True)
        sys.exit(1)
    click.echo("Книга соответствует сценарию, словам и справочнику.")


@main.command()
@click.argument("tables", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Only say whether directory/ is what the tables give.")
def facts(tables: Path, *, only_check: bool) -> None:
    """Make directory/ anew from a folder of fact tables."""
    from bot.centres.facts import convert, stale
    from bot.whole import Places

    folder = Places().directory
    if not only_check:
        convert(tables, folder)
    elif behind := stale(tables, folder):
        raise click.ClickException(
            f"directory/ is behind its tables: {', '.join(behind)}. Run `facts` without --check."
        )
    click.echo("directory/ is what the tables give.")


for command in (where, hear, coverage, export, review, links, registry):
    main.add_command(command)
