"""A text as a row of words, each with the notions it carries."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.hearing.lexicon import DENIAL, FICTION, GAP, IDIOM, Lexicon, Phrase
from bot.hearing.spelling import loose

YOUNG: Final = "number_young"
GROWN: Final = "number_grown"
_YOUNGEST, _OLDEST, _EVER = 3, 17, 110
_TOKEN: Final = re.compile(r"[a-zJ]+|\d+|[.!?\n…]+|[,;:()«»\"—–]")
_RUN: Final = 9  # letters of a word that may be several without a blank
_SURELY: Final = 20
_SLIPS: Final = 12  # unknown words looked at again at each end of a text
_RUNS: Final = 8
_PIECE: Final = 14
_TINY: Final = ("ne", "on", "ia", "ol")  # the only short words looked for inside a run
_PARTICIPLES: Final = ("gan", "gen", "kan", "ken")


@dataclass(frozen=True, slots=True)
class Marks:
    """Words of one reading of a text; clause and sentence are numbers that grow."""

    words: tuple[str, ...]
    bits: tuple[int, ...]
    clauses: tuple[int, ...]
    sentences: tuple[int, ...]


@dataclass(slots=True)
class _Row:
    words: list[str]
    bits: list[int]
    clauses: list[int]
    sentences: list[int]


def mark(lexicon: Lexicon, heard: str) -> Marks:
    """Find every notion. Phrases do not cross the end of a sentence."""
    row = _cut(lexicon, heard)
    _repair(lexicon, row)
    _fit(lexicon.idioms, row, idiom=lexicon.names[IDIOM], kept=lexicon.names[FICTION])
    _deny(lexicon, row)
    _fit(lexicon.phrases, row)
    _fit(lexicon.nested, row)
    return Marks(tuple(row.words), tuple(row.bits), tuple(row.clauses), tuple(row.sentences))


def _cut(lexicon: Lexicon, heard: str) -> _Row:
    row = _Row([], [], [], [])
    clause = sentence = 0
    turns = lexicon.names["turn"]
    young, grown = lexicon.names[YOUNG], lexicon.names[GROWN]
    runs = 0
    seen: dict[str, int] = {}
    for word in _TOKEN.findall(heard):
        first = word[0]
        if "a" <= first <= "z" or first == "J":
            bits = seen.get(word, -1)
            if bits < 0:
                bits = seen[word] = lexicon.look(word)
            pieces = [(word, bits)]
            if len(word) >= _SURELY or (len(word) >= _RUN and not bits):
                runs += 1
                if runs <= _RUNS:
                    pieces = _pieces(lexicon, word) or pieces
            for piece, known in pieces:
                if known & turns:
                    clause += 1
                _add(row, piece, known, clause, sentence)
        elif first.isdigit():
            number = int(word[:4])
            bits = young if _YOUNGEST <= number <= _OLDEST else grown if _OLDEST < number < _EVER else 0
            _add(row, word, bits | lexicon.look(word), clause, sentence)
        else:
            clause += 1
            sentence += first in ".!?\n…"
    return row


def _add(row: _Row, word: str, bits: int, clause: int, sentence: int) -> None:
    row.words.append(word)
    row.bits.append(bits)
    row.clauses.append(clause)
    row.sentences.append(sentence)


def _pieces(lexicon: Lexicon, word: str) -> list[tuple[str, int]]:
    """Words typed without blanks: the longest known one at each letter. Nothing if too little of it is known."""
    found: list[tuple[str, int]] = []
    at = missed = 0
    while at < len(word):
        for size in (*range(min(_PIECE, len(word) - at), 2, -1), *((2,) if word.startswith(_TINY, at) else ())):
            if bits := _known(lexicon, word[at : at + size]):
                found.append((word[at : at + size], bits))
                at += size
                break
        else:
            at += 1
            missed += 1
        if at > 1024:  # noqa: PLR2004 - nobody types so much without a blank
            break
    much = missed * 5 <= len(word) * 2
    return found if len(found) >= 3 and much else []  # noqa: PLR2004 - two may be chance


def _known(lexicon: Lexicon, piece: str) -> int:
    flat = loose(piece)
    bits = lexicon.exact.get(piece, 0) | lexicon.loose_exact.get(flat, 0)
    if len(piece) > 3:  # noqa: PLR2004 - shorter stems begin too many words
        bits |= lexicon.stems.get(piece, 0) | lexicon.loose_stems.get(flat, 0)
    return bits


def _repair(lexicon: Lexicon, row: _Row) -> None:
    """Slips of the finger, at both ends of a long text."""
    unknown = [at for at, bits in enumerate(row.bits) if not bits and len(row.words[at]) >= 6]  # noqa: PLR2004
    for at in (unknown[:_SLIPS] + unknown[-_SLIPS:]) if len(unknown) > 2 * _SLIPS else unknown:
        row.bits[at] = lexicon.slip(row.words[at])


def _deny(lexicon: Lexicon, row: _Row) -> None:
    """«не бьёт», «ұрған жоқ»: the word is taken back, and that it was is a notion of its own."""
    before, after, denial = lexicon.names["not_before"], lexicon.names["not_after"], lexicon.names[DENIAL]
    last = len(row.words) - 1
    for at, bits in enumerate(row.bits):
        if bits & before and at < last and row.bits[at + 1] & lexicon.denied:
            row.bits[at + 1] = row.bits[at + 1] & ~lexicon.denied | denial
        elif bits & after and at and row.words[at - 1].endswith(_PARTICIPLES):
            for back in (at - 1, at - 2):
                if back >= 0 and row.bits[back] & lexicon.denied:
                    row.bits[back] = row.bits[back] & ~lexicon.denied | denial


def _fit(  # noqa: C901 - one walk over words, bits and phrases; cut into parts it is slower and no clearer
    starts: Mapping[int, tuple[Phrase, ...]], row: _Row, *, idiom: int = 0, kept: int = 0
) -> None:
    every = 0
    for bit in starts:
        every |= bit
    bits, sentences = row.bits, row.sentences
    for at in range(len(bits)):
        left = bits[at] & every
        if not left:
            continue
        ahead = 0
        for one in bits[at + 1 : at + 2 + GAP]:
            ahead |= one
        while left:
            low = left & -left
            left ^= low
            for phrase in starts[low]:
                rest = phrase.rest
                if rest and not ahead & rest[0][0]:
                    continue
                if not (spots := _match(rest, at, bits, sentences)):
                    continue
                for spot in spots if idiom else ():
                    bits[spot] = idiom | bits[spot] & kept
                for spot in () if idiom else (spots[0], spots[-1]):
                    bits[spot] |= phrase.bit


def _match(rest: tuple[tuple[int, int], ...], at: int, bits: list[int], sentences: list[int]) -> list[int]:
    spots = [at]
    sentence, end = sentences[at], len(bits)
    for part, gap in rest:
        for spot in range(at + 1, min(at + 2 + gap, end)):
            if sentences[spot] != sentence:
                return []
            if bits[spot] & part:
                spots.append(spot)
                at = spot
                break
        else:
            return []
    return spots
