"""What was done and has a card of its own: a rape, a neck that was squeezed; to a child touching, its photos. Pure.

Told, that card is worth more the sooner it is read, unless something grave stands beside it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bot.hearing.lists import AnyOf
from bot.hearing.spelling import loose, sound
from bot.hearing.text import Stretch

RAPED: Final = "raped"  # topics of the script
NECK: Final = "neck"
TOUCHED: Final = "touched"
PHOTOS: Final = "photos"
OF_CHILDREN: Final = frozenset({TOUCHED, PHOTOS})
_RAPED: Final = re.compile(r"(?:iz)?nasiloval\w*|iznasilovan\w*|zorlady\w*|zorlap|zorlagan\w*|zorlandym?")
_CHOKED: Final = re.compile(r"(?:pri|za)?duwil[aio]?|buyndyr(?:dy|yp|gan)\w*|tunwyktyr(?:dy|yp|gan)\w*")
_SQUEEZED: Final = re.compile(r"(?:sjimal|sjal|sdavil|sdavlival|davil|peredavil)[aio]?|kysty|kysyp|kyskan")
_NECK: Final = re.compile(r"wei\w+|gorlo\w*|moi[ny]\w+|tamag\w+")
_TOUCHED: Final = AnyOf.of(
    "трогает трогают трогал трогала трогали лапает лапают лапал лапали щупает щупают щупал щупали пристает пристают",
    "приставал приставали домогается домогался домогались сипайды сипады сипап сипалайды тиіседі тиісіп ұстай ұстайды",
)
_PHOTOS: Final = AnyOf.of("фото фотк* фотограф* видео видеом нюдс* переписк* снимк* скрин* сурет* видеос*")
_SPREAD: Final = AnyOf.of(
    "слить слил слила слили сольет сольют сливает сливают выложит выложить выложил выложили разослал разошлет",
    "разослать скинет скинул шантаж* угрожает угрожают грозит грозится требует требуют тарат* жарияла* қорқыт*",
)
_ME: Final = AnyOf.of(
    "меня мне мной мою мои мое моими моё я мен мені маған менің маған өзімді *ымды *імді *ыммен *іммен"
)
_FRIEND: Final = AnyOf.of(
    "подругу подруги друга сестру сестры брата одноклассницу одноклассника досымды құрбымды сіңлімді"
)
_SPARED: Final = frozenset(sound("чуть едва жаздады").split())  # «чуть не изнасиловал»
_NOT: Final = sound("не")
_LONG_AGO: Final = frozenset(
    sound(
        "давно раньше детстве детства прошлом года году лет год бывало всегда постоянно годами школе "
        "бұрын бұрынғы былтыр жыл жылы кезімде кезінде баяғыда үнемі жиі"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Harm:
    """The topic that speaks of it, and the stretches of all words that do not tell it."""

    topic: str
    beside: tuple[Stretch, ...]


def harm(words: Sequence[str]) -> Harm | None:
    """What the words, as they sound, tell of; what wants a doctor, if it is of no time long ago."""
    lately, heard = _LONG_AGO.isdisjoint(words), [loose(word) for word in words]
    for topic, told in (
        (RAPED, _raped(words) if lately else None),
        (NECK, _choked(words) if lately else None),
        (TOUCHED, _touched(heard)),
        (PHOTOS, _spread(heard)),
    ):
        if told:
            return Harm(topic, tuple(_beside(told, len(words))))
    return None


def _beside(told: set[int], end: int) -> Iterator[Stretch]:
    for _, run in groupby((at for at in range(end) if at not in told), lambda at: sum(one < at for one in told)):
        at = [*run]
        yield at[0], at[-1] + 1


def _raped(words: Sequence[str]) -> set[int]:
    at = {place for place, word in enumerate(words) if _RAPED.fullmatch(word)}
    spared = any(not _SPARED.isdisjoint(words[max(place - 2, 0) : place + 3]) for place in at)
    return set() if spared else at


def _choked(words: Sequence[str]) -> set[int]:
    at = {place for place, word in enumerate(words) if _CHOKED.fullmatch(word)}
    neck = {place for place, word in enumerate(words) if _NECK.fullmatch(word)}
    squeezed = {place for place, word in enumerate(words) if _SQUEEZED.fullmatch(word)}
    return at or (squeezed | neck if squeezed and neck else set())


def _touched(heard: Sequence[str]) -> set[int]:
    touched = {at for at in _TOUCHED.at(heard) if heard[max(at - 1, 0)] != _NOT}
    return touched if touched and _is_of_me(heard) else set()


def _spread(heard: Sequence[str]) -> set[int]:
    photos, spread = _PHOTOS.at(heard), _SPREAD.at(heard)
    return {*photos, *spread} if photos and spread and _is_of_me(heard) else set()


def _is_of_me(heard: Sequence[str]) -> bool:
    return bool(_ME.at(heard)) and not _FRIEND.at(heard)
