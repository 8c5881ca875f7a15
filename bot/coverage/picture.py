"""Coverage as one picture that reads in both languages: a tile a region, where the region lies."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from bot.centres.places import Region
from bot.coverage.count import FAR_KM, MOST, Coverage
from bot.coverage.words import short

# Column and row of each region. Known by code: a region that is not here stops the picture, not the count.
TILES: Final[Mapping[str, tuple[int, int]]] = {
    "kostanay": (2, 0),
    "north-kazakhstan": (3, 0),
    "pavlodar": (4, 0),
    "west-kazakhstan": (0, 1),
    "aktobe": (1, 1),
    "akmola": (2, 1),
    "astana": (3, 1),
    "abai": (4, 1),
    "east-kazakhstan": (5, 1),
    "atyrau": (0, 2),
    "ulytau": (2, 2),
    "karaganda": (3, 2),
    "zhetisu": (4, 2),
    "mangystau": (0, 3),
    "kyzylorda": (1, 3),
    "turkistan": (2, 3),
    "zhambyl": (3, 3),
    "almaty-region": (4, 3),
    "almaty": (5, 3),
    "shymkent": (2, 4),
}
MOST_DOTS: Final = 5
WIDE, HIGH, GAP, EDGE, TOP = 206, 128, 8, 24, 92
WIDTH, HEIGHT = 2 * EDGE + 6 * WIDE + 5 * GAP, TOP + 5 * (HIGH + GAP) + EDGE

# From enough to nothing: people for one centre up to, class, Kazakh and Russian words.
CLASSES: Final = (
    (MOST, "good", "100 мың адамға дейін", "до 100 тысяч человек"),
    (500_000, "some", "500 мың адамға дейін", "до 500 тысяч человек"),
    (None, "few", "500 мың адамнан көп", "больше 500 тысяч человек"),
)
NOTHING: Final = ("nothing", "сенімді орталық жоқ", "нет центра, за который кто-то ручается")

TITLES: Final = ("Дағдарыс орталығына дейін қанша жер", "Далеко ли до кризисного центра")
KEY: Final = (
    "½ · 9/10: жартысы · оннан тоғызы осыдан жақын тұрады",
    "½ · 9/10: половина · девять из десяти живут ближе",
    "> 100 км: алыс тұратындар үлесі · доля живущих дальше",
)
SVG: Final = 'xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title"'
END: Final = ' text-anchor="end"'

STYLE: Final = """
text { font-family: "Noto Sans", "DejaVu Sans", Arial, sans-serif; fill: #1b1f24; }
.ground { fill: #ffffff; } .quiet { fill: #4d5560; }
.title { font-size: 22px; font-weight: bold; } .kk { font-size: 15px; font-weight: bold; }
.ru { font-size: 13px; } .big { font-size: 20px; font-weight: bold; } .small { font-size: 13px; }
.good { fill: #cfe8d5; } .some { fill: #f6e7b4; } .few { fill: #f6cfae; } .nothing { fill: #ecb5b8; }
.sure { fill: #1b1f24; } .doubt { fill: none; stroke: #1b1f24; stroke-width: 1.5; }
"""
DARK: Final = """
@media (prefers-color-scheme: dark) {
text { fill: #f2f4f7; } .ground { fill: #14171b; } .quiet { fill: #c3cad3; }
.good { fill: #1f5132; } .some { fill: #5a4a0d; } .few { fill: #6d3c10; } .nothing { fill: #6b2128; }
.sure { fill: #f2f4f7; } .doubt { stroke: #f2f4f7; }
}
"""


def svg(rows: Sequence[Coverage], *, dark: bool = True) -> str:
    """Draw the regions; with `dark`, in the reader's own light or dark."""
    tiles = (part for row in rows if row.region for part in _tile(row, row.region))
    country = (part for row in rows if row.region is None for part in _country(row))
    return "\n".join(
        (
            f'<svg {SVG} viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">',
            f'<title id="title">{" · ".join(TITLES)}</title>',
            f"<style>{STYLE}{DARK if dark else ''}</style>",
            f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}"/>',
            *(_text(EDGE, 42 + 28 * line, "title", title) for line, title in enumerate(TITLES)),
            *country,
            *tiles,
            *_key(EDGE, TOP + 4 * (HIGH + GAP)),
            *_classes(EDGE + 3 * (WIDE + GAP), TOP + 4 * (HIGH + GAP)),
            "</svg>",
            "",
        )
    )


def _country(row: Coverage) -> Iterator[str]:
    left = EDGE + 5 * (WIDE + GAP)
    yield _text(left + WIDE, 42, "kk", "Қазақстан · Казахстан", end=True)
    yield _text(left + WIDE, 70, "big", _ratio(row), end=True)
    yield _text(left - GAP, 70, "small", " · ".join(_away(row)), end=True)


def _tile(row: Coverage, region: Region) -> Iterator[str]:
    column, line = TILES[region.code]
    left, top = EDGE + column * (WIDE + GAP), TOP + line * (HIGH + GAP)
    name = short(region)
    yield f'<rect class="{_class(row)}" x="{left}" y="{top}" width="{WIDE}" height="{HIGH}" rx="8"/>'
    yield _text(left + 12, top + 24, "kk", name.kk)
    yield from (_text(left + 12, top + 42, "ru", name.ru) for _ in range(name.ru != name.kk))
    yield _text(left + 12, top + 68, "big", _ratio(row))
    yield from _dots(left + 17, top + 86, row)
    for place, words in zip(
        ((left + WIDE - 12, top + 91, True), (left + 12, top + 116, False)), _away(row), strict=False
    ):
        x, y, end = place
        yield _text(x, y, "small", words, end=end)


def _dots(x: float, y: float, row: Coverage) -> Iterator[str]:
    """Give a dot for each centre, or a number for each kind where they would not fit."""
    if row.vouched + row.unverified > MOST_DOTS:
        for number, kind, many in ((0, "sure", row.vouched), (1, "doubt", row.unverified)):
            yield _dot(x + 46 * number, y, kind)
            yield _text(x + 46 * number + 9, y + 5, "small", str(many))
        return
    kinds = [*["sure"] * row.vouched, *["doubt"] * row.unverified]
    yield from (_dot(x + 14 * number, y, kind) for number, kind in enumerate(kinds))


def _key(left: float, top: float) -> Iterator[str]:
    yield _dot(left + 6, top + 13, "sure")
    yield _text(left + 20, top + 18, "small", "тексерілген не дереккөзде бар · проверен или в источниках")
    yield _dot(left + 6, top + 33, "doubt")
    yield _text(left + 20, top + 38, "small", "расталмаған · не подтверждён")
    yield from (_text(left, top + 60 + 20 * number, "small", line) for number, line in enumerate(KEY))


def _classes(left: float, top: float) -> Iterator[str]:
    yield _text(left, top + 18, "kk", "Бір орталыққа · На один центр")
    for number, (kind, kk, ru) in enumerate((*((kind, kk, ru) for _, kind, kk, ru in CLASSES), NOTHING)):
        y = top + 30 + 24 * number
        yield f'<rect class="{kind}" x="{left}" y="{y}" width="26" height="16" rx="4"/>'
        yield _text(left + 36, y + 13, "small", f"{kk} · {ru}")


def _ratio(row: Coverage) -> str:
    """One centre for so many people, or none for all of them."""
    return f"1 : {_grouped(row.people_per_centre)}" if row.people_per_centre else f"0 : {_grouped(row.people)}"


def _away(row: Coverage) -> Iterator[str]:
    if away := row.distances:
        yield f"> {FAR_KM} км: {away.beyond:.0%}"
        yield f"½: {away.median:.0f} км · 9/10: {away.ninetieth:.0f} км"


def _class(row: Coverage) -> str:
    each = row.people_per_centre
    if each is None:
        return NOTHING[0]
    return next(kind for most, kind, _, _ in CLASSES if most is None or each <= most)


def _dot(x: float, y: float, kind: str) -> str:
    return f'<circle class="{kind}" cx="{x}" cy="{y}" r="{5 if kind == "sure" else 4.5}"/>'


def _text(x: float, y: float, kind: str, words: str, *, end: bool = False) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}"{END if end else ""}>{escape(words)}</text>'


def _grouped(number: int) -> str:
    return f"{round(number, -3):,}".replace(",", " ")
