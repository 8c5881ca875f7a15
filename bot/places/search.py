"""Search for a typed place: built once, never changed, and never keeps a word of what was asked."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Self

from bot.centres.directory import Directory
from bot.centres.places import Settlement
from bot.places.found import Foreign, Found, Kind, Step
from bot.places.guess import Guesser, everyday
from bot.places.index import Index, build
from bot.places.letters import LONGEST, Word, latin, other_keyboards, words
from bot.places.meaning import accepted, strange_districts
from bot.places.mentions import mentions, without_streets
from bot.places.sounds import Sounds, sounds
from bot.places.verdict import decide
from bot.places.vocabulary import Vocabulary
from bot.places.windows import Mention

SHORTEST = 4  # heard letters of a name read from the wrong keyboard
LONG = 7  # of one beside which a shorter name is believed too


class Beside(Enum):
    """What a text says besides a place: nothing («мы в …»), the usual («нужна помощь в …»), or more."""

    NOTHING = "nothing"
    USUAL = "usual"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Places:
    """Every place a person may name, in Kazakhstan and abroad."""

    index: Index
    known: Sounds
    guesser: Guesser

    @classmethod
    def build(
        cls,
        directory: Directory,
        settlements: tuple[Settlement, ...],
        vocabulary: Vocabulary,
        abroad: tuple[Foreign, ...],
    ) -> Self:
        """Make the index; takes most of a second at most, and is done once."""
        index = build(directory, settlements, vocabulary, abroad)
        known = sounds(vocabulary.words)
        return cls(index, known, Guesser.build(index, known))

    def find(self, text: str) -> Found:
        """Say what place a text names; any text has an answer."""
        read = words(text)
        first = (Step.CUT,) if len(text) > LONGEST else ()
        if not read:
            return Found(Kind.NONE, (*first, Step.EMPTY))
        first = (*first, Step.LATIN) if latin(text) else first
        found = self._exactly(read)
        if found is not None and found.kind is not Kind.NONE:
            return _after(first, self._within(read, found) or self._doubted(read, found))
        for typed in other_keyboards(text):
            other = self._exactly(words(typed), alone=True)
            if other is not None and other.kind is not Kind.NONE:
                return _after((*first, Step.LAYOUT), other)
        # A name that was found and refused is not found again by guessing.
        indoors = without_streets(read, self.known)
        guessed = self.guesser.guess(indoors, self.index, self.known) if self._unread(indoors) else None
        return _after(first, guessed or found or Found(Kind.NONE, (Step.NO_NAME,)))

    def beside(self, text: str) -> Beside:
        """What stands beside the places that a text names."""
        read = words(text)
        rest = self._rest(read)
        if len(rest) == len(read) or not all(map(self.known.around, rest)):
            return Beside.MORE
        return Beside.NOTHING if all(map(self.known.beside, rest)) else Beside.USUAL

    def without(self, text: str) -> str:
        """The words of a text but for the places that it names."""
        return " ".join(word.low for word in self._rest(words(text)))

    def _rest(self, read: tuple[Word, ...]) -> list[Word]:
        meant, _ = accepted(mentions(read, self.index, self.known), read, self.index, self.known)
        named = {at for one in meant for at in range(one.start, one.end)}
        return [word for at, word in enumerate(read) if at not in named]

    def _exactly(self, read: tuple[Word, ...], *, alone: bool = False) -> Found | None:
        found = mentions(read, self.index, self.known)
        if not found:
            return None
        meant, sole = accepted(found, read, self.index, self.known)
        if not meant:
            return Found(Kind.NONE, (Step.NOT_A_PLACE,))
        lengths = [len(mention.heard) for mention in meant]
        if alone and not (sole and (min(lengths) >= SHORTEST or max(lengths) >= LONG)):
            return None  # other keys pressed at random spell a hamlet now and then
        return self._asked(meant, decide(meant, self.index))

    def _asked(self, meant: tuple[Mention, ...], found: Found) -> Found:
        """A village that bears a person's name is asked about: «Ерлан» may be he of whom she writes."""
        named = len(meant) == 1 and meant[0].type is None and meant[0].heard in self.known.person
        if not named or found.kind is not Kind.ONE or not self._hamlet(found):
            return found
        return replace(found, kind=Kind.CONFIRM, why=(*found.why, Step.PERSON))

    def _hamlet(self, found: Found) -> bool:
        return found.settlement is not None and found.settlement.kato not in self.index.known

    def _doubted(self, read: tuple[Word, ...], found: Found) -> Found:
        """No place is sure while the district beside it is one we do not know: it may have namesakes."""
        covered = self._covered(read)
        strange = [at for at in strange_districts(read, covered, self.known) if not everyday(read[at], self.known)]
        if not strange:
            return found
        for at in strange:
            if name := self.guesser.district(read[at]):
                mended = replace(read[at], low=name, folded=name, heard=name)
                better = self._exactly((*read[:at], mended, *read[at + 1 :]))
                if better is not None and better.kind is not Kind.NONE:
                    return _after((Step.ALMOST,), better)
        if found.kind is not Kind.ONE:
            return found
        kind = Kind.CONFIRM if len(found.choices) == 1 else Kind.CHOICE
        regions = {choice.region for choice in found.choices}
        return Found(kind, (*found.why, Step.HINT_UNKNOWN), found.choices, found.region if len(regions) == 1 else None)

    def _covered(self, read: tuple[Word, ...]) -> set[int]:
        return {at for one in mentions(read, self.index, self.known) for at in range(one.start, one.end)}

    def _unread(self, read: tuple[Word, ...]) -> list[Word]:
        """The words that are in no name, and are not the usual words around one."""
        covered = self._covered(read)
        return [word for at, word in enumerate(read) if at not in covered and not self.known.around(word)]

    def _within(self, read: tuple[Word, ...], found: Found) -> Found | None:
        """Look for a misspelt village beside the district or the region that was named."""
        if not {Step.DISTRICT_NAMED, Step.REGION_NAMED} & set(found.why):
            return None
        rest = self._unread(read)
        keys = [key for choice in found.choices if (key := choice.kato or choice.region)] or [found.region or ""]
        return self.guesser.guess_within(rest, keys, self.index, self.known)


def _after(steps: tuple[Step, ...], found: Found) -> Found:
    return replace(found, why=(*steps, *found.why)) if steps else found
