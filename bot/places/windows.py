"""Reading a run of words as a name: as it is spelled, as it sounds, or in one of its cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

from bot.centres.places import District, Region, Settlement
from bot.places.endings import Ending, adjective_forms, dictionary_forms
from bot.places.found import Foreign, Step
from bot.places.index import Index, Label, Sort, squeeze
from bot.places.letters import Word, has_kazakh
from bot.places.sounds import Sounds, Type

CLOSE: Final = 3  # letters at the end of an inflected word that may differ from the name's


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of words that sounds like a name, with everything it may name."""

    start: int
    end: int
    heard: str
    labels: tuple[Label, ...]
    how: Step  # SPELLED, SOUNDS or INFLECTED
    ending: Ending | None = None
    type: Type | None = None

    @property
    def settlements(self) -> tuple[Label, ...]:
        """What of it is a settlement."""
        return tuple(label for label in self.labels if isinstance(label.target, Settlement))

    @property
    def districts(self) -> tuple[District, ...]:
        """What of it is a district."""
        return tuple(dict.fromkeys(label.target for label in self.labels if isinstance(label.target, District)))

    @property
    def regions(self) -> tuple[Region, ...]:
        """What of it is a region."""
        return tuple(dict.fromkeys(label.target for label in self.labels if isinstance(label.target, Region)))

    @property
    def foreign(self) -> tuple[Foreign, ...]:
        """What of it is abroad."""
        return tuple(dict.fromkeys(label.target for label in self.labels if isinstance(label.target, Foreign)))

    def of_town(self, index: Index) -> bool:
        """Whether a city, a town or a district's centre has the name."""
        return _town(self.labels, index)

    @property
    def says_area(self) -> bool:
        """Whether it is a region or a district by its own words: «Илийский», «ВКО», «Абай ауданы»."""
        if self.type in {Type.DISTRICT, Type.REGION}:
            return True
        area = any(isinstance(label.target, District | Region) and label.sort is not Sort.BASE for label in self.labels)
        return area and self.type is None and not self.settlements


def longest(words: tuple[Word, ...], at: int, index: Index, known: Sounds) -> Mention | None:
    """Read the longest name that begins at a word."""
    for size in range(min(index.longest, len(words) - at), 0, -1):
        window = words[at : at + size]
        if size > 1 and any(word.after_break for word in window[1:]):
            continue
        if size == 1 and (window[0].heard in known.types or window[0].heard in known.filler):
            return None
        if size > 1 and _function(window[0], known):
            continue
        if size > 1 and _function(window[-1], known) and squeeze("".join(w.heard for w in window)) not in index.labels:
            continue
        if mention := _read(window, at, index):
            return mention
    return None


def _function(word: Word, known: Sounds) -> bool:
    return word.heard in known.types or word.heard in known.before_place or word.heard in known.filler


def _read(window: tuple[Word, ...], at: int, index: Index) -> Mention | None:
    heard = squeeze("".join(word.heard for word in window))
    folded = "".join(word.folded for word in window)
    end = at + len(window)
    base = index.labels.get(heard, ())
    low = "".join(word.low for word in window)
    exact = tuple(label for label in base if label.folded == folded and _foreign_agrees(low, label))
    if has_kazakh(low) and not any(_agrees(low, label.low) for label in exact):
        exact = ()
    inflected = _inflected(window, index) if len(window) == 1 or _starts(window[0], index) else []
    if base:
        towns = (
            () if _town(base, index) else (label for _, some, _ in inflected if _town(some, index) for label in some)
        )
        labels = tuple(dict.fromkeys((*(exact or base), *towns)))
        return Mention(at, end, heard, labels, Step.SPELLED if exact else Step.SOUNDS)
    if not inflected:
        return None
    best, _, ending = max(inflected, key=lambda one: (_town(one[1], index), len(one[1])))
    labels = tuple(dict.fromkeys(label for _, some, _ in inflected for label in some))
    near = tuple(label for label in labels if folded.startswith(label.folded[:-CLOSE] or label.folded))
    return Mention(at, end, best, near or labels, Step.INFLECTED, ending)


def _foreign_agrees(low: str, label: Label) -> bool:
    """«Құрған» is not Курган: a town abroad is spelled in Kazakh as the table has it, or with Russian letters."""
    return label.low == low or not isinstance(label.target, Foreign) or not has_kazakh(low)


def _agrees(low: str, name: str) -> bool:
    """Whether Kazakh letters that were typed are those of the name; Russian look-alikes agree with everything."""
    return (
        name == low
        or not has_kazakh(name)
        or all(typed == true or not has_kazakh(typed) for typed, true in zip(low, name, strict=False))
    )


def _town(labels: tuple[Label, ...], index: Index) -> bool:
    return any(isinstance(label.target, Settlement) and label.target.kato in index.known for label in labels)


def _starts(word: Word, index: Index) -> bool:
    """Whether a name of several words begins so; other runs of words are not tried in every case."""
    return word.heard in index.starts or any(form in index.starts for form in adjective_forms(word.heard))


def _inflected(window: tuple[Word, ...], index: Index) -> list[tuple[str, tuple[Label, ...], Ending]]:
    endings: dict[str, Ending] = {}
    for form, ending in _forms(window):
        endings.setdefault(form, ending)  # the Russian reading comes first: «в Кулане»
    return [(form, labels, ending) for form, ending in endings.items() if (labels := index.labels.get(form))]


def _forms(window: tuple[Word, ...]) -> Iterator[tuple[str, Ending]]:
    *first, last = (word.heard for word in window)
    start = squeeze("".join(first))
    starts = {start, *(squeeze(form) for form in adjective_forms(start))} if first else {""}
    for (form, ending), head in product(dictionary_forms(last), starts):
        yield squeeze(head + form), ending
    if window[-1].folded.endswith("ии"):  # Грузии, Баталии: two letters heard as one
        yield squeeze(start + last + "a"), Ending.RUSSIAN
    if window[-1].folded.endswith("ее"):  # в Семее, в Корее
        yield squeeze(start + last + "i"), Ending.RUSSIAN
        yield squeeze(start + last + "ia"), Ending.RUSSIAN
