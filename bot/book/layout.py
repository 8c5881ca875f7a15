"""Lays a small graph out in columns of boxes. Deterministic; knows no script.

A link that passes a column gets a bend there, which takes part in the order like a box, so no curve crosses a box.
Rows are ordered so that neighbours stand near each other; then each column moves towards its neighbours as far as
its order and the gaps allow.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

GAP, _NARROW = 14, 3  # pixels between rows; between two links that pass
_BEND, _SWEEPS = 8, 24  # height of a bend in pixels; rounds of ordering
_PULL = 0.1  # how much a column holds together, so that parts without links between them do not drift apart

Link = tuple[str, str]
Cell = str | tuple[Link, int]  # a box, or the bend of a link in a column


@dataclass(frozen=True, slots=True)
class Box:
    """What is placed: its column from the left, and its height in pixels."""

    id: str
    column: int
    height: int


@dataclass(frozen=True, slots=True)
class Layout:
    """Where every box and bend stands: its column, its middle in pixels from the top, its height."""

    chains: Mapping[Link, tuple[Cell, ...]]  # each link from its source over its bends to its target
    column: Mapping[Cell, int]
    middle: Mapping[Cell, float]
    heights: Mapping[Cell, int]


def lay_out(boxes: Sequence[Box], links: Iterable[Link]) -> Layout:
    """Place the boxes. A link from a box to itself is left out."""
    column: dict[Cell, int] = {box.id: box.column for box in boxes}
    heights: dict[Cell, int] = {box.id: box.height for box in boxes}
    chains = {link: _chain(link, column) for link in dict.fromkeys(links) if link[0] != link[1]}
    for link in chains:
        for at in _passed(link, column):
            column[link, at], heights[link, at] = at, _BEND
    columns: list[list[Cell]] = [[] for _ in range(max(column.values(), default=0) + 1)]
    for cell, at in column.items():
        columns[at].append(cell)
    near = _neighbours(chains.values(), column)
    middle = _rows(_ordered(columns, near), near, heights)
    top = min((middle[cell] - heights[cell] / 2 for cell in column), default=0)
    return Layout(chains, column, {cell: at - top for cell, at in middle.items()}, heights)


def _chain(link: Link, column: Mapping[Cell, int]) -> tuple[Cell, ...]:
    return (link[0], *((link, at) for at in _passed(link, column)), link[1])


def _passed(link: Link, column: Mapping[Cell, int]) -> range:
    """The columns strictly between the ends of a link, from its source on."""
    first, last = column[link[0]], column[link[1]]
    step = 1 if last > first else -1
    return range(first + step, last, step)


def _neighbours(chains: Iterable[tuple[Cell, ...]], column: Mapping[Cell, int]) -> Mapping[Cell, Sequence[Cell]]:
    near: dict[Cell, list[Cell]] = {cell: [] for cell in column}
    for chain in chains:
        for one, other in pairwise(chain):
            if column[one] != column[other]:
                near[one].append(other)
                near[other].append(one)
    return near


def _ordered(columns: list[list[Cell]], near: Mapping[Cell, Sequence[Cell]]) -> list[list[Cell]]:
    """The order with the fewest crossings that sweeping there and back finds."""
    now = [list(column) for column in columns]
    best, fewest = columns, _crossings(columns, near)
    for sweep in range(_SWEEPS):
        back = sweep % 2
        for at in range(len(now) - 2, -1, -1) if back else range(1, len(now)):
            now[at] = _sorted(now[at], now[at + 1 if back else at - 1], near)
        if (crossings := _crossings(now, near)) < fewest:
            best, fewest = [list(column) for column in now], crossings
    return best


def _sorted(column: Sequence[Cell], beside: Sequence[Cell], near: Mapping[Cell, Sequence[Cell]]) -> list[Cell]:
    rank, own = _ranks(beside), _ranks(column)
    return sorted(column, key=lambda cell: _mean(near[cell], rank, own[cell]))


def _ranks(column: Sequence[Cell]) -> Mapping[Cell, float]:
    return {cell: row / max(len(column) - 1, 1) for row, cell in enumerate(column)}


def _mean(cells: Iterable[Cell], of: Mapping[Cell, float], otherwise: float) -> float:
    known = [of[cell] for cell in cells if cell in of]
    return sum(known) / len(known) if known else otherwise


def _crossings(columns: Sequence[Sequence[Cell]], near: Mapping[Cell, Sequence[Cell]]) -> int:
    count = 0
    for left, right in pairwise(columns):
        rank = {cell: row for row, cell in enumerate(right)}
        ends = [end for one in left for end in sorted(rank[cell] for cell in near[one] if cell in rank)]
        count += sum(one > other for at, one in enumerate(ends) for other in ends[at:])
    return count


def _rows(
    columns: Sequence[Sequence[Cell]], near: Mapping[Cell, Sequence[Cell]], heights: Mapping[Cell, int]
) -> Mapping[Cell, float]:
    """The middle of every cell: near its neighbours, in order, not overlapping."""
    middle = dict[Cell, float]()
    for column in columns:
        middle.update(_spread(column, [0.0] * len(column), heights))
    for sweep in range(_SWEEPS):
        for column in reversed(columns) if sweep % 2 else columns:
            centre = _mean(column, middle, 0.0)
            wished = [_PULL * centre + (1 - _PULL) * _mean(near[cell], middle, centre) for cell in column]
            middle.update(_spread(column, wished, heights))
    return middle


def _spread(
    column: Sequence[Cell], wished: Sequence[float], heights: Mapping[Cell, int]
) -> Iterator[tuple[Cell, float]]:
    """The places nearest to the wished ones that keep the order and the gaps (pooling adjacent violators)."""
    offsets = [0.0]
    for above, below in pairwise(column):
        gap = GAP if isinstance(above, str) or isinstance(below, str) else _NARROW
        offsets.append(offsets[-1] + (heights[above] + heights[below]) / 2 + gap)
    pools = list[tuple[float, int]]()  # the mean of the pooled wishes, and how many they are
    for wish, offset in zip(wished, offsets, strict=False):
        mean, size = wish - offset, 1
        while pools and pools[-1][0] > mean:
            before, count = pools.pop()
            mean, size = (before * count + mean * size) / (count + size), size + count
        pools.append((mean, size))
    starts = (mean for mean, size in pools for _ in range(size))
    return ((cell, start + offset) for cell, start, offset in zip(column, starts, offsets, strict=False))
