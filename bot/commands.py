"""Commands that ask and change nothing: places, words, coverage, exports, what is due to be read, links of posters."""

import io
import json
import os
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from bot.settings import Settings, read

if TYPE_CHECKING:
    from bot.whole import Places
    from bot.words.statements import Statement

_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)
FORMS = ("toml", "csv", "xlsx", "hsds", "geojson", "calls")  # those of bot/exchange/writing.py


def _lines(text: str | None) -> Iterable[str]:
    """The text alone, or what comes in. A line ends with a line feed and nothing else, so that answers stay in step."""
    if text is not None:
        return [text]
    if sys.stdin is None:
        raise click.UsageError("Вход закрыт: дайте строки на входе или сообщение в кавычках.")
    return io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace", newline="\n")


def places_of(settings: Settings) -> "Places":
    """Where script, words and directory lie with these settings."""
    from bot.whole import Places

    return Places(directory=settings.data_dir / "directory") if settings.data_dir else Places()


@click.command()
@click.argument("screen", required=False)
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="As if today were this day.")
def review(screen: str | None, day: datetime | None) -> None:
    """Какие слова пора прочесть: кто за них отвечает, до какого дня, о чём спросить носителя казахского.

    С именем экрана или группы общих слов (SCREEN): что записать в locales/statements/, когда его слова прочли.
    """
    from bot.book.meanings import OWNERS
    from bot.book.reading import messages
    from bot.script.loader import load
    from bot.whole import Places
    from bot.words.statements import due, read_statements
    from bot.words.sync import NATIVE

    places, today = Places(), (day or datetime.now(UTC)).date()
    statements = read_statements(places.locales, load(places.flows))
    if screen is not None:
        _print_marks(places, statements, screen, today)
        return
    waiting = list(due(statements, today))
    for name, statement in waiting:
        term = "срок вышел" if statement.review_by <= today else f"до {statement.review_by:%d.%m.%Y}"
        seen = f"читали {statement.reviewed:%d.%m.%Y}" if statement.reviewed else "не читал никто"
        native = f"казахский читали {statement.native:%d.%m.%Y}" if statement.native else "казахский не читал никто"
        click.echo(f"{name:24} {OWNERS[statement.owner]:24} {term:16} {seen}; {native}")
    notes = {key: " ".join(message.notes) for key, message in messages(places.locales).items()}
    asked = [(key, note.partition(NATIVE)[2].strip()) for key, note in notes.items() if NATIVE in note]
    for key, question in asked:
        click.echo(f"{key:24} {'носитель казахского':24} {question}")
    late = sum(statement.review_by <= today for _, statement in waiting)
    click.echo(
        f"\nЭкранов и групп общих слов {len(statements)}: ждут чтения {len(waiting)}, срок вышел у {late}. "
        f"Вопросов к носителю казахского: {len(asked)}."
    )


def _print_marks(places: "Places", statements: "Mapping[str, Statement]", screen: str, today: date) -> None:
    from bot.book.meanings import OWNERS
    from bot.script.facts import Language
    from bot.script.loader import load
    from bot.words.catalogue import read as read_catalogue
    from bot.words.standing import words_of
    from bot.words.written import messages

    if screen not in statements:
        raise click.UsageError(f"Экрана или группы «{screen}» нет. Имена выводит python -m bot review.")
    flow, _, name = screen.partition("/")
    written = {language: messages(read_catalogue(places.locales, language)) for language in Language}
    words = words_of(load(places.flows), written, screen)
    click.echo(f"locales/statements/{flow}.toml, часть [{name}]:")
    for mark, reader in (("reviewed", OWNERS[statements[screen].owner]), ("native", "редактор-носитель казахского")):
        click.echo(f'{mark} = {today}  # если прочёл {reader}\n{mark}_words = "{words}"')


@click.command()
@click.argument("name")
def links(name: str) -> None:
    """Ссылки для плакатов и партнёров: NAME — имя бота без @. Слова в ссылке нейтральные."""
    from bot.script.facts import Language, Who
    from bot.talk.link import Link, write
    from bot.whole import Places
    from bot.whole import read as read_whole

    places = Places()
    world = read_whole(places, datetime.now(UTC).date()).world
    branches: dict[Who | None, str] = {
        None: "",
        Who.OTHER: "о другом",
        Who.MINOR: "младше 18",
        Who.OWN: "о своих поступках",
    }
    regions: dict[str | None, str] = {None: "", **{region.kato: region.name.ru for region in world.directory.regions}}
    for place, region in regions.items():
        for language in Language:
            for who, branch in branches.items():
                said = ", ".join(word for word in (region, language.value, branch) if word)
                click.echo(f"https://t.me/{name}?start={write(world, Link(language, place, who))}\t{said}")


