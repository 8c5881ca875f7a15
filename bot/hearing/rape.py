"""Whether a told rape may be of these days: then what helps in the first hours goes before all else. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from bot.hearing.spelling import sound

_DONE: Final = re.compile(r"(?:iz)?nasiloval\w*|iznasilovan\w*|zorlady\w*|zorlap|zorlagan\w*|zorlandym?")
_SPARED: Final = frozenset(sound("чуть едва жаздады").split())  # «чуть не изнасиловал»
_LONG_AGO: Final = frozenset(
    sound(
        "назад давно раньше детстве детства прошлом года году лет год бывало всегда постоянно годами школе "
        "бұрын бұрынғы былтыр жыл жылы кезімде кезінде баяғыда үнемі жиі"
    ).split()
)


def lately(words: Sequence[str]) -> bool:
    """Whether the words, as they sound, tell of a rape and of no time long ago."""
    at = [place for place, word in enumerate(words) if _DONE.fullmatch(word)]
    spared = any(not _SPARED.isdisjoint(words[max(place - 2, 0) : place + 3]) for place in at)
    return bool(at) and not spared and _LONG_AGO.isdisjoint(words)
