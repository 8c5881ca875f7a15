"""Commands for the registry: making it, proving it, the first coordinator, and files in and out."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

import click

from bot.commands import FORMS, places_of
from bot.settings import read

if TYPE_CHECKING:
    from bot.centres.directory import Directory
    from bot.registry.model import Plan
    from bot.registry.registry import Registry

_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER: Final = click.Path(file_okay=False, path_type=Path)
_LONGEST: Final = 60
TROUBLES: Final = MappingProxyType(
    {
        "away": "База не отвечает: проверьте DATABASE_URL; новую делает `python -m bot registry init`.",
        "locked": "База занята другой записью: повторите через минуту.",
        "full": "На диске нет места, ничего не сохранено: освободите место и повторите.",
        "empty": "В базе ещё нет таблиц этой версии: выполните `python -m bot registry init`.",
        "newer": "Базу писала более новая версия Senim: обновите программу.",
        "broken": "База повреждена: восстановите её из копии.",
    }
)
REASONS: Final = MappingProxyType(
    {
        "not_allowed": "так может только координатор",
        "emergency": "экстренные номера меняет только программа",
        "frozen": "запись заморожена",
        "state": "запись ждёт одобрения, или это уже сделано",
        "not_found": "такого нет",
        "invalid": "не подходит по правилам справочника (docs/checks.md)",
        "text": "скрытые знаки или слишком длинно",
        "contact_in_text": "в предупреждении номер или ссылка",
        "taken": "это уже чьё-то: номер или имя",
        "many": "меняется больше десятой части записей",
        "empty_region": "в регионе ничего не останется",
    }
)


@click.group()
@click.option(
    "--key",
    "key_file",
    envvar="STAFF_KEY_FILE",
    type=click.Path(path_type=Path),
    required=True,
    help="File with the 32-byte staff key; STAFF_KEY_FILE says the same.",
)
@click.pass_context
def registry(context: click.Context, key_file: Path) -> None:
    """Реестр справочника: база, которую ведут центры."""
    context.obj = key_file


@registry.command()
@click.pass_obj
def init(key_file: Path) -> None:
    """Сделать таблицы и положить в пустой реестр справочник, с которым приходит Senim."""

    async def work() -> None:
        async with _opened(key_file, create=True) as (kept, shipped):
            seeded = await kept.seed(shipped, datetime.now(UTC))
            total = len(shipped.services) + len(shipped.lines)
            made = f"Реестр готов: взято записей {total}."
            click.echo(made if seeded else "Реестр уже есть, в нём ничего не изменено.")

    _run(work())


@registry.command()
@click.pass_obj
def verify(key_file: Path) -> None:
    """Прочесть всю историю заново: цела ли она и то ли в записях, что решено."""

    async def work() -> bool:
        async with _opened(key_file) as (kept, _):
            damages = await kept.verify()
            for damage in damages:
                click.echo(f"строка {damage.seq}: {damage.what}" if damage.seq else damage.what, err=True)
            click.echo(f"Повреждений: {len(damages)}." if damages else "История цела, записи с ней сходятся.")
            return not damages

    if not _run(work()):
        sys.exit(1)


@registry.command()
@click.argument("name")
@click.pass_obj
def coordinator(key_file: Path, name: str) -> None:
    """Пригласить координатора под псевдонимом NAME: код показывается один раз и действует семь дней."""

    async def work() -> None:
        async with _opened(key_file) as (kept, _):
            click.echo(await kept.appoint(name, now=datetime.now(UTC)))

    _run(work())


@registry.command("import")
@click.argument("file", type=_FILE, required=False)
@click.option("--as", "name", required=True, help="Pseudonym of the coordinator who imports.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--force", is_flag=True, help="Import also when much changes or a region is left empty.")
@click.option("--undo", type=int, help="Take back the import of this number instead.")
@click.pass_obj
def import_(key_file: Path, *, file: Path | None, name: str, dry_run: bool, force: bool, undo: int | None) -> None:
    """Внести файл (TOML, CSV, XLSX, HSDS): целиком или никак; номера и новые записи ждут второго человека."""
    if (file is None) == (undo is None):
        raise click.UsageError("Дайте файл или --undo с номером импорта.")

    content = file.read_bytes() if file else b""

    async def work() -> None:
        async with _opened(key_file) as (kept, shipped):
            now = datetime.now(UTC)
            by = next((one.id for one in await kept.staff() if one.name == name), 0)
            if undo is not None:
                await kept.undo_import(by, undo, now=now)
                click.echo(f"Импорт {undo} отменён.")
            elif file is not None:
                await _import(kept, shipped, (file.name, content), by, dry_run=dry_run, force=force)

    _run(work())


@registry.command("export")
@click.option("--format", "form", type=click.Choice(FORMS), required=True, help="calls: sheets to print.")
@click.option("--out", type=_FOLDER, required=True, help="Folder the files are written to; made if need be.")
@click.option("--language", type=click.Choice(["ru", "kk"]), default="ru", show_default=True, help="Of xlsx.")
@click.pass_obj
def export_(key_file: Path, form: str, out: Path, language: Literal["ru", "kk"]) -> None:
    """Выгрузить то, что сейчас видят люди."""
    from bot.exchange.writing import Form, write

    async def work() -> None:
        async with _opened(key_file) as (kept, shipped):
            present = await _present(kept, shipped)
        for name, data in write(present, Form(form), language).items():
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            click.echo(path)

    _run(work())


async def _import(
    kept: "Registry", shipped: "Directory", file: tuple[str, bytes], by: int, *, dry_run: bool, force: bool
) -> None:
    from bot.exchange.reading import read as read_file
    from bot.issue import BrokenError

    now = datetime.now(UTC)
    found = read_file(*file, await _present(kept, shipped), now.date())
    if found.issues:
        raise BrokenError(found.issues)
    plan = await kept.plan_import(found.entries, now=now)
    _tell(plan)
    if dry_run:
        return
    with click.progressbar(length=max(1, len(plan.planned)), file=sys.stderr) as bar:
        made = await kept.apply_import(
            by, plan, now=now, progress=lambda done, _: bar.update(done - bar.pos), force=force
        )
    click.echo(f"Импорт {made.id}: записей {made.entries}. Отменить: --undo {made.id}")


def _tell(plan: "Plan") -> None:
    """Say every change, and everything against it."""
    for one in plan.planned:
        click.echo(f"{one.entry_id}{' (новая)' if one.new else ''}")
        for mark, changes in (("сразу", one.at_once), ("второй человек", {} if one.new else one.proposed)):
            for name, (old, new) in changes.items():
                click.echo(f"  {name}: {str(old)[:_LONGEST]} → {str(new)[:_LONGEST]}  [{mark}]")
    for objection in plan.objections:
        why = REASONS.get(objection.reason.value, objection.reason.value)
        place = objection.entry_id or objection.detail
        hint = " (можно с --force)" if objection.forcible else ""
        click.echo(f"{place}: {why}{hint}", err=True)
    click.echo(f"Изменится записей: {len(plan.planned)} из {plan.total}.")


async def _present(kept: "Registry", shipped: "Directory") -> "Directory":
    """The directory as people see it now."""
    from bot.centres.directory import renewed

    now = datetime.now(UTC)
    seen = await kept.snapshot(now)
    return renewed(shipped, seen.services, seen.lines, today=now.date())


@asynccontextmanager
async def _opened(key_file: Path, *, create: bool = False) -> AsyncIterator[tuple["Registry", "Directory"]]:
    from bot.centres.directory import load
    from bot.registry.case import Country
    from bot.registry.model import Secrecy
    from bot.registry.registry import opened
    from bot.vault.staffkey import StaffKey

    settings = read(os.environ)
    key = StaffKey.read(key_file)
    shipped = load(places_of(settings).directory, today=datetime.now(UTC).date())
    secrecy = Secrecy(key.blind, key.seal, key.unseal)
    async with opened(settings.registry_url, secrecy=secrecy, country=Country.of(shipped), create=create) as kept:
        yield kept, shipped


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run it; what the registry answers becomes one sentence."""
    from bot.registry.model import Conflict, Refused, RegistryError

    try:
        return asyncio.run(work)
    except RegistryError as error:
        raise click.ClickException(TROUBLES[error.trouble.value]) from None
    except Conflict as conflict:
        sentence = f"Запись {conflict.entry.id} тем временем изменили, ничего не внесено: повторите."
        raise click.ClickException(sentence) from None
    except Refused as refused:
        why = REASONS.get(refused.reason.value, refused.reason.value)
        raise click.ClickException(f"Не сделано: {why}. {refused.field} {refused.detail}".strip()) from None
