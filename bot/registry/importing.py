"""A dry run of an import: what it would change, and everything against it. Nothing here is stored."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.centres.model import Line, Service
from bot.centres.words import EMERGENCY, Status
from bot.registry.case import Case, sound
from bot.registry.fields import (
    FIXED,
    Fields,
    build,
    contacts,
    difference,
    dump,
    kind_of,
    numbers,
    one_person,
    same,
    shaped,
)
from bot.registry.grounds import brings
from bot.registry.model import Change, Changes, Entry, Objection, Plan, Planned, Refused
from bot.registry.one import edited, hold_alert
from bot.registry.two import fresh, proposed
from bot.registry.words import Action, Kind, Reason

MANY: Final = 10  # one in ten
FEW: Final = 3  # always fine, however small the registry is


def plan(case: Case, values: Sequence[Service | Line], entries: Mapping[str, Entry]) -> Plan:
    """Compare what is offered with every entry there is. Entries that are not offered stay."""
    owners = {number: id_ for id_, entry in entries.items() for number in numbers(entry.value)}
    offered = {value.id: value for value in values}
    moved = {number for id_ in offered if id_ in entries for number in numbers(entries[id_].value)}
    # What an entry of the file gives up, another entry of the file may take.
    owners = {number: id_ for number, id_ in owners.items() if number not in moved}
    objections = [Objection(Reason.INVALID, id_, "D105") for id_ in _twice([value.id for value in values])]
    planned = []
    for value in values:
        one = replace(case, owners=owners, entry=entries.get(value.id))
        found, against = _planned(one, value)
        taken = any(one.reason is Reason.TAKEN for one in against)
        planned += [found] if found else []
        objections += against
        for number in numbers(value):
            if owners.setdefault(number, value.id) != value.id and not taken:
                objections.append(Objection(Reason.TAKEN, value.id, owners[number]))
    objections += _whole(planned, entries)
    return Plan(tuple(planned), tuple(dict.fromkeys(objections)), len(entries))


def _planned(case: Case, value: Service | Line) -> tuple[Planned | None, list[Objection]]:
    entry = case.entry
    try:
        if entry is None:
            made, changes, _ = fresh(case, value)
            return Planned(value.id, new=True, at_once={}, proposed=changes, value=made.value), []
        old = dump(entry.value)
        at_once, later = _split(case, entry, value, old)
        if not at_once and not later:
            return None, []
        reason = _closed(entry)
        if reason:
            return None, [Objection(reason, entry.id)]
        hold_alert(at_once["alert"][1] if "alert" in at_once else None)
        new = {name: new for name, (_, new) in (*at_once.items(), *later.items())}
        after = build(entry.kind, old | new)
        sound(case, after, new)
        return Planned(entry.id, new=False, at_once=at_once, proposed=later, value=after, version=entry.version), []
    except Refused as refused:
        return None, [Objection(refused.reason, value.id, refused.detail or refused.field)]


def _closed(entry: Entry) -> Reason | None:
    if entry.id in EMERGENCY:
        return Reason.EMERGENCY
    if entry.frozen:
        return Reason.FROZEN
    return Reason.STATE if entry.proposed else None


def _split(case: Case, entry: Entry, value: Service | Line, old: Fields) -> tuple[Changes, Changes]:
    typed = dump(value)
    if kind_of(value) is not entry.kind:
        raise Refused(Reason.INVALID, "id", "D105")
    typed = {name: typed.get(name) for name in (*old, *typed)}
    wanted = {name: new for name, new in typed.items() if name not in FIXED and not same(name, old.get(name), new)}
    one = {name: new for name, new in wanted.items() if one_person({name: (old.get(name), new)})}
    two = {name: new for name, new in wanted.items() if name not in one}
    return difference(old, one), difference(old, shaped(old, two, case.today)) if two else {}


def _whole(planned: Sequence[Planned], entries: Mapping[str, Entry]) -> Iterator[Objection]:
    if len(planned) * MANY > len(entries) and len(planned) > FEW:
        yield Objection(Reason.MANY, detail=f"{len(planned)}/{len(entries)}")
    after = {id_: entry.value for id_, entry in entries.items() if _shown(entry)}
    before = {entry.region for id_, entry in entries.items() if _shown(entry) and entry.kind is Kind.SERVICE}
    after |= {one.entry_id: one.value for one in planned if one.entry_id in after}
    left = {entries[id_].region for id_, value in after.items() if value.status is Status.ACTIVE}
    for region in sorted(before - left):
        yield Objection(Reason.EMPTY_REGION, detail=region)


def _shown(entry: Entry) -> bool:
    return not entry.hidden and not entry.proposed and entry.value.status is Status.ACTIVE


def put(case: Case, one: Planned, *, import_id: int, number: int) -> Change:
    """What one planned entry comes to: what one person may change is changed, the rest is proposed."""
    change, entry = Change(), case.entry
    if one.new:
        made, changes, contact = fresh(case, one.value)
        return Change(entries=(made,)) + proposed(
            case, made, changes, contact=contact, new_entry=True, import_id=import_id, number=number
        )
    if entry is None:
        raise Refused(Reason.NOT_FOUND)
    if one.at_once:
        change = edited(case, entry, Action.IMPORT, brings(one.at_once))
        entry = change.entries[0] if change.entries else entry
    if one.proposed:
        old = dump(entry.value)
        contact = contacts(old) != contacts(dump(build(entry.kind, old | brings(one.proposed))))
        change += proposed(case, entry, one.proposed, contact=contact, import_id=import_id, number=number)
    return change


def taken_back(case: Case, changes: Changes) -> Change:
    """The fields an import changed, as they were, where nobody changed them since."""
    entry = case.entry
    if entry is None:
        return Change()
    old = dump(entry.value)
    held = {name: was for name, (was, new) in changes.items() if same(name, old.get(name), new)}
    if entry.frozen:
        return Change()
    try:
        return edited(case, entry, Action.UNDO_IMPORT, held)
    except Refused:  # half of what belongs together was changed since
        return Change()


def _twice(ids: Sequence[str]) -> list[str]:
    return sorted(id_ for id_, times in Counter(ids).items() if times > 1)
