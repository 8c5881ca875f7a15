"""What a typed text means: the kind it is most like; of a long story also each part. Pure, keeps nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from bot.centres.words import Language
from bot.hearing.ages import beside_age, tells_own_age
from bot.hearing.classes import Classes
from bot.hearing.harm import harm
from bot.hearing.kind import Kind
from bot.hearing.language import asked
from bot.hearing.letters import Letters
from bot.hearing.life import whose
from bot.hearing.likeness import Likeness, Reading
from bot.hearing.order import Order, Ordered
from bot.hearing.phrases import Phrases
from bot.hearing.spelling import loose, retyped, sound
from bot.hearing.text import Part, Stretch, Text
from bot.hearing.weights import WEIGHTS, Numbers, load

CARE: Final = {Kind.DANGER: 0.85, Kind.SUICIDE: 0.9}  # what is missed is worse than an alarm for nothing
ORDER: Final = 0.3  # what the order of words weighs beside traits
SURE: Final = 2.0  # how much more like something grave than like anything else a part must be to speak for the whole
AGED: Final = 0.6  # the same of danger that stands beside the age of a child
BESIDE: Final = 1.7  # the same of what stands beside a harm that has a card of its own
GRAVE: Final = (Kind.DANGER, Kind.SUICIDE)
TROUBLE: Final = frozenset({Kind.VIOLENCE, Kind.CHILD, Kind.RELATIVE, Kind.OWN_ACTS, Kind.HOSTILE})
WAVER: Final = {Kind.DANGER: 1.0, Kind.SUICIDE: 0.5}  # so much less like it than like a trouble is still heard as it
LIGHT: Final = (Kind.GREETING, Kind.THANKS, Kind.PLACE, Kind.HOSTILE, Kind.LANGUAGE)  # beside something grave, nothing
_NO_LESS: Final = 0.001  # so much more than what it is heard instead of
_STRANGE, _CLEAR = 0.5, 0.6  # parts of the words that have a class: on the wrong keyboard, on the right one
_NAME: Final = 3  # a text of so few words may be a name of a place
_HESITANT, _BRIEF = 0.8, 8  # what is less grave, in one sentence of so few words, may be a question instead
_HARDLY: Final = -1.3  # how much less a longer one may be like a place than like nothing
_SAFE: Final = frozenset(loose(sound(word)) for word in ("погода", "ауа райы"))


@dataclass(frozen=True, slots=True)
class Heard:
    """The kind, the language asked for if that is it, and for an explanation what the text is most like and by what."""

    kind: Kind
    language: Language | None = None
    sure: bool = False  # it is like what it was taken for, not only less unlike it than others
    names_place: bool = False  # it may be about a place: worth a search
    hesitant: bool = False  # it was taken for something grave, and might be a question that only sounds so
    young: bool = False  # whoever writes tells the age of a child
    harm: str | None = None  # the topic of what was done to the body lately, if nothing beside it is grave
    life: str | None = None  # the topic of a wish to die that is another's, or of a step that is taken
    like: tuple[tuple[Kind, float], ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Listener:
    """Immutable, built once. Two that learnt from the same examples vote: one by traits, one by the order of words."""

    kinds: tuple[Kind, ...]
    care: Numbers  # what each gets in advance
    calm: NDArray[np.bool_]  # which of them are not grave
    classes: Classes
    phrases: Phrases
    likeness: Likeness
    order: Order

    @classmethod
    def build(cls, path: Path = WEIGHTS) -> Self:
        """Read classes and weights. Raises `BrokenError` with every issue found."""
        tables = load(path)
        kinds = tuple(Kind(str(name)) for name in tables["kinds"])
        care = np.array([CARE.get(kind, 0) for kind in kinds], np.float32)
        calm = np.array([kind not in GRAVE for kind in kinds])
        return cls(kinds, care, calm, Classes.load(), Phrases.of(tables), Likeness.of(tables), Order.of(tables))

    def hear(self, text: str) -> Heard:
        """Any text has an answer. What stands politely, rudely or at length beside something grave does not hide it."""
        read = self._read(text)
        heard = self._judge(read)
        life = whose(read.words) if heard.kind is Kind.SUICIDE else None
        return replace(heard, young=tells_own_age(read.words), harm=self._harm(read), life=life)

    def explain(self, text: str) -> Heard:
        """The same with the words; for tests and for whoever teaches the listener, never for what people write."""
        read = self._read(text)
        return replace(
            self._judge(read), words=tuple((read.distinct[at], read.classes[at]) for at in read.row.tolist())
        )

    def _read(self, text: str) -> Text:
        """Hear the words; a text of unknown words, but for a phrase, is read on the other keyboard."""
        read = Text.of(sound(text), self.classes)
        if read.known <= _STRANGE and self.phrases.kind(read.words) is None:
            other = Text.of(retyped(text), self.classes)
            if other.known > _CLEAR:
                return other
        return read

    def _judge(self, text: Text) -> Heard:
        words = text.words
        if loose(" ".join(words)) in _SAFE:
            return Heard(Kind.SAFE_WORD, sure=True)
        if all(word.isdigit() for word in words):  # a number says nothing, nor does nothing
            return Heard(Kind.UNKNOWN)
        if phrase := self.phrases.kind(words):
            return _surely(phrase, words)
        ballot = self._ballot(text)
        whole, *parts = ballot.scores([text.whole, *((one,) for one in (*text.sentences, *text.stretches))])
        rest = self._rest(text, parts)
        if phrase := self.phrases.kind([words[at] for begin, end in rest for at in range(begin, end)]):
            return _surely(phrase, words)
        votes = dict(zip(self.kinds, (whole + self.care).tolist(), strict=True))
        first = max(votes, key=lambda kind: votes[kind])
        told = beside_age(words) if first is Kind.CHILD else []
        surest = max(self._grave(ballot, parts, rest, told), key=lambda one: one[1], default=None)
        if surest and first not in GRAVE:  # which of the two it is, all of it says better than a part
            votes[surest[0]] = max(votes.values()) + abs(surest[1])
        elif first in TROUBLE:  # told, or happening? A card of numbers for what is told costs a press
            graver = max(GRAVE, key=lambda kind: votes[kind] + WAVER[kind])
            if votes[graver] + WAVER[graver] > votes[first]:
                votes[graver] = votes[first] + _NO_LESS
        like = tuple(sorted(votes.items(), key=lambda one: -one[1]))
        if like[0][0] is Kind.CLOSE and like[0][1] <= 0:  # what is erased is gone: «боюсь выйти» is no wish for it
            like = like[1:]
        kind = like[0][0]
        names_place = len(words) <= _NAME or votes[Kind.PLACE] - votes[Kind.UNKNOWN] > _HARDLY
        sure = like[0][1] > 0
        if not (sure or kind in GRAVE or text.known):  # of words nobody knows: chance would decide
            kind = Kind.UNKNOWN
        brief = len(words) <= _BRIEF and not (text.sentences or surest)
        hesitant = kind in GRAVE and brief and like[0][1] < _HESITANT
        language = asked(words) if kind is Kind.LANGUAGE else None
        return Heard(kind, language, sure, names_place, hesitant, like=like[:3])

    def _harm(self, text: Text) -> str | None:
        """The topic of what was done to the body lately, if nothing surely grave stands beside it."""
        found = harm(text.words)
        if not found or not found.beside:
            return found.topic if found else None
        _, _, lead = self._first(self._ballot(text).scores([found.beside])[0] + self.care)
        return found.topic if lead < BESIDE else None

    def _ballot(self, text: Text) -> "Ballot":
        letters = Letters.of(text.distinct)
        return Ballot(text, self.likeness.read(text, letters), self.order.read(text, letters))

    def _rest(self, text: Text, parts: Sequence[Numbers]) -> list[Stretch]:
        """The sentences beside those that are light, if there are both."""
        heard = (self._first(scores + self.care)[0] for scores in parts)
        rest = [one for one, kind in zip(text.sentences, heard, strict=False) if kind not in LIGHT]
        return rest if len(rest) < len(text.sentences) else []

    def _grave(
        self, ballot: "Ballot", parts: Sequence[Numbers], rest: Sequence[Stretch], told: Sequence[Stretch]
    ) -> Iterator[tuple[Kind, float]]:
        """What is grave by itself: a part that surely is; all but what is light; danger beside an age."""
        for kind, score, lead in map(self._first, parts):
            if kind in GRAVE and lead > SURE:
                yield kind, score
        for beside, least, kinds in ((rest, 0.0, GRAVE), (told, AGED, (Kind.DANGER,))):
            if beside:
                kind, score, lead = self._first(ballot.scores([beside])[0] + self.care)
                if kind in kinds and lead > least:
                    yield kind, score

    def _first(self, scores: Numbers) -> tuple[Kind, float, float]:
        """The kind something is most like, how much, and how much more than the kinds that are not so grave."""
        at = int(scores.argmax())
        return self.kinds[at], float(scores[at]), float(scores[at] - scores[self.calm].max())


def _surely(kind: Kind, words: Sequence[str]) -> Heard:
    """What an example says word for word."""
    language = asked(words) if kind is Kind.LANGUAGE else None
    return Heard(kind, language, sure=True, names_place=len(words) <= _NAME, like=((kind, 1.0),))


@dataclass(frozen=True, slots=True, repr=False)
class Ballot:
    """A text as it lies before the two that vote."""

    text: Text
    reading: Reading
    ordered: Ordered

    def scores(self, parts: Sequence[Part]) -> Numbers:
        """How much each part is like each kind, heard as if nothing stood beside it."""
        return self.reading.scores(parts) + ORDER * self.ordered.scores([self.text.said(part) for part in parts])
