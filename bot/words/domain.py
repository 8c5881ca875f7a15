"""What one catalogue has to say: its ids, where it counts, what is put into which message."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from bot.script.model import Script
from bot.words.catalogue import DOMAIN
from bot.words.keys import PLURAL, needed
from bot.words.values import put

_NONE: Mapping[str, frozenset[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Domain:
    """A subject with words of its own: the talk, or the pages of staff."""

    name: str  # of the files: locales/LANGUAGE/LC_MESSAGES/NAME.po
    keys: tuple[str, ...]  # in the order in which they are written
    plural: frozenset[str] = frozenset()
    values: Mapping[str, frozenset[str]] = field(default_factory=lambda: _NONE)


def talk(script: Script) -> Domain:
    """The words of the conversation, as its script asks for them."""
    return Domain(DOMAIN, tuple(dict.fromkeys(needed(script))), PLURAL, put(script))
