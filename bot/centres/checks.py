"""What must hold between the entries of a directory: each finding has its code."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from bot.centres.issues import issue
from bot.centres.model import LONGEST_ALERT, LONGEST_NAME, Line, Service
from bot.centres.name import Name
from bot.centres.places import District, Place, Region, Town
from bot.centres.words import EMERGENCY, Channel
from bot.issue import Issue

LINES: Final = "lines.toml"
OLDEST: Final = date(2000, 1, 1)

Found = Sequence[tuple[str, Line | Service]]  # each entry with the file it lies in


def of_places(regions: Sequence[Region], districts: Sequence[District], towns: Sequence[Town]) -> Iterable[Issue]:
    """Check codes, regions and parents of the tables of places."""
    codes = {region.code for region in regions}
    katos = {district.kato for district in districts} | {town.kato for town in towns}
    yield from _twice("regions.csv", [region.code for region in regions])
    yield from _twice("districts.csv", [district.kato for district in districts])
    yield from _twice("towns.csv", [town.kato for town in towns])
    for district in districts:
        if district.region not in codes:
            yield issue("D120", "districts.csv", district.kato)
        if district.name.ru == district.name.kk:
            yield issue("D104", "districts.csv", district.kato)
    for town in towns:
        if town.region not in codes:
            yield issue("D120", "towns.csv", town.kato)
        if town.parent_kato and town.parent_kato not in katos:
            yield issue("D119", "towns.csv", f"{town.kato} / parent_kato")


def of_picks(code: str, picks: Sequence[Place]) -> Iterable[Issue]:
    """Check that a person can tell the choices of a region apart, in both languages."""
    for names in ([place.name.ru for place in picks], [place.name.kk for place in picks]):
        if len(set(names)) < len(names):
            yield issue("D126", "districts.csv", code)
            return


def of_entries(found: Found, codes: frozenset[str], today: date) -> Iterable[Issue]:
    """Check what lines and services have in common: ids, names, regions, dates, numbers."""
    yield from _twice_anywhere(found)
    yield from _shared_numbers(found)
    for file, entry in found:
        if _same(entry.name) or (not isinstance(entry, Line) and entry.alert and _same(entry.alert)):
            yield issue("D104", file, entry.id)
        if max(len(entry.name.ru), len(entry.name.kk)) > LONGEST_NAME:
            yield issue("D124", file, entry.id)
        if (
            not isinstance(entry, Line)
            and entry.alert
            and max(map(len, (entry.alert.ru, entry.alert.kk))) > LONGEST_ALERT
        ):
            yield issue("D128", file, entry.id)
        if not codes.issuperset(entry.service_area):
            yield issue("D120", file, f"{entry.id} / service_area")
        days = _days(entry)
        if max(days, default=today) > today:
            yield issue("D117", file, entry.id)
        if min(days, default=today) < OLDEST:
            yield issue("D118", file, entry.id)


def of_services(
    found: Sequence[tuple[str, str, Service]], places: Mapping[str, Place], codes: frozenset[str]
) -> Iterable[Issue]:
    """Check where services are; each comes with its file and the region the file names."""
    for file, region, service in found:
        place = places.get(service.location)
        if place is None:
            yield issue("D119", file, f"{service.id} / location")
        elif region in codes and place.region != region:
            yield issue("D122", file, service.id)


def of_lines(lines: Mapping[str, Line], relay: Sequence[str]) -> Iterable[Issue]:
    """Check the emergency numbers against the program's own, and the lines that stand in for centres."""
    for id_, number in EMERGENCY.items():
        line = lines.get(id_)
        right = line and line.shown and line.tel == line.number == number and Channel.CALL in line.channels
        if not right:
            yield issue("D108", LINES, id_)
    usable = {line.id for line in lines.values() if line.shown and line.tel}
    if not relay or not usable.issuperset(relay):
        yield issue("D123", LINES, "relay")


def _twice(file: str, ids: Iterable[str]) -> Iterable[Issue]:
    return (issue("D105", file, id_) for id_, times in Counter(ids).items() if times > 1)


def _twice_anywhere(found: Found) -> Iterable[Issue]:
    seen: set[tuple[bool, str]] = set()
    for file, entry in found:
        key = (isinstance(entry, Line), entry.id)
        if key in seen:
            yield issue("D105", file, entry.id)
        seen.add(key)


def _shared_numbers(found: Found) -> Iterable[Issue]:
    owners: dict[str, str] = {}
    for file, entry in found:
        for number in _numbers(entry):
            if owners.setdefault(number, entry.id) != entry.id:
                yield issue("D107", file, entry.id)


def _numbers(entry: Line | Service) -> tuple[str, ...]:
    if isinstance(entry, Line):
        return (entry.tel,) if entry.tel else ()
    return tuple(contact.number for contact in (*entry.phones, *entry.messenger))


def _days(entry: Line | Service) -> list[date]:
    days = [entry.assured_on, entry.checked_on]
    if not isinstance(entry, Line):
        days += [contact.checked_on for contact in (*entry.phones, *entry.messenger)]
    return [day for day in days if day]


def _same(name: Name) -> bool:
    return name.ru == name.kk
