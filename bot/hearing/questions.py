"""What a whole question is about: a topic of the script, by examples. Pure, built once, keeps nothing.

Hearing tells kinds of trouble. What is none («а можно ли вернуть заявление?») may still ask for one of our cards; the
same machine over traits, learnt from questions by benchmarks/questions.py, says for which, or for none.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from bot.hearing.classes import Classes
from bot.hearing.letters import Letters
from bot.hearing.likeness import Likeness
from bot.hearing.spelling import sound
from bot.hearing.text import Text
from bot.hearing.weights import OF_VOTES, load

WEIGHTS: Final = Path(__file__).parent / "questions.npz"
NAMES: Final = ("topics", "learnt_from", *OF_VOTES)
NONE: Final = "none"  # what asks for no card of ours
_ASKING: Final = frozenset(
    word
    for phrase in (
        "кому можно нужно надо ли нельзя",
        "қалай қайда кімге қандай қанша қашан бола болады ма ме ба бе па пе керек істеймін істейін айтыңызшы",
    )
    for word in sound(phrase).split()
)
_FIRST: Final = frozenset(
    sound("как где куда кто какой какая какое какие каких сколько когда что").split()
)  # else it joins
_ME: Final = frozenset(sound("мне нам ему ей").split())  # «как мне»
_TO_DO: Final = re.compile(r"\b(?:как|где|куда|кому|что)\s+(?!опять|пять)\w+(?:ть|ти|чь)(?:ся)?\b")  # «как снять»


@dataclass(frozen=True, slots=True)
class Least:
    """What a question must show to open a card."""

    like: float  # how like the topic it is
    lead: float  # how much more like it than like anything else
    asks: bool = False  # a word that asks, or a question mark


ASKED: Final = Least(-0.3, 0.1)
TOLD: Final = Least(0.0, 0.6, asks=True)  # it tells of violence, too, which has a card of its own
ALARMED: Final = Least(0.15, 0.5, asks=True)  # it sounds a little grave


@dataclass(frozen=True, slots=True)
class Questions:
    """One vote, by traits alone: hearing has said before that nothing is sure to be graver."""

    topics: tuple[str, ...]
    classes: Classes
    likeness: Likeness

    @classmethod
    def build(cls, classes: Classes, path: Path = WEIGHTS) -> Self:
        """Read what was learnt. Raises `BrokenError` (H105)."""
        tables = load(path, NAMES, str)
        return cls(tuple(map(str, tables["topics"])), classes, Likeness.of(tables))

    def topic(self, text: str, least: Least = ASKED) -> str | None:
        """The topic a text asks about, if that is likely enough."""
        read = Text.of(sound(text), self.classes)
        if not read.known or (least.asks and not _asks(text, read)):
            return None
        scores = self.likeness.read(read, Letters.of(read.distinct)).scores([read.whole])[0]
        second, first = scores.argsort()[-2:].tolist()
        topic = self.topics[first]
        surely = scores[first] > least.like and scores[first] - scores[second] > least.lead
        return topic if surely and topic != NONE else None


def _asks(text: str, read: Text) -> bool:
    """Whether a sign or a word asks: some words always do, some where a sentence begins or before «мне», «снять»."""
    words = read.words
    return (
        "?" in text
        or bool(_TO_DO.search(text.lower()))
        or any(
            word in _ASKING or (word in _FIRST and (at in read.starts or after in _ME))
            for at, (word, after) in enumerate(zip(words, (*words[1:], ""), strict=True))
        )
    )
