"""Slips of fingers, to learn with: a letter left out, two the wrong way round, another one or one too many."""

import re

import numpy as np

_LONG = 4  # letters; a shorter word with one of them wrong says something else
_WORD = re.compile(rf"[^\W\d_]{{{_LONG},}}")


def slipped(word: str, letters: str, chance: np.random.Generator) -> str:
    """Give a word with one slip, short ones and numbers as they are; `letters` are those a finger may find."""
    if len(word) < _LONG or not word.isalpha():
        return word
    at, other = int(chance.integers(len(word) - 1)), letters[int(chance.integers(len(letters)))]
    ways = word[at + 1 :], word[at + 1] + word[at] + word[at + 2 :], other + word[at + 1 :], other + word[at:]
    return word[:at] + ways[int(chance.integers(len(ways)))]


def slipping(text: str, part: float, chance: np.random.Generator) -> str:
    """Give a text in which such a part of the longer words has a slip."""
    letters = "".join(filter(str.isalpha, text))
    return _WORD.sub(lambda word: slipped(word[0], letters, chance) if chance.random() < part else word[0], text)
