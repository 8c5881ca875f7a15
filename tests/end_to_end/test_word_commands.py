"""Commands of those who keep the words."""

from click.testing import CliRunner

from bot.cli import main
from bot.script.facts import Language, Who
from bot.script.loader import load
from bot.talk.link import Link, read
from bot.whole import Places
from tests.support.worlds import whole


def run(*words: str) -> str:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return result.output


def test_review_lists_every_screen_nobody_has_read_and_every_question_to_a_native_speaker() -> None:
    said = run("review")
    assert all(name in said for name in load(Places().flows).screens)
    assert "не читал никто" in said
    assert "носитель казахского" in said


def test_review_says_what_is_late_on_a_day() -> None:
    assert "срок вышел у 0" in run("review", "--on", "2026-11-20")
    assert "срок вышел у 0" not in run("review", "--on", "2027-06-01")


def test_links_are_read_by_the_bot_as_they_are_told_to_people() -> None:
    lines = run("links", "senim_bot").splitlines()
    world = whole().world
    found = {}
    for line in lines:
        address, said = line.split("\t")
        found[said] = read(world, address.removeprefix("https://t.me/senim_bot?start="))
    assert len(found) == len(lines) == 21 * 2 * 4
    assert found["Алматы, kk, о другом"] == Link(Language.KK, "750000000", Who.OTHER)
    assert None not in found.values()