@click.command()
@click.argument("text", required=False)
@click.option("--jsonl", is_flag=True, help="One message a line, or TEXT alone: print one JSON object each.")
def hear(*, text: str | None, jsonl: bool) -> None:
    """Понять, о чём сообщение, и показать, почему: python -m bot hear "он ломает дверь"."""
    if text is None and not jsonl:
        raise click.UsageError("Дайте сообщение в кавычках или --jsonl и строки на входе.")
    from bot.centres.directory import load, load_settlements
    from bot.hearing.ear import Ear

    folder = places_of(read(os.environ)).directory
    ear = Ear.build(folder, load(folder, today=datetime.now(UTC).date()), load_settlements(folder))
    if text is not None and not jsonl:
        heard, meant = ear.listener.explain(text), ear.text(text)
        click.echo(f"Вид: {meant.kind}")
        if meant.topic:
            click.echo(f"Тема: {meant.topic}")
        click.echo("Похоже на: " + ", ".join(f"{kind} {weight:+.2f}" for kind, weight in heard.like))
        for word, classes in heard.words:
            click.echo(f"  {word}: {', '.join(classes) or '—'}")
        return
    for line in _lines(text):
        message = line.rstrip("\r\n")
        click.echo(json.dumps({"text": message, "kind": ear.text(message).kind}, ensure_ascii=False))


@click.command()
@click.argument("text", required=False)
@click.option("--jsonl", is_flag=True, help="One query a line, or TEXT alone: print one JSON object each.")
@click.option("--coords", is_flag=True, help="One `lat,lon` a line, or TEXT alone: print one JSON object each.")
def where(*, text: str | None, jsonl: bool, coords: bool) -> None:
    """Понять, какое место названо, и показать, почему: python -m bot where "Қаскелең"."""
    if text is None and not (jsonl or coords):
        raise click.UsageError("Назовите место в кавычках или дайте --jsonl (--coords) и строки на входе.")
    if jsonl and coords:
        raise click.UsageError("Дайте что-то одно: --jsonl для названий или --coords для точек.")
    lines = _lines(text)
    if coords:
        _where_points(lines)
        return
    from bot.centres.directory import load, load_settlements
    from bot.places.explain import sentences
    from bot.places.search import Places
    from bot.places.vocabulary import load as load_vocabulary

    folder = places_of(read(os.environ)).directory
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
    from bot.centres.directory import load_settlements
    from bot.places.points import Kind, load, locate
    from bot.places.points import read as read_point

    folder = places_of(read(os.environ)).directory
    points = load(folder, load_settlements(folder))
    watched = sys.stderr.isatty()
    for line in lines:
        query = line.rstrip("\r\n")
        found = locate(points, *read_point(query))
        click.echo(json.dumps(found.as_json(query), ensure_ascii=False))
        if watched and found.kind is Kind.INVALID:
            click.echo("Нужны широта и долгота в градусах, между ними запятая, в дробях точка: 51.13,71.43", err=True)


@click.command()
@click.option("--language", type=click.Choice(["ru", "kk"]), default="ru", show_default=True, help="Of the table.")
@click.option("--csv", "csv_file", type=_FILE, help="Write CSV for a spreadsheet.")
@click.option("--svg", "svg_file", type=_FILE, help="Draw the picture, in both languages.")
@click.option("--png", "png_file", type=_FILE, help="The picture as PNG.")
def coverage(
    language: Literal["ru", "kk"], csv_file: Path | None, svg_file: Path | None, png_file: Path | None
) -> None:
    """Где не хватает помощи: люди, центры и расстояния по регионам."""
    from bot.centres.directory import load, load_settlements
    from bot.coverage.count import count
    from bot.coverage.picture import svg
    from bot.coverage.png import NoRendererError, png
    from bot.coverage.table import table, text

    folder = places_of(read(os.environ)).directory
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


@click.command()
@click.option(
    "--format", "form", type=click.Choice(FORMS), required=True, help="calls: sheets to print before phoning."
)
@click.option("--out", type=_FOLDER, required=True, help="Folder the files are written to; made if need be.")
@click.option("--language", type=click.Choice(["ru", "kk"]), default="ru", show_default=True, help="Of xlsx.")
def export(form: str, out: Path, language: Literal["ru", "kk"]) -> None:
    """Выгрузить справочник: файлы для git, таблицы, HSDS 3, карта городов или листы звонков."""
    from bot.centres.directory import load
    from bot.exchange.writing import Form, write

    directory = load(places_of(read(os.environ)).directory, today=datetime.now(UTC).date())
    for name, data in write(directory, Form(form), language).items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        click.echo(path)
