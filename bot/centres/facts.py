"""The one place that turns the fact tables into the shipped directory. Same tables, same bytes."""

import csv
import shutil
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.centres import facts_help, facts_places

OVERLAY = "overlay.toml"
# Written by people, and no table to compare them with.
BY_HAND = frozenset({OVERLAY, "README.md", "aliases.toml", "abroad.csv", "border.csv", "reach.csv"})
TABLES = ("regions", "districts", "places", "settlements", "hotlines", "centres")


def convert(facts: Path, into: Path) -> None:
    """Write the shipped files into a folder that holds overlay.toml; ValueError says what does not fit."""
    overlay = tomllib.loads((into / OVERLAY).read_text("utf-8"))
    for name, text in _files({name: _rows(facts / f"{name}.csv") for name in TABLES}, overlay).items():
        path = into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))


def stale(facts: Path, directory: Path) -> list[str]:
    """Name the shipped files that are not exactly what conversion gives; empty means all are."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        shutil.copyfile(directory / OVERLAY, fresh / OVERLAY)
        convert(facts, fresh)
        names = _made(fresh) | _made(directory)
        return sorted(name for name in names if _bytes(fresh / name) != _bytes(directory / name))


def _files(tables: Mapping[str, list[dict[str, str]]], overlay: Mapping[str, Any]) -> dict[str, str]:
    atlas = facts_places.atlas(tables, overlay["names"], overlay["points"])
    return {
        "regions.csv": facts_places.text(atlas.regions),
        "districts.csv": facts_places.text(atlas.districts),
        "towns.csv": facts_places.text(atlas.towns),
        "settlements.csv": facts_places.text(atlas.settlements),
        "lines.toml": facts_help.lines(tables["hotlines"], overlay["lines"], overlay["relay"]["lines"]),
        **facts_help.centres(tables["centres"], overlay["centres"], atlas),
    }


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _made(folder: Path) -> set[str]:
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return found - BY_HAND


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
