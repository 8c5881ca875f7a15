"""What a typed text means: what rules say of it, and what it is like. Pure, built once, keeps nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

from bot.centres.words import Language
from bot.hearing import lexicon as words
from bot.hearing import rules
from bot.hearing.kind import Kind
from bot.hearing.lexicon import Lexicon
from bot.hearing.likeness import Likeness
from bot.hearing.marks import Marks, mark
from bot.hearing.rules import Rule, Rules
from bot.hearing.spelling import LONGEST, retyped, sound

LEXICON: Final = Path(__file__).parent / "lexicon"
_VOTE, _GRAVE_VOTE = 0.4, 0.6  # what the rule's word weighs beside likeness
_CARE: Final = 0.1  # a danger that is missed is worse than an alarm for nothing
_SURE: Final = 0.2  # how like danger a part of a long text must be
_PART, _STEP = 40, 30  # words of a part of a long text, and from one part to the next
_GRAVE: Final = (Kind.DANGER, Kind.SUICIDE)
_LIGHT: Final = frozenset({Kind.GREETING, Kind.THANKS, Kind.PLACE, Kind.HOSTILE, Kind.LANGUAGE})
_FEW: Final = 8  # sentences of a text that are also heard one by one
_SENTENCE: Final = re.compile(r"[.!?…\n]+")
_EXACT: Final = frozenset({Kind.SAFE_WORD, Kind.LANGUAGE})  # rules alone know these
_STRANGE, _CLEAR = 0.5, 0.6  # parts of the words that are known: on the wrong keyboard, on the right one


@dataclass(frozen=True, slots=True)
class Heard:
    """The kind, the rule that decided it if one did, which words it went by, and the kinds the text is most like."""

    kind: Kind
    language: Language | None = None
    rule: str = ""
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    like: tuple[tuple[Kind, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Listener:
    """Immutable, built once."""

    lexicon: Lexicon
    rules: Rules
    likeness: Likeness

    @classmethod
    def build(cls, folder: Path = LEXICON) -> Self:
        """Read the lexicon and its rules. Raises `BrokenError` with every issue found."""
        known = words.load(folder)
        return cls(known, rules.load(folder, known), Likeness.load())

    def hear(self, text: str) -> Heard:
        """Any text has an answer. What stands politely or rudely beside a grave word does not hide it."""
        whole = self._decide(text)
        if whole.kind in _GRAVE or whole.kind in _EXACT:
            return whole
        others = (self._decide(rest) for rest in self._without_light(text))
        return next((heard for heard in others if heard.kind in _GRAVE), whole)

    def _decide(self, text: str) -> Heard:
        rule, marks, heard = self._read(text)
        said = rule.kind if rule else Kind.UNKNOWN
        written = rule.written if rule else ""
        if said in _EXACT:
            return Heard(said, self._language(marks) if said is Kind.LANGUAGE else None, written)
        votes = self._votes(heard.split(), said)
        like = tuple(sorted(votes.items(), key=lambda one: -one[1])[:3])
        kind = like[0][0]
        return Heard(kind, None, written if kind is said else "", like=like)

    def _without_light(self, text: str) -> Iterator[str]:
        """The text without the sentences that only greet, thank, scold or name a place: all, the first, the last."""
        sentences = [one for one in _SENTENCE.split(text[:LONGEST]) if one.strip()]
        if not 1 < len(sentences) <= _FEW:
            return
        light = [self._decide(one).kind in _LIGHT for one in sentences]
        if light[0]:
            yield ". ".join(sentences[1:])
        if light[-1]:
            yield ". ".join(sentences[:-1])
        if sum(light) > 1:
            yield ". ".join(one for one, it in zip(sentences, light, strict=True) if not it)

    def explain(self, text: str) -> Heard:
        """The same with the words; for tests and for whoever edits the lexicon, never for what people write."""
        names = {bit: name for name, bit in self.lexicon.names.items() if ":" not in name}
        marks = self._read(text)[1]
        found = tuple(
            (word, tuple(name for bit, name in names.items() if bits & bit))
            for word, bits in zip(marks.words, marks.bits, strict=True)
        )
        return replace(self.hear(text), words=found)

    def _votes(self, words: Sequence[str], said: Kind) -> dict[Kind, float]:
        """What rule and likeness say together. In a long text one part that is grave speaks for the whole."""
        votes = self.likeness.scores(words) or {Kind.UNKNOWN: 0.0}
        for part in _parts(words):
            found = self.likeness.scores(part) or {}
            for kind in _GRAVE:
                if found and found[kind] == max(found.values()) and found[kind] > _SURE:
                    votes[kind] = max(votes.get(kind, 0.0), found[kind] + _VOTE)
        if Kind.DANGER in votes:
            votes[Kind.DANGER] += _CARE
        if said is not Kind.UNKNOWN:
            votes[said] = votes.get(said, 0.0) + (_GRAVE_VOTE if said in _GRAVE else _VOTE)
        return votes

    def _read(self, text: str) -> tuple[Rule | None, Marks, str]:
        """What rules say, and the text as it sounds; one that says nothing known is read on the other keyboard."""
        heard = sound(text)
        marks = mark(self.lexicon, heard)
        rule = self.rules.decide(marks)
        if rule is None and _known(marks) <= _STRANGE:
            changed = retyped(text)
            other = mark(self.lexicon, changed)
            if _known(other) > _CLEAR:
                return self.rules.decide(other), other, changed
        return rule, marks, heard

    def _language(self, marks: Marks) -> Language | None:
        """The one that is asked for; of two the one that is wanted; none when that is not clear."""
        names = self.lexicon.names
        together = 0
        for bits in marks.bits:
            together |= bits
        kazakh, russian = together & names["kazakh"], together & names["russian"]
        unwanted_kazakh, unwanted_russian = together & names["no_kazakh"], together & names["no_russian"]
        if unwanted_russian and not unwanted_kazakh:
            return Language.KK
        if unwanted_kazakh and not unwanted_russian:
            return Language.RU
        if bool(kazakh) == bool(russian):
            return None
        return Language.KK if kazakh else Language.RU


def _parts(words: Sequence[str]) -> Iterator[Sequence[str]]:
    if len(words) > _PART:
        yield from (words[at : at + _PART] for at in range(0, len(words) - (_PART - _STEP), _STEP))


def _known(marks: Marks) -> float:
    """Which part of the words the lexicon knows."""
    return sum(bits > 0 for bits in marks.bits) / max(len(marks.bits), 1)
