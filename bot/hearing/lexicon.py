"""The words the bot knows, read from files a psychologist can edit: bot/hearing/lexicon/*.toml."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.hearing.spelling import loose, sound
from bot.issue import BrokenError, Issue

RULES: Final = "rules.toml"
FICTION: Final = "fiction"  # a film, a game; stays when a phrase takes its words back
IDIOM: Final = "idiom"  # its words mean nothing grave
DENIAL: Final = "denial"  # a word that was taken back
GAP: Final = 2  # words that may stand between two parts of a phrase
ENOUGH: Final = 7  # letters of a stem that a slip of the finger does not turn into another word
_LONGEST: Final = 16  # letters of a stem
_HEAD: Final = 3


class Notion(BaseModel):
    """One section of a file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ru: str = ""  # words; «бью*» is every word that begins so
    kk: str = ""
    ru_said: str = ""  # phrases, one a line
    kk_said: str = ""
    denied: bool = False  # «не», «жоқ» beside a word take it back
    grave: bool = False  # long words are known with a slip of the finger, too


@dataclass(frozen=True, slots=True)
class Phrase:
    """Parts in their order, each with how many words may stand before it, and the notion they make."""

    bits: int  # of the first part
    rest: tuple[tuple[int, int], ...]  # bits, gap
    bit: int


@dataclass(slots=True)
class Lexicon:
    """Tables from words to bits. Filled once while reading, never changed after."""

    names: dict[str, int] = field(default_factory=dict)
    denied: int = 0
    exact: dict[str, int] = field(default_factory=dict)
    stems: dict[str, int] = field(default_factory=dict)
    loose_exact: dict[str, int] = field(default_factory=dict)
    loose_stems: dict[str, int] = field(default_factory=dict)
    both_stems: dict[str, int] = field(default_factory=dict)  # for a word that sounds the same in both
    heads: set[str] = field(default_factory=set)  # how stems begin
    slips: dict[str, int] = field(default_factory=dict)
    nested: Mapping[int, tuple[Phrase, ...]] = field(default_factory=dict)  # with a part that is a phrase itself
    phrases: Mapping[int, tuple[Phrase, ...]] = field(default_factory=dict)
    idioms: Mapping[int, tuple[Phrase, ...]] = field(default_factory=dict)

    def bit(self, name: str) -> int:
        """The bit of a notion or of a part of a phrase."""
        return self.names.setdefault(name, 1 << len(self.names))

    def look(self, word: str) -> int:
        """Everything a word as it sounds may be."""
        if "J" in word:
            return self.look(word.replace("J", "j")) | self.look(word.replace("J", "i"))
        bits = self.exact.get(word, 0)
        flat = loose(word)
        if flat != word:
            bits |= self._begin(word, self.stems)
            bits |= self.loose_exact.get(flat, 0) | self._begin(flat, self.loose_stems)
        else:
            bits |= self.loose_exact.get(word, 0) | self._begin(word, self.both_stems)
        return bits

    def _begin(self, word: str, stems: dict[str, int]) -> int:
        bits = stems.get(word[:2], 0)
        if word[:_HEAD] in self.heads:
            for size in range(_HEAD, min(len(word), _LONGEST) + 1):
                if found := stems.get(word[:size]):
                    bits |= found
        return bits

    def slip(self, word: str) -> int:
        """What a long word is that has one letter wrong, missing, added or swapped; the first letter is right."""
        bits = 0
        for size in range(ENOUGH - 1, min(len(word), _LONGEST) + 1):
            for form in deletions(word[:size]):
                if found := self.slips.get(form):
                    bits |= found
        return bits


