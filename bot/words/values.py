"""What the program puts into which message: `{date}`, `{place}` and their like. All other messages take nothing."""

import string
from collections.abc import Mapping
from types import MappingProxyType

from bot.centres.words import Messenger
from bot.script.model import Script

_PUT = MappingProxyType(
    {
        "common/as_of": frozenset({"date"}),
        "common/as_of_unread": frozenset({"date"}),
        "help/count": frozenset({"n"}),
        "help/offer": frozenset({"name", "km"}),
        "help/offer_here": frozenset({"name"}),
        "help/offer_anywhere": frozenset({"name"}),
        "help/measured": frozenset({"place", "town"}),
        "help/kinds": frozenset({"kinds"}),
        "help/languages": frozenset({"languages"}),
        "help/access": frozenset({"access"}),
        "help/where": frozenset({"place", "km"}),
        "help/where_here": frozenset({"place"}),
        "help/open_hours": frozenset({"hours"}),
        "common/numbers#copy": frozenset({"numbers"}),
        "help/sons": frozenset({"years"}),
        "help/unknown": frozenset({"facts"}),
        "help/source": frozenset({"date"}),
        "help/checked": frozenset({"date"}),
        "help/phone": frozenset({"phone", "state"}),
        "help/closed_until": frozenset({"date"}),
        **{f"way/{way.value}": frozenset({"phone", "state"}) for way in Messenger},
        "say/place": frozenset({"place"}),
        "state/seen": frozenset({"date"}),
        "state/confirmed": frozenset({"date"}),
    }
)
_PLACED = {"help", "confirm"}  # screens whose text names a place


def put(script: Script) -> Mapping[str, frozenset[str]]:
    """Names of the values of every message that takes any."""
    lists = (name for name, screen in script.screens.items() if screen.draws in _PLACED)
    centres = (f"{name}#copy" for name, screen in script.screens.items() if screen.draws == "centre")
    copies = dict.fromkeys(centres, frozenset({"place", "numbers"}))
    return {**_PUT, **dict.fromkeys(lists, frozenset({"place"})), **copies}


def taken(text: str) -> frozenset[str]:
    """Names a text has places for; a broken or formatted place shows as a name that nothing is put into."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return frozenset({text})
    return frozenset(f"{name}{form}{turned or ''}" for _, name, form, turned in parts if name is not None)
