"""Which of the names in a text are meant as places: «он орал» is not about Уральск."""

from collections.abc import Iterator
from typing import Final

from bot.centres.places import District, Region, Settlement
from bot.places.endings import Ending
from bot.places.found import Foreign, Step
from bot.places.index import Index, Label, Sort
from bot.places.letters import Word
from bot.places.sounds import Sounds, Type
from bot.places.windows import Mention

NEAR: Final = 2  # words between a name and the region or district that vouches for it
SHORT: Final = 4  # heard letters; a name this short vouches for nothing in a sentence
SHORT_VILLAGE: Final = 5


def accepted(
    found: tuple[Mention, ...], words: tuple[Word, ...], index: Index, known: Sounds
) -> tuple[tuple[Mention, ...], bool]:
    """Keep the names that are meant as places, and say whether the text is nothing but names."""
    while True:
        kept, sole = _accepted(found, words, index, known)
        if len(kept) in {0, len(found)}:
            return kept, sole
        found = kept  # a word that is no place after all may be what makes the next one none: «в новой семье»


def _accepted(
    found: tuple[Mention, ...], words: tuple[Word, ...], index: Index, known: Sounds
) -> tuple[tuple[Mention, ...], bool]:
    covered = {at for mention in found for at in range(mention.start, mention.end)}
    covered |= set(strange_districts(words, covered, known))
    bare = all(at in covered or known.beside(word) for at, word in enumerate(words))
    sole = bare or all(at in covered or known.around(word) for at, word in enumerate(words))
    areas = [mention for mention in found if mention.says_area]
    lives = any(word.heard in known.living for word in words)
    kept = []
    for mention in found:
        if _denied(mention, words, known) or _describes(mention, words, index, known):
            continue
        vouched = any(
            area is not mention and (0 <= area.start - mention.end <= NEAR or 0 <= mention.start - area.end <= NEAR)
            for area in areas
        )
        everyday = mention.end - mention.start == 1 and words[mention.start].low in known.everyday
        beside = any(area is not mention and mention.start <= area.end and area.start <= mention.end for area in areas)
        # «ауылда ешкім»: in a case, an everyday word stays one beside a word of place
        said = (_typed(mention, index) and not (everyday and mention.ending)) or (
            beside and mention.how is Step.SPELLED
        )
        if said or (
            not everyday
            and (
                vouched
                or (sole and _stands_alone(mention, words, index, known, bare=bare))
                or _strong(mention, index, known)
                or _marked(mention, words, index, known, lives=lives)
            )
        ):
            kept.append(mention)
    return tuple(kept), sole


def strange_districts(words: tuple[Word, ...], covered: set[int], known: Sounds) -> Iterator[int]:
    """Find words that «район» makes a district's name, though we know none so called."""
    for at, word in enumerate(words):
        before = known.types.get(words[at - 1].heard) if at and not word.after_break else None
        after = known.types.get(words[at + 1].heard) if at + 1 < len(words) and not words[at + 1].after_break else None
        typed = Type.DISTRICT in {before, after}
        if typed and at not in covered and word.low.endswith(_OF_DISTRICT) and not known.around(word):
            yield at


_OF_DISTRICT: Final = ("ский", "ского", "ском", "скому", "ская", "ской", "skii", "skiy", "skogo", "skom", "sky")


def _denied(mention: Mention, words: tuple[Word, ...], known: Sounds) -> bool:
    """«не Алматы», «не в Алматы», «Алматы емес»: the place that is not meant."""
    before = [word.low for word in words[: mention.start] if word.heard not in known.before_place]
    after = words[mention.end].low if mention.end < len(words) else ""
    return before[-1:] == ["не"] or after == "емес"


def _typed(mention: Mention, index: Index) -> bool:
    """Whether a type word makes it a place: «басқа облыс» is no region of a hamlet called Басқа."""
    if mention.type in {Type.DISTRICT, Type.REGION}:
        return bool(mention.districts or mention.regions) or mention.of_town(index)
    return mention.type is not None


