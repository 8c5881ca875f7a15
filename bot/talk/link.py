"""A deep link of a poster or a partner: what it says before anything has been pressed.

Its words look like nothing: «kk-75-b» is read by whoever sees the address of a poster, or a chat's history.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from bot.script.facts import Language, Who
from bot.talk.world import World


@dataclass(frozen=True, slots=True)
class Link:
    """The language, the region and the branch that a link names; each may be left out."""

    language: Language | None = None
    place: str | None = None  # KATO code of the region
    who: Who | None = None


def read(world: World, payload: str) -> Link | None:
    """What the payload of «?start=» says; None when any word of it is unknown or says the same thing twice."""
    words = _words(world)
    said = [words.get(word) for word in payload.split("-")]
    named = dict(part for part in said if part)
    return Link(**named) if len(named) == len(said) else None


def write(world: World, link: Link) -> str:
    """The payload that `read` understands as this link; empty for one that says nothing."""
    wanted = {"language": link.language, "place": link.place, "who": link.who}
    return "-".join(word for word, (part, value) in _words(world).items() if wanted[part] == value)


def _words(world: World) -> Mapping[str, tuple[str, Any]]:
    """Every word and what it says: a language, the first two digits of a region's code, a branch."""
    return dict(
        chain(
            ((language.value, ("language", language)) for language in Language),
            ((region.kato[:2], ("place", region.kato)) for region in world.directory.regions),
            ((word, ("who", Who(name))) for name, word in world.script.ways.links),
        )
    )
