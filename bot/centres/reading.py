"""From files to typed values; whatever does not fit becomes an issue and is left out."""

import csv
import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from bot.centres.issues import TEXTS, issue
from bot.centres.model import Id, Line, Service
from bot.issue import Issue

Row = dict[str, str]
T = TypeVar("T")
Model = TypeVar("Model", bound=BaseModel)


class LinesFile(BaseModel):
    """lines.toml."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True)

    relay: tuple[str, ...]
    line: tuple[Line, ...]


class CentresFile(BaseModel):
    """centres/<region>.toml."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True)

    region: Id
    service: tuple[Annotated[Service, Field(discriminator="has_shelter")], ...] = ()


def toml(folder: Path, name: str, model: type[Model], issues: list[Issue]) -> Model | None:
    """Read one TOML file into its model; None when anything in it is wrong."""
    try:
        values = tomllib.loads((folder / name).read_text("utf-8-sig"))
    except OSError:
        issues.append(issue("D101", name))
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        issues.append(issue("D102", name))
        return None
    try:
        # Through JSON, because strict models take words and lists from JSON and nothing looser.
        return model.model_validate_json(json.dumps(values, default=str))
    except ValidationError as error:
        issues.extend(issue(code_of(found), name, _place(values, found["loc"])) for found in error.errors())
        return None


def table(folder: Path, name: str, columns: str, make: Callable[[Row], T], issues: list[Issue]) -> tuple[T, ...]:
    """Read one CSV file through `make`, its columns named in one string; a row it cannot make is an issue."""
    try:
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            rows = list(reader)
    except OSError:
        issues.append(issue("D101", name))
        return ()
    except (csv.Error, UnicodeDecodeError):
        issues.append(issue("D102", name))
        return ()
    ragged = any(None in row or None in row.values() for row in rows)  # a cell too many, or too few
    if list(reader.fieldnames or ()) != columns.split() or ragged:
        issues.append(issue("D102", name))
        return ()
    return tuple(made for row in rows if (made := _made(name, row, make, issues)) is not None)


def _made(name: str, row: Row, make: Callable[[Row], T], issues: list[Issue]) -> T | None:
    place = next(iter(row.values()))
    try:
        return make(row)
    except ValidationError:  # only names are validated here
        issues.append(issue("D103", name, place))
    except ValueError:
        issues.append(issue("D109", name, place))
    return None


def code_of(found: ErrorDetails) -> str:
    """Give the code of what a model refused."""
    if found["type"] in TEXTS:
        return found["type"]
    names = [str(part) for part in found["loc"]] or [""]
    if found["type"] == "extra_forbidden":
        return "D110" if names[-1] in {"address", "consent_on"} else "D109"
    by_field = {"ru": "D103", "kk": "D103", "name": "D103", "alert": "D103", "tel": "D106", "number": "D106"}
    by_field |= {"address_level": "D111", "sources": "D116", "assured_date": "D118", "checked_on": "D118"}
    return by_field.get(names[-1], "D109")


def _place(values: Any, loc: tuple[int | str, ...]) -> str:
    """Give the id of the entry and the field, never the value."""
    where = []
    for part in loc:
        if isinstance(values, dict) and part not in values and part in {"yes", "no", "unknown"}:
            continue  # the tag of the union, not a field
        values = values[part] if _has(values, part) else None
        named = isinstance(part, int) and isinstance(values, dict) and "id" in values
        where.append(str(values["id"] if named else part))
    return " / ".join(where)


def _has(values: object, part: int | str) -> bool:
    return (isinstance(values, dict) and part in values) or (
        isinstance(values, list) and isinstance(part, int) and part < len(values)
    )
