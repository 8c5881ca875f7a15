"""The numbers of whoever is in danger, or does not want to live, outlast the next small message."""

from dataclasses import replace

import pytest

from bot.script.facts import Language, Who
from bot.talk.event import Event, Heard, Placed, Sent, Started
from bot.talk.step import step
from bot.talk.visit import Visit
from tests.support.worlds import NOW, whole

GRAVE = {"D1", "D2", "D3", "D4", "D12"}
SMALL = (Sent.TYPED, Sent.GREETING, Sent.THANKS, Sent.CHILD, Sent.ABROAD)


def after(*events: Event) -> Visit:
    visit = step(whole().world, None, Started(NOW, Language.KK)).visit
    for event in events:
        visit = step(whole().world, visit, event).visit
    return visit


def test_every_card_for_such_a_moment_stays() -> None:
    screens = whole().world.script.screens
    assert [name for name, screen in screens.items() if GRAVE & set(screen.rows) and not screen.stays] == []


@pytest.mark.parametrize("grave", [Sent.DANGER, Sent.SUICIDE])
@pytest.mark.parametrize("small", SMALL)
def test_what_says_nothing_graver_leaves_it(grave: Sent, small: Sent) -> None:
    card = after(Heard(NOW, grave))
    assert replace(after(Heard(NOW, grave), Heard(NOW, small), Heard(NOW, small)), typed=0) == card


def test_who_goes_on_writing_what_nobody_understands_is_shown_whom_to_tell() -> None:
    assert after(Heard(NOW, Sent.DANGER), *[Heard(NOW, Sent.TYPED)] * 3).screen == "heard/helpline"


@pytest.mark.parametrize("near", [True, False])
def test_a_place_leaves_it(near: bool) -> None:  # noqa: FBT001 - both are walked
    place = whole().world.directory.regions[0].kato
    assert after(Heard(NOW, Sent.DANGER), Placed(NOW, (place,), near=near)).screen == "heard/danger"


@pytest.mark.parametrize(
    ("sent", "screen"),
    [
        (Sent.SUICIDE, "life/now"),
        (Sent.RELATIVE, "heard/relative"),
        (Sent.VIOLENCE, "heard/violence"),
        (Sent.OWN_ACTS, "own/stop"),
        (Sent.HOSTILE, "heard/hostile"),
        (Sent.CLOSE, "start/closed"),
        (Sent.MEDIA, "heard/media"),
    ],
)
def test_what_says_something_else_is_answered(sent: Sent, screen: str) -> None:
    assert after(Heard(NOW, Sent.DANGER), Heard(NOW, sent)).screen == screen


def test_a_child_in_danger_keeps_the_number_of_the_police() -> None:
    visit = Visit(Language.RU, "danger/minor", trail=("start/who",), who=Who.MINOR)
    assert step(whole().world, visit, Heard(NOW, Sent.CHILD)).visit == visit


@pytest.mark.parametrize(
    ("screen", "sent", "who"),
    [
        *(
            (f"danger/{name}", Sent.DANGER, None)
            for name in ("silent", "message", "witness", "called", "self", "other")
        ),
        ("minor/silent", Sent.DANGER, Who.MINOR),
        ("minor/home", Sent.CHILD, Who.MINOR),
        ("minor/school", Sent.VIOLENCE, Who.MINOR),
        ("life/step", Sent.SUICIDE, None),
        ("life/other", Sent.RELATIVE, Who.OTHER),
        ("own/after", Sent.OWN_ACTS, Who.OWN),
        ("danger/own", Sent.DANGER, Who.OWN),
        ("self/urgent", Sent.VIOLENCE, Who.ME),
        ("other/words", Sent.RELATIVE, Who.OTHER),
        ("helper/teacher", Sent.CHILD, Who.HELPER),
        ("children/taken", Sent.CHILD, Who.ME),
    ],
)
def test_a_card_that_answers_what_is_written_already_is_not_taken_away(
    screen: str, sent: Sent, who: Who | None
) -> None:
    visit = Visit(Language.RU, screen, trail=("start/who",), who=who)
    assert step(whole().world, visit, Heard(NOW, sent)).visit == visit


def test_a_place_that_is_asked_about_stays_when_something_else_is_written() -> None:
    place = whole().world.directory.regions[0].kato
    visit = after(Placed(NOW, (place,)))
    assert visit.screen == "where/confirm"
    assert replace(step(whole().world, visit, Heard(NOW, Sent.TYPED)).visit, typed=0) == visit


def test_who_helps_at_work_is_not_asked_of_whom_they_write() -> None:
    visit = Visit(Language.RU, "rights/order", trail=("start/who",), who=Who.HELPER)
    for sent in (Sent.CHILD, Sent.VIOLENCE, Sent.RELATIVE):
        heard = step(whole().world, visit, Heard(NOW, sent)).visit
        assert (heard.screen, heard.who) == ("helper/first", Who.HELPER)


@pytest.mark.parametrize(("sent", "screen"), [(Sent.GREETING, "minor/help"), (Sent.THANKS, "minor/thanks")])
def test_a_child_is_answered_as_a_child_when_it_greets_or_thanks(sent: Sent, screen: str) -> None:
    visit = Visit(Language.RU, "minor/online", trail=("start/who",), who=Who.MINOR)
    assert step(whole().world, visit, Heard(NOW, sent)).visit.screen == screen


def test_a_child_who_names_a_town_is_not_led_to_the_houses_of_adults() -> None:
    place = whole().world.directory.regions[0].kato
    assert after(Heard(NOW, Sent.CHILD), Placed(NOW, (place,))).screen == "heard/child"


@pytest.mark.parametrize("screen", ["life/now", "life/step", "minor/life", "minor/step"])
@pytest.mark.parametrize("sent", [Sent.VIOLENCE, Sent.RELATIVE, Sent.HOSTILE])
def test_who_does_not_want_to_live_keeps_the_numbers_whatever_else_is_said(screen: str, sent: Sent) -> None:
    visit = Visit(Language.KK, screen, ("start/who",))
    assert step(whole().world, visit, Heard(NOW, sent)).visit == visit
