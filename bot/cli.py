"""The command line: what each kind of reader runs. Errors are one sentence; tracebacks only with --debug."""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, NoReturn

import click

from bot.commands import hear, links, review
from bot.hardening import harden
from bot.issue import BrokenError
from bot.settings import Settings, SettingsError, describe, read
from bot.vault.embedded import RedisNotFound
from bot.vault.keyfile import KeyFileError

_EXPECTED = (SettingsError, KeyFileError, RedisNotFound, OSError)
_DEBUG = "senim.debug"
_FILE = click.Path(dir_okay=False, path_type=Path)


class _Group(click.Group):
    """Turns everything that can go wrong into one sentence and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenError as error:
            _stop(ctx, f"{error}\n\nНайдено ошибок: {len(error.issues)}. Senim не запускается, пока они есть.")
        except _EXPECTED as error:
            _stop(ctx, str(error) or type(error).__name__)
        except Exception as error:  # noqa: BLE001 - the last resort: a sentence, not a screen of code
            _stop(ctx, f"Unexpected {type(error).__name__}. Run again with --debug to see where.")


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


main.add_command(hear)


def _settings() -> Settings:
    return read(os.environ)


def _with_token() -> Settings:
    settings = _settings()
    if settings.bot_token is None:
        raise SettingsError("BOT_TOKEN is not set: set it (or BOT_TOKEN_FILE), or run `python -m bot sandbox`.")
    return settings


def _places(settings: Settings) -> Any:
    from bot.whole import Places

    return Places(directory=settings.data_dir / "directory") if settings.data_dir else Places()


def _started() -> Callable[[], None]:
    def ready() -> None:
        click.echo("Senim is ready: serving on Telegram. Stop with Ctrl+C.")

    return ready


def _run(serving: Coroutine[Any, Any, None]) -> None:
    """On uvloop, which spends a little less over TLS; on asyncio's own loop where uvloop is not made for."""
    new_loop: Callable[[], asyncio.AbstractEventLoop] = asyncio.new_event_loop
    with suppress(ImportError):
        from uvloop import new_event_loop as new_loop
    with asyncio.Runner(loop_factory=new_loop) as runner:
        runner.run(serving)


@main.command()
def run() -> None:
    """Serve people on Telegram with the settings given."""
    harden()
    settings = _with_token()
    from bot import app, log
    from bot.whole import listen
    from bot.whole import read as read_whole

    log.set_up(settings.log_level)
    places = _places(settings)
    whole = read_whole(places, app.now().date())
    _run(app.serve(settings, whole, listen(places, whole), _started()))


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
    harden()
    settings = _settings()
    from bot import app, log
    from bot.whole import listen
    from bot.whole import read as read_whole

    log.set_up(settings.log_level)
    places = _places(settings)
    whole = read_whole(places, app.now().date())
    _run(
        app.serve_sandbox(
            settings, whole, listen(places, whole), port, lambda url: click.echo(f"Senim is ready: {url}")
        )
    )


@main.command()
def check() -> None:
    """Проверить сценарий, слова и справочник: что не так и что с этим делать."""
    from datetime import UTC, datetime

    from bot.whole import listen
    from bot.whole import read as read_whole

    places = _places(_settings())
    whole = read_whole(places, datetime.now(UTC).date())
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
    from bot.whole import Places
    from bot.words.sync import sync

    new, gone, stale = sync(Places().locales, load(Places().flows))
    click.echo(f"Новых сообщений: {new}, убрано: {gone}, устарело: {stale}.")


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


@main.command()
@click.argument("text", required=False)
@click.option("--jsonl", is_flag=True, help="One query a line, or TEXT alone: print one JSON object each.")
@click.option("--coords", is_flag=True, help="One `lat,lon` a line, or TEXT alone: print one JSON object each.")
def where(*, text: str | None, jsonl: bool, coords: bool) -> None:
    """Понять, какое место названо, и показать, почему: python -m bot where "Қаскелең"."""
    if text is None and not (jsonl or coords):
        raise click.UsageError("Назовите место в кавычках или дайте --jsonl (--coords) и строки на входе.")
    if jsonl and coords:
        raise click.UsageError("Дайте что-то одно: --jsonl для названий или --coords для точек.")
    lines = [text] if text is not None else click.open_file("-", encoding="utf-8", errors="replace")
    if coords:
        _where_points(lines)
        return
    import json
    from datetime import UTC, datetime

    from bot.centres.directory import load, load_settlements
    from bot.places.explain import sentences
    from bot.places.search import Places
    from bot.places.vocabulary import load as load_vocabulary

    folder = _places(_settings()).directory
    directory = load(folder, today=datetime.now(UTC).date())
    places = Places.build(directory, load_settlements(folder), *load_vocabulary(folder))
    if text is not None and not jsonl:
        names = {region.code: region.name.ru for region in directory.regions}
        click.echo("\n".join(sentences(places.find(text), names)))
        return
    for line in lines:
        query = line.rstrip("\r\n")
        click.echo(json.dumps(places.find(query).as_json(query), ensure_ascii=False))


def _where_points(lines: Iterable[str]) -> None:
    import json

    from bot.centres.directory import load_settlements
    from bot.places.points import Kind, load, locate, read

    folder = _places(_settings()).directory
    points = load(folder, load_settlements(folder))
    watched = sys.stderr.isatty()
    for line in lines:
        query = line.rstrip("\r\n")
        found = locate(points, *read(query))
        click.echo(json.dumps(found.as_json(query), ensure_ascii=False))
        if watched and found.kind is Kind.INVALID:
            click.echo("Нужны широта и долгота в градусах, между ними запятая, в дробях точка: 51.13,71.43", err=True)


@main.command()
@click.option("--language", type=click.Choice(["ru", "kk"]), default="ru", show_default=True, help="Of the table.")
@click.option("--csv", "csv_file", type=_FILE, help="Write CSV for a spreadsheet.")
@click.option("--svg", "svg_file", type=_FILE, help="Draw the picture, in both languages.")
@click.option("--png", "png_file", type=_FILE, help="The picture as PNG.")
def coverage(
    language: Literal["ru", "kk"], csv_file: Path | None, svg_file: Path | None, png_file: Path | None
) -> None:
    """Где не хватает помощи: люди, центры и расстояния по регионам."""
    from datetime import UTC, datetime

    from bot.centres.directory import load, load_settlements
    from bot.coverage.count import count
    from bot.coverage.picture import svg
    from bot.coverage.png import NoRendererError, png
    from bot.coverage.table import table, text

    folder = _places(_settings()).directory
    rows = count(load(folder, today=datetime.now(UTC).date()), load_settlements(folder))
    if not (csv_file or svg_file or png_file):
        click.echo(text(rows, language))
    if csv_file:
        csv_file.write_text(table(rows), "utf-8-sig")  # the mark tells a spreadsheet the letters
    if svg_file:
        svg_file.write_text(svg(rows), "utf-8")
    if png_file:
        try:
            png_file.write_bytes(png(svg(rows, dark=False)))
        except NoRendererError as error:
            raise click.ClickException(str(error)) from None


main.add_command(review)
main.add_command(links)
