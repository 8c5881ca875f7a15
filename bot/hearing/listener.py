"""What a typed text means: words become notions, notions together make a kind. Pure, built once, keeps nothing."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

from bot.centres.words import Language
from bot.hearing import lexicon as words
from bot.hearing import rules
from bot.hearing.kind import Kind
from bot.hearing.lexicon import Lexicon
from bot.hearing.marks import Marks, mark
from bot.hearing.rules import Rule, Rules
from bot.hearing.spelling import retyped, sound

LEXICON: Final = Path(__file__).parent / "lexicon"
_STRANGE, _CLEAR = 0.5, 0.6  # parts of the words that are known: on the wrong keyboard, on the right one


@dataclass(frozen=True, slots=True)
class Heard:
    """The kind, the rule that said so, and which words it went by."""

    kind: Kind
    language: Language | None = None
    rule: str = ""
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Listener:
    """Immutable, built once."""

    lexicon: Lexicon
    rules: Rules

    @classmethod
    def build(cls, folder: Path = LEXICON) -> Self:
        """Read the lexicon and its rules. Raises `BrokenError` with every issue found."""
        known = words.load(folder)
        return cls(known, rules.load(folder, known))

    def hear(self, text: str) -> Heard:
        """Any text has an answer."""
        rule, marks = self._read(text)
        if rule is None:
            return Heard(Kind.UNKNOWN)
        return Heard(rule.kind, self._language(marks) if rule.kind is Kind.LANGUAGE else None, rule.written)

    def explain(self, text: str) -> Heard:
        """The same with the words; for tests and for whoever edits the lexicon, never for what people write."""
        names = {bit: name for name, bit in self.lexicon.names.items() if ":" not in name}
        marks = self._read(text)[1]
        found = tuple(
            (word, tuple(name for bit, name in names.items() if bits & bit))
            for word, bits in zip(marks.words, marks.bits, strict=True)
        )
        return replace(self.hear(text), words=found)

    def _read(self, text: str) -> tuple[Rule | None, Marks]:
        """What the text says; when it says nothing known, what it would say on the other keyboard."""
        marks = mark(self.lexicon, sound(text))
        rule = self.rules.decide(marks)
        if rule is None and _known(marks) <= _STRANGE:
            other = mark(self.lexicon, retyped(text))
            if _known(other) > _CLEAR:
                return self.rules.decide(other), other
        return rule, marks

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


def _known(marks: Marks) -> float:
    """Which part of the words the lexicon knows."""
    return sum(bits > 0 for bits in marks.bits) / max(len(marks.bits), 1)
