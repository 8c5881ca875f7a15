"""Which notions together make a kind: bot/hearing/lexicon/rules.toml, the kinds in the order they are tried."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.hearing.kind import Kind
from bot.hearing.lexicon import RULES, Lexicon
from bot.hearing.marks import Marks
from bot.issue import BrokenError, Issue

FEW: Final = "few"  # at most two words of the text say nothing known
SHORT: Final = "short"  # at most four words in the part
_FEW, _SHORT = 2, 4
_WINDOWS: Final = {"clause": (14, 7), "sentence": (26, 13)}  # words, step: long ones are looked at in parts


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    clause: list[str] = []
    sentence: list[str] = []
    text: list[str] = []


@dataclass(frozen=True, slots=True)
class Rule:
    """What must be there, each one of several; what must not be in the same part, and nowhere at all."""

    kind: Kind
    written: str
    needed: int  # every bit of it
    either: tuple[int, ...]
    never: int
    nowhere: int
    only: int  # every word carries one of these

    def holds(self, bits: int, everywhere: int) -> bool:
        """Whether a part of a text with these notions is meant."""
        return (
            bits & self.needed == self.needed
            and not bits & self.never
            and not everywhere & self.nowhere
            and all(bits & some for some in self.either)
        )


@dataclass(frozen=True, slots=True)
class Rules:
    """Kinds in the order of how grave they are, each with its rules by how much of the text they look at."""

    kinds: tuple[tuple[Kind, dict[str, tuple[Rule, ...]]], ...]
    few: int
    short: int
    notions: int

    def decide(self, marks: Marks) -> Rule | None:
        """The first rule that holds."""
        everywhere = self._everywhere(marks)
        few = everywhere & self.few
        parts: dict[str, list[int]] = {
            "text": [everywhere],
            "sentence": self._parts(marks, marks.sentences, few, *_WINDOWS["sentence"]),
            "clause": self._parts(marks, marks.clauses, few, *_WINDOWS["clause"]),
        }
        for _, scopes in self.kinds:
            for scope, rules in scopes.items():
                for rule in rules:
                    if rule.needed & ~(everywhere | self.short) or rule.nowhere & everywhere:
                        continue
                    if rule.only and not all(bits & rule.only for bits in marks.bits):
                        continue
                    if any(rule.holds(bits, everywhere) for bits in parts[scope]):
                        return rule
        return None

    def _everywhere(self, marks: Marks) -> int:
        together = 0
        for bits in marks.bits:
            together |= bits
        unknown = sum(not bits & self.notions for bits in marks.bits)
        return together | self.few if unknown <= _FEW else together

    def _parts(self, marks: Marks, numbers: tuple[int, ...], few: int, size: int, step: int) -> list[int]:
        parts = _windows(marks.bits, numbers, size, step)
        return list({bits | few | (self.short if words <= _SHORT else 0): None for bits, words in parts})


def load(folder: Path, lexicon: Lexicon) -> Rules:
    """Read the rules. Raises `BrokenError` with every issue found."""
    issues: list[Issue] = []
    kinds: list[tuple[Kind, dict[str, tuple[Rule, ...]]]] = []
    few, short = lexicon.bit(FEW), lexicon.bit(SHORT)
    try:
        sections = tomllib.loads((folder / RULES).read_text("utf-8"))
        for name, section in sections.items():
            kind = Kind(name.rstrip("_"))
            known = _Section.model_validate(section, strict=True)
            scopes = {}
            for scope in ("clause", "sentence", "text"):
                scopes[scope] = tuple(_rule(kind, line, lexicon, issues) for line in getattr(known, scope))
            kinds.append((kind, scopes))
    except (OSError, ValueError, tomllib.TOMLDecodeError, ValidationError) as error:
        issues.append(Issue("H103", RULES, "", f"файл не читается: {str(error).splitlines()[0]}"))
    if issues:
        raise BrokenError(tuple(issues))
    notions = sum(bit for name, bit in lexicon.names.items() if ":" not in name)
    return Rules(tuple(kinds), few, short, notions)


def _rule(kind: Kind, line: str, lexicon: Lexicon, issues: list[Issue]) -> Rule:
    needed = never = nowhere = only = 0
    either: list[int] = []
    for part in line.split():
        bits = 0
        for name in part.lstrip("-=").split("/"):
            if name not in lexicon.names or ":" in name:
                issues.append(Issue("H104", RULES, line, f"такого понятия нет: {name}"))
            bits |= lexicon.bit(name)
        if part.startswith("--"):
            nowhere |= bits
        elif part.startswith("-"):
            never |= bits
        elif part.startswith("="):
            only |= bits
        elif "/" in part:
            either.append(bits)
        else:
            needed |= bits
    return Rule(kind, line, needed, tuple(either), never, nowhere, only)


def _windows(bits: tuple[int, ...], numbers: tuple[int, ...], size: int, step: int) -> list[tuple[int, int]]:
    """Notions of each part, and how many words it has."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in range(1, len(bits) + 1):
        if end < len(bits) and numbers[end] == numbers[start]:
            continue
        at = start
        while True:
            together = 0
            for one in bits[at : min(at + size, end)]:
                together |= one
            found.append((together, end - start))
            if at + size >= end:
                break
            at += step
        start = end
    return found
