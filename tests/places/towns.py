"""Ways of writing a name, made from the grammar and not from the search: its own endings, letters and keys."""

from collections.abc import Iterator

_LATIN = dict(zip("абвгдезийклмнопрстуфхыіәғқңөұүһ", "abvgdeziyklmnoprstufhyiagqnouuh", strict=True))
_LATIN |= {
    "ж": "zh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "э": "e",
    "ю": "yu",
    "я": "ya",
    "ё": "yo",
    "ъ": "",
    "ь": "",
}
_LATIN_2021 = _LATIN | {
    "ж": "j",
    "ә": "ä",
    "ғ": "ğ",
    "ң": "ñ",
    "ө": "ö",
    "ұ": "ū",
    "ү": "ü",
    "ш": "ş",
    "й": "i",
    "у": "u",
}
_KEYS = dict(zip("ёйцукенгшщзхъфывапролджэячсмитьбю", "`qwertyuiop[]asdfghjkl;'zxcvbnm,.", strict=True))
_KEYS |= dict(zip("әіңғүұқөһ", "2345890-=", strict=True))


def russian_cases(name: str) -> Iterator[str]:
    """«В …», «из …» for the last word of a name."""
    stem, last = name[:-1], name[-1]
    if (name.endswith(("ый", "ой", "ий")) and len(name) > 4) or name.endswith("ое"):
        yield from (name[:-2] + ending for ending in ("ом", "ого"))
    elif last == "а":
        yield from (stem + "е", stem + ("и" if stem[-1] in "гкхжшщч" else "ы"))
    elif last in "йь":
        yield from (stem + "е", stem + "я") if name not in {"Арысь", "Сарань"} else (stem + "и",)
    elif last in "бвгджзклмнпрстфхцчшщ":
        yield from (name + "е", name + "а")


def kazakh_cases(name: str) -> Iterator[str]:
    """Where, from where, where to, whose; by vowel harmony."""
    low = name.casefold()
    vowel = [letter for letter in low if letter in "аәеёиоөуұүыіэюя"][-1]
    back = vowel in "аоұыуяю"
    a, y = ("а", "ы") if back else ("е", "і")
    if low[-1] in "аәеёиоөуұүыіэюяйр":
        where, whence, whither, whose = "д", "д", "ғ" if back else "г", "н" if low[-1] not in "йр" else "д"
    elif low[-1] in "мнң":
        where, whence, whither, whose = "д", "н", "ғ" if back else "г", "н"
    elif low[-1] in "лзжв":
        where, whence, whither, whose = "д", "д", "ғ" if back else "г", "д"
    else:
        where, whence, whither, whose = "т", "т", "қ" if back else "к", "т"
    yield from (name + where + a, name + whence + a + "н", name + whither + a, name + whose + y + "ң")


def latin(name: str) -> str:
    return "".join(_LATIN.get(letter, letter) for letter in name.casefold())


def latin_of_2021(name: str) -> str:
    return "".join(_LATIN_2021.get(letter, letter) for letter in name.casefold())


def wrong_keyboard(name: str) -> str:
    return "".join(_KEYS.get(letter, letter) for letter in name.casefold())
