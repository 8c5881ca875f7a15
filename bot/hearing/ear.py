"""Hears what a typed text means and which place it or a shared point names. The text and the point end here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final, Self

from bot.centres.directory import Directory
from bot.centres.places import Settlement
from bot.centres.words import Language
from bot.hearing.harm import OF_CHILDREN, RAPED
from bot.hearing.kind import Kind
from bot.hearing.life import ANOTHER, STEP
from bot.hearing.listener import Heard, Listener
from bot.hearing.questions import ALARMED, TOLD, Questions
from bot.places import points, vocabulary
from bot.places.found import Found
from bot.places.found import Kind as Named
from bot.places.points import Kind as Pointed
from bot.places.points import Points
from bot.places.search import Beside, Places

_LIGHTER: Final = frozenset({Kind.GREETING, Kind.THANKS, Kind.PLACE, Kind.UNKNOWN})  # a place says more
_TOLD: Final = frozenset({RAPED, STEP, ANOTHER})  # of these an alarm stays one
_BRIEF: Final = 60  # letters of a text that may be nothing but a place


@dataclass(frozen=True, slots=True)
class Meaning:
    """What was meant: one closed kind, and of a place or a language which."""

    kind: Kind = Kind.UNKNOWN
    places: tuple[str, ...] = ()  # KATO codes, best first
    near: bool = False  # only the nearest place to a point whose region is not certain
    abroad: bool = False
    language: Language | None = None
    topic: str | None = None  # what a question that says nothing graver is about
    alarm: Kind | None = None  # what such a question sounds a little like: where no card opens, that is heard
    young: bool = False  # whoever writes tells the age of a child


@dataclass(frozen=True, slots=True)
class Ear:
    """Immutable, built once."""

    regions: Mapping[str, str]  # code to KATO
    places: Places
    points: Points
    listener: Listener
    questions: Questions

    @classmethod
    def build(cls, folder: Path, directory: Directory, settlements: tuple[Settlement, ...]) -> Self:
        """Read the search's own tables beside the directory. Raises `BrokenError`."""
        known, abroad = vocabulary.load(folder)
        regions = MappingProxyType({region.code: region.kato for region in directory.regions})
        search = Places.build(directory, settlements, known, abroad)
        listener = Listener.build()
        return cls(regions, search, points.load(folder, settlements), listener, Questions.build(listener.classes))

    def text(self, text: str) -> Meaning:
        """What a text means, and of one that says nothing graver the place it names. Any text has an answer."""
        heard = self.listener.hear(text)
        brief = len(text) <= _BRIEF
        # «Қазақ» is a village too
        beside = self.places.beside(text) if brief and heard.kind is not Kind.LANGUAGE else Beside.MORE
        # «Я в Новосибирске»: examples cannot teach every name, and an unknown word after «я в» sounds like danger
        only_a_place = brief and (beside is Beside.NOTHING or not (heard.sure or self._is_grave(text)))
        topic = self._topic(text, heard)
        young = heard.young or topic in OF_CHILDREN
        if topic and heard.hesitant and topic not in _TOLD:  # a question, and no alarm
            return Meaning(topic=topic, alarm=heard.kind, young=young)
        if heard.kind not in _LIGHTER and not only_a_place:
            return Meaning(heard.kind, language=heard.language, topic=topic, young=young)
        place = self._place(text) if heard.names_place or beside is not Beside.MORE else Meaning()
        of_another = place.abroad and not place.places and brief and beside is Beside.MORE  # «муж в России»
        if place.kind is Kind.PLACE and not of_another:
            return replace(place, young=young)
        kind = Kind.UNKNOWN if heard.kind is Kind.PLACE else heard.kind
        return Meaning(kind, language=heard.language, topic=topic, young=young)

    def _is_grave(self, text: str) -> bool:
        """«Муж бьёт, я в Актобе»: what is said besides the place, heard without it, is no lighter."""
        return self.listener.hear(self.places.without(text)).kind not in _LIGHTER

    def _topic(self, text: str, heard: Heard) -> str | None:
        """What a question is about. «Что взять с собой, когда уйду?» sounds of death: a hesitant alarm gives way.

        What was done to the body is answered as if it had been asked for.
        """
        match heard.kind:
            case Kind.UNKNOWN:
                return self.questions.topic(text)
            case Kind.VIOLENCE:
                return self.questions.topic(text, TOLD) or (None if heard.harm in OF_CHILDREN else heard.harm)
            case Kind.DANGER | Kind.SUICIDE:  # of a rape with nothing grave beside it the first hours are what counts
                asked = self.questions.topic(text, ALARMED) if heard.hesitant else None
                return asked or (RAPED if heard.harm == RAPED else heard.life)
            case Kind.CHILD if heard.harm in OF_CHILDREN or (heard.young and heard.harm == RAPED):
                return heard.harm
            case _:
                return None

    def _place(self, text: str) -> Meaning:
        found = self.places.find(text)
        match found.kind:
            case Named.NONE:
                return Meaning()
            case Named.ABROAD:
                return Meaning(Kind.PLACE, abroad=True)
            case Named.CHOICE:
                abroad = any(choice.region is None for choice in found.choices)  # alone, or as one more
                return Meaning(Kind.PLACE, self._katos(found), abroad=abroad)
            case _:
                return Meaning(Kind.PLACE, self._katos(found)[:1])

    def point(self, latitude: float, longitude: float) -> Meaning:
        """The settlement nearest to a point, or that the point is abroad."""
        located = points.locate(self.points, latitude, longitude)
        if located.kind is Pointed.ABROAD:
            return Meaning(Kind.PLACE, abroad=True)
        if located.settlement is None:
            return Meaning()
        return Meaning(Kind.PLACE, (located.settlement.kato,), near=located.kind is Pointed.NEAR)

    def _katos(self, found: Found) -> tuple[str, ...]:
        """Codes of what was found, best first; a region that was named alone has no choices beside it."""
        named = (choice.kato for choice in found.choices)
        return tuple(kato for kato in (*named, self.regions.get(found.region or "")) if kato)
