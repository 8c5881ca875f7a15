"""Who tells a child's age with what happens is answered as a child, and no shelter of adults is shown."""

from dataclasses import replace

import pytest

from bot.script.facts import Language, Who
from bot.talk.answer import Alarm
from bot.talk.event import Asked, Event, Heard, Placed, Pressed, Sent, Started
from bot.talk.step import step
from bot.talk.visit import Visit
from tests.support.worlds import NOW, whole

WORLD = whole().world
FIRST = step(WORLD, None, Started(NOW, Language.RU)).visit
ELSEWHERE = {Sent.CLOSE, Sent.HOSTILE, Sent.OWN_ACTS}  # erased, begun anew, the closed branch of own acts
SHELTERS = {"regions", "districts", "help", "centre", "confirm", "namesakes"}


def after(visit: Visit, event: Event) -> Visit:
    return step(WORLD, visit, event).visit


@pytest.mark.parametrize(
    ("sent", "screen"),
    [
        (Sent.DANGER, "danger/minor"),
        (Sent.SUICIDE, "minor/life"),
        (Sent.VIOLENCE, "minor/help"),
        (Sent.CHILD, "minor/help"),
        (Sent.RELATIVE, "minor/friend"),
        (Sent.TYPED, "minor/typed"),
    ],
)
def test_an_age_told_with_it_opens_the_card_for_children(sent: Sent, screen: str) -> None:
    told = after(FIRST, Heard(NOW, sent, young=True))
    assert (told.screen, told.who) == (screen, Who.MINOR)


def test_from_every_screen_it_leads_to_the_branch_for_children() -> None:
    place = WORLD.directory.regions[0].kato
    topics = tuple(WORLD.script.ways.topics)
    for name in WORLD.script.screens:
        for who in (None, Who.ME, Who.OTHER):
            stood = Visit(Language.KK, name, ("start/who",), who=who)
            events: list[Event] = [Heard(NOW, sent, young=True) for sent in Sent if sent not in ELSEWHERE]
            events += [Placed(NOW, (place,), young=True), *(Asked(NOW, one, Sent.TYPED, young=True) for one in topics)]
            for event in events:
                told = after(stood, event)
                assert told.who is Who.MINOR or told.screen == WORLD.script.ways.menu, (name, event)
                assert WORLD.script.screens[told.screen].draws not in SHELTERS, (name, event)


@pytest.mark.parametrize(("who", "screen"), [(Who.OWN, "own/stop"), (Who.HELPER, "helper/first")])
def test_a_closed_branch_and_a_quoted_pupil_stay_where_they_are(who: Who, screen: str) -> None:
    stood = Visit(Language.RU, screen, ("start/who",), who=who)
    for sent in (Sent.DANGER, Sent.VIOLENCE, Sent.TYPED):
        assert after(stood, Heard(NOW, sent, young=True)) == after(stood, Heard(NOW, sent))


def test_who_is_a_child_already_keeps_the_card_that_answers_it() -> None:
    stood = after(FIRST, Heard(NOW, Sent.DANGER, young=True))
    assert replace(after(stood, Heard(NOW, Sent.TYPED, young=True)), typed=0) == stood


@pytest.mark.parametrize(
    ("label", "screen", "who"),
    [("heard/danger#minor", "danger/minor", Who.MINOR), ("heard/danger#other", "danger/other", Who.OTHER)],
)
def test_a_button_of_the_alarm_tells_of_whom_it_is(label: str, screen: str, who: Who) -> None:
    heard = step(WORLD, FIRST, Heard(NOW, Sent.DANGER))
    pressed = next(one for one in heard.view.all_buttons if one.label == label)
    visit = after(heard.visit, Pressed(NOW, pressed.answer))
    assert (visit.screen, visit.who) == (screen, who)


@pytest.mark.parametrize("sent", [Sent.CHILD, Sent.TYPED, Sent.SUICIDE])
@pytest.mark.parametrize(("screen", "child"), [("life/step", "minor/step"), ("life/other", "minor/other")])
def test_an_age_behind_a_step_or_another_keeps_what_is_done(sent: Sent, screen: str, child: str) -> None:
    stood = Visit(Language.RU, screen, ("start/who",))
    if sent is Sent.SUICIDE and screen == "life/other":  # whoever says this, too, is answered for themselves
        child = "minor/life"
    assert after(stood, Heard(NOW, sent, young=True)).screen == child
    assert after(stood, Asked(NOW, "minor")).screen == {"life/step": "minor/step", "life/other": "minor/other"}[screen]


def test_the_button_of_danger_asks_a_child_that_told_nothing_yet() -> None:
    alarmed = step(WORLD, FIRST, Pressed(NOW, Alarm()))
    pressed = next(one for one in alarmed.view.all_buttons if one.label == "danger/self#minor")
    assert after(alarmed.visit, Pressed(NOW, pressed.answer)).who is Who.MINOR
    told = step(WORLD, Visit(Language.RU, "self/now", ("start/who",), who=Who.ME), Pressed(NOW, Alarm()))
    assert "danger/self#minor" not in {one.label for one in told.view.all_buttons}
