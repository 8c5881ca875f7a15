"""The exhaustive walk: every combination of answers, and what the decision table obliges at its end."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

import pytest

from bot.centres.words import Channel, Confidence
from bot.script.facts import Language, Who
from bot.talk.answer import Choose, Pick, Speak
from bot.talk.event import Event, Heard, Pressed, Sent, Started
from bot.talk.step import Turn, step
from bot.talk.view import View
from bot.talk.visit import Visit
from bot.words.checks import plain
from bot.words.page import draw
from tests.support.worlds import NOW, whole

MOST_TAPS = 6
SHELTERS = {"regions", "districts", "help", "centre"}
ANEW = {Sent.HOSTILE, Sent.OWN_ACTS}  # words after which the talk begins anew, as through the menu


@dataclass(frozen=True)
class Ending:
    taps: tuple[str, ...]
    turn: Turn

    @property
    def rows(self) -> set[str]:
        return set(whole().world.script.screens[self.turn.visit.screen].rows)


@cache
def endings() -> tuple[Ending, ...]:
    """Every walk by answers from the first screen to a result, in both languages."""
    return tuple(
        ending
        for language in Language
        for ending in _walk(step(whole().world, None, Started(NOW, language)), (), language)
    )


def _walk(turn: Turn, taps: tuple[str, ...], language: Language) -> Iterator[Ending]:
    world = whole().world
    screen = world.script.screens[turn.visit.screen]
    if screen.rows:
        yield Ending(taps, turn)
        return
    assert len(taps) <= MOST_TAPS, taps
    for button in turn.view.all_buttons:
        answer = button.answer
        scripted = isinstance(answer, Choose) and (answer.index < len(screen.answers) or screen.draws == "regions")
        spoken = screen.draws == "welcome" and answer == Speak(language)
        if scripted or spoken or isinstance(answer, Pick):
            name = button.label if isinstance(button.label, str) else button.label.ru
            yield from _walk(step(world, turn.visit, Pressed(NOW, answer)), (*taps, name), language)


def test_every_result_is_at_most_six_taps_away() -> None:
    assert max(len(ending.taps) for ending in endings()) <= MOST_TAPS


def test_the_walk_really_went_everywhere() -> None:
    assert {row for ending in endings() for row in ending.rows} >= {
        "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "D11", "D12", "D13", "D14", "D15", "D16", "D17",
    }  # fmt: skip
    assert len({ending.turn.visit.place for ending in endings()} - {None}) == 20


def test_every_result_has_enough_people_to_turn_to() -> None:
    for ending in endings():
        least = 1 if ending.rows & {"D1", "D2"} else 2
        assert len(contacts(ending.turn.view)) >= least, ending.taps


def contacts(view: View) -> list[str]:
    offers = view.offers.offers if view.offers else ()
    return [line.id for line in view.lines] + [offer.service.id for offer in offers]


def test_every_result_can_be_used_without_a_voice_or_says_that_it_cannot() -> None:
    for ending in endings():
        view = ending.turn.view
        speechless = any(set(line.channels) - {Channel.CALL} for line in view.lines)
        said = whole().words.say(view.language, "common/voice_only")
        assert speechless or said in plain(draw(whole().words, view).text), ending.taps


def test_danger_shows_the_police_in_the_first_120_characters() -> None:
    found = [ending for ending in endings() if ending.rows & {"D1", "D2", "D3", "D4"}]
    assert found
    for ending in found:
        assert "102" in plain(draw(whole().words, ending.turn.view).text)[:120], ending.taps


def test_no_result_is_ever_empty_over_regions_districts_and_needs() -> None:
    world = whole().world
    needs = {ending.turn.visit.need for ending in endings()}
    for language, region in product(Language, world.directory.regions):
        for place in (region.kato, *(pick.kato for pick in world.directory.picks(region.code))):
            for need in needs:
                visit = Visit(language, "help/list", who=Who.ME, need=need, place=place)
                view = step(world, visit, Pressed(NOW, Choose(99))).view
                assert view.offers is not None
                assert view.offers.offers, (place, need)
                assert len(contacts(view)) >= 3
                text = plain(draw(whole().words, view).text)
                assert len(text) <= 500, text
                assert len(text.splitlines()) <= 7, text
                far = [offer.km for offer in view.offers.offers if offer.km is not None]
                nearest = whole().words.count(language, "help/count", len(far))
                assert (nearest in text) is (far == sorted(far)), text
                nothing_here = whole().words.say(language, "reason/none_in_district")
                assert not (nothing_here in text and any(offer.same_town for offer in view.offers.offers)), text


def reachable(start: Visit, depth: int) -> set[Visit]:
    """Every visit within so many events that does not go through a fresh start."""
    world = whole().world
    ways = world.script.ways
    seen, edge = {start}, {start}
    for _ in range(depth):
        found = set[Visit]()
        for visit in edge:
            turn = step(world, visit, Pressed(NOW, Choose(99)))
            events: list[Event] = [Pressed(NOW, button.answer) for button in turn.view.all_buttons]
            events += [Heard(NOW, sent, young) for sent in Sent if sent not in ANEW for young in (False, True)]
            for event in events:
                found.add(step(world, visit, event).visit)
        edge = {v for v in found - seen if v.screen not in {ways.first, ways.menu, ways.closed}}
        seen |= edge
    return seen


def test_whoever_fears_their_own_acts_never_reaches_a_shelter_without_a_fresh_start() -> None:
    screens = whole().world.script.screens
    start = Visit(Language.RU, "own/stop", trail=("start/who",), who=Who.OWN)
    assert not [v for v in reachable(start, 5) if screens[v.screen].draws in SHELTERS]


@pytest.mark.parametrize("who", [Who.ME, Who.OTHER, Who.HELPER])
def test_nobody_gets_from_a_shelter_to_that_branch_without_a_fresh_start(who: Who) -> None:
    screens = whole().world.script.screens
    place = whole().world.directory.regions[0].kato
    start = Visit(Language.KK, "help/list", trail=("start/who", "where/region"), who=who, place=place)
    assert not [v for v in reachable(start, 3) if "D13" in screens[v.screen].rows]


def test_a_minor_is_never_led_to_the_shelters_of_adults() -> None:
    screens = whole().world.script.screens
    start = Visit(Language.RU, "minor/now", trail=("start/who",), who=Who.MINOR)
    assert not [v for v in reachable(start, 4) if screens[v.screen].draws in SHELTERS]


def test_what_we_have_not_checked_never_stands_first_beside_something_surer() -> None:
    lines = whole().world.directory.lines
    for name, screen in whole().world.script.screens.items():
        sure = [lines[line].confidence is Confidence.HIGH for line in screen.lines]
        assert sure[:1] != [False] or not any(sure), name
