"""From drafts to entries: what holds for a file of the directory holds for what is brought from elsewhere."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Final

from pydantic import Field, TypeAdapter, ValidationError

from bot.centres import checks
from bot.centres.directory import Directory
from bot.centres.model import Line, Service
from bot.centres.reading import code_of
from bot.centres.words import EMERGENCY
from bot.exchange import text
from bot.exchange.column import source
from bot.exchange.draft import Draft
from bot.exchange.issues import Wrong, issue
from bot.issue import Issue

_DEEPEST: Final = 8  # tables in tables; a field of ours lies at most four deep
_SERVICE: Final = TypeAdapter[Service](Annotated[Service, Field(discriminator="has_shelter")])
_LINE: Final = TypeAdapter(Line)

Entry = Service | Line


def judge(drafts: Sequence[Draft], known: Directory, today: date, issues: list[Issue]) -> tuple[Entry, ...]:
    """Give the entries that are right in themselves; whatever is not, alone or beside the others, is an issue."""
    found = [(draft, entry) for draft in drafts if (entry := _entry(draft, issues)) is not None]
    codes = frozenset(region.code for region in known.regions)
    marked = [(str(number), entry) for number, (_, entry) in enumerate(found)]
    brought = {(isinstance(entry, Line), entry.id) for _, entry in found}
    # What stays as it is comes first: a number it has is nobody else's.
    staying = [
        ("", entry)
        for entry in (*known.lines.values(), *known.services.values())
        if (isinstance(entry, Line), entry.id) not in brought
    ]
    housed = [(mark, found[int(mark)][0].region, entry) for mark, entry in marked if not isinstance(entry, Line)]
    wrong = [
        *checks.of_entries([*staying, *marked], codes, today),
        *checks.of_services(housed, known.places, codes),
    ]
    # The mark of a check's file is the number of the draft: its place is told as the draft knows it.
    for one in wrong:
        if one.file:
            draft = found[int(one.file)][0]
            field = one.place.partition(" / ")[2] or _field(one.code, draft)
            issues.append(replace(one, file=draft.file, place=draft.place(field)))
    for draft, entry in found:
        if isinstance(entry, Line) and entry.tel != EMERGENCY.get(entry.id, entry.tel):
            issues.append(issue("D108", draft.file, draft.place("tel")))
    return tuple(entry for _, entry in found)


def _entry(draft: Draft, issues: list[Issue]) -> Entry | None:
    wrong = len(issues)
    # The cells of a table were made plain one by one; the rest of such an entry is the directory's own.
    values = draft.values if draft.cells else _clean(draft, draft.values, (), issues)
    if len(issues) > wrong:
        return None
    if not draft.line and "has_shelter" not in values:
        issues.append(issue(_absent(draft, "has_shelter"), draft.file, draft.place("has_shelter")))
        return None
    try:
        # Through JSON, because strict models take words and lists from JSON and nothing looser.
        written = json.dumps(values, default=str)
        return _LINE.validate_json(written) if draft.line else _SERVICE.validate_json(written)
    except ValidationError as error:
        for found in error.errors():
            path = [str(part) for part in found["loc"] if part not in {"yes", "no", "unknown"}]
            code = _absent(draft, path[0]) if found["type"] == "missing" and len(path) == 1 else code_of(found)
            issues.append(issue(code, draft.file, _place(draft, path)))
    return None


def _absent(draft: Draft, field: str) -> str:
    """Give the code of a field that is not there: of a table, its column may be missing."""
    column = any(name == field or name.startswith(f"{field}.") for name in draft.cells)
    return "X110" if draft.cells and not column else "D109"


def _field(code: str, draft: Draft) -> str:
    """Say which field a finding about a whole entry is of, where only one can be meant."""
    number = "tel" if draft.line else "phones"
    fields = {"D104": "name.kk", "D105": "id", "D107": number, "D122": "location", "D124": "name.ru"}
    field = fields.get(code, "")
    return field if field in draft.cells else ""


def _place(draft: Draft, path: Sequence[str]) -> str:
    """Find the cell of a field, or of what it is part of."""
    for end in range(len(path), 0, -1):
        field = ".".join(path[:end])
        if cell := draft.cells.get(field):
            return cell
        if part := next((name for name in draft.cells if name.startswith(f"{field}.")), ""):
            return draft.cells[part]
    return draft.place(" / ".join(path))


def _clean(draft: Draft, value: Any, path: tuple[str, ...], issues: list[Issue]) -> Any:
    """Make every text plain, however deep it lies."""
    if len(path) > _DEEPEST:
        issues.append(issue("D109", draft.file, draft.place(path[0])))
        return None
    try:
        if isinstance(value, str):
            return source(text.plain(value)) if path[0] == "sources" else text.plain(value)
    except Wrong as error:
        issues.append(issue(error.code, draft.file, _place(draft, path)))
        return value
    if isinstance(value, Mapping):
        return {str(key): _clean(draft, inner, (*path, str(key)), issues) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(draft, inner, (*path, str(number)), issues) for number, inner in enumerate(value)]
    return value
