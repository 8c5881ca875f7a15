"""Message ids, made from the place in the script by one rule. No id is ever invented elsewhere.

flow/screen          what the screen says            flow/screen#answer   what its button says
flow/screen#copy     what its copy button copies     line/ID, kind/ID, reason/ID, state/ID   directory words
say/FACT_VALUE       what can be said on the phone    act/ID   the name of a law
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from bot.centres.nearest import Reason
from bot.centres.words import Access, ForWhom, Intake, Language, Messenger, ServiceKind
from bot.script.model import Act, Script
from bot.talk.look import SAID

COMMON = (
    "common#back",
    "common#language",
    "common#danger",
    "common#close",
    "common#copy",
    "common#numbers",
    "common/numbers#copy",
    "common/voice_only",
    "common/as_of",
    "common/as_of_unread",
    "common/expired",
    "common/closing",
)
HELP = (
    "help/count",
    "help/surer_first",
    "help/no_place",
    "help/measured",
    "help/offer",
    "help/offer_here",
    "help/offer_anywhere",
    "help/unverified",
    "help/newborns",
    "help/ask_here",
    "help/kinds",
    "help/other_regions",
    "help/languages",
    "help/access",
    "help/where",
    "help/where_here",
    "help/open_always",
    "help/open_hours",
    "help/open_ask",
    "help/children",
    "help/no_children",
    "help/papers",
    "help/no_papers",
    "help/referral",
    "help/no_referral",
    "help/free",
    "help/paid",
    "help/sons",
    "help/unknown",
    "help/source",
    "help/source_undated",
    "help/checked",
    "help/phone",
    "help/closed",
    "help/closed_until",
    "help/full",
    "help/call_first",
    "help/doubted",
    "help/ask_rest",
    "ask/who",
    "ask/children",
    "ask/papers",
    "ask/fee",
    "ask/sons",
    "ask/languages",
    "ask/text",
    "ask/access",
    "state/seen",
    "state/doubtful",
    "state/confirmed",
)
CALL = ("say/place", *(f"say/{told}" for told in SAID))
_EXPLAINED = {Reason.NONE, Reason.NO_PLACE_GIVEN}  # said by other messages, or not at all
PLURAL = frozenset({"help/count"})


def needed(script: Script) -> Iterator[str]:
    """Every id the program can ask the catalogues for."""
    yield from COMMON
    yield from HELP
    yield from CALL
    yield from (f"act/{act}" for act in get_args(Act))
    yield from (f"kind/{kind.value}" for kind in ServiceKind)
    yield from (f"intake/{state.value}" for state in Intake if state is not Intake.ASK)
    yield from (f"way/{way.value}" for way in Messenger)
    yield from (f"reason/{reason.value}" for reason in Reason if reason not in _EXPLAINED)
    yield from (f"for/{who.value}" for who in ForWhom if who is not ForWhom.UNKNOWN)
    yield from (f"language/{spoken.value}" for spoken in Language)
    yield from (f"access/{access.value}" for access in Access)
    shown = (line for screen in script.screens.values() for line in screen.lines)
    lines = dict.fromkeys((*shown, script.ways.expired))
    yield from (f"line/{line}" for line in lines)
    for name, screen in script.screens.items():
        if screen.draws != "centre":  # its words are the entry's own facts
            yield name
        yield from (f"{name}#{choice.id}" for choice in screen.choices)
        if screen.copy_text == "words":
            yield f"{name}#copy"


def shared(script: Script) -> Mapping[str, Sequence[str]]:
    """Ids that belong to no one screen, by group: what stands behind them is told as of a screen words/GROUP."""
    groups: dict[str, list[str]] = {}
    for key in needed(script):
        name = key.partition("#")[0]
        if name not in script.screens:
            groups.setdefault(f"words/{name.partition('/')[0]}", []).append(key)
    return groups
