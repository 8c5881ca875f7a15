"""The last resort: a longer name with a letter or two wrong, when one name is clearly meant."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.centres.places import District, Region, Settlement
from bot.places.endings import dictionary_forms
from bot.places.found import Choice, Foreign, Found, Kind, Step, Target
from bot.places.index import Index, Label, Sort, squeeze
from bot.places.letters import Word
from bot.places.sounds import Sounds
from bot.places.verdict import choice, foreign_choice, of_settlements, ranked

SHORTEST: Final = 5  # heard letters of a town
SHORTEST_OTHER: Final = 6  # of a village, or of a town abroad
SHORTEST_HOMOGRAPH: Final = 7  # of a name that is also a word
TWO_WRONG: Final = 8  # heard letters of a town that may hold two mistakes
TWO_WRONG_OTHER: Final = 10
TOWN_SURE: Final = 6  # heard letters of a town whose first one may be wrong
CITY: Final = 30_000  # people: a city known well enough to be meant though its first letter is wrong
MOST: Final = 4  # names equally close; with more of them nothing is clear
WORDS: Final = 3
INFLECTED: Final = 0.3  # cost of reading the word as a case form
UNKNOWN: Final = 0.5  # cost of a village against a town
Pool = Mapping[int, tuple[str, ...]]  # heard names by their length


@dataclass(frozen=True, slots=True)
class Guesser:
    """Names to guess among: towns, everything else, or what lies within one district or region."""

    cities: frozenset[str]
    towns: Pool = field(repr=False)
    abroad: Pool = field(repr=False)
    others: Pool = field(repr=False)
    within: Mapping[str, Pool] = field(repr=False)
    districts: Pool = field(repr=False)

    @classmethod
    def build(cls, index: Index, known: Sounds) -> Self:
        """Sort the names by length; those that are everyday words are never guessed."""
        pools: dict[str, set[str]] = {key: set() for key in ("cities", "towns", "abroad", "others", "districts")}
        within: dict[str, set[str]] = {}
        for heard, label in ((heard, label) for heard, labels in index.labels.items() for label in labels):
            target = label.target
            if isinstance(target, District):
                pools["districts"].add(heard)
            if heard in known.never or label.sort in {Sort.BASE, Sort.NUMBER} or _never_guessed(target, heard):
                continue
            if isinstance(target, Settlement):
                for key in (target.region, target.parent_kato):
                    within.setdefault(key, set()).add(heard)
                if index.weights[target.kato] >= CITY:
                    pools["cities"].add(heard)
            if pool := _pool_of(target, heard, index, known):
                pools[pool].add(heard)
        return cls(
            frozenset(pools["cities"]),
            _by_length(pools["towns"]),
            _by_length(pools["abroad"] - pools["towns"]),
            _by_length(pools["others"] - pools["towns"]),
            {key: _by_length(some) for key, some in within.items()},
            _by_length(pools["districts"]),
        )

    def district(self, word: Word) -> str | None:
        """Give what the one district is called that a word beside «район» almost names, as it sounds."""
        near = dict(_near(word.heard, self.districts, SHORTEST, TWO_WRONG))
        best = [name for name, wrong in near.items() if wrong == min(near.values())]
        return best[0] if len(best) == 1 else None

    def guess(self, words: tuple[Word, ...], index: Index, known: Sounds) -> Found | None:
        """Give the one name that was almost typed, a few, or nothing."""
        content = [word for word in words if not known.around(word)]
        if 0 < len(content) <= WORDS and _together(words, content):
            if any(everyday(word, known) for word in content):
                return None
            placed = len(content) < len(words) and any(known.beside(word) for word in words)
            return self._close(content, index, inflected=placed, others=True)
        for word in _marked(words, known):
            if found := self._close([word], index, inflected=True, others=False):
                return found
        return None

    def guess_within(self, words: Sequence[Word], keys: Iterable[str], index: Index, known: Sounds) -> Found | None:
        """The same among the settlements of one district or region."""
        content = [word for word in words if not known.around(word)]
        if not 0 < len(content) <= WORDS or any(everyday(word, known) for word in content):
            return None
        heard = squeeze("".join(word.heard for word in content))
        for key in keys:
            costs = dict(_near(heard, self.within.get(key, {}), SHORTEST - 1, TWO_WRONG))
            if costs and (found := _answer(costs, index)):
                return found
        return None

    def _close(self, content: Sequence[Word], index: Index, *, inflected: bool, others: bool) -> Found | None:
        heard = squeeze("".join(word.heard for word in content))
        if not heard.isalpha():
            return None
        costs: dict[str, float] = {
            name: wrong for name, wrong in self._near_towns(heard) if self._sure(name, heard, wrong)
        }
        if inflected or heard.endswith(_WHERE) or (others and len(content) == 1 and heard[-1] == "e"):
            for name, wrong in self._inflected(heard):
                costs[name] = min(costs.get(name, MOST), wrong + INFLECTED)
        if others:
            near = _near(heard, self.others, SHORTEST_OTHER, TWO_WRONG_OTHER)
            costs |= {name: wrong + UNKNOWN for name, wrong in near if name[0] == heard[0]}
        return _answer(costs, index) if costs else None

    def _sure(self, name: str, heard: str, wrong: int) -> bool:
        """Whether the first letter is right, or the name is known well enough without it."""
        return name[0] == heard[0] or (wrong == 1 and (name in self.cities or len(name) > TOWN_SURE))

    def _inflected(self, heard: str) -> Iterator[tuple[str, int]]:
        for form in {form for form, _ in dictionary_forms(heard)} - {heard}:
            yield from ((name, wrong) for name, wrong in self._near_towns(form) if name[0] == form[0])

    def _near_towns(self, heard: str) -> Iterator[tuple[str, int]]:
        """The towns, and the towns abroad by the stricter rule."""
        yield from _near(heard, self.towns, SHORTEST, TWO_WRONG)
        yield from _near(heard, self.abroad, SHORTEST_OTHER, TWO_WRONG_OTHER)


_WHERE: Final = ("da", "de", "ta", "te", "dan", "den", "tan", "ten", "nan", "nen")


def _answer(costs: Mapping[str, float], index: Index) -> Found | None:
    least = min(costs.values())
    best = [name for name, cost in costs.items() if cost - least < INFLECTED]
    if len(best) > MOST:
        return None
    labels: list[Label] = [label for name in best for label in index.labels[name]]
    targets = list(dict.fromkeys(label.target for label in labels if label.sort is not Sort.BASE))
    settlements = [one for one in targets if isinstance(one, Settlement)]
    foreign = tuple(foreign_choice(one) for one in targets if isinstance(one, Foreign))
    areas = [one for one in targets if isinstance(one, Region | District)]
    first = ranked(settlements, index)[0] if settlements else None
    alike = all(any(label.target is first for label in index.labels[name]) for name in best)  # old and new name of one
    if settlements and not foreign and (alike or len(settlements) == 1):
        return of_settlements(settlements, (Step.ALMOST,), index, asks=True)
    if foreign and not settlements:
        return Found(Kind.ABROAD, (Step.ALMOST, Step.FOREIGN_TOWN), foreign)
    if settlements:
        choices = (*(choice(one, index) for one in ranked(settlements, index)), *foreign)
        return Found(Kind.CHOICE, (Step.ALMOST, Step.SEVERAL_ALMOST), choices)
    if len(areas) == 1:
        area = areas[0]
        code = area.code if isinstance(area, Region) else area.region
        named = () if isinstance(area, Region) else (Choice(code, area.kato, area.name, area.name),)
        return Found(Kind.REGION, (Step.ALMOST, Step.REGION_NAMED), named, code)
    return None


def _never_guessed(target: Target, heard: str) -> bool:
    """Towns abroad that few know, and countries with short names: any word would be one of them."""
    return isinstance(target, Foreign) and (not target.famous or (target.lat is None and len(heard) < TWO_WRONG))


def _pool_of(target: Target, heard: str, index: Index, known: Sounds) -> str | None:
    """Say where a name is looked for, if it is long enough to be guessed."""
    if heard in known.homograph and len(heard) < SHORTEST_HOMOGRAPH:
        return None
    if isinstance(target, Settlement) and target.kato in index.known:
        return "towns" if len(heard) >= SHORTEST else None
    if len(heard) < SHORTEST_OTHER:
        return None
    return "abroad" if isinstance(target, Foreign) else "others"


def _by_length(names: set[str]) -> Pool:
    by_length: dict[int, list[str]] = {}
    for name in sorted(names):
        by_length.setdefault(len(name), []).append(name)
    return {length: tuple(some) for length, some in by_length.items()}


def _near(heard: str, pool: Pool, shortest: int, two_wrong: int) -> Iterator[tuple[str, int]]:
    """Give the names at most one letter away, two for the long ones."""
    if len(heard) < shortest:
        return
    wrong = 1 if len(heard) < two_wrong - 1 else 2
    for length in range(max(shortest, len(heard) - wrong), len(heard) + wrong + 1):
        limit = wrong if max(length, len(heard)) >= two_wrong else 1
        for name, distance, _ in extract(
            heard, pool.get(length, ()), scorer=OSA.distance, score_cutoff=limit, limit=MOST + 2
        ):
            if distance:  # a name spelled right was seen already, and refused
                yield name, int(distance)


def everyday(word: Word, known: Sounds) -> bool:
    """Whether a word is known to be no name, in any of its cases."""
    if not known.spoken.isdisjoint((word.heard, *(form for form, _ in dictionary_forms(word.heard)))):
        return True
    return word.heard in known.homograph


def _together(words: tuple[Word, ...], content: Sequence[Word]) -> bool:
    places = [at for at, word in enumerate(words) if word in content]
    return places[-1] - places[0] < WORDS


def _marked(words: tuple[Word, ...], known: Sounds) -> Iterator[Word]:
    """Words that stand where a place would: after «живу в», before «тұрамын»."""
    lives = any(word.heard in known.living for word in words)
    for at, word in enumerate(words):
        before = words[at - 1].heard if at else ""
        typed = known.types.get(before) is not None
        if known.around(word) or everyday(word, known):
            continue
        if typed or (lives and (before in known.before_place or before in known.living or at + 1 < len(words))):
            yield word
