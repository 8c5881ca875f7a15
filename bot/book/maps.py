"""The maps: one of the flows, one of the screens of each flow. Columns are the fewest taps from the start."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Literal

from bot.book.anchor import anchor, flow_anchor
from bot.book.curves import WIDTH, Curve, plan
from bot.book.layout import Box, Link, lay_out
from bot.book.reading import Heading
from bot.script.graph import edges, roots, taps
from bot.script.model import Screen, Script

Kind = Literal["question", "result", "card", "stub"]
_LINE, _PADDING, _PORT = 17, 14, 8  # pixels: a line of text, around the text, an end of a link
_LETTERS = 22  # that fit in a line


@dataclass(frozen=True, slots=True)
class Node:
    """A box of a map: where it leads, what is written in it, where it stands."""

    place: str
    title: str
    lines: tuple[str, ...]
    kind: Kind
    x: int
    y: int
    height: int

    @property
    def top(self) -> int:
        """Where the first line of its text stands."""
        return self.y + (self.height - len(self.lines) * _LINE) // 2 + 13

    @property
    def round(self) -> int:
        """The radius of its corners: a question is told apart by its shape."""
        return min(self.height // 2, 24) if self.kind == "question" else 6


@dataclass(frozen=True, slots=True)
class Map:
    """A drawn map and, for those who do not see it, the same links as a list."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    curves: tuple[tuple[Curve, bool], ...]  # and whether the way depends on a condition
    links: tuple[tuple[Node, tuple[Node, ...]], ...]
    box: int = WIDTH


@dataclass(frozen=True, slots=True)
class _Label:
    place: str
    title: str
    kind: Kind


def depths(script: Script) -> Mapping[str, int]:
    """Fewest taps from the first screen; what only the named ways reach is in the first column."""
    return {**taps(script, roots(script)), **taps(script, (script.ways.first,))}


def flow_of(name: str) -> str:
    """The flow a screen belongs to."""
    return name.partition("/")[0]


def map_of_flows(script: Script, headings: Mapping[str, Heading]) -> Map:
    """The flows, and which leads to which."""
    column = dict[str, int]()
    for name, depth in depths(script).items():
        column[flow_of(name)] = min(depth, column.get(flow_of(name), depth))
    labels = {flow: _Label(flow_anchor(flow), short(headings[flow].title), "card") for flow in column}
    links = [(flow_of(one), flow_of(to)) for one, others in edges(script).items() for to in others]
    return _map(labels, column, links, frozenset())


def map_of_screens(script: Script, titles: Mapping[str, str], flow: str) -> Map:
    """The screens of a flow, and stubs for the screens of others that it leads to."""
    depth, out = depths(script), edges(script)
    column = _dense({name: at for name, at in depth.items() if flow_of(name) == flow})
    labels = {name: _Label(anchor(name), titles[name], _kind(script.screens[name])) for name in column}
    links = [(name, to) for name in column for to in out[name]]
    stubs = dict.fromkeys(to for _, to in links if to not in column)
    labels |= {to: _Label(anchor(to), titles[to], "stub") for to in stubs}
    column |= {to: 1 + max(column[name] for name, there in links if there == to) for to in stubs}
    return _map(labels, column, links, frozenset(link for link in links if _conditional(script.screens, *link)))


def short(title: str) -> str:
    """What of a heading fits in a box: the part before its explanation."""
    return title.partition(":")[0].partition(" — ")[0]


def _kind(screen: Screen) -> Kind:
    return "question" if screen.ask else "result" if screen.rows else "card"


def _conditional(screens: Mapping[str, Screen], name: str, to: str) -> bool:
    screen = screens[name]
    routes = [choice.when or route.when for choice in screen.choices for route in choice.to if route.to == to]
    return screen.to != to and all(routes)


def _map(
    labels: Mapping[str, _Label], column: Mapping[str, int], links: Sequence[Link], conditional: Iterable[Link]
) -> Map:
    column = _dense(column)
    texts = {key: tuple(wrap(label.title, _LETTERS)) for key, label in labels.items()}
    boxes = [Box(key, at, _height(key, texts[key], column, links)) for key, at in column.items()]
    drawn = plan(lay_out(boxes, links))
    nodes = {
        box.id: Node(
            labels[box.id].place, labels[box.id].title, texts[box.id], labels[box.id].kind,
            *drawn.corners[box.id], box.height,
        )
        for box in boxes
    }  # fmt: skip
    told = {name: tuple(nodes[to] for one, to in dict.fromkeys(links) if one == name != to) for name in nodes}
    return Map(
        drawn.width,
        drawn.height,
        tuple(nodes.values()),
        tuple((curve, (curve.source, curve.target) in conditional) for curve in drawn.curves),
        tuple((nodes[name], others) for name, others in told.items() if others),
    )


def _dense(column: Mapping[str, int]) -> dict[str, int]:
    """The same order of columns, none empty."""
    ranks = {at: rank for rank, at in enumerate(sorted(set(column.values())))}
    return {key: ranks[at] for key, at in column.items()}


def _height(key: str, lines: Sequence[str], column: Mapping[str, int], links: Sequence[Link]) -> int:
    """Room for the text, and on each side for the links that end there."""
    ends = [to if one == key else one for one, to in dict.fromkeys(links) if one != to and key in {one, to}]
    right = sum(column[end] >= column[key] for end in ends)
    return max(len(lines) * _LINE + _PADDING, max(right, len(ends) - right) * _PORT)
