"""The order of names: one Cyrillic alphabet that holds every Kazakh and every Russian letter."""

from typing import Final

LETTERS: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
PREFIXES: Final = ("область ", "район ", "им. ")  # «Район Самар» is looked for under С


def order(name: str) -> tuple[int, ...]:
    """Give the sorting key of a name; spaces and signs come before letters."""
    text = name.casefold()
    for prefix in PREFIXES:
        text = text.removeprefix(prefix)
    return tuple(LETTERS.find(letter) for letter in text)
