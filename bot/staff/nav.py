"""Where the row of links above each page leads."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.registry.words import Role

PLACES: Final = ("home", "desk", "entries", "waiting", "people")
NAV: Final[Mapping[Role, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        Role.WORKER: (("home", "/home"), ("waiting", "/waiting")),
        Role.COORDINATOR: (
            ("desk", "/home"),
            ("entries", "/entries"),
            ("waiting", "/waiting"),
            ("people", "/people"),
        ),
    }
)
