"""Values of fields in a person's words: what stands in a difference, in a list, in the history."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from bot.centres.hours import KAZAKHSTAN, Hours
from bot.centres.tel import spaced
from bot.exchange import words as tables
from bot.registry.model import Changes, Json
from bot.registry.words import Action, Happening, PersonState
from bot.script.facts import Language
from bot.words.card import stretch
from bot.words.catalogue import Words

# All that an entry, its marks and the history have.
FIELDS: Final = (
    "id", "name", "name_kk_status", "organization", "location", "service_area", "kind", "gives", "has_shelter",
    "status", "closed_until", "phones", "messenger", "intake", "schedule", "languages", "eligibility", "accessibility",
    "alert", "alert_until", "known_place", "address_level", "address", "consent_on", "verified", "checked_on",
    "assured_date", "confidence", "sources", "why", "number", "tel", "channels", "topics", "free", "hidden", "frozen",
    "amber", "proposed", "proposal", "person", "import", "other",
)  # fmt: skip
# What the history tells; whatever is not here is «other». The rest only looks, or ends in itself.
_UNTOLD: Final = frozenset({Action.LOOK, Action.AUDIT, Action.CALL, Action.EXPORT, Action.LINK})
NOTED: Final = (*(one.value for one in (*Action, *Happening) if one not in _UNTOLD), "other")
# Fields whose words are those of the card, and those whose words are ours: field -> family of ids.
ACTORS: Final = ("seed", "clock", "people")
_FAMILIES: Final = {"kind": "kind", "gives": "kind", "languages": "language", "accessibility": "access"}
_OURS: Final = {"address_level": "level", "status": "status"}
# Closed words that pages say nowhere else: they are called as in the tables staff fill in.
_TABLED: Final[Mapping[str, tables.Vocabulary]] = {
    "has_shelter": tables.HOUSES,
    "confidence": tables.CONFIDENCE,
    "name_kk_status": tables.SEEN,
    "free": tables.ANSWERS,
    "channels": tables.CHANNELS,
    "topics": tables.TOPICS,
}
_DAYS: Final = frozenset({"closed_until", "alert_until", "consent_on", "checked_on"})
_CHILDREN: Final = ("children", "papers_needed", "referral_needed", "free")


class Teller:
    """Says values in one language, with the words of the pages and of the card people see."""

    def __init__(self, words: Words, talk: Words, language: Language) -> None:
        self._words = words
        self._talk = talk
        self._language = language

    def field(self, name: str) -> str:
        """The name under which a field is spoken of."""
        first = name.partition(" ")[0]  # «proposal 7», «person 3»
        return first if first in FIELDS else "other"

    def action(self, name: str) -> str:
        """What was done, as the history tells it."""
        return self._say(f"action/{name if name in NOTED else 'other'}")

    def actor(self, name: str) -> str:
        """Who did it: a pseudonym, or one of those who are nobody."""
        return self._say(f"actor/{name}") if name in ACTORS else name

    def changes(self, changes: Changes) -> tuple[tuple[str, str, str], ...]:
        """Field, what it was, what it is to be."""
        return tuple(
            (self.field(name), self.value(name, old), self.value(name, new)) for name, (old, new) in changes.items()
        )

    def value(self, name: str, value: Json) -> str:
        """A value as it stands in a file, said."""
        if value is None or value in ([], (), ""):
            return self._say("said/nothing")
        if name in _FAMILIES:
            return ", ".join(self._talk.say(self._language, f"{_FAMILIES[name]}/{one}") for one in _listed(value))
        if name in _TABLED:
            reader: tables.Reader = "kk" if self._language is Language.KK else "ru"
            return ", ".join(tables.called(_TABLED[name], one, reader) for one in _listed(value))
        if name in _OURS:
            return self._say(f"{_OURS[name]}/{value}")
        if name in _DAYS:
            return day(date.fromisoformat(value))
        return self._whole(name, value)

    def _whole(self, name: str, value: Json) -> str:
        match name:
            case "phones" | "messenger":
                return "\n".join(self._contact(one) for one in value)
            case "schedule":
                return self.schedule(value)
            case "eligibility":
                return "\n".join(self._admission(value))
            case "verified":
                return self._say("said/unverified") if value == "unverified" else self._say("answer/yes")
            case "intake":
                return self._say(f"intake/{value['state']}")
            case _:
                return self._told(name, value) or self._plain(value)

    def _told(self, name: str, value: Json) -> str:
        """What the history tells of proposals, calls and people; empty of anything else."""
        if isinstance(value, Mapping) and value.keys() == {"number", "outcome", "on"}:
            on = day(date.fromisoformat(value["on"]))
            return f"{spaced(value['number'])} · {self._say('outcome/' + value['outcome'])} · {on}"
        if name.startswith("person ") and isinstance(value, str) and value in set(PersonState):
            return self._say(f"person/{value}")
        if name.startswith("person ") and isinstance(value, Mapping) and value.keys() >= {"name", "role"}:
            return f"{value['name']} · {self._say('role/' + value['role'])}"
        if name.startswith("proposal ") and isinstance(value, Mapping) and value.keys() <= set(FIELDS):
            return "\n".join(f"{self._say('field/' + one)}: {self.value(one, new)}" for one, new in value.items())
        return ""

    def schedule(self, value: Json) -> str:
        """When it is open."""
        if value == "unknown":
            return self._say("hours/unknown")
        if value == "24/7":
            return self._say("hours/always")
        return "\n".join(stretch(self._language, Hours.model_validate_json(json.dumps(one))) for one in value)

    def _contact(self, one: Mapping[str, Json]) -> str:
        channel = f"{self._say('messenger/' + one['channel'])} " if "channel" in one else ""
        doubt = f" ({self._say('said/unverified')})" if one["verified"] == "unverified" else ""
        return f"{channel}{spaced(one['number'])}{doubt}"

    def _admission(self, rules: Mapping[str, Json]) -> Iterator[str]:
        who = rules["who"]
        yield self._say("said/unknown") if who == "unknown" else self._talk.say(self._language, f"for/{who}")
        for name in _CHILDREN:
            yield f"{self._say('admission/' + name)} {self._say('answer/' + rules[name])}"
        if rules.get("sons_up_to"):
            yield self._words.say(self._language, "said/sons", years=str(rules["sons_up_to"]))

    def _plain(self, value: Json) -> str:
        if isinstance(value, bool):
            return self._say("answer/yes" if value else "answer/no")
        if isinstance(value, Mapping):
            if {"ru", "kk"} <= value.keys():
                first, second = (value[one.value] for one in (self._language, self._language.other))
                return str(first) if first == second else f"{first}\n{second}"
            return "\n".join(self._plain(one) for one in value.values() if one is not None)
        if isinstance(value, list | tuple):
            return "\n".join(self._plain(one) for one in value)
        return str(value)

    def _say(self, key: str) -> str:
        return self._words.say(self._language, key)


def day(on: date) -> str:
    """28.11.2026."""
    return f"{on:%d.%m.%Y}"


def moment(at: datetime) -> str:
    """28.11.2026 14:05, in Kazakhstan's time."""
    return f"{at.astimezone(KAZAKHSTAN):%d.%m.%Y %H:%M}"


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
