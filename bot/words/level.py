"""How hard a text is to read, in school years.

Russian: Flesch–Kincaid with the weights I. Oborneva fitted on Russian texts (2006): 0.5 · words per sentence
+ 8.4 · syllables per word − 15.59. Kazakh has no fitted formula that we know of. Its words carry endings where Russian
uses small words, so syllables are first scaled by what our own two catalogues, which say the same, differ by.

It sees lengths only: not whether a word is known, or a thought clear. It tells a screen that fell out of tone from
the others; whether people understand, only they can say. Texts under 15 words are too short to be measured.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from bot.script.facts import Language
from bot.words.markup import plain

FEWEST = 15
_VOWELS = MappingProxyType({Language.RU: "аеёиоуыэюя", Language.KK: "аәеёиоөуұүыіэюя"})
_SCALE: Mapping[Language, float] = MappingProxyType({Language.RU: 1.0, Language.KK: 2.30 / 2.71})
_SENTENCE = re.compile(r"[.?!…:;\n]+")
_WORD = re.compile(r"[^\W\d_]+")


def level(language: Language, text: str) -> float | None:
    """School years a reader needs; None for a text that is too short to say."""
    read = plain(text).lower()
    words = _WORD.findall(read)
    if len(words) < FEWEST:
        return None
    sentences = sum(1 for sentence in _SENTENCE.split(read) if _WORD.search(sentence))
    syllables = sum(max(1, sum(letter in _VOWELS[language] for letter in word)) for word in words)
    return 0.5 * len(words) / sentences + 8.4 * _SCALE[language] * syllables / len(words) - 15.59
