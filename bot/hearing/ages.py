"""An age among the words: «мне 9 лет», «10 жастамын», «5 сыныпта». Pure.

It says that a child writes or is written of, loudly enough to hide what is done to it: so danger is sought in the words
beside it. And whoever tells their own is a child, whatever else is told.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from bot.hearing.spelling import sound
from bot.hearing.text import Stretch

_YEARS: Final = re.compile(r"let|goda?|godik\w*|klas\w*|jas\w*|synyp\w*")  # what stands behind an age
_WHOSE: Final = frozenset(sound("мне мен менің жасым ему ей оған жасы").split())  # before one written in figures
_FIGURES: Final = frozenset(map(str, range(18)))
_NUMBERS: Final = _FIGURES | frozenset(
    word
    for words in (
        "три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать",
        "шестнадцать семнадцать бір екі үш төрт бес алты жеті сегіз тоғыз он",
    )
    for word in sound(words).split()
)
_TEN: Final = sound("он")  # «он екі»; in Russian that is he
_NO_AGE: Final = frozenset(sound("назад раз раза минут минуты дней часов месяцев бұрын рет минут күн").split())
_ONES_OWN: Final = frozenset(sound("мне маған жасым").split())  # before an age of whoever writes
_IN_CLASS: Final = tuple(sound(said) for said in ("я в", "учусь в", "хожу в", "я ученик", "я ученица"))
_AM_OF: Final = ("temin", "demin", "tamyn", "damyn")  # «14-темін», «16 дамын»
_I_AM: Final = ("myn", sound("мін"))  # ends of a word that says «I»
_COUNTED: Final = frozenset(  # behind «мне 12»: no years
    sound(
        "швов шва тысяч тысячи тыс тенге теңге рублей долларов процентов ударов таблеток месяцев месяца недель недели "
        "часа человек детей километров км метров кг уколов сообщений звонков жыл ай апта сағат мың"
    ).split()
)
_TOO_YOUNG: Final = frozenset(map(str, range(6))) | {*sound("три четыре пять бір екі үш төрт бес").split()}
_TENS: Final = frozenset(sound("жиырма отыз қырық елу алпыс жетпіс сексен тоқсан").split())


def beside_age(words: Sequence[str]) -> list[Stretch]:
    """The stretches of all other words, if there is an age and anything else."""
    ages = {*_ages(words)}
    others = groupby((at for at in range(len(words)) if at not in ages), lambda at: sum(age < at for age in ages))
    return [(stretch[0], stretch[-1] + 1) for _, run in others if (stretch := [*run])] if ages else []


def tells_own_age(words: Sequence[str]) -> bool:
    """Whether whoever writes says to be a child: «мне 9 лет», «10 жастамын», «я в 5 классе»; not «сыну 9 лет»."""
    return any(_is_own(words, at) for at, word in enumerate(words) if word in _NUMBERS)


def _is_own(words: Sequence[str], at: int) -> bool:
    before, (after, later) = " ".join(words[max(at - 2, 0) : at]), (*words[at + 1 : at + 3], "", "")[:2]
    if after.startswith(("klas", "synyp")):
        return before.endswith(_IN_CLASS) or after.endswith(_I_AM) or later.endswith(_I_AM)
    if after.startswith(("jastam", *_AM_OF)):
        return _TENS.isdisjoint(before.split())
    mine = before.rpartition(" ")[2] in _ONES_OWN and words[at] not in _TOO_YOUNG
    return mine and _NO_AGE.isdisjoint({after, later}) and after not in _COUNTED


def _ages(words: Sequence[str]) -> Iterator[int]:
    for at, word in enumerate(words):
        before, after, later = (words[there] if 0 <= there < len(words) else "" for there in (at - 1, at + 1, at + 2))
        years = bool(_YEARS.fullmatch(after))
        whose = before in _WHOSE or (before == _TEN and after.startswith(("jas", "synyp")))
        if word in _NUMBERS and (years or (whose and word in _FIGURES)) and _NO_AGE.isdisjoint({after, later}):
            yield from range(at - whose, at + 1 + years)
