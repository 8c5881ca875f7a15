"""What stands beside a message and does not change what it means: a greeting, a place, an insult, everyday talk.

Beside something grave a wish to erase or to leave is nothing either: the card that comes can do it.
Both that vote learn it from examples put together: the machine from texts, the network from words, others each time.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np

from benchmarks.slips import slipping
from bot.hearing.kind import Kind
from bot.hearing.listener import GRAVE, LIGHT

Example = tuple[str, str]  # kind and text
Word = TypeVar("Word")
Slip = Callable[[int, np.random.Generator], int]  # the number of a word to that of the same with a slip

_LIGHT, _CALM = 60, 120  # letters of what stands beside another, at most
_SHORT, _CUT, _WORDS = 4, 0.3, 0.08  # words a text keeps; how often some are dropped, and which part of them then
_BESIDE, _AMONG, _CALMER = 0.12, 0.25, 0.4  # how often something light or everyday stands beside; everyday beside it
_HASTY, _SLIPPED = 0.3, 0.4  # how often somebody types in haste; which part of the words has a slip then
_SEED = 3
_LEFT, _FEW = 3, 0.04  # words of a short answer, at most; how often no more is left of everyday talk
_PIECE = 9  # fewer words are left of everyday talk that is cut


def beside(known: Sequence[Example]) -> Iterator[Example]:
    """Every example that is not light itself, with one that is before or behind it, typed in haste."""
    chance = np.random.default_rng(_SEED)
    lights, ends = _lights(known), _ends(known)
    for number, (kind, text) in enumerate(known):
        light = lights + ends if kind in GRAVE else lights
        if _mixes(kind) and light:
            other = known[light[number * 7919 % len(light)]][1]
            yield kind, slipping(f"{other}. {text}" if number % 2 else f"{text}. {other}", _SLIPPED, chance)


def among(known: Sequence[Example]) -> Iterator[Example]:
    """Every example that is not light itself, with everyday talk before it, behind it or on both sides."""
    calm = [known[at][1] for at in _calms(known)]
    for number, (kind, text) in enumerate(known):
        if _mixes(kind) and calm:
            one, other = calm[number * 7919 % len(calm)], calm[number * 104729 % len(calm)]
            pause = ". " if number % 2 else " "
            yield kind, pause.join(((one, text), (text, other), (one, text, other))[number % 3])


def cut(known: Sequence[Example]) -> Iterator[Example]:
    """Of every everyday example a word to three in a row: a short answer is made of the same words, and as harmless."""
    chance = np.random.default_rng(_SEED)
    for kind, text in known:
        words = text.split()
        if kind == Kind.UNKNOWN and len(words) > _LEFT:
            yield kind, " ".join(_few(words, chance))


class Varied:
    """Examples as words by number, each as somebody else might have sent it."""

    def __init__(self, known: Sequence[Example], texts: Sequence[Sequence[int]], pause: int, slip: Slip) -> None:
        self._texts, self._pause, self._slip = texts, pause, slip
        lights, self._calm = _lights(known), _calms(known)
        ends = lights + _ends(known)
        self._light = [ends if kind in GRAVE else lights for kind, _ in known]
        self._everyday = [kind == Kind.UNKNOWN for kind, _ in known]
        self._among = [_CALMER if kind == Kind.UNKNOWN else _AMONG * _mixes(kind) for kind, _ in known]

    def texts(self, chance: np.random.Generator) -> list[list[int]]:
        """Give all of them anew."""
        return [self._text(row, chance) for row in range(len(self._texts))]

    def _text(self, row: int, chance: np.random.Generator) -> list[int]:
        text, among = [*self._texts[row]], self._among[row]
        if self._everyday[row] and len(text) > _LEFT and chance.random() < _FEW:
            return [*_few(text, chance)]
        if len(text) > _SHORT and chance.random() < _CUT:
            stays = chance.random(len(text)) > _WORDS
            text = [word for word, kept in zip(text, stays, strict=True) if kept] or text
        if self._light[row] and among and chance.random() < _BESIDE:
            light = self._drawn(self._light[row], chance)
            text = [*light, self._pause, *text] if chance.random() < 0.5 else [*text, self._pause, *light]
        if self._calm and chance.random() < among:
            text = self._surrounded(text, chance)
        if chance.random() < _HASTY:
            slips = chance.random(len(text)) < _SLIPPED
            text = [self._slip(word, chance) if slip else word for word, slip in zip(text, slips, strict=True)]
        return text

    def _surrounded(self, text: list[int], chance: np.random.Generator) -> list[int]:
        """With everyday talk before it, behind it or on both sides, whole or cut as in a part of a long text."""
        before, behind = (self._drawn(self._calm, chance) for _ in range(2))
        if chance.random() < 0.5:
            before, behind = before[-int(chance.integers(1, _PIECE)) :], behind[: int(chance.integers(1, _PIECE))]
        pause, side = [self._pause] if chance.random() < 0.5 else [], chance.random()
        return [*(before + pause if side < 0.6 else ()), *text, *(pause + behind if side > 0.4 else ())]

    def _drawn(self, rows: Sequence[int], chance: np.random.Generator) -> list[int]:
        return [*self._texts[rows[int(chance.integers(len(rows)))]]]


def _few(words: Sequence[Word], chance: np.random.Generator) -> Sequence[Word]:
    size = int(chance.integers(1, _LEFT + 1))
    first = int(chance.integers(len(words) - size + 1))
    return words[first : first + size]


def _mixes(kind: str) -> bool:
    """Whether it means the same with something beside it."""
    return kind not in LIGHT and kind != Kind.CLOSE


def _lights(known: Sequence[Example]) -> list[int]:
    """Give the numbers of short examples that mean nothing beside something else."""
    return [at for at, (kind, text) in enumerate(known) if kind in LIGHT and len(text) < _LIGHT]


def _ends(known: Sequence[Example]) -> list[int]:
    """Give the numbers of short examples that want no more than an end."""
    return [at for at, (kind, text) in enumerate(known) if kind == Kind.CLOSE and len(text) < _LIGHT]


def _calms(known: Sequence[Example]) -> list[int]:
    """Give the numbers of short everyday ones."""
    return [at for at, (kind, text) in enumerate(known) if kind == Kind.UNKNOWN and len(text) < _CALM]
