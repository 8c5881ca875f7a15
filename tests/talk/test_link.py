"""Deep links: what a poster or a partner says in advance, in words that look like nothing."""

import pytest

from bot.script.facts import Language, Who
from bot.talk.answer import Choose, Pick, Speak
from bot.talk.event import Pressed, Started
from bot.talk.link import Link, read, write
from bot.talk.step import step
from bot.talk.visit import Visit
from tests.support.worlds import NOW, whole

WORLD = whole().world
ALMATY = "750000000"


def arrive(payload: str) -> Visit:
    return step(WORLD, None, Started(NOW, Language.RU, read(WORLD, payload))).visit


@pytest.mark.parametrize("language", [None, *Language])
@pytest.mark.parametrize("place", [None, *(region.kato for region in WORLD.directory.regions)])
@pytest.mark.parametrize("who", [None, Who.OTHER, Who.MINOR, Who.OWN])
def test_every_link_is_read_as_it_was_written(language: Language | None, place: str | None, who: Who | None) -> None:
    link = Link(language, place, who)
    assert read(WORLD, write(WORLD, link)) == (link if link != Link() else None)


@pytest.mark.parametrize("payload", ["", "x", "kk-", "-", "kk-kk", "75-79", "b-c", "kk-75-b-d", "00", "KK", "75 b"])
def test_a_payload_that_is_not_ours_is_a_plain_start(payload: str) -> None:
    assert read(WORLD, payload) is None
    assert arrive(payload) == Visit(Language.RU, "start/first")


def test_a_payload_names_nothing_a_stranger_could_understand() -> None:
    for who in (Who.OTHER, Who.MINOR, Who.OWN):
        assert len(write(WORLD, Link(who=who))) == 1


@pytest.mark.parametrize(("payload", "screen"), [("b", "other/now"), ("c", "minor/now"), ("d", "own/stop")])
def test_a_branch_is_the_answer_to_the_menu_given_in_advance(payload: str, screen: str) -> None:
    visit = arrive(payload)
    assert visit.screen == "start/first", "the numbers come first, whatever the link says"
    before = step(WORLD, visit, Pressed(NOW, Speak(Language.KK))).visit
    assert before.screen == "start/before", "what others can see is said before the first question"
    moved = step(WORLD, before, Pressed(NOW, Choose(0))).visit
    assert (moved.screen, moved.language, moved.trail) == (screen, Language.KK, ("start/who",))


def test_a_language_is_not_asked_again_and_the_numbers_still_come_first() -> None:
    turn = step(WORLD, None, Started(NOW, Language.RU, read(WORLD, "kk")))
    assert (turn.view.screen, turn.view.language) == ("start/hello", Language.KK)
    assert {"police_102", "emergency_112", "kc_111"} == {line.id for line in turn.view.lines}


def test_the_region_of_a_link_is_offered_first_where_a_place_is_asked() -> None:
    menu = step(WORLD, arrive("75"), Pressed(NOW, Speak(Language.RU))).visit
    assert menu.place == ALMATY
    asked = Visit(Language.RU, "where/region", place=menu.place)
    first = step(WORLD, asked, Pressed(NOW, Speak(Language.RU))).view.buttons[0]
    assert first.answer == Pick(ALMATY)
