"""Labels typed instead of pressed: «да», «жоқ», «2». Compared as they sound, so without capitals or Kazakh letters too.

Whoever dictates, reads by ear or has a phone without buttons answers so, and «да» alone says nothing to hearing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Self

from bot.hearing.spelling import loose, sound
from bot.script.facts import Language
from bot.script.model import Script
from bot.talk.event import Label
from bot.words.catalogue import Words
from bot.words.keys import needed

_SHORTEST, _LONGEST = 2, 48  # characters of a text that may be a label
_MORE: Final = 4  # words behind a yes or a no that are still an answer
_WORD: Final = re.compile(r"[a-z0-9]+")
_NUMBER: Final = re.compile(r"\s*(\d)[.)]?\s*")
_ORDINALS: Final = {
    word: place
    for place, words in enumerate(
        ("первый первая первое бірінші", "второй вторая второе екінші", "третий третья третье үшінші"), 1
    )
    for word in words.split()
}
_CLAUSE: Final = re.compile(r"[,:—]")  # «Да, хотя бы одно» is «да» as well

# What people say instead, by the id of the answer. A word that is only leaning to yes or no leaves it open.
_OPEN: Final = {
    Language.RU: "хз, не знаю, незнаю, не скажу, не хочу говорить, не хочу отвечать, может, может быть, мб, да может, "
    "наверное, наверно, возможно, вроде, вроде да, вроде нет, сложно сказать, трудно сказать",
    Language.KK: "білмеймін, білмедім, білмим, айтпаймын, айтқым келмейді, мүмкін, бәлкім, солай шығар, сияқты, "
    "білмейм, айтпайм",
}
_YES: Final = {
    Language.RU: "ага, угу, ну да, да да, да конечно, конечно, точно, есть, есть такое, было, бывает, "
    "бывало, ок, верно",
    Language.KK: "иә иә, әрине, дұрыс, солай, рас, бар, болған, болды, болды ғой, бәрі, кейде, осы, осы жер",
}
_NO: Final = {
    Language.RU: "неа, не, нет нет, ну нет, нету, не было, такого нет, такого не было",
    Language.KK: "жо, жоқ жоқ, жоға, емес, болған жоқ, болмады, болмаған, ондай жоқ, ондай болған жоқ, "
    "ештеңе жоқ, ешқайсысы",
}
_SILENT: Final = {
    Language.RU: "говорить не могу, не могу разговаривать, нельзя говорить, не могу звонить, могу только писать",
    Language.KK: "сөйлей алмайм, сөйле алмайм, сөз айта алмаймын, үнсіз, дыбыс шығара алмаймын, дауыс шығара алмаймын, "
    "қоңырау шала алмаймын, звондай алмаймын, тек жаза аламын",
}
_SPOKEN: Final[Mapping[str, Mapping[Language, str]]] = MappingProxyType(
    {"yes": _YES, "no": _NO, "none": _NO, "unsure": _OPEN, "unsaid": _OPEN, "silent": _SILENT}
)
# The answer that a longer one begins with; «нет, но скоро придёт» is no clear no. «Я» sounds like «иә», so as written.
_FIRST: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    dict.fromkeys(("да", "ага", "угу", "иә", "ия", "иа", "әрине"), ("yes",))
    | dict.fromkeys(("нет", "неа", "жоқ", "жок", "жо"), ("unsure", "unsaid", "no", "none"))
)
# What people call what they need. It presses the button where it stands; elsewhere it is heard as any text.
_NEEDED: Final[Mapping[str, Mapping[Language, str]]] = MappingProxyType(
    {
        "self/need#stay": {
            Language.RU: "приют, нужен приют, жильё, негде жить, негде ночевать, ночлег, некуда идти",
            Language.KK: "баспана, баспана керек, паналайтын жер, орын керек, жататын жер, қайда барамын",
        },
        "self/need#talk": {
            Language.RU: "поговорить, психолог, нужен психолог, с кем поговорить",
            Language.KK: "сөйлескім келеді, психолог керек, кіммен сөйлесем",
        },
        "self/need#police": {
            Language.RU: "полиция, защита, написать заявление",
            Language.KK: "полиция керек, қорғаныс, арыз жазу",
        },
        "self/need#health": {
            Language.RU: "врач, доктор, больница, нужен врач",
            Language.KK: "дәрігер, дәрігер керек, аурухана",
        },
        "self/need#children": {Language.RU: "дети, ребёнок", Language.KK: "балалар, балаларым, балам"},
        "self/need#papers": {
            Language.RU: "документы, паспорт, забрали документы",
            Language.KK: "құжат, құжатым жоқ, паспортым жоқ",
        },
        "self/need#carer": {Language.RU: "инвалидность, инвалид, пенсия", Language.KK: "мүгедек, мүгедектік, егде"},
    }
)
_COPIES: Final = "#copy"  # what copies is done by Telegram alone, and nobody can press it for the person


@dataclass(frozen=True, slots=True)
class Labels:
    """Immutable, built once."""

    known: Mapping[str, frozenset[Label]]  # by how they sound
    answers: Mapping[str, frozenset[Label]]  # by the id of an answer

    @classmethod
    def build(cls, words: Words, script: Script) -> Self:
        """Every button of the script in both languages, and what is said instead of some."""
        known: dict[str, set[Label]] = {}
        plain = {name for name, screen in script.screens.items() if screen.ask != "who"}  # «ага» is no answer to «who»
        for key in dict.fromkeys(key for key in needed(script) if "#" in key and not key.endswith(_COPIES)):
            for language in Language:
                spoken = _spoken(language, key) if key.rpartition("#")[0] in plain else ()
                for name in {*_names(words.say(language, key)), *spoken}:
                    known.setdefault(name, set()).add((language, key))
        every = frozenset(label for labels in known.values() for label in labels)
        answers = {one: frozenset(label for label in every if label[1].endswith(f"#{one}")) for one in _SPOKEN}
        return cls(
            MappingProxyType({name: frozenset(labels) for name, labels in known.items()}), MappingProxyType(answers)
        )

    def labels(self, text: str) -> frozenset[Label]:
        """Which buttons a text may call, wherever they are; of a longer text and of a single letter none."""
        short = len(text.strip(" .,!?")) < _SHORTEST  # «я» sounds like «иә», and begins many messages
        return frozenset() if short or len(text) > _LONGEST else self.known.get(_sounded(text), frozenset())

    def begins(self, text: str) -> tuple[frozenset[Label], ...]:
        """What the first word of a short answer says: «ия уйде» is yes; «жок ол жумыста» leaves it open, if it can."""
        first, *rest = text.lower().replace(",", " ").split() or [""]
        ids = _FIRST.get(first, ()) if 0 < len(rest) <= _MORE else ()
        return tuple(self.answers[one] for one in ids)


def number(text: str) -> int | None:
    """The place in a list, of a text that is nothing else."""
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found else _PLACES.get(_sounded(text))


def _names(label: str) -> Iterator[str]:
    """The whole label, and its first clause."""
    yield from {_sounded(label), _sounded(_CLAUSE.split(label)[0])} - {""}


def _spoken(language: Language, key: str) -> Iterator[str]:
    """What an answer is called when nobody looks at the button."""
    said = _SPOKEN.get(key.rpartition("#")[2], {})
    yield from map(_sounded, said[language].split(", ") if said else ())
    needed = _NEEDED.get(key)
    yield from map(_sounded, needed[language].split(", ") if needed else ())


def _sounded(text: str) -> str:
    return " ".join(_WORD.findall(loose(sound(text)).lower()))


_PLACES: Final[Mapping[str, int]] = MappingProxyType({_sounded(word): place for word, place in _ORDINALS.items()})
