"""Which of the two languages somebody asks for. Pure."""

from collections.abc import Sequence
from typing import Final

from bot.centres.words import Language
from bot.hearing.spelling import loose, sound


def _heard(*stems: str) -> tuple[str, ...]:
    return tuple(loose(sound(stem)) for stem in stems)


_NAMES: Final = (
    (Language.KK, _heard("казах", "қазақ", "каз", "мемлекеттік")),
    (Language.RU, _heard("рус", "орыс", "russian")),
)
_NOT: Final = frozenset(_heard("не", "нет", "жоқ", "емес"))
_CANNOT: Final = _heard("түсінбе", "білме", "алмай", "плохо", "нашар", "слабо")
_BEFORE, _AFTER = 3, 3  # words beside a name within which «not» takes it back


def asked(words: Sequence[str]) -> Language | None:
    """The one that is named and wanted; of one that is not understood, the other; none when that is not clear."""
    flat = [loose(word.replace("J", "j")) for word in words]
    denied = [word in _NOT or word.startswith(_CANNOT) for word in flat]
    wanted, unwanted = set[Language](), set[Language]()
    for language, stems in _NAMES:
        for at, word in enumerate(flat):
            if word.startswith(stems):
                near = any(denied[max(0, at - _BEFORE) : at + 1 + _AFTER])
                (unwanted if near else wanted).add(language)
    if len(wanted - unwanted) == 1:
        return next(iter(wanted - unwanted))
    if not wanted and len(unwanted) == 1:
        return Language.RU if Language.KK in unwanted else Language.KK
    return None