def load(folder: Path) -> Lexicon:
    """Read every file of words. Raises `BrokenError` with every issue found."""
    lexicon = Lexicon()
    lexicon.bit(DENIAL)
    issues: list[Issue] = []
    phrases: list[Phrase] = []
    notions = list(_notions(folder, issues))
    for name, notion in notions:
        bit = lexicon.bit(name)
        lexicon.denied |= bit if notion.denied else 0
        for language, words in (("ru", notion.ru), ("kk", notion.kk)):
            for word in words.split():
                _learn(lexicon, language, word, bit, slips=notion.grave)
    known = frozenset(lexicon.names)
    for name, notion in notions:
        for language, said in (("ru", notion.ru_said), ("kk", notion.kk_said)):
            for line in filter(None, map(str.strip, said.splitlines())):
                try:
                    parts = tuple(_parts(lexicon, language, line, known))
                except KeyError as error:
                    issues.append(Issue("H102", name, line, f"такого понятия нет: {error}"))
                    continue
                phrases.append(Phrase(parts[0][0], parts[1:], lexicon.names[name]))
    if issues:
        raise BrokenError(tuple(issues))
    idiom, made = lexicon.bit(IDIOM), sum({phrase.bit for phrase in phrases})
    lexicon.idioms = _starts(phrase for phrase in phrases if phrase.bit == idiom)
    lexicon.phrases = _starts(phrase for phrase in phrases if phrase.bit != idiom)
    lexicon.nested = _starts(phrase for phrase in phrases if phrase.bit != idiom and _uses(phrase) & made)
    return lexicon


def _uses(phrase: Phrase) -> int:
    together = phrase.bits
    for bits, _ in phrase.rest:
        together |= bits
    return together


def deletions(word: str) -> Iterator[str]:
    """The word, and what is left of it without any one letter but the first."""
    yield word
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]


def _notions(folder: Path, issues: list[Issue]) -> Iterator[tuple[str, Notion]]:
    for path in sorted(folder.glob("*.toml")):
        if path.name == RULES:
            continue
        try:
            for name, section in tomllib.loads(path.read_text("utf-8")).items():
                yield name, Notion.model_validate(section, strict=True)
        except (tomllib.TOMLDecodeError, ValidationError, UnicodeDecodeError) as error:
            issues.append(Issue("H101", path.name, "", f"файл не читается: {str(error).splitlines()[0]}"))


def _learn(lexicon: Lexicon, language: str, word: str, bit: int, *, slips: bool = False) -> None:
    heard = sound(word.rstrip("*"))
    stem = word.endswith("*")
    if language == "kk":
        heard = loose(heard)
        table = lexicon.loose_stems if stem else lexicon.loose_exact
    else:
        table = lexicon.stems if stem else lexicon.exact
    table[heard] = table.get(heard, 0) | bit
    if stem:
        lexicon.both_stems[heard] = lexicon.both_stems.get(heard, 0) | bit
        lexicon.heads.add(heard[:_HEAD])
    if slips and len(heard) >= ENOUGH:
        for form in deletions(heard[:_LONGEST]):
            lexicon.slips[form] = lexicon.slips.get(form, 0) | bit


def _parts(lexicon: Lexicon, language: str, line: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """«не+хоч* жить»: «+» is «right after», a blank leaves room, «/» is «or», «@» a notion."""
    gap = 0
    for part in line.replace("+", " + ").split():
        if part == "+":
            gap = 0
            continue
        yield _part(lexicon, language, part, known), gap
        gap = GAP


def _part(lexicon: Lexicon, language: str, part: str, known: frozenset[str]) -> int:
    bits = 0
    for word in part.split("/"):
        if word.startswith("@"):
            if word[1:] not in known:
                raise KeyError(word)
            bits |= lexicon.names[word[1:]]
            continue
        key = f"{language}:{word}"
        if key not in lexicon.names:
            _learn(lexicon, language, word, lexicon.bit(key))
        bits |= lexicon.names[key]
    return bits


def _starts(phrases: Iterable[Phrase]) -> Mapping[int, tuple[Phrase, ...]]:
    starts: dict[int, list[Phrase]] = {}
    for phrase in phrases:
        bits = phrase.bits
        while bits:
            low = bits & -bits
            starts.setdefault(low, []).append(phrase)
            bits ^= low
    return {bit: tuple(some) for bit, some in starts.items()}
