"""Labels typed instead of pressed: «да», «жоқ», «2». Compared as they sound, so without capitals or Kazakh letters too.

Whoever dictates, reads by ear or has a phone without buttons answers so, and «да» alone says nothing to hearing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType
from typing import Final, Self

from bot.hearing.spelling import loose, sound
from bot.script.facts import Language
from bot.script.model import Script
from bot.talk.event import Label
from bot.words.catalogue import Words
from bot.words.keys import needed

_SHORTEST, _LONGEST = 2, 48  # characters of a text that may be a label
_MORE: Final = 4  # words behind a yes or a no that are still an answer
_WORD: Final = re.compile(r"[a-z0-9]+")
_NUMBER: Final = re.compile(r"\s*(\d)[.)]?\s*")
_CLAUSE: Final = re.compile(r"[,:—]")  # «Да, хотя бы одно» is «да» as well

_COPIES: Final = "#copy"  # what copies is done by Telegram alone, and nobody can press it for the person


@dataclass(frozen=True, slots=True)
class Labels:
    """Immutable, built once."""

    known: Mapping[str, frozenset[Label]]  # by how they sound
    first: Mapping[str, tuple[frozenset[Label], ...]]  # by the first word of a longer answer, as it is written
    places: Mapping[str, int]  # in a list, by how they sound
    topics: Mapping[str, str]  # by how their names sound

    @classmethod
    def build(cls, words: Words, script: Script) -> Self:
        """Every button of the script in both languages, and what is said instead of some."""
        known: dict[str, set[Label]] = {}
        asks_who = {name for name, screen in script.screens.items() if screen.ask == "who"}  # «ага» is no answer to it
        for key in dict.fromkeys(key for key in needed(script) if "#" in key and not key.endswith(_COPIES)):
            screen, _, one = key.rpartition("#")
            for language in Language:
                said = words.spoken.names(language, frozenset({key} if screen in asks_who else {key, one}))
                for name in {*_names(words.say(language, key)), *map(_sounded, said)}:
                    known.setdefault(name, set()).add((language, key))
        every = frozenset(label for labels in known.values() for label in labels)
        first = {
            word: tuple(frozenset(label for label in every if label[1].endswith(f"#{one}")) for one in part.buttons)
            for part in words.spoken.begins
            for word in part.words
        }
        places = {_sounded(word): at for at, names in enumerate(words.spoken.ordinals, 1) for word in names}
        labels = {name: frozenset(labels) for name, labels in known.items()}
        topics = {name: topic for topic, name in _topics(words, [label for _, label in every])}
        return cls(
            MappingProxyType(labels), MappingProxyType(first), MappingProxyType(places), MappingProxyType(topics)
        )

    def labels(self, text: str) -> frozenset[Label]:
        """Which buttons a text may call, wherever they are; of a longer text and of a single letter none."""
        short = len(text.strip(" .,!?")) < _SHORTEST  # «я» sounds like «иә», and begins many messages
        return frozenset() if short or len(text) > _LONGEST else self.known.get(_sounded(text), frozenset())

    def begins(self, text: str) -> tuple[frozenset[Label], ...]:
        """What the first word of a short answer says: «ия уйде» is yes; «жок ол жумыста» leaves it open, if it can."""
        first, *rest = text.lower().replace(",", " ").split() or [""]
        return self.first.get(first, ()) if 0 < len(rest) <= _MORE else ()

    def topic(self, text: str) -> str | None:
        """The topic that a text is a name of."""
        return self.topics.get(_sounded(text)) if len(text) <= _LONGEST else None

    def number(self, text: str) -> int | None:
        """The place in a list, of a text that is nothing else."""
        found = _NUMBER.fullmatch(text)
        return int(found[1]) if found else self.places.get(_sounded(text))


def _topics(words: Words, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every topic with each of its names as they sound, the labels of its buttons among them."""
    for key, language in product(dict.fromkeys(keys), Language):
        for topic in words.spoken.topics_of(frozenset({key, key.rpartition("#")[2]})):
            yield from ((topic, name) for name in _names(words.say(language, key)))
    yield from ((topic, _sounded(name)) for topic, name in words.spoken.topics())


def _names(label: str) -> Iterator[str]:
    """The whole label, and its first clause."""
    yield from {_sounded(label), _sounded(_CLAUSE.split(label)[0])} - {""}


def _sounded(text: str) -> str:
    return " ".join(_WORD.findall(loose(sound(text)).lower()))
