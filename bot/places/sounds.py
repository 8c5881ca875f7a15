"""The everyday words of aliases.toml as they sound."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from bot.places.letters import Word, hear
from bot.places.vocabulary import Lexicon


class Type(Enum):
    """What the word beside a name says the name is."""

    CITY = "city"
    VILLAGE = "village"
    STATION = "station"
    DISTRICT = "district"
    REGION = "region"
    STREET = "street"


@dataclass(frozen=True, slots=True)
class Sounds:
    """What the words around a name say, ready to be compared with a text."""

    types: Mapping[str, Type]
    trailing: frozenset[str]
    filler: frozenset[str]
    sought: frozenset[str]
    before_place: frozenset[str]
    before_person: frozenset[str]
    living: frozenset[str]
    homograph: frozenset[str]
    never: frozenset[str]
    person: frozenset[str]
    pronouns: frozenset[str]
    everyday: frozenset[str]  # the same as they are written, which tells «құрған» from «Курган»
    spoken: frozenset[str]  # everyday words that no misspelt name is looked for behind

    def beside(self, word: Word) -> bool:
        """Whether a word only ever stands beside places."""
        heard = word.heard
        return heard in self.pronouns or heard in self.before_place or heard in self.living or heard in self.types

    def around(self, word: Word) -> bool:
        """Whether a word may stand beside a place, and beside anything else."""
        return word.heard in self.filler or word.heard.isdigit() or self.beside(word)


def sounds(lexicon: Lexicon) -> Sounds:
    """Make the everyday words ready to be compared."""

    def heard(text: str) -> frozenset[str]:
        return frozenset(hear(word) for word in text.casefold().split())

    usual = f"{lexicon.filler} {lexicon.sought}"
    kinds = {
        Type.CITY: lexicon.city,
        Type.VILLAGE: lexicon.village,
        Type.STATION: lexicon.station,
        Type.DISTRICT: lexicon.district,
        Type.REGION: lexicon.region,
        Type.STREET: lexicon.street,
    }
    return Sounds(
        types={word: kind for kind, text in kinds.items() for word in heard(text)},
        trailing=heard(lexicon.trailing),
        filler=heard(usual),
        sought=heard(lexicon.sought),
        before_place=heard(lexicon.before_place),
        before_person=heard(lexicon.before_person),
        living=heard(lexicon.living),
        homograph=heard(lexicon.homograph),
        never=heard(lexicon.never),
        person=heard(lexicon.person),
        pronouns=heard(lexicon.pronouns),
        everyday=frozenset(f"{lexicon.everyday} {lexicon.never} {usual}".casefold().split())
        - frozenset(lexicon.homograph.casefold().split()),
        spoken=heard(lexicon.everyday) | heard(lexicon.never) | heard(usual),
    )
