"""A sheet to print before calling the centres of a region: what is known of each, what to ask, and room to write."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.centres.directory import Directory
from bot.centres.model import Line, Phone, Service, Written
from bot.centres.name import Name
from bot.exchange import contacts, dates, hours, questions, words
from bot.exchange.questions import HEADS, both
from bot.exchange.words import Reader

_HERE: Final = Path(__file__).parent
_NOT_CALLED: Final = frozenset({"police_102", "emergency_112", "ambulance_103", "fire_101"})

Fact = tuple[Name, Name]  # what it is, and what is known of it


def write_calls(directory: Directory, region: str | None) -> str:
    """Write the sheet of one region by its code, or of the lines: one HTML file that needs nothing else."""
    asked = _lines(directory) if region is None else _services(directory, region)
    names = {one.code: one.name for one in directory.regions}
    engine = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return engine.get_template("calls.html.j2").render(
        place=HEADS["lines"] if region is None else names[region],
        heads=HEADS,
        rules=questions.RULES,
        outcomes=questions.OUTCOMES,
        entries=[(entry, list(_facts(entry, directory))) for entry in asked],
        questions=questions.LINE if region is None else questions.SERVICE,
        new=region is not None,
    )


def _services(directory: Directory, region: str) -> list[Service | Line]:
    """Give the services of a region, first those without a number that may be shown."""
    here = [one for one in directory.services.values() if directory.places[one.location].region == region]
    return [*sorted(here, key=lambda one: bool(one.shown_phones))]


def _lines(directory: Directory) -> list[Service | Line]:
    """Give the lines that anybody can be asked about; emergency numbers are not called to check."""
    return [line for line in directory.lines.values() if line.id not in _NOT_CALLED]


def _facts(entry: Service | Line, directory: Directory) -> Iterator[Fact]:
    if isinstance(entry, Line):
        if entry.number:
            yield HEADS["phones"], _same(entry.number)
    else:
        place = directory.places[entry.location]
        yield HEADS["kind"], both(words.KINDS[kind] for kind in (entry.kind, *entry.gives))
        yield HEADS["town"], place.name
        yield _phones(entry, directory)
    yield HEADS["hours"], _read(lambda reader: hours.write(entry.schedule, reader))
    if not isinstance(entry, Line):
        yield HEADS["who"], words.WHO[entry.eligibility.who]
        if entry.alert:
            yield HEADS["notice"], entry.alert
    yield HEADS["vouched"], _vouched(entry)
    if entry.why:
        yield HEADS["why"], _same(entry.why)


def _phones(service: Service, directory: Directory) -> Fact:
    if service.phones or service.messenger:
        known: tuple[Phone | Written, ...] = (*service.phones, *service.messenger)
        return HEADS["phones"], _read(lambda reader: contacts.write(known, reader))
    relay = both(
        Name(f"{line.number} ({line.name.ru})", f"{line.number} ({line.name.kk})")
        for line in directory.ask_via(service)
    )
    return HEADS["no_number"], relay


def _vouched(entry: Service | Line) -> Name:
    parts = [words.VERIFIED[entry.verified]]
    if entry.assured_date:
        day = dates.write_coarse(entry.assured_date, "ru")
        parts.append(Name(f"{HEADS['source_day'].ru} {day}", f"{HEADS['source_day'].kk} {day}"))
    if entry.checked_on:
        day = dates.write(entry.checked_on, "ru")
        parts.append(Name(f"{HEADS['checked'].ru} {day}", f"{HEADS['checked'].kk} {day}"))
    return both(parts)


def _same(text: str) -> Name:
    """Give what is the same in both languages, or was only ever written in one."""
    return Name(text, text)


def _read(written: Callable[[Reader], str]) -> Name:
    return Name(written("ru"), written("kk"))
