"""Packs a visit and an answer into 31 bytes, the most a sealed ticket can carry in 64 of callback data.

Always the same length, so the size of a button says nothing. The tables are the script's own; their fingerprint is
bound into the seal, so a ticket of another script does not open at all.

  2  language 1, who 3, danger 3, signs 2, need 4, typed 2, slot 1 bits     2  place (its number)
  6  slot: the entry opened (4 bytes of the hash of its id), or up to three other places that may have been meant
  5  answer: kind, value     1  screen     12  trail, newest first     1  idle
  2  minute the talk began, without what is the same for 45 days
"""

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from bot.issue import BrokenError, Issue
from bot.script.facts import Danger, Idle, Language, Need, Signs, Who
from bot.talk.answer import Alarm, Answer, Back, Choose, Close, Open, Pick, Speak
from bot.talk.visit import OTHERS, TRAIL, Visit
from bot.talk.world import World

SIZE = 31
SCREENS = 255
_ROUND = 1 << 16  # minutes after which two bytes repeat; no ticket lives as long
_AHEAD = 60  # minutes by which another copy's clock may be fast
_FORM = struct.Struct(f">HH6sBIB{TRAIL}sBH")
_SLOT = struct.Struct(f">{OTHERS}H")
_PLACES = 65_535
assert _FORM.size == SIZE
_LANGUAGES = (None, *Language)
_Fact = TypeVar("_Fact", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a button carries: where it stands, what it says, and the minute the talk began (unix minutes)."""

    visit: Visit
    answer: Answer
    began: int


class Codec:
    """Both directions for one world."""

    def __init__(self, world: World) -> None:
        self._screens = ("", *sorted(world.script.screens))
        if len(self._screens) > SCREENS + 1:
            text = f"экранов больше {SCREENS}: билет в кнопке их не вместит. Объедините или уберите лишние."
            raise BrokenError((Issue("S030", "bot/flows", "", text),))
        self._screen_codes = {name: code for code, name in enumerate(self._screens)}
        self._services = {_short(name): name for name in world.directory.services}
        if len(self._services) != len(world.directory.services):
            text = "у двух записей совпал короткий код: переименуйте id одной из них."
            raise BrokenError((Issue("S031", "directory/centres", "", text),))
        self._service_codes = {name: code for code, name in self._services.items()}
        self._places = ("", *sorted(world.everywhere.places))
        self._place_codes = {kato: code for code, kato in enumerate(self._places)}
        assert len(self._places) <= _PLACES, "the country has some 10,500 places"
        self.fingerprint = _fingerprint(world)

    def pack(self, ticket: Ticket) -> bytes:
        """31 bytes, whatever the visit."""
        return self.pack_all(ticket.visit, (ticket.answer,), ticket.began)[0]

    def pack_all(self, visit: Visit, answers: Sequence[Answer], began: int) -> list[bytes]:
        """`pack` for all the buttons of a screen: they differ only in what they say."""
        head = (_facts(visit), self._place_codes.get(visit.place or "", 0), self._slot(visit))
        trail = bytes(self._screen_codes[name] for name in reversed(visit.trail))
        tail = (self._screen_codes[visit.screen], trail, _code(Idle, visit.idle), began % _ROUND)
        return [_FORM.pack(*head, *self._answer_code(answer), *tail) for answer in answers]

    def unpack(self, packed: bytes, minute: int) -> Ticket | None:
        """The ticket, read in this unix minute; None for bytes that no visit of this world packs into."""
        try:
            facts, place, slot, kind, value, screen, trail, idle, began = _FORM.unpack(packed)
            service, others = self._read_slot(slot, asked=bool(facts >> 15))
            visit = Visit(
                language=tuple(Language)[facts & 1],
                screen=self._screens[screen],
                trail=tuple(self._screens[code] for code in reversed(trail.rstrip(b"\0"))),
                who=_read(Who, facts >> 1 & 7),
                danger=_read(Danger, facts >> 4 & 7),
                signs=_read(Signs, facts >> 7 & 3),
                need=_read(Need, facts >> 9 & 15),
                place=self._places[place] or None,
                others=others,
                service=service,
                typed=facts >> 13 & 3,
                idle=_read(Idle, idle),
            )
            return Ticket(visit, self._read_answer(kind, value), minute - (minute + _AHEAD - began) % _ROUND + _AHEAD)
        except (IndexError, KeyError, ValueError, struct.error):
            return None

    def _slot(self, visit: Visit) -> bytes:
        """A visit opens an entry or is asked which place it means, never both."""
        if visit.others:
            codes = [self._place_codes.get(kato, 0) for kato in visit.others[:OTHERS]]
            return _SLOT.pack(*codes, *[0] * (OTHERS - len(codes)))
        return self._service_codes.get(visit.service or "", 0).to_bytes(4, "big") + b"\0\0"

    def _read_slot(self, slot: bytes, *, asked: bool) -> tuple[str | None, tuple[str, ...]]:
        if asked:
            return None, tuple(self._places[code] for code in _SLOT.unpack(slot) if code)
        return self._services.get(int.from_bytes(slot[:4], "big")), ()

    def _answer_code(self, answer: Answer) -> tuple[int, int]:
        match answer:
            case Back():
                return 0, 0
            case Choose(index=index):
                return 1, index
            case Pick(place=place):
                return 2, int(place)
            case Open(service=service):
                return 3, self._service_codes[service]
            case Speak(language=language):
                return 4, _LANGUAGES.index(language)
            case Alarm(language=language):
                return 5, _LANGUAGES.index(language)
            case Close(language=language):
                return 6, _LANGUAGES.index(language)

    def _read_answer(self, kind: int, value: int) -> Answer:
        match kind:
            case 0:
                return Back()
            case 1:
                return Choose(value)
            case 2:
                return Pick(f"{value:09}")
            case 3:
                # An entry that left the directory meanwhile: the press finds nothing and redraws the list.
                return Open(self._services.get(value, ""))
            case 4:
                return Speak(tuple(Language)[value - 1])
            case 5:
                return Alarm(_LANGUAGES[value])
            case 6:
                return Close(_LANGUAGES[value])
            case _:
                raise ValueError(kind)


def _facts(visit: Visit) -> int:
    return (
        tuple(Language).index(visit.language)
        | _code(Who, visit.who) << 1
        | _code(Danger, visit.danger) << 4
        | _code(Signs, visit.signs) << 7
        | _code(Need, visit.need) << 9
        | visit.typed << 13
        | bool(visit.others) << 15
    )


def _code(fact: type[_Fact], value: _Fact | None) -> int:
    return 0 if value is None else 1 + tuple(fact).index(value)


def _read(fact: type[_Fact], code: int) -> _Fact | None:
    return None if code == 0 else tuple(fact)[code - 1]


def _short(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "big")


def _fingerprint(world: World) -> bytes:
    """Eight bytes that change when a screen, the order of its buttons, or the list of places changes."""
    table = [
        f"{name} {' '.join(choice.id for choice in screen.choices)}"
        for name, screen in sorted(world.script.screens.items())
    ]
    table += sorted(world.everywhere.places)
    return hashlib.blake2b("\n".join(table).encode(), digest_size=8).digest()
