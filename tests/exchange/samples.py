"""The shipped directory, and one whose three entries fill every field there is."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot.centres.directory import Directory, load
from bot.centres.model import Line, Service
from bot.exchange.judge import Entry
from bot.exchange.reading import Parsed, read
from tests.support.process import ROOT

TODAY = date(2026, 11, 20)
SERVICE = TypeAdapter[Service](Service)

VOUCHED: dict[str, Any] = {
    "verified": "confirmed",
    "confidence": "high",
    "assured_date": "2026-10",
    "checked_on": "2026-11-01",
    "sources": ["https://example.kz/a?b=1&c=2", "газета «Пример» (ссылка не публикуется)"],
    "why": "Позвонили дважды; вопрос про часы остался.",
}
COMMON: dict[str, Any] = {
    "kind": "crisis_centre",
    "gives": ["legal", "psychological"],
    "name": {"ru": "Центр «Пример», Астана", "kk": "«Үлгі» орталығы, Астана"},
    "name_kk_status": "ours",
    "organization": {"name": "Фонд «Пример»", "type": "ngo"},
    "location": "710000000",
    "service_area": ["astana", "akmola"],
    "status": "temporarily closed",
    "closed_until": "2026-12-31",
    "phones": [
        {"number": "+77170000001", "verified": "confirmed", "checked_on": "2026-11-01"},
        {"number": "1599", "verified": "published"},
        {"number": "+77170000002", "verified": "unverified"},
    ],
    "messenger": [
        {"channel": "whatsapp", "number": "+77010000003", "verified": "confirmed", "checked_on": "2026-11-02"},
        {"channel": "text", "number": "+77010000004", "verified": "unverified"},
    ],
    "schedule": [
        {"byday": ["MO", "TU", "WE", "FR"], "opens_at": "09:00", "closes_at": "13:00"},
        {"byday": ["SA"], "opens_at": "22:00", "closes_at": "06:00"},
    ],
    "languages": ["kk", "ru"],
    "eligibility": {
        "who": "women_with_children",
        "children": "yes",
        "sons_up_to": 12,
        "papers_needed": "no",
        "referral_needed": "yes",
        "free": "yes",
    },
    "accessibility": ["step_free", "text"],
    "alert": {"ru": "Ремонт, вход со двора.", "kk": "Жөндеу, ауладан кіріңіз."},
    "alert_until": "2026-12-01",
    "known_place": True,
    **VOUCHED,
}
HOUSE = COMMON | {
    "id": "astana-house",
    "has_shelter": "yes",
    "address_level": "phone_only",
    "intake": {"state": "full", "until": "2026-11-20T12:00:00Z"},
}
OFFICE = COMMON | {
    "id": "astana-office",
    "kind": "legal",
    "gives": [],
    "has_shelter": "no",
    "address_level": "public",
    "address": {"ru": "Астана, улица Примера, 1", "kk": "Астана, Үлгі көшесі, 1"},
    "consent_on": "2026-10-05",
    "status": "active",
    "closed_until": None,
    "phones": [{"number": "+77170000009", "verified": "unverified"}],
    "messenger": [],
    "schedule": "24/7",
    "alert": None,
    "alert_until": None,
}
LINE = VOUCHED | {
    "id": "example_line",
    "name": {"ru": "Линия «Пример»", "kk": "«Үлгі» желісі"},
    "number": "+7 717 000 00 10",
    "tel": "+77170000010",
    "channels": ["call", "whatsapp"],
    "schedule": "24/7",
    "free": "no",
    "topics": ["violence", "legal"],
    "languages": ["ru"],
    "service_area": ["astana"],
    "status": "active",
}


@cache
def shipped() -> Directory:
    return load(ROOT / "directory", today=TODAY)


@cache
def empty() -> Directory:
    """Every place, and no help at all."""
    return replace(shipped(), services={}, lines={}, relay=())


@cache
def rich() -> Directory:
    services = [SERVICE.validate_json(json.dumps(one)) for one in (HOUSE, OFFICE)]
    line = Line.model_validate_json(json.dumps(LINE))
    return replace(shipped(), services={one.id: one for one in services}, lines={line.id: line}, relay=(line.id,))


def bring(data: bytes | str, name: str = "a.csv", known: Directory | None = None) -> Parsed:
    """Read what somebody brings, into the shipped directory if no other is named."""
    return read(name, data.encode() if isinstance(data, str) else data, known or shipped(), TODAY)


def found(parsed: Parsed) -> list[tuple[str, str]]:
    """Codes and places."""
    return [(one.code, one.place) for one in parsed.issues]


def by_id(entries: tuple[Entry, ...]) -> dict[tuple[bool, str], Entry]:
    return {(isinstance(entry, Line), entry.id): entry for entry in entries}
