import re
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from bot.book.anchor import anchor, flow_anchor, row_anchor
from bot.book.book import make, note
from bot.book.decisions import TABLE
from bot.book.examples import day, examples
from bot.book.meanings import PREDICATES
from bot.book.reading import headings, messages
from bot.emergency import CARD
from bot.script.facts import Language
from bot.script.model import Predicate
from bot.whole import Places, Whole
from tests.book.book_page import Read, plain


def test_every_screen_has_its_place(whole: Whole, page: Read) -> None:
    assert {anchor(name) for name in whole.world.script.screens} <= set(page.ids)


def test_every_message_has_its_place_and_its_address(places: Places, page: Read) -> None:
    written = messages(places.locales)
    assert {anchor(key) for key in written} <= set(page.ids)
    assert [key for key in written if key not in page.text] == []


def test_every_line_of_every_message_is_there_in_both_languages(places: Places, page: Read) -> None:
    forms = (form for message in messages(places.locales).values() for form in (*message.ru, *message.kk))
    lines = {plain(line) for form in forms for line in form.split("\n")}
    assert [line for line in sorted(lines) if line not in page.text] == []


def test_no_place_is_named_twice(page: Read) -> None:
    assert [place for place, count in Counter(page.ids).items() if count > 1] == []


def test_every_link_has_its_place(page: Read) -> None:
    inside = {link.removeprefix("#") for link in page.links if link.startswith("#")}
    assert len(inside) > 100
    assert inside - set(page.ids) == set()


def test_every_button_links_to_where_it_leads(whole: Whole, book: str) -> None:
    for name, screen in whole.world.script.screens.items():
        for choice in screen.choices:
            item = book.split(f'<li id="{anchor(f"{name}#{choice.id}")}">')[1].partition("</li>")[0]
            for route in choice.to:
                assert f'href="#{anchor(route.to)}"' in item
                assert route.when is None or PREDICATES[route.when] in item
            assert choice.when is None or PREDICATES[choice.when] in item


def test_every_flow_line_and_row_can_be_found(whole: Whole, places: Places, page: Read) -> None:
    flows = {flow_anchor(flow) for flow in headings(places.flows)}
    lines = {anchor(f"line/{line}") for line in whole.world.directory.lines}
    rows = {row_anchor(f"D{number}") for number in range(1, 20)}
    assert flows | lines | rows <= set(page.ids)


def test_the_last_row_shows_the_constant_card(page: Read) -> None:
    assert "D19" in TABLE
    assert plain(CARD) in page.text


def test_only_shown_lines_have_a_number(whole: Whole, page: Read) -> None:
    shown = [line.number for line in whole.world.directory.lines.values() if line.shown and line.number]
    assert shown
    assert [number for number in shown if number not in page.text] == []


def test_every_predicate_has_a_meaning() -> None:
    assert set(PREDICATES) == set(get_args(Predicate))


def test_the_page_loads_nothing(page: Read) -> None:
    assert page.loads == []
    assert re.findall(r"url\(|@import|@font-face", page.styles) == []
    assert {link.partition(":")[0] for link in page.links if not link.startswith("#")} <= {"https", "http"}


def test_every_tag_is_closed_in_order(page: Read) -> None:
    assert page.unbalanced == []


def test_both_languages_are_marked(page: Read) -> None:
    assert {"ru", "kk"} <= page.languages


def test_the_same_input_gives_the_same_bytes(whole: Whole, places: Places, book: str) -> None:
    again = make(whole.world, whole.words, flows=places.flows, locales=places.locales, directory=places.directory)
    assert again.encode() == book.encode()


def test_the_day_comes_from_the_facts_alone(whole: Whole) -> None:
    cards = [screen.as_of for screen in whole.world.script.screens.values() if screen.as_of]
    assert day(whole.world) >= max(cards)
    bare = replace(whole.world.script, screens={})
    assert day(replace(whole.world, script=bare)) < date(2100, 1, 1)


def test_a_card_with_a_term_is_shown_as_it_was_while_true(whole: Whole) -> None:
    hidden = whole.words.say(Language.RU, "common/expired")
    for name, screen in whole.world.script.screens.items():
        if screen.expires:
            (look,) = examples(whole.world, whole.words, name)
            assert hidden not in look.ru, name


def test_a_screen_that_depends_on_what_was_said_says_which(whole: Whole) -> None:
    for name, screen in whole.world.script.screens.items():
        looks = examples(whole.world, whole.words, name)
        assert looks, name
        assert all(look.note for look in looks) == (
            screen.draws in {"districts", "confirm", "namesakes", "help", "centre", "script"}
        ), name


def test_a_translators_note_reaches_the_reader(whole: Whole, places: Places, tmp_path: Path) -> None:
    for path in places.locales.rglob("*.po"):
        copy = tmp_path / path.relative_to(places.locales)
        copy.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        copy.write_text(re.sub(r'(?m)^msgid "self/now"', "# native: a <soft> word\n\\g<0>", text), encoding="utf-8")
    shutil.copytree(places.locales / "statements", tmp_path / "statements")
    noted = make(whole.world, whole.words, flows=places.flows, locales=tmp_path, directory=places.directory)
    assert "Редактору казахского: a &lt;soft&gt; word" in noted


@pytest.mark.parametrize(
    ("comment", "said"),
    [("одинаково", "одинаково: так задумано"), ("native: ұя?", "Редактору казахского: ұя?"), ("as it is", "as it is")],
)
def test_a_comment_says_what_it_asks(comment: str, said: str) -> None:
    assert said in note(comment)


def test_a_flow_without_a_comment_is_headed_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "quiet.toml").write_text("[first]\n", encoding="utf-8")
    (tmp_path / "told.toml").write_text("# One thing. And more\n# of it.\n\n# Not this.\n[first]\n", encoding="utf-8")
    found = headings(tmp_path)
    assert (found["quiet"].title, found["quiet"].rest) == ("quiet", "")
    assert (found["told"].title, found["told"].rest) == ("One thing", "And more of it.")
