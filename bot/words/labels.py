"""Labels typed instead of pressed: «да», «жоқ», «2». Compared as they sound, so without capitals or Kazakh letters too.

Whoever dictates, reads by ear or has a phone without buttons answers so, and «да» alone says nothing to hearing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Self

from bot.hearing.spelling import loose, sound
from bot.script.facts import Language
from bot.script.model import Script
from bot.talk.event import Label
from bot.words.catalogue import Words
from bot.words.keys import needed

_SHORTEST, _LONGEST = 2, 48  # characters of a text that may be a label
_WORD: Final = re.compile(r"[a-z0-9]+")
_NUMBER: Final = re.compile(r"\s*(\d)[.)]?\s*")
_CLAUSE: Final = re.compile(r"[,:—]")  # «Да, хотя бы одно» is «да» as well

_COPIES: Final = "#copy"  # what copies is done by Telegram alone, and nobody can press it for the person


@dataclass(frozen=True, slots=True)
class Labels:
    """Immutable, built once."""

    known: Mapping[str, frozenset[Label]]  # by how they sound

    @classmethod
    def build(cls, words: Words, script: Script) -> Self:
        """Every button of the script in both languages."""
        known: dict[str, set[Label]] = {}
        for key in dict.fromkeys(key for key in needed(script) if "#" in key and not key.endswith(_COPIES)):
            for language in Language:
                for name in _names(words.say(language, key)):
                    known.setdefault(name, set()).add((language, key))
        return cls(MappingProxyType({name: frozenset(labels) for name, labels in known.items()}))

    def labels(self, text: str) -> frozenset[Label]:
        """Which buttons a text may call, wherever they are; of a longer text and of a single letter none."""
        short = len(text.strip(" .,!?")) < _SHORTEST  # «я» sounds like «иә», and begins many messages
        return frozenset() if short or len(text) > _LONGEST else self.known.get(_sounded(text), frozenset())


def number(text: str) -> int | None:
    """The place in a list, of a text that is nothing else."""
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found else None


def _names(label: str) -> Iterator[str]:
    """The whole label, and its first clause."""
    yield from {_sounded(label), _sounded(_CLAUSE.split(label)[0])} - {""}


def _sounded(text: str) -> str:
    return " ".join(_WORD.findall(loose(sound(text)).lower()))
