"""Commands of those who keep the words: what is heard, what is due to be read again, the links of posters."""

import json
import os
from datetime import UTC, datetime

import click


@click.command()
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="As if today were this day.")
def review(day: datetime | None) -> None:
    """Какие слова пора прочесть: кто за них отвечает, до какого дня, о чём спросить носителя казахского."""
    from bot.book.meanings import OWNERS
    from bot.book.reading import messages
    from bot.script.loader import load
    from bot.whole import Places
    from bot.words.statements import due, read_statements
    from bot.words.sync import NATIVE

    places, today = Places(), (day or datetime.now(UTC)).date()
    statements = read_statements(places.locales, load(places.flows))
    waiting = list(due(statements, today))
    for name, statement in waiting:
        term = "срок вышел" if statement.review_by <= today else f"до {statement.review_by:%d.%m.%Y}"
        seen = f"читали {statement.reviewed:%d.%m.%Y}" if statement.reviewed else "не читал никто"
        click.echo(f"{name:24} {OWNERS[statement.owner]:24} {term:16} {seen}")
    notes = {key: " ".join(message.notes) for key, message in messages(places.locales).items()}
    asked = [(key, note.partition(NATIVE)[2].strip()) for key, note in notes.items() if NATIVE in note]
    for key, question in asked:
        click.echo(f"{key:24} {'носитель казахского':24} {question}")
    late = sum(statement.review_by <= today for _, statement in waiting)
    click.echo(
        f"\nЭкранов {len(statements)}: ждут чтения {len(waiting)}, срок вышел у {late}. "
        f"Вопросов к носителю казахского: {len(asked)}."
    )


@click.command()
@click.argument("name")
def links(name: str) -> None:
    """Ссылки для плакатов и партнёров: NAME — имя бота без @. Слова в ссылке нейтральные."""
    from bot.script.facts import Language, Who
    from bot.talk.link import Link, write
    from bot.whole import Places, read

    places = Places()
    world = read(places, datetime.now(UTC).date()).world
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
@click.option("--jsonl", is_flag=True, help="Read one message a line, print one JSON object a line.")
def hear(*, text: str | None, jsonl: bool) -> None:
    """Понять, о чём сообщение, и показать, почему: python -m bot hear "он ломает дверь"."""
    if text is None and not jsonl:
        raise click.UsageError("Дайте сообщение в кавычках или --jsonl и строки на входе.")
    from bot.centres.directory import load, load_settlements
    from bot.hearing.ear import Ear
    from bot.settings import read
    from bot.whole import Places

    data = read(os.environ).data_dir
    folder = data / "directory" if data else Places().directory
    ear = Ear.build(folder, load(folder, today=datetime.now(UTC).date()), load_settlements(folder))
    if text is not None:
        heard = ear.listener.explain(text)
        click.echo(f"Вид: {ear.text(text).kind}")
        click.echo(f"Правило: {heard.rule or 'ни одно не подошло'}")
        click.echo("Похоже на: " + ", ".join(f"{kind} {weight:+.2f}" for kind, weight in heard.like))
        for word, notions in heard.words:
            click.echo(f"  {word}: {', '.join(notions) or '—'}")
    if jsonl:
        for line in click.open_file("-", encoding="utf-8", errors="replace"):
            message = line.rstrip("\r\n")
            click.echo(json.dumps({"text": message, "kind": ear.text(message).kind}, ensure_ascii=False))
