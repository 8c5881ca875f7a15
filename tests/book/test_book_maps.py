import re
from itertools import combinations

import pytest

from bot.book.buttons import buttons
from bot.book.curves import WIDTH, plan
from bot.book.layout import GAP, Box, lay_out
from bot.book.maps import Map, depths, flow_of, map_of_flows, map_of_screens
from bot.book.meanings import GROUPS
from bot.book.reading import headings, messages
from bot.book.titles import titles
from bot.script.graph import edges
from bot.whole import Places, Whole
from bot.words.keys import shared
from bot.words.statements import read_statements


@pytest.fixture
def maps(whole: Whole, places: Places) -> dict[str, Map]:
    script = whole.world.script
    called = titles(script, messages(places.locales), read_statements(places.locales, script))
    flows = dict.fromkeys(map(flow_of, script.screens))
    return {"": map_of_flows(script, headings(places.flows))} | {
        flow: map_of_screens(script, called, flow) for flow in flows
    }


def test_no_two_screens_are_called_alike(whole: Whole, places: Places) -> None:
    script = whole.world.script
    called = titles(script, messages(places.locales), read_statements(places.locales, script))
    assert len({*called.values()}) == len(called)
    assert called["life/now"] == "Не хочу жить"


def test_a_button_that_copies_is_told_where_people_see_it(whole: Whole, places: Places) -> None:
    written = messages(places.locales)
    for name, copied, at in (("talk/lines", "common/numbers#copy", -1), ("danger/message", "danger/message#copy", 1)):
        told = [button.message.key for button in buttons(whole.world.script, name, written, None)]
        assert told[at] == copied


def test_every_group_of_shared_words_has_a_heading(whole: Whole) -> None:
    assert {f"words/{group}" for group in GROUPS} == set(shared(whole.world.script))


def test_no_two_boxes_touch(maps: dict[str, Map]) -> None:
    for name, drawn in maps.items():
        for one, other in combinations(drawn.nodes, 2):
            apart = one.x != other.x or one.y + one.height < other.y or other.y + other.height < one.y
            assert apart, (name, one.title, other.title)


def test_every_box_and_every_curve_stays_inside_the_map(maps: dict[str, Map]) -> None:
    for drawn in maps.values():
        for node in drawn.nodes:
            assert 0 < node.x < node.x + WIDTH < drawn.width
            assert 0 < node.y < node.y + node.height < drawn.height
        for curve, _ in drawn.curves:
            numbers = [int(number) for number in re.findall(r"-?\d+", curve.path)]
            assert min(numbers) > 0
            assert max(numbers) < max(drawn.width, drawn.height)


def test_every_text_fits_its_box(maps: dict[str, Map]) -> None:
    lines = [line for drawn in maps.values() for node in drawn.nodes for line in node.lines]
    assert lines
    assert max(map(len, lines)) <= 22


def test_every_way_of_the_script_is_drawn_and_told(maps: dict[str, Map], whole: Whole) -> None:
    for name, others in edges(whole.world.script).items():
        drawn = {(curve.source, curve.target) for curve, _ in maps[flow_of(name)].curves}
        assert {(name, to) for to in others if to != name} <= drawn
    for drawn_map in maps.values():
        assert sum(len(others) for _, others in drawn_map.links) == len(drawn_map.curves)


def test_columns_go_by_the_fewest_taps(maps: dict[str, Map], whole: Whole, places: Places) -> None:
    depth = depths(whole.world.script)
    script = whole.world.script
    called = titles(script, messages(places.locales), read_statements(places.locales, script))
    for flow, drawn in maps.items():
        own = [node for node in drawn.nodes if flow and node.kind != "stub"]
        far = {node.x: {depth[name] for name, title in called.items() if _is(node, name, title)} for node in own}
        reached = [min(taps) for _, taps in sorted(far.items())]
        assert reached == sorted(reached), flow


def _is(node: object, name: str, title: str) -> bool:
    return getattr(node, "title", "") == title and getattr(node, "place", "") == name.replace("/", "-")


def test_a_link_that_passes_a_column_goes_around_its_boxes() -> None:
    boxes = [Box("a", 0, 30), Box("b", 1, 30), Box("c", 1, 30), Box("d", 2, 30)]
    laid = lay_out(boxes, [("a", "d"), ("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")])
    (bend,) = (cell for cell in laid.column if not isinstance(cell, str))
    for box in ("b", "c"):
        assert abs(laid.middle[bend] - laid.middle[box]) >= (30 + laid.heights[bend]) / 2 + GAP - 0.01


def test_a_knot_that_can_be_undone_is_undone() -> None:
    boxes = [Box(name, at, 30) for at, names in enumerate(("ab", "cd")) for name in names]
    laid = lay_out(boxes, [("a", "d"), ("b", "c")])
    assert (laid.middle["a"] < laid.middle["b"]) == (laid.middle["d"] < laid.middle["c"])


def test_links_there_and_back_are_two_curves_and_a_link_to_itself_is_none() -> None:
    drawn = plan(lay_out([Box("a", 0, 30), Box("b", 1, 30)], [("a", "b"), ("b", "a"), ("a", "a")]))
    assert [(curve.source, curve.target, curve.back) for curve in drawn.curves] == [
        ("a", "b", False),
        ("b", "a", True),
    ]
    assert drawn.curves[0].path != drawn.curves[1].path
