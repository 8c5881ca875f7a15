"""The directory's own files: lines.toml and one file of centres a region. The same values give the same bytes."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from typing import Any, Final

from bot.centres.directory import Directory
from bot.centres.model import Line, Service
from bot.centres.toml_text import table
from bot.exchange.delimited import decoded
from bot.exchange.draft import Draft
from bot.exchange.issues import Wrong, issue
from bot.issue import Issue

_MADE: Final = "# Выгружено из справочника; поля и порядок правки — в README.md.\n"
_RELAY: Final = "\n# У кого спросить про центр, у которого нет проверенного номера.\n"
_NOTHING: Final = "\n# В этом регионе не найдено ни одного центра: бот предложит соседние и назовёт 111.\n"
_SERVICE: Final = (
    "id kind gives name name_kk_status organization location service_area has_shelter address_level address consent_on"
    " status closed_until phones messenger intake schedule languages eligibility accessibility alert alert_until"
    " known_place verified confidence assured_date checked_on sources why"
)
_LINE: Final = (
    "id name number tel channels schedule free topics languages service_area status"
    " verified confidence assured_date checked_on sources why"
)
# Written even when they say nothing: that nobody asked is a thing to see.
_ALWAYS: Final = {
    True: {"languages", "service_area", "schedule", "free", "status"},
    False: {"gives", "phones", "schedule", "status"},
}
# Python's reader takes the square of the time for keys with many dots, and one line can hold a million.
_STRING: Final = re.compile(r'"(?:[^"\\\n]|\\.)*+(?:"|$)|\'[^\'\n]*+(?:\'|$)', re.MULTILINE)
_DOTS: Final = 40
_NAMED: Final = re.compile(r"[a-z0-9_-]{1,80}")


def write_toml(directory: Directory) -> dict[str, str]:
    """Write every file by its name in the directory."""
    files = {
        "lines.toml": _MADE
        + _RELAY
        + table({"relay": directory.relay})
        + "".join(f"\n[[line]]\n{_table(line)}" for line in directory.lines.values())
    }
    for region in sorted(directory.regions, key=lambda one: one.code):
        here = [one for one in directory.services.values() if directory.places[one.location].region == region.code]
        files[f"centres/{region.code}.toml"] = (
            f"# {region.name.ru} · {region.name.kk}\n{_MADE}"
            + table({"region": region.code})
            + ("".join(f"\n[[service]]\n{_table(service)}" for service in here) or _NOTHING)
        )
    return files


def read_toml(file: str, data: bytes, issues: list[Issue]) -> tuple[list[Draft], tuple[str, ...] | None]:
    """Read a file of lines or of centres, and whom to ask where it says so."""
    try:
        values = _loaded(decoded(data))
    except Wrong as error:
        issues.append(issue(error.code, file))
        return [], None
    except (ValueError, RecursionError):
        issues.append(issue("X106", file))
        return [], None
    if not values:
        issues.append(issue("X101", file))
    issues.extend(issue("D109", file) for name in values if name not in {"relay", "line", "region", "service"})
    region, relay = values.get("region"), values.get("relay")
    made = [
        *_drafts(file, "line", values.get("line", []), "", issues),
        *_drafts(file, "service", values.get("service", []), region if isinstance(region, str) else "", issues),
    ]
    if relay is None or (isinstance(relay, list) and all(isinstance(one, str) for one in relay)):
        return made, None if relay is None else tuple(relay)
    issues.append(issue("D109", file, "relay"))
    return made, None


def _loaded(text: str) -> dict[str, Any]:
    """Read TOML. Raises ValueError or RecursionError."""
    if any(line.partition("#")[0].count(".") > _DOTS for line in _STRING.sub("", text).splitlines()):
        raise ValueError("too many dots")
    return tomllib.loads(text)


def _drafts(file: str, kind: str, found: object, region: str, issues: list[Issue]) -> Iterable[Draft]:
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        issues.append(issue("D109", file, kind))
        return
    for number, values in enumerate(found, 1):
        named = values.get("id")
        known = isinstance(named, str) and _NAMED.fullmatch(named)
        yield Draft(file, kind == "line", str(named) if known else f"{kind} {number}", values, region=region)


def _table(entry: Service | Line) -> str:
    whole: Mapping[str, Any] = entry.model_dump(exclude_none=True)
    said: dict[str, Any] = entry.model_dump(exclude_none=True, exclude_defaults=True)
    line = isinstance(entry, Line)
    said |= {name: whole[name] for name in _ALWAYS[line]}
    if not line:
        asked = whole["eligibility"]
        said["eligibility"] = {
            "who": asked["who"],
            "children": asked["children"],
            **said.get("eligibility", {}),
        }
        said["organization"] = whole["organization"]
    return table({name: said[name] for name in (_LINE if line else _SERVICE).split() if name in said})
