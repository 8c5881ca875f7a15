"""What a whole question is about: a topic of the script, by examples. Pure, built once, keeps nothing.

Hearing tells kinds of trouble. What is none («а можно ли вернуть заявление?») may still ask for one of our cards; the
same machine over traits, learnt from questions by benchmarks/questions.py, says for which, or for none.
"""

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
        "как где куда кому кто какой какая какое какие каких сколько когда можно нужно надо ли нельзя",
        "қалай қайда кімге кім қандай қанша қашан бола болады ма ме ба бе па пе керек істеймін істейін айтыңызшы",
    )
    for word in sound(phrase).split()
)


@dataclass(frozen=True, slots=True)
class Least:
    """What a question must show to open a card."""

    like: float  # how like the topic it is
    lead: float  # how much more like it than like anything else
    asks: bool = False  # a word that asks, or a question mark


ASKED: Final = Least(-0.3, 0.1)
TOLD: Final = Least(0.0, 0.6, asks=True)  # it tells of violence, too, which has a card of its own
ALARMED: Final = Least(0.3, 0.6)  # it sounds a little grave


@dataclass(frozen=True, slots=True)
class Questions:
    """One vote, by traits alone: a wrong card costs a press on «Назад»."""

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
        if not read.known or (least.asks and "?" not in text and _ASKING.isdisjoint(read.distinct)):
            return None
        scores = self.likeness.read(read, Letters.of(read.distinct)).scores([read.whole])[0]
        second, first = scores.argsort()[-2:].tolist()
        topic = self.topics[first]
        surely = scores[first] > least.like and scores[first] - scores[second] > least.lead
        return topic if surely and topic != NONE else None
