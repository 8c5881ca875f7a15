"""Nobody is asked anything sensitive before it was said who may see this chat, whichever way they came."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.script.facts import Language, Who
from bot.talk.answer import Choose
from bot.talk.event import Asked, Event, Heard, Pressed, Sent, Started
from bot.talk.step import step
from bot.talk.visit import Visit
from tests.support.worlds import NOW, whole

SENSITIVE = {"danger", "signs", "need"}
TOLD = {"start/who", "start/before", "start/privacy"}
DEPTH = 5


def onward(visit: Visit) -> Iterator[Visit]:
    """Whatever one event leads to: each button, and each kind of text or thing that may be sent."""
    world = whole().world
    view = step(world, visit, Pressed(NOW, Choose(99))).view
    events: list[Event] = [Pressed(NOW, button.answer) for button in view.all_buttons]
    events += [Heard(NOW, sent, young) for sent in Sent for young in (False, True)]
    events += [Asked(NOW, topic) for topic in world.script.ways.topics]
    return (step(world, visit, event).visit for event in events)


def bare(visit: Visit) -> Visit:
    """Without the way that led to it: none of those that are walked on was told anything."""
    return replace(visit, trail=(), typed=0, place=None, others=(), service=None)


def test_no_question_is_asked_before_it_is_said_who_may_see_the_chat() -> None:
    world = whole().world
    edge = [step(world, None, Started(NOW, Language.RU)).visit]
    seen = dict.fromkeys(map(bare, edge))
    for _ in range(DEPTH):
        found = {bare(one): one for visit in edge for one in onward(visit) if one.screen not in TOLD}
        edge = [one for key, one in found.items() if key not in seen]
        asked = {one.screen for one in edge if world.script.screens[one.screen].ask in SENSITIVE}
        assert not asked
        seen |= dict.fromkeys(found)
    assert {"danger/self", "heard/violence", "heard/child", "heard/relative"} <= {one.screen for one in seen}


@pytest.mark.parametrize(
    ("sent", "who", "asks"), [(Sent.RELATIVE, Who.OTHER, "other/now"), (Sent.VIOLENCE, Who.ME, "self/now")]
)
def test_what_was_said_before_is_not_asked_again_behind_it(sent: Sent, who: Who, asks: str) -> None:
    world = whole().world
    typed = step(world, step(world, None, Started(NOW, Language.KK)).visit, Heard(NOW, sent)).visit
    assert typed.who is who
    told = step(world, typed, Pressed(NOW, Choose(0))).visit
    assert told.screen == "start/before"
    assert step(world, told, Pressed(NOW, Choose(0))).visit.screen == asks


def test_whoever_came_through_the_menu_is_not_told_twice() -> None:
    world = whole().world
    visit = Visit(Language.RU, "danger/self", trail=("start/who", "self/now"), who=Who.ME)
    safer = step(world, visit, Pressed(NOW, Choose(2))).visit
    assert safer.screen == "self/signs"
