"""What a service says of today: whether it takes people in, what it warns of, how it is written to."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from bot.centres.directory import load
from bot.centres.model import Office, Service
from bot.centres.name import Name
from bot.centres.toml_text import table
from bot.centres.words import Intake
from tests.support.process import ROOT

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
READ = TypeAdapter[Service](Service)
OFFICE = next(
    one for one in load(ROOT / "directory", today=NOW.date()).services.values() if isinstance(one, Office)
).model_dump(mode="json")


def with_(**fields: Any) -> Service:
    return READ.validate_json(json.dumps(OFFICE | fields))


def test_intake_is_believed_until_its_end_and_then_asked() -> None:
    said = with_(intake={"state": "full", "until": NOW.isoformat()})
    assert said.intake_at(NOW - timedelta(seconds=1)) is Intake.FULL
    assert said.intake_at(NOW) is Intake.ASK
    assert with_().intake_at(NOW) is Intake.ASK


def test_an_intake_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValidationError):
        with_(intake={"state": "full", "until": "2026-11-20T12:00:00"})


def test_an_alert_is_shown_to_the_end_of_its_last_day() -> None:
    said = with_(alert={"ru": "Ремонт", "kk": "Жөндеу"}, alert_until="2026-11-20")
    assert said.alert_on(date(2026, 11, 20)) == Name("Ремонт", "Жөндеу")
    assert said.alert_on(date(2026, 11, 21)) is None


@pytest.mark.parametrize("field", ["alert_until", "closed_until"])
def test_no_end_without_what_ends(field: str) -> None:
    with pytest.raises(ValidationError, match="end"):
        with_(**{field: "2026-11-20"})


def test_a_way_to_write_is_shown_only_when_somebody_vouches() -> None:
    ways = [
        {"channel": "whatsapp", "number": "+77010000001", "verified": "unverified"},
        {"channel": "telegram", "number": "+77010000002", "verified": "confirmed", "checked_on": "2026-11-01"},
    ]
    assert [way.number for way in with_(messenger=ways).shown_messengers] == ["+77010000002"]
    assert with_(messenger=ways, status="inactive").shown_messengers == ()


def test_a_moment_can_be_written_as_toml() -> None:
    assert table({"until": NOW}) == "until = 2026-11-20 12:00:00+00:00\n"
