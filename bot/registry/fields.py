"""Fields of an entry as JSON: who may change which, what reaches a person, what counts as the same."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import Field, TypeAdapter, ValidationError

from bot.centres.hours import KAZAKHSTAN
from bot.centres.issues import TEXTS
from bot.centres.model import Line, Service
from bot.registry.model import Changes, Json, Refused
from bot.registry.words import Kind, Reason

Fields = Mapping[str, Json]
Contact = tuple[str, str]  # how, number

ONE: Final = frozenset({"schedule", "intake", "alert", "alert_until", "closed_until"})
STATUS: Final = "status"  # one person between these two, two people from or to the others
COMES_AND_GOES: Final = frozenset({"active", "temporarily closed"})
FIXED: Final = frozenset({"id", "checked_on"})  # never changes; follows from the check
_WAYS: Final = ("phones", "messenger")
_VOUCHED: Final = "verified"
_NOBODY: Final = "unverified"
_CONFIRMED: Final = "confirmed"
_ONLY_OFFICES: Final = ("address", "consent_on")

_SERVICE: Final = TypeAdapter[Service](Annotated[Service, Field(discriminator="has_shelter")])
_LINE: Final = TypeAdapter[Line](Line)


def dump(value: Service | Line) -> dict[str, Json]:
    """Give an entry as JSON, every field of it."""
    return value.model_dump(mode="json")


def build(kind: Kind, fields: Fields) -> Service | Line:
    """Make the entry. Refused(INVALID) with the first code of docs/checks.md and its field."""
    values = dict(fields)
    if kind is Kind.SERVICE and values.get("has_shelter") != "no":
        for name in _ONLY_OFFICES:
            if values.get(name) is None:
                values.pop(name, None)
    reader: TypeAdapter[Any] = _LINE if kind is Kind.LINE else _SERVICE
    try:
        return reader.validate_json(json.dumps(values))  # type: ignore[no-any-return]
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)[0]
        names = [str(part) for part in found["loc"] if part not in {"yes", "no", "unknown"}]
        code = found["type"] if found["type"] in TEXTS else "D109"
        raise Refused(Reason.INVALID, names[0] if names else "", code) from None


def kind_of(value: Service | Line) -> Kind:
    """Say what an entry is."""
    return Kind.LINE if isinstance(value, Line) else Kind.SERVICE


def day(now: datetime) -> date:
    """The day in Kazakhstan."""
    return now.astimezone(KAZAKHSTAN).date()


def one_person(changes: Changes) -> bool:
    """Whether nothing in it needs a second person."""
    return all(name in ONE or (name == STATUS and COMES_AND_GOES.issuperset(pair)) for name, pair in changes.items())


def contacts(fields: Fields) -> frozenset[Contact]:
    """What a person could dial or write to, if the entry is open and in sight."""
    if "tel" in fields or "channels" in fields:
        tel = fields.get("tel")
        return frozenset({("call", tel)} if tel and fields[_VOUCHED] != _NOBODY else ())
    phones = {("call", one["number"]) for one in fields.get("phones") or () if one[_VOUCHED] != _NOBODY}
    written = {(one["channel"], one["number"]) for one in fields.get("messenger") or () if one[_VOUCHED] != _NOBODY}
    return frozenset(phones | written)


def numbers(value: Service | Line) -> frozenset[str]:
    """Every number an entry owns, seen or not."""
    if isinstance(value, Line):
        return frozenset({value.tel} if value.tel else ())
    return frozenset(one.number for one in (*value.phones, *value.messenger))


def same(name: str, one: Json, other: Json) -> bool:
    """Whether a field says the same to people; when it was last checked does not count."""
    return bool(_told(name, one) == _told(name, other))


def _told(name: str, value: Json) -> Json:
    if name in _WAYS:
        return [(one.get("channel"), one["number"], one[_VOUCHED] != _NOBODY) for one in value or ()]
    return value != _NOBODY if name == _VOUCHED else value


def difference(old: Fields, new: Fields) -> dict[str, tuple[Json, Json]]:
    """Give the fields in which they differ, in the order of the model."""
    names = [*old, *(name for name in new if name not in old)]
    return {name: (old.get(name), new[name]) for name in names if name in new and old.get(name) != new[name]}


def shaped(old: Fields, wanted: Fields, on: date) -> dict[str, Json]:
    """Put the states and dates of checks into what a person wants: they are never typed, they follow from the call.

    A number already approved keeps its state. One that is new and shall be seen is confirmed on the day of the call.
    """
    new = dict(wanted)
    for name in _WAYS:
        if name in new:
            known = {
                (one.get("channel"), one["number"]): one for one in old.get(name) or () if one[_VOUCHED] != _NOBODY
            }
            new[name] = [_shaped(one, known, on) for one in _list(name, new[name])]
    dialled = "tel" in new and new["tel"] is not None and new["tel"] != old.get("tel")
    if dialled and new.get(_VOUCHED, old.get(_VOUCHED)) != _NOBODY:
        new[_VOUCHED] = _CONFIRMED
    if _VOUCHED in new:
        was = old.get(_VOUCHED) == _CONFIRMED and not dialled
        new["checked_on"] = (old["checked_on"] if was else on.isoformat()) if new[_VOUCHED] == _CONFIRMED else None
    return new


def _list(name: str, value: Json) -> list[dict[str, Json]]:
    well = isinstance(value, list | tuple) and all(isinstance(one, dict) and "number" in one for one in value)
    if not well or not all(isinstance(one["number"], str) and isinstance(one.get("channel", ""), str) for one in value):
        raise Refused(Reason.INVALID, name, "D106")
    return list(value)


def _shaped(one: Mapping[str, Json], known: Mapping[tuple[Json, Json], Json], on: date) -> dict[str, Json]:
    seen = one.get(_VOUCHED, _CONFIRMED) != _NOBODY
    if seen and (kept := known.get((one.get("channel"), one["number"]))):
        return dict(kept)
    rest = {name: value for name, value in one.items() if name not in {_VOUCHED, "checked_on"}}
    return rest | {_VOUCHED: _CONFIRMED if seen else _NOBODY, "checked_on": on.isoformat() if seen else None}
