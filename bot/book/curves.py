"""Draws a layout: corners of boxes, links as curves that leave and enter at the sides, arrowheads at the ends."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.book.layout import Cell, Layout, Link

WIDTH, ACROSS, MARGIN = 176, 76, 12  # of a box, between columns, around everything: pixels
_PORTS = 0.8  # share of a side where links may end

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Curve:
    """A link as SVG paths."""

    source: str
    target: str
    path: str
    head: str
    back: bool  # whether it leads towards the start
    out: int  # how far to the right it goes


@dataclass(frozen=True, slots=True)
class Plan:
    """A drawing: its size, the top left corner of every box, every curve."""

    width: int
    height: int
    corners: Mapping[str, Point]
    curves: tuple[Curve, ...]


def plan(layout: Layout) -> Plan:
    """Draw a layout."""
    heights = layout.heights
    corners = {
        cell: (_left(at), round(_y(layout, cell) - heights[cell] / 2))
        for cell, at in layout.column.items()
        if isinstance(cell, str)
    }
    curves = tuple(_curves(layout))
    reach = (_left(max(layout.column.values(), default=0)) + WIDTH, *(curve.out for curve in curves))
    foot = max((_y(layout, cell) + heights[cell] / 2 for cell in layout.column), default=0)
    return Plan(max(reach) + MARGIN, round(foot) + MARGIN, corners, curves)


def _left(column: int) -> int:
    return MARGIN + column * (WIDTH + ACROSS)


def _y(layout: Layout, cell: Cell) -> float:
    return layout.middle[cell] + MARGIN


def _curves(layout: Layout) -> Iterator[Curve]:
    ports = _ports(layout)
    for link, chain in layout.chains.items():
        start, end = ports[link, 0], ports[link, 1]
        first, last = layout.column[link[0]], layout.column[link[1]]
        if first == last:
            out = start[0] + 28 + min(abs(end[1] - start[1]) // 8, ACROSS // 2)
            path = f"M{start[0]} {start[1]}C{out} {start[1]} {out} {end[1]} {end[0]} {end[1]}"
            yield Curve(*link, path, _head(end, -1), back=False, out=out)
            continue
        path, here = f"M{start[0]} {start[1]}", start
        for bend in chain[1:-1]:
            left, y = _left(layout.column[bend]), round(_y(layout, bend))
            enter, leave = (left, left + WIDTH) if first < last else (left + WIDTH, left)
            path += f"{_bow(here, (enter, y))}H{leave}"
            here = (leave, y)
        head = _head(end, 1 if first < last else -1)
        yield Curve(*link, path + _bow(here, end), head, back=first > last, out=max(start[0], end[0]))


def _bow(start: Point, end: Point) -> str:
    half = (start[0] + end[0]) // 2
    return f"C{half} {start[1]} {half} {end[1]} {end[0]} {end[1]}"


def _head(at: Point, way: int) -> str:
    return f"M{at[0]} {at[1]}l{-8 * way} -4v8z"


def _ports(layout: Layout) -> Mapping[tuple[Link, int], Point]:
    """Where each link leaves its source (0) and enters its target (1): spread along the side, in order."""
    sides: dict[tuple[str, bool], list[tuple[float, Link, int]]] = {}
    for link, chain in layout.chains.items():
        for end, beside in ((0, chain[1]), (1, chain[-2])):
            right = layout.column[beside] >= layout.column[link[end]]
            sides.setdefault((link[end], right), []).append((_y(layout, beside), link, end))
    ports = {}
    for (box, right), ends in sides.items():
        for at, (_, link, end) in enumerate(sorted(ends), 1):
            share = (at / (len(ends) + 1) - 0.5) * _PORTS
            x = _left(layout.column[box]) + (WIDTH if right else 0)
            ports[link, end] = (x, round(_y(layout, box) + share * layout.heights[box]))
    return ports
