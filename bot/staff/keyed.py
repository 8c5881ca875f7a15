"""The id of a new entry: plain Latin words of its Russian name, and the place it lies in."""

from typing import Final

_LATIN: Final = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі",
        (
            *("a", "b", "v", "g", "d", "e", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u"),
            *("f", "kh", "ts", "ch", "sh", "sch", "", "y", "", "e", "yu", "ya"),
            *("a", "g", "k", "n", "o", "u", "u", "h", "i"),
        ),
        strict=True,
    )
)
_WORDS: Final = 4


def entry_id(name: str, kato: str) -> str:
    """«Кризисный центр «Үміт»» in 711110000 is krizisnyi-tsentr-umit-711110000."""
    latin = "".join(
        _LATIN.get(letter, letter if letter.isascii() and letter.isalnum() else " ") for letter in name.lower()
    )
    return "-".join((*latin.split()[:_WORDS], kato))
