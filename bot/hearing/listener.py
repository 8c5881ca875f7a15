"""What a typed text means: the kind it is most like; of a long story also each part. Pure, keeps nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Self

from bot.centres.words import Language
from bot.hearing.kind import Kind
from bot.hearing.language import asked
from bot.hearing.likeness import Likeness, Reading, Scores
from bot.hearing.spelling import loose, retyped, sound

CARE: Final = {Kind.DANGER: 0.4, Kind.SUICIDE: 0.2}  # what is missed is worse than an alarm for nothing
SURE: Final = 0.9  # how like something grave a part must be to speak for the whole
_PART, _STEP = 40, 30  # words of a part of a long text, and from one part to the next
_GRAVE: Final = (Kind.DANGER, Kind.SUICIDE)
LIGHT: Final = (Kind.GREETING, Kind.THANKS, Kind.PLACE, Kind.HOSTILE, Kind.LANGUAGE)  # beside something grave, nothing
_BRIEF: Final = 80  # words of a text whose parts are looked at anew
_STRANGE, _CLEAR = 0.5, 0.6  # parts of the words that have a class: on the wrong keyboard, on the right one
_NAME, _HARDLY = (
    3,
    -1.3,
)  # a text of so few words may be a name; else how much less it may be like one than like nothing
_TOKEN: Final = re.compile(r"[a-zJ]+|\d+|[.!?…\n]+")
_SAFE: Final = frozenset(loose(sound(word)) for word in ("погода", "ауа райы"))


@dataclass(frozen=True, slots=True)
class Heard:
    """The kind, the language asked for if that is it, and for an explanation what the text is most like and by what."""

    kind: Kind
    language: Language | None = None
    sure: bool = False  # it is like what it was taken for, not only less unlike it than others
    names_place: bool = False  # it may be about a place: worth a search
    like: tuple[tuple[Kind, float], ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Listener:
    """Immutable, built once."""

    likeness: Likeness

    @classmethod
    def build(cls) -> Self:
        """Read classes and weights. Raises `BrokenError` with every issue found."""
        return cls(Likeness.load())

    def hear(self, text: str) -> Heard:
        """Any text has an answer. What stands politely, rudely or at length beside something grave does not hide it."""
        return self._judge(*self._read(text))

    def explain(self, text: str) -> Heard:
        """The same with the words; for tests and for whoever teaches the listener, never for what people write."""
        words, starts = self._read(text)
        heard = self._judge(words, starts)
        named = tuple((word, self.likeness.classes.of(word)) for word in words)
        return replace(heard, words=named)

    def _read(self, text: str) -> tuple[list[str], list[int]]:
        """The words as they sound; a text of unknown words is read on the other keyboard."""
        words, starts = cut(sound(text))
        if self._known(words) <= _STRANGE:
            other = cut(retyped(text))
            if self._known(other[0]) > _CLEAR:
                return other
        return words, starts

    def _judge(self, words: list[str], starts: list[int]) -> Heard:
        if loose(" ".join(words)) in _SAFE:
            return Heard(Kind.SAFE_WORD, sure=True)
        if not words:
            return Heard(Kind.UNKNOWN)
        reading = self.likeness.read(words)
        votes = dict(reading.scores())
        for kind, care in CARE.items():
            votes[kind] += care
        if surest := max(self._grave(reading, words, starts), key=lambda one: one[1], default=None):
            votes[surest[0]] = max(votes.values()) + abs(surest[1])
        like = tuple(sorted(votes.items(), key=lambda one: -one[1]))
        kind = like[0][0]
        names_place = len(words) <= _NAME or votes[Kind.PLACE] - votes[Kind.UNKNOWN] > _HARDLY
        sure = like[0][1] > 0
        if not (sure or kind in _GRAVE or self._known(words)):  # of words nobody knows: chance would decide
            kind = Kind.UNKNOWN
        return Heard(kind, asked(words) if kind is Kind.LANGUAGE else None, sure, names_place, like[:3])

    def _grave(self, reading: Reading, words: Sequence[str], starts: Sequence[int]) -> Iterator[tuple[Kind, float]]:
        """What is grave by itself: all but what is light, or surely so a sentence or a stretch of a long text."""
        end = len(words)
        sentences = list(zip(starts, (*starts[1:], end), strict=True))
        heard = [_first(self._part(reading, words, one)) for one in sentences] if len(sentences) > 1 else []
        rest = [one for one, (kind, _) in zip(sentences, heard, strict=False) if kind not in LIGHT]
        heard += [_first(reading.scores((at, min(at + _PART, end)))) for at in _stretches(end)]
        yield from ((kind, score) for kind, score in heard if kind in _GRAVE and score > SURE)
        if 0 < len(rest) < len(sentences) and (meant := _first(self._part(reading, words, *rest)))[0] in _GRAVE:
            yield meant

    def _part(self, reading: Reading, words: Sequence[str], *parts: tuple[int, int]) -> Scores:
        """Hear parts as if nothing stood beside them; in a long text nearly so, for that costs nothing."""
        if len(words) > _BRIEF:
            return reading.scores(*parts)
        return self.likeness.read([word for begin, stop in parts for word in words[begin:stop]]).scores()

    def _known(self, words: Sequence[str]) -> float:
        """Which part of the words has a class."""
        return sum(bool(self.likeness.classes.of(word)) for word in words) / max(len(words), 1)


def cut(heard: str) -> tuple[list[str], list[int]]:
    """Words, and at which of them a sentence begins."""
    words: list[str] = []
    starts = [0]
    for token in _TOKEN.findall(heard):
        if token[0].isalnum():
            words.append(token)
        elif starts[-1] != len(words):
            starts.append(len(words))
    return words, starts


def tokens(heard: str) -> list[str]:
    """The words alone."""
    return cut(heard)[0]


def _stretches(end: int) -> range:
    return range(0, end - (_PART - _STEP), _STEP) if end > _PART else range(0)


def _first(scores: Scores) -> tuple[Kind, float]:
    return max(scores.items(), key=lambda one: one[1])
