"""What the pieces alone do not show: guesses, what comes together, whom a condition lets through."""

from pathlib import Path
from typing import get_args

import pytest

from bot.script.facts import FACTS
from bot.script.graph import said
from bot.script.loader import load
from bot.script.model import Predicate, Script
from bot.whole import Places
from tests.script.museum import HERE, build, issues, lay, pieces, rewrite


@pytest.mark.parametrize(
    ("piece", "guess"),
    [
        ("S002_misspelled_word", "ask"),
        ("S002_misspelled_condition", "place_is_region"),
        ("S101_screen_that_is_not_there", "talk/lines"),
        ("S101_way_that_is_not_there", "start/who"),
        ("S105_line_that_is_not_there", "helpline_150"),
    ],
)
def test_a_misspelled_name_gets_a_guess(piece: str, guess: str, tmp_path: Path) -> None:
    (it,) = (it for it in pieces(HERE / "broken") if it.path.stem == piece)
    assert issues(lay(it, tmp_path))[0].text.endswith(f"Может быть, «{guess}»?")


def test_a_name_like_nothing_else_gets_none(tmp_path: Path) -> None:
    places = build(tmp_path)
    rewrite(places.flows / "talk.toml", 'to = "ready"', 'to = "zzz"')
    assert "Может быть" not in issues(places)[0].text


def test_everything_wrong_with_a_script_is_said_at_once_and_in_the_same_order(tmp_path: Path) -> None:
    places = build(tmp_path)
    rewrite(places.flows / "own.toml", '"helpline_150"', '"helpline_151"')
    rewrite(places.flows / "talk.toml", "2027-03-02", "2026-03-02")
    rewrite(places.flows / "start.toml", 'id = "no"', 'id = "never"')
    found = issues(places)
    assert [issue.code for issue in found] == ["S105", "S112", "S116"]
    assert issues(places) == found


def test_a_broken_directory_does_not_hide_an_unreadable_script(tmp_path: Path) -> None:
    places = build(tmp_path)
    rewrite(places.flows / "own.toml", "rows =", "row =")
    rewrite(places.directory / "lines.toml", 'tel = "102"', 'tel = "120"')
    assert {issue.code for issue in issues(places)} == {"S002", "D108"}


def test_every_fault_of_a_file_is_named_by_the_button_it_is_in(tmp_path: Path) -> None:
    places = build(tmp_path)
    rewrite(places.flows / "talk.toml", '{ id = "law", to = "law" }', '{ id = "law", to = 5 }')
    rewrite(places.flows / "talk.toml", "lead = true", 'lead = "да"')
    lead, button = issues(places)
    assert "«lead»" in lead.text
    assert "«links / law / to»" in button.text


@pytest.mark.parametrize("condition", ["about_other", "about_minor"])
def test_a_way_that_is_open_only_to_others_does_not_join_own_acts_with_shelters(condition: str, tmp_path: Path) -> None:
    places = build(tmp_path)
    ways = f'[{{ when = "{condition}", to = "help/region" }}, {{ to = "now" }}]'
    rewrite(places.flows / "own.toml", 'to = "now"', f"to = {ways}")
    assert issues(places) == ()


def test_a_button_that_only_others_see_does_not_join_them_either(tmp_path: Path) -> None:
    places = build(tmp_path)
    button = '{ id = "menu", when = "about_other", to = "help/region" }'
    rewrite(
        places.flows / "start.toml",
        '{ id = "menu", to = "who" }]\n\n[heard]',
        f'{button}, {{ id = "who", to = "who" }}]\n\n[heard]',
    )
    assert not [issue for issue in issues(places) if issue.code == "S118"]


def test_the_way_that_joins_them_is_shown(tmp_path: Path) -> None:
    places = build(tmp_path)
    rewrite(
        places.flows / "own.toml",
        '"ambulance_103"]\nlinks = [',
        '"ambulance_103"]\nlinks = [{ id = "talk", to = "talk/lines" }, ',
    )
    texts = {issue.place: issue.text for issue in issues(places)}
    assert "own/now → talk/lines → help/region" in texts["region"]


def test_the_menu_is_a_fresh_start(tmp_path: Path) -> None:
    places = build(tmp_path)
    rewrite(places.flows / "own.toml", 'to = "now"', 'to = "start/who"')
    assert not [issue for issue in issues(places) if issue.code == "S118"]


@pytest.fixture(scope="module")
def shipped() -> Script:
    return load(Places().flows)


def test_every_named_condition_is_used_by_the_shipped_script(shipped: Script) -> None:
    ways = shipped.ways
    routes = [ways.danger, *said(shipped)]
    routes += [choice.to for screen in shipped.screens.values() for choice in screen.choices]
    used = {route.when for way in routes for route in way}
    used |= {choice.when for screen in shipped.screens.values() for choice in screen.choices}
    assert set(get_args(Predicate)) - used == set()


def test_everything_the_talk_may_learn_can_be_answered_somewhere(shipped: Script) -> None:
    asked = {(screen.ask, choice.id) for screen in shipped.screens.values() for choice in screen.answers}
    assert asked == {(fact, value.value) for fact, values in FACTS.items() for value in values}
