"""From the tables of hotlines and centres, and the overlay, to lines.toml and one file per region."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.centres.facts_places import Atlas, Row
from bot.centres.toml_text import table

Notes = Mapping[str, Mapping[str, Any]]  # one section of the overlay, by id

MADE: Final = "# Сделано из таблиц фактов и overlay.toml; поля и порядок правки — в README.md.\n"
STATE: Final = {"high": "published", "medium": "published", "low": "unverified"}
GIVES: Final = {  # words of the table → kinds; «hotline» is left out: nobody knows its number
    "shelter": "shelter",
    "psychological": "psychological",
    "legal": "legal",
    "medical": "medical",
    "children": "child",
    "trafficking": "trafficking",
}


def lines(rows: Sequence[Row], notes: Notes, relay: Sequence[str]) -> str:
    """Write lines.toml; a number that nobody vouches for stays out of it."""
    entries = [_line(id_, row, note) for id_, row, note in _joined(rows, notes, "lines")]
    return (
        MADE
        + "\n# У кого спросить про центр, у которого нет проверенного номера.\n"
        + table({"relay": relay})
        + "".join(f"\n[[line]]\n{table(entry)}" for entry in entries)
    )


def centres(rows: Sequence[Row], notes: Notes, atlas: Atlas) -> dict[str, str]:
    """Write one file per region, empty ones too: that nothing is known is a fact to see."""
    by_region: dict[str, list[str]] = {row["code"]: [] for row in atlas.regions}
    for id_, row, note in _joined(rows, notes, "centres"):
        by_region[row["region_code"]].append(f"\n[[service]]\n{table(_centre(id_, row, note, atlas))}")
    names = {row["code"]: f"# {row['name_ru']} · {row['name_kk']}\n" for row in atlas.regions}
    nothing = "\n# В этом регионе не найдено ни одного центра: бот предложит соседние и назовёт 111.\n"
    return {
        f"centres/{code}.toml": names[code] + MADE + table({"region": code}) + ("".join(found) or nothing)
        for code, found in by_region.items()
    }


def _joined(rows: Sequence[Row], notes: Notes, section: str) -> list[tuple[str, Row, Mapping[str, Any]]]:
    by_row = {note["row"]: id_ for id_, note in notes.items() if "row" in note}
    ids = [by_row.get(number, row["id"]) for number, row in enumerate(rows, 1)]
    if unmatched := set(ids) ^ set(notes):
        raise ValueError(f"overlay.toml, {section}: не сошлось с таблицей: {', '.join(sorted(unmatched))}.")
    return [(id_, row, notes[id_]) for id_, row in zip(ids, rows, strict=True)]


def _line(id_: str, row: Row, note: Mapping[str, Any]) -> dict[str, object]:
    state = _state(id_, row, note)
    tel = row["e164_or_short"].removeprefix("short:")
    dialled = state != "unverified" and tel.lstrip("+").isdigit()
    sure = row["confidence"] == "high"
    return {
        "id": id_,
        "name": note.get("name", {"ru": row["name_ru"], "kk": row["name_kk"]}),
        "number": row["number"] if dialled else None,
        "tel": tel if dialled else None,
        "channels": note["channels"],
        "schedule": "24/7" if sure and row["hours"].startswith("24/7") else "unknown",
        "free": "yes" if row["free"].startswith("yes") and state != "unverified" else "unknown",
        "topics": note["topics"],
        "languages": _languages(row["languages"]),
        "service_area": note.get("service_area", []),
        "status": note.get("status", "active"),
        **_vouched(row, note, state),
    }


def _centre(id_: str, row: Row, note: Mapping[str, Any], atlas: Atlas) -> dict[str, object]:
    region, kind = row["region_code"], note["kind"]
    gives = [GIVES[word] for word in row["services"].split(";") if word in GIVES]
    place = (region, row["settlement_ru"], row["settlement_kk"])
    housed = row["has_shelter"] != "no"
    return {
        "id": id_,
        "kind": kind,
        "gives": [] if kind == "helpline" else [given for given in gives if given != kind],
        "name": note["name"],
        "name_kk_status": note.get("name_kk_status", "ours"),
        "organization": {"name": row["name_ru"], "type": row["operator_type"]},
        "location": note.get("location") or atlas.find(*place),
        "service_area": note.get("service_area", [region]),
        "has_shelter": row["has_shelter"],
        "address_level": "phone_only" if housed or kind == "helpline" else "town",
        "status": note.get("status", "active"),
        # The national line has its own entry; a number has one owner.
        "phones": [] if "line" in note else _phones(row["phones"]),
        # Hours of a centre were never asked by phone, so none is taken over.
        "schedule": "unknown",
        "eligibility": {"who": "unknown", "children": row["accepts_children"], **note.get("eligibility", {})},
        "alert": note.get("alert"),
        "known_place": note.get("known_place"),
        **_vouched(row, note, _state(id_, row, note)),
    }


def _state(id_: str, row: Row, note: Mapping[str, Any]) -> str:
    refused = "DO NOT PUBLISH" in row["note"]
    state: str = note.get("verified", "unverified" if refused else STATE[row["confidence"]])
    if state == "unverified" and row["confidence"] != "low" and "why" not in note:
        raise ValueError(f"overlay.toml, {id_}: поправка без причины. Допишите why.")
    return state


def _vouched(row: Row, note: Mapping[str, Any], state: str) -> dict[str, object]:
    return {
        "verified": state,
        "confidence": row["confidence"],
        "assured_date": _newest(row["source_dates"]),
        "sources": [_source(source, note.get("withhold", ())) for source in row["sources"].split(" | ")],
        "why": note.get("why"),
    }


def _source(source: str, withhold: Sequence[str]) -> str:
    publisher = next((name for name in withhold if name in source), None)
    return f"{publisher} (ссылка не публикуется)" if publisher else source


def _phones(cell: str) -> list[dict[str, str]]:
    """Take a centre's numbers as leads for the first call; none was confirmed yet."""
    return [{"number": number, "verified": "unverified"} for number in cell.split(";") if number]


def _newest(dates: str) -> str | None:
    """Give the newest date in the words of a table, no more exact than it is; of a span, its beginning."""
    found = re.findall(r"(?<![\d-])\d{4}(?:-(?:0[1-9]|1[0-2])(?!\d)(?:-\d{2})?)?", dates)
    return max(found, default=None)


def _languages(cell: str) -> list[str]:
    return [] if "not stated" in cell or "sign" in cell else re.findall(r"\b(kk|ru)\b", cell)
