"""From a word in some case, Russian or Kazakh, to what its dictionary form may be. All in heard letters."""

from collections.abc import Iterator
from enum import Enum
from typing import Final


class Ending(Enum):
    """Which language's case a word would be in."""

    RUSSIAN = "russian"
    KAZAKH = "kazakh"


SHORTEST: Final = 2  # letters left of a name

# Ending -> what stands in its place in the dictionary form. и, ы and й are all «i» here.
_RUSSIAN: Final = (
    ("ogo", ("i", "oe", "oi")),
    ("ego", ("i", "ee")),
    ("omu", ("i", "oe")),
    ("emu", ("i", "ee")),
    ("uiu", ("aia",)),
    ("iuiu", ("iaia",)),
    ("oiu", ("a",)),
    ("oi", ("aia", "a", "oi")),
    ("ei", ("iaia", "a", "i", "ia")),
    ("om", ("i", "oe", "oi", "o", "")),
    ("em", ("ee", "e", "i", "")),
    ("im", ("i", "oe", "ee")),
    ("ih", ("ie", "i")),
    ("ah", ("i", "")),
    ("ov", ("i",)),
    ("iu", ("ia", "i", "", "e")),
    ("ia", ("i", "", "e")),
    ("a", ("", "o", "e")),
    ("u", ("", "a", "o")),
    ("e", ("a", "", "o", "i")),
    ("i", ("a", "")),
)
_KAZAKH: Final = (
    "dagimin", "degimin", "tagimin", "tegimin",
    "danmin", "denmin", "tanmin", "tenmin", "nanmin", "nenmin", "danbiz", "denbiz", "tanbiz", "tenbiz",
    "nanbiz", "nenbiz",
    "damin", "demin", "tamin", "temin", "damiz", "demiz", "tamiz", "temiz", "dabiz", "debiz", "tabiz", "tebiz",
    "likpin", "likpiz", "dikpin", "tikpin", "liktan", "sinda", "sinde", "sinan", "sinen",
    "dagi", "degi", "tagi", "tegi", "ndagi", "ndegi", "ndan", "nden", "nda", "nde",
    "dan", "den", "tan", "ten", "nan", "nen", "nin", "din", "tin", "men", "ben", "pen", "lik", "lig", "dik", "tik",
    "da", "de", "ta", "te", "ga", "ge", "ka", "ke", "na", "ne", "ni", "di", "ti",
)  # fmt: skip


def dictionary_forms(heard: str) -> Iterator[tuple[str, Ending]]:
    """Give what a word may be without its ending; most of it is no word at all."""
    for ending, others in _RUSSIAN:
        if heard.endswith(ending) and len(heard) - len(ending) >= SHORTEST:
            stem = heard[: -len(ending)]
            for other in others:
                yield stem + other if not other or stem[-1] != other[0] else stem + other[1:], Ending.RUSSIAN
    for ending in _KAZAKH:
        if heard.endswith(ending) and len(heard) - len(ending) >= SHORTEST:
            stem = heard[: -len(ending)]
            yield stem, Ending.KAZAKH
            if stem.endswith("ski"):  # Лисаковскіден, Омскіде: a vowel eases a Russian name
                yield stem[:-1], Ending.KAZAKH
            if stem[-1] == ending[0]:  # doubled letters are heard as one: Ақтастан is Ақтас and тан
                continue
            yield stem + ending[0], Ending.KAZAKH


def adjective_forms(heard: str) -> Iterator[str]:
    """Give the dictionary form of a leading adjective: «Новой» of «в Новой Каменке»."""
    for ending, others in (
        ("oi", ("aia",)),
        ("ei", ("iaia",)),
        ("uiu", ("aia",)),
        ("iuiu", ("iaia",)),
        ("om", ("i", "oe", "oi")),
        ("em", ("i", "ee")),
        ("ogo", ("i", "oe", "oi")),
        ("ego", ("i", "ee")),
        ("ih", ("ie",)),
    ):
        if heard.endswith(ending) and len(heard) - len(ending) >= SHORTEST:
            for other in others:
                yield heard[: -len(ending)] + other
