"""What one person may change, as decisions: a case goes in, a change comes out, nothing is stored here."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from pydantic_core import to_jsonable_python

from bot.centres.hours import Schedule
from bot.centres.name import Name
from bot.centres.words import Intake
from bot.registry.case import Case, allowed, note, seen, sound
from bot.registry.fields import COMES_AND_GOES, STATUS, Fields, build, difference, dump
from bot.registry.model import Change, Changes, Entry, Json, Note, Refused
from bot.registry.text import names_a_contact
from bot.registry.words import Action, Deed, Happening, Kind, Reason

INTAKE_HOLDS: Final = timedelta(hours=24)
_APPROVED: Final = ("published", "confirmed")


def confirm(case: Case, version: int) -> Change:
    """«Everything is right»: today's date on the entry and on every number that was approved."""
    entry = allowed(case, Action.CONFIRM)
    seen(entry, version)
    old, today = dump(entry.value), case.today.isoformat()
    if old["verified"] not in _APPROVED:
        raise Refused(Reason.NEEDS_TWO, "verified")
    checked = {"verified": "confirmed", "checked_on": today}
    ways = {
        name: [one | checked if one["verified"] in _APPROVED else one for one in old[name]]
        for name in ("phones", "messenger")
        if name in old
    }
    return edited(case, entry, Action.CONFIRM, checked | ways)


def set_schedule(case: Case, version: int, schedule: Schedule) -> Change:
    """Change when it is open."""
    return _set(case, version, Action.SET_SCHEDULE, {"schedule": to_jsonable_python(schedule)})


def set_intake(case: Case, version: int, state: Intake) -> Change:
    """Say whether people are taken in, for a day; «ask» is what holds when nothing was said."""
    until = (case.now + INTAKE_HOLDS).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    return _set(
        case,
        version,
        Action.SET_INTAKE,
        {"intake": None if state is Intake.ASK else {"state": state.value, "until": until}},
    )


def set_alert(case: Case, version: int, alert: Name | None, until: date | None) -> Change:
    """Change the short warning. It is one person's word, so nothing in it may lead to anybody."""
    words = {"ru": alert.ru, "kk": alert.kk} if alert else None
    hold_alert(words)
    return _set(
        case, version, Action.SET_ALERT, {"alert": words, "alert_until": until.isoformat() if until and alert else None}
    )


def hold_alert(words: Mapping[str, str] | None) -> None:
    """Refuse an alert that says how to reach somebody."""
    if names_a_contact(words):
        raise Refused(Reason.CONTACT_IN_TEXT, "alert")


def set_closed(case: Case, version: int, *, closed: bool, until: date | None) -> Change:
    """Close for a time, or open again."""
    fields: dict[str, Json] = {STATUS: "temporarily closed" if closed else "active"}
    if case.entry is not None and case.entry.kind is Kind.SERVICE:
        fields["closed_until"] = until.isoformat() if closed and until else None
    if closed and until and until < case.today:
        raise Refused(Reason.INVALID, "closed_until", "D118")
    return _set(case, version, Action.SET_CLOSED, fields)


def set_hidden(case: Case, version: int, *, hidden: bool) -> Change:
    """Take out of sight at once, or show again."""
    return _mark(case, version, Action.HIDE if hidden else Action.SHOW, {"hidden": hidden})


def clear(case: Case) -> Change:
    """Take the amber mark away."""
    return _mark(case, None, Action.CLEAR, {"amber": False})


def redden(case: Case) -> Change:
    """Set the amber mark: people said so. It is nobody's decision, so nobody is asked."""
    entry = case.entry
    return Change() if entry is None or entry.amber else marked(case, entry, Happening.REPORT, {"amber": True})


def _mark(case: Case, version: int | None, action: Action, marks: Mapping[str, bool]) -> Change:
    entry = allowed(case, action)
    if version is not None:
        seen(entry, version)
    return marked(case, entry, action, marks)


def marked(case: Case, entry: Entry, action: Deed, marks: Mapping[str, bool]) -> Change:
    """Change marks of an entry that are not part of its value."""
    new: dict[str, Any] = {name: value for name, value in marks.items() if getattr(entry, name) != value}
    if not new:
        return Change()
    notes = tuple(note(case, action, entry.id, name, not value, value) for name, value in new.items())
    return Change(entries=(grown(case, replace(entry, **new)),), notes=notes)


def _set(case: Case, version: int, action: Action, fields: Fields) -> Change:
    entry = allowed(case, action)
    seen(entry, version)
    old = dump(entry.value)
    if unknown := [name for name in fields if name not in old]:
        raise Refused(Reason.INVALID, unknown[0], "D109")
    if STATUS in fields and old[STATUS] not in COMES_AND_GOES:
        raise Refused(Reason.NEEDS_TWO, STATUS)
    return edited(case, entry, action, fields)


def edited(case: Case, entry: Entry, action: Deed, fields: Fields) -> Change:
    """Put new fields into an entry; no change at all when they say what is there."""
    old = dump(entry.value)
    changes = difference(old, fields)
    if not changes:
        return Change()
    value = build(entry.kind, old | dict(fields))
    sound(case, value, {name: new for name, (_, new) in changes.items()})
    fresh = grown(case, replace(entry, value=value, region=case.country.region(value)))
    return Change(entries=(fresh,), notes=noted(case, entry.id, action, changes))


def noted(case: Case, entry_id: str, action: Deed, changes: Changes) -> tuple[Note, ...]:
    """One note for each field."""
    return tuple(note(case, action, entry_id, name, was, new) for name, (was, new) in changes.items())


def reopened(case: Case) -> Change:
    """Open what was closed until a day that has passed."""
    entry = case.entry
    if entry is None or entry.frozen:
        return Change()
    until = getattr(entry.value, "closed_until", None)
    if until is None or until >= case.today:
        return Change()
    return edited(case, entry, Happening.REOPEN, {STATUS: "active", "closed_until": None})


def grown(case: Case, entry: Entry) -> Entry:
    """The next version of an entry."""
    return replace(entry, version=entry.version + 1, changed_at=case.now)