def _stands_alone(mention: Mention, words: tuple[Word, ...], index: Index, known: Sounds, *, bare: bool) -> bool:
    """Whether a text of nothing but this name, and words around it, is about the place."""
    if mention.heard in known.never:
        return False
    if mention.heard in known.homograph and not bare:  # «Семейде орталық қайда», «где приют Семей»
        asked = _placed(mention, words) or any(word.heard in known.sought for word in words)
        return asked and _prominent(mention, index)
    if mention.start and words[mention.start - 1].heard in known.before_person and not _prominent(mention, index):
        return False
    abroad = not mention.settlements and not _placed(mention, words)
    if mention.ending is not None and len(mention.heard) < SHORT + abroad:
        return _marked(mention, words, index, known, lives=False)
    if _prominent(mention, index):
        return True
    if mention.ending is None:
        return mention.how is Step.SPELLED or len(mention.heard) > SHORT or words[mention.start].low.isascii()
    long = len(mention.heard) > SHORT_VILLAGE
    return long or _placed(mention, words) or _marked(mention, words, index, known, lives=False)


def _prominent(mention: Mention, index: Index) -> bool:
    """Whether the name is a town's, a region's or a known place's abroad."""
    for label in mention.labels:
        target = label.target
        if isinstance(target, Settlement) and target.kato in index.known:
            return True
        if isinstance(target, Foreign) and target.famous:
            return True
        if isinstance(target, District | Region) and label.sort is not Sort.BASE:
            return True
    return False


def _strong(mention: Mention, index: Index, known: Sounds) -> bool:
    """Whether the name means a place by itself, in any sentence."""
    if len(mention.heard) <= SHORT:
        return False
    if mention.heard in known.homograph or mention.heard in known.never:
        return mention.says_area
    if mention.how is Step.SOUNDS and not mention.says_area and mention.foreign:
        return False
    return _prominent(mention, index) and not all(_adjective(label) for label in mention.labels)


def _marked(mention: Mention, words: tuple[Word, ...], index: Index, known: Sounds, *, lives: bool) -> bool:
    """Whether the words beside the name make it a place."""
    if mention.heard in known.never:
        return False
    before = words[mention.start - 1].heard if mention.start else ""
    after = words[mention.end].heard if mention.end < len(words) else ""
    preposed = before in known.before_place
    if before in known.living or after in known.living:
        return True
    if mention.heard in known.homograph:
        named = mention.ending is Ending.RUSSIAN or mention.heard[-1] in "aeiou"
        return preposed and named
    if preposed and (_prominent(mention, index) or mention.foreign):
        return True
    if preposed or _placed(mention, words):
        return len(mention.heard) > SHORT_VILLAGE or lives
    return False


def _describes(mention: Mention, words: tuple[Word, ...], index: Index, known: Sounds) -> bool:
    """Whether the name is an adjective in some case with its noun behind it: «в новой школе», «в новой деревне»."""
    if mention.ending is not Ending.RUSSIAN or mention.end == len(words) or _prominent(mention, index):
        return False
    noun = words[mention.end]
    adjective = all(label.folded.endswith(("ая", "ое", "ые", "ый", "ий", "ой")) for label in mention.labels)
    return adjective and not noun.after_break and (noun.heard in known.types or not known.around(noun))


def _placed(mention: Mention, words: tuple[Word, ...]) -> bool:
    """Whether the word stands in a Kazakh case that answers «where» or «from where»."""
    return (
        mention.ending is Ending.KAZAKH
        and len(mention.heard) >= SHORT
        and words[mention.end - 1].heard.endswith(_PLACE)
    )


_PLACE: Final = (
    "da", "de", "ta", "te", "dan", "den", "tan", "ten", "nan", "nen", "dagi", "degi", "tagi", "tegi",
    "damin", "demin", "tamin", "temin", "danmin", "denmin", "tanmin", "tenmin", "nanmin", "nenmin",
    "danbiz", "denbiz", "tanbiz", "tenbiz", "nanbiz", "nenbiz",
)  # fmt: skip


def _adjective(label: Label) -> bool:
    """«Рудный», «Южный», «Глубокое»: a Russian adjective, which any sentence may hold."""
    return label.folded.endswith(("ый", "ное", "кое", "вый")) and not label.folded.endswith("ский")
