"""Tickets hold every visit and every answer in 31 bytes, and nothing else opens."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.issue import BrokenError
from bot.script.facts import Danger, Idle, Language, Need, Signs, Who
from bot.script.model import Script
from bot.talk.answer import Alarm, Answer, Back, Choose, Close, Open, Pick, Speak
from bot.talk.codec import SIZE, Codec, Ticket
from bot.talk.look import look
from bot.talk.visit import OTHERS, TRAIL, Visit
from bot.words.drawings import visits
from tests.support.worlds import NOW, whole

WORLD = whole().world
CODEC = Codec(WORLD)
SCREENS = sorted(WORLD.script.screens)
PLACES = sorted(WORLD.directory.places)
EVERYWHERE = sorted(WORLD.everywhere.places)
SERVICES = sorted(WORLD.directory.services)


def maybe(values: object) -> st.SearchStrategy[object]:
    return st.none() | st.sampled_from(values)  # type: ignore[call-overload, no-any-return]


VISITS = st.builds(
    Visit,
    language=st.sampled_from(Language),
    screen=st.sampled_from(SCREENS),
    trail=st.lists(st.sampled_from(SCREENS), max_size=TRAIL).map(tuple),
    who=maybe(Who),
    danger=maybe(Danger),
    signs=maybe(Signs),
    need=maybe(Need),
    place=maybe(PLACES),
    service=maybe(SERVICES),
    typed=st.integers(0, 3),
    idle=maybe(Idle),
)
ASKED = st.builds(
    Visit,
    language=st.sampled_from(Language),
    screen=st.sampled_from(SCREENS),
    place=st.sampled_from(EVERYWHERE),
    others=st.lists(st.sampled_from(EVERYWHERE), min_size=1, max_size=OTHERS).map(tuple),
)
ANSWERS: st.SearchStrategy[Answer] = st.one_of(
    st.builds(Choose, st.integers(0, 40)),
    st.builds(Pick, st.sampled_from(PLACES)),
    st.builds(Open, st.sampled_from(SERVICES)),
    st.builds(Speak, st.sampled_from(Language)),
    st.builds(Alarm, st.none() | st.sampled_from(Language)),
    st.builds(Close, st.none() | st.sampled_from(Language)),
    st.just(Back()),
)
MINUTE = 29_000_000
BEGAN = st.integers(MINUTE - 40 * 24 * 60, MINUTE + 59)  # a clock may be fast


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(VISITS | ASKED, ANSWERS, BEGAN)
def test_every_visit_and_answer_comes_back_from_31_bytes(visit: Visit, answer: Answer, began: int) -> None:
    ticket = Ticket(visit, answer, began)
    packed = CODEC.pack(ticket)
    assert len(packed) == SIZE
    assert CODEC.unpack(packed, MINUTE) == ticket


def every_button() -> Iterator[Ticket]:
    for screen in SCREENS:
        for language in Language:
            for visit in visits(WORLD, screen, language):
                for button in look(WORLD, visit, NOW.date()).all_buttons:
                    yield Ticket(visit, button.answer, MINUTE)


def test_every_button_of_every_screen_language_and_place_fits_and_round_trips() -> None:
    count = 0
    for ticket in every_button():
        packed = CODEC.pack(ticket)
        assert len(packed) == SIZE
        assert CODEC.unpack(packed, MINUTE) == ticket
        count += 1
    assert count > 5000


@settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=40))
def test_any_bytes_give_a_ticket_or_nothing_and_never_an_error(packed: bytes) -> None:
    ticket = CODEC.unpack(packed, MINUTE)
    assert ticket is None or ticket.visit.screen in {"", *SCREENS}


def test_the_fingerprint_changes_with_the_buttons() -> None:
    screens = dict(WORLD.script.screens)
    who = screens["start/who"]
    screens["start/who"] = who.model_copy(update={"answers": who.answers[::-1]})
    other = replace(WORLD, script=Script(screens, WORLD.script.ways))
    assert Codec(other).fingerprint != CODEC.fingerprint


def test_more_screens_than_a_ticket_can_name_are_refused() -> None:
    screens = {f"many/s{number}": WORLD.script.screens["start/who"] for number in range(256)}
    with pytest.raises(BrokenError, match="S030"):
        Codec(replace(WORLD, script=Script(screens, WORLD.script.ways)))
