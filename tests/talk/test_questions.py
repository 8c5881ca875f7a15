"""A question that was understood opens its card, unless numbers would go or a closed branch has none."""

import pytest

from bot.script.facts import Language, Who
from bot.talk.event import Asked, Heard, Named, Placed, Sent, Started
from bot.talk.rules import resolve
from bot.talk.step import step
from bot.talk.visit import Visit
from tests.support.worlds import NOW, whole

WORLD = whole().world
STOOD = Visit(Language.KK, "rights/fund", ("start/who",), who=Who.ME)


def asks(visit: Visit, topic: str, sent: Sent = Sent.TYPED) -> Visit:
    return step(WORLD, visit, Named(NOW, frozenset(), None, Asked(NOW, topic, sent))).visit


def test_it_opens_its_card_and_the_way_back() -> None:
    asked = asks(STOOD, "reconcile")
    assert asked.screen == "rights/reconcile"
    assert asked.trail == (*STOOD.trail, STOOD.screen)


def test_it_opens_as_the_first_message_too() -> None:
    first = step(WORLD, None, Started(NOW, Language.RU)).visit
    assert asks(first, "divorce").screen == "next/divorce"


def test_who_tells_of_violence_and_asks_is_not_asked_of_whom_they_write() -> None:
    first = step(WORLD, None, Started(NOW, Language.RU)).visit
    assert asks(first, "injuries", Sent.VIOLENCE).who is Who.ME
    assert asks(first, "injuries").who is None


@pytest.mark.parametrize("sent", [Sent.TYPED, Sent.VIOLENCE])
def test_on_a_screen_that_stays_it_is_what_it_would_be_without_a_topic(sent: Sent) -> None:
    staying = [name for name, screen in WORLD.script.screens.items() if screen.stays]
    assert len(staying) > 10
    for name in staying:
        stood = Visit(Language.RU, name, ("start/who",))
        for topic in WORLD.script.ways.topics:
            assert asks(stood, topic, sent) == step(WORLD, stood, Heard(NOW, sent)).visit


def test_it_is_answered_where_a_place_waits_for_its_yes() -> None:
    first = step(WORLD, None, Started(NOW, Language.RU)).visit
    waits = step(WORLD, first, Placed(NOW, (WORLD.directory.regions[0].kato,))).visit
    assert asks(waits, "services").screen == "rights/services"


@pytest.mark.parametrize(("who", "screen"), [(Who.OWN, "own/stop"), (Who.MINOR, "minor/home")])
def test_on_a_closed_branch_it_opens_what_belongs_there_or_what_any_text_does(who: Who, screen: str) -> None:
    stood = Visit(Language.RU, screen, ("start/who",), who=who)
    shut = {"where/region", "rights/legal_aid", "next/divorce", "plan/leave", "talk/lines"}
    for topic in WORLD.script.ways.topics:
        assert asks(stood, topic).screen not in shut
    assert asks(stood, "divorce") == step(WORLD, stood, Heard(NOW, Sent.TYPED)).visit
    assert asks(stood, "police").screen == {Who.OWN: "own/orders", Who.MINOR: "minor/typed"}[who]


@pytest.mark.parametrize(("who", "screen"), [(Who.OWN, "own/pause"), (Who.MINOR, "minor/home")])
def test_a_hesitant_alarm_stands_where_no_card_opens(who: Who, screen: str) -> None:
    stood = Visit(Language.RU, screen, ("start/who",), who=who)
    for sent in (Sent.DANGER, Sent.SUICIDE):
        assert asks(stood, "pets", sent) == step(WORLD, stood, Heard(NOW, sent)).visit


def test_every_topic_opens_where_nothing_stands_against_it() -> None:
    stood = Visit(Language.RU, "papers/work", ("start/who",), who=Who.ME)
    for topic in WORLD.script.ways.topics:
        assert asks(stood, topic).screen == resolve(WORLD, stood, WORLD.script.ways.leads(topic))


def test_a_yes_in_front_of_it_answers_the_question_that_stands() -> None:
    stood = Visit(Language.RU, "self/now", ("start/who",), who=Who.ME)
    yes = (frozenset({(Language.RU, "self/now#yes")}),)
    event = Named(NOW, frozenset(), None, Asked(NOW, "sorry", Sent.TYPED), yes)
    assert step(WORLD, stood, event).visit.screen == "danger/self"
