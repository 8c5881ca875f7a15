"""The table of values against what the program really puts into its messages."""

import json
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import pytest

from bot.centres.model import Written
from bot.centres.words import Messenger, Status
from bot.script.facts import Language
from bot.talk.look import look
from bot.talk.visit import Visit
from bot.whole import read
from bot.words.catalogue import Words
from bot.words.drawings import drawings
from bot.words.page import draw
from bot.words.values import put, taken
from tests.script.museum import TODAY, build, rewrite


@dataclass(frozen=True)
class Recorder(Words):
    """Words that remember what was put into them."""

    seen: defaultdict[str, set[frozenset[str]]] = field(default_factory=lambda: defaultdict(set))

    def say(self, language: Language, key: str, **values: str) -> str:
        self.seen[key].add(frozenset(values))
        return super().say(language, key, **values)

    def count(self, language: Language, key: str, number: int) -> str:
        self.seen[key].add(frozenset({"n"}))
        return super().count(language, key, number)


TOLD = """eligibility.sons_up_to = 12
schedule = [{ byday = ["MO"], opens_at = "09:00", closes_at = "18:00" }]"""


def test_every_message_gets_exactly_the_values_of_the_table(tmp_path: Path) -> None:
    places = build(tmp_path)
    centre = places.directory / "centres" / "abai.toml"
    rewrite(centre, 'verified = "unverified" }', 'verified = "confirmed", checked_on = 2026-11-01 }')
    rewrite(centre, 'verified = "published"', 'verified = "confirmed"\nchecked_on = 2026-11-01')
    rewrite(centre, 'gives = ["shelter"]', 'gives = ["shelter"]\nlanguages = ["kk"]\naccessibility = ["text"]\n' + TOLD)
    rewrite(places.directory / "lines.toml", 'number = "111"', 'assured_date = "2026"\nnumber = "111"')
    whole = read(places, TODAY)
    world, recorder = whole.world, Recorder(whole.words.catalogues)
    for drawn in (recorder, replace(recorder, read=frozenset(world.script.screens))):
        for _ in drawings(world, drawn, TODAY):
            pass
    for service in world.directory.services:
        for place in world.directory.places:
            visit = Visit(Language.KK, "help/centre", service=service, place=place)
            draw(recorder, look(world, visit, TODAY))
    number = {"number": "+77010000001", "verified": "confirmed", "checked_on": "2026-11-01"}
    written = (Written.model_validate_json(json.dumps({**number, "channel": way.value})) for way in Messenger)
    entry = next(iter(world.directory.services.values()))
    shut: dict[str, object] = {"status": Status.TEMPORARILY_CLOSED, "closed_until": TODAY}
    ways: list[dict[str, object]] = [{"phones": (), "messenger": (way,)} for way in written]
    for changed in (*ways, shut):
        services = MappingProxyType({entry.id: entry.model_copy(update=changed)})
        changed_world = replace(world, directory=replace(world.directory, services=services))
        draw(recorder, look(changed_world, Visit(Language.KK, "help/centre", service=entry.id), TODAY))
    given = {key: values for key, values in recorder.seen.items() if values != {frozenset()}}
    assert given == {key: {values} for key, values in put(world.script).items()}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("без скобок", set()),
        ("{name}, {km} км", {"name", "km"}),
        ("{{не скобка}}", set()),
        ("{name", {"{name"}),
        ("{}", {""}),
        ("{name.ru} {km[0]} {km:3} {km!s}", {"name.ru", "km[0]", "km3", "kms"}),
    ],
)
def test_a_broken_or_dressed_up_place_is_a_name_nobody_gives(text: str, names: set[str]) -> None:
    assert taken(text) == names
