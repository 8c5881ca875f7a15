"""What stands beside the words: who answers for them, on what sources, until when."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.issue import BrokenError
from bot.script.facts import Language
from bot.script.loader import load
from bot.whole import Places
from bot.words.catalogue import read
from bot.words.checks import check_written
from bot.words.keys import shared
from bot.words.standing import words_of
from bot.words.statements import Statement, due, read_statements
from bot.words.written import messages
from tests.script.museum import TODAY, build, rewrite

SHIPPED = Places()
SCRIPT = load(SHIPPED.flows)
STATEMENTS = read_statements(SHIPPED.locales, SCRIPT)


def test_every_screen_and_every_group_of_shared_words_has_somebody_who_answers_for_it() -> None:
    assert set(STATEMENTS) == {*SCRIPT.screens, *shared(SCRIPT)}
    written = messages(read(SHIPPED.locales, Language.RU))
    own = {key for key in written if key.partition("#")[0] in SCRIPT.screens}
    assert own | {key for keys in shared(SCRIPT).values() for key in keys} == set(written)


def test_every_law_card_is_a_lawyers_and_is_read_again_before_it_hides() -> None:
    cards = {name: screen for name, screen in SCRIPT.screens.items() if screen.expires}
    assert len(cards) > 10
    for name, screen in cards.items():
        assert STATEMENTS[name].owner == "lawyer", name
        assert screen.expires is not None
        assert STATEMENTS[name].review_by <= screen.expires, name


def test_nothing_is_called_read_before_somebody_has_read_it() -> None:
    assert [name for name, it in STATEMENTS.items() if it.reviewed and it.reviewed > it.review_by] == []


def test_what_is_due_is_what_nobody_read_and_what_has_waited_too_long() -> None:
    read_once = Statement(
        owner="editor",
        review_by=date(2027, 1, 1),
        sources=("A book",),
        reviewed=date(2026, 12, 1),
        native=date(2026, 12, 2),
    )
    unread = read_once.model_copy(update={"reviewed": None, "review_by": date(2027, 2, 1)})
    foreign = read_once.model_copy(update={"native": None, "review_by": date(2027, 3, 1)})
    known = {"a/fresh": read_once, "a/unread": unread, "a/foreign": foreign}
    eve, day = read_once.review_by - timedelta(days=1), read_once.review_by
    assert [name for name, _ in due(known, eve)] == ["a/unread", "a/foreign"]
    assert [name for name, _ in due(known, day)] == ["a/fresh", "a/unread", "a/foreign"]


def test_what_the_command_says_to_write_down_is_a_mark_that_holds_for_these_words_only(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED.locales, tmp_path / "locales")
    places = replace(SHIPPED, locales=tmp_path / "locales")
    told = CliRunner().invoke(main, ["review", "rights/order", "--on", "2026-11-20"], catch_exceptions=False)
    mark = "\n".join(told.output.splitlines()[1:])
    rewrite(places.locales / "statements" / "rights.toml", "[order]\n", f"[order]\n{mark}\n")
    assert check_written(places.locales, SCRIPT, TODAY) == []
    path = places.locales / "ru" / "LC_MESSAGES" / "senim.po"
    path.write_text(path.read_text("utf-8").replace("30 дней", "31 день"), "utf-8")
    found = {(issue.code, issue.place) for issue in check_written(places.locales, SCRIPT, TODAY)}
    assert ("W121", "order") in found


def test_a_mark_does_not_come_back_when_another_reader_reads_the_new_words(tmp_path: Path) -> None:
    places = build(tmp_path)
    script = load(places.flows)
    written = {language: messages(read(places.locales, language)) for language in Language}
    now = words_of(script, written, "talk/ready")
    marked = '[ready]\nreviewed = 2026-11-01\nreviewed_words = "{}"\nnative = 2026-11-10\nnative_words = "{}"\n'
    path = places.locales / "statements" / "talk.toml"
    text = path.read_text("utf-8")
    for old, codes in ((now, set()), ("before", {"W121"})):
        path.write_text(text + marked.format(old, now), "utf-8")
        assert {issue.code for issue in check_written(places.locales, script, TODAY)} == codes


@pytest.mark.parametrize(
    ("name", "key"),
    [("rights/order", "rights/order#broken"), ("words/line", "line/kc_111"), ("words/common", "common#danger")],
)
def test_the_words_of_its_buttons_or_of_its_group_are_part_of_what_was_read(name: str, key: str) -> None:
    written = {language: messages(read(SHIPPED.locales, language)) for language in Language}
    before = words_of(SCRIPT, written, name)
    written[Language.KK][key].string = "x"
    assert words_of(SCRIPT, written, name) != before


def test_a_screen_may_differ_from_its_flow(tmp_path: Path) -> None:
    places = build(tmp_path)
    path = places.locales / "statements" / "talk.toml"
    rewrite(path, 'sources = ["A book"]', 'sources = ["A book"]\n[ready]\nowner = "doctor"')
    found = read_statements(places.locales, load(places.flows))
    assert (found["talk/ready"].owner, found["talk/lines"].owner) == ("doctor", "lawyer")
    assert found["talk/ready"].sources == ("A book",)


def test_a_title_names_one_screen(tmp_path: Path) -> None:
    places = build(tmp_path)
    path = places.locales / "statements" / "talk.toml"
    path.write_text(f'title = "Talk"\n{path.read_text("utf-8")}', "utf-8")
    with pytest.raises(BrokenError, match="W004"):
        read_statements(places.locales, load(places.flows))


def test_a_group_of_words_says_usually_where_its_source_does(tmp_path: Path) -> None:
    places = build(tmp_path)
    script = load(places.flows)
    path = places.locales / "statements" / "words.toml"
    path.write_text(f'{path.read_text("utf-8")}[kind]\nsources = ["A book — M, said as «usually»"]\n', "utf-8")
    assert {issue.code for issue in check_written(places.locales, script, TODAY)} == {"W124"}


@pytest.mark.parametrize("wrong", ["owner = 3", 'owner = "me"', 'review_by = "soon"', 'sources = "A book"', 'x = ""'])
def test_a_statement_that_makes_no_sense_is_refused(wrong: str, tmp_path: Path) -> None:
    places = build(tmp_path)
    path = places.locales / "statements" / "talk.toml"
    path.write_text(f"{path.read_text('utf-8')}[ready]\n{wrong}\n", "utf-8")
    with pytest.raises(BrokenError, match="W004"):
        read_statements(places.locales, load(replace(places).flows))
