"""Message ids of the staff pages: read from the templates and from the closed lists of the program, never listed twice.

`say("home/right", date=…)` in a template asks for that id and puts that value in; `say("wrong/" ~ fault)` asks for a
family, whose members are the words of a closed list below.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final

from jinja2 import Environment, FileSystemLoader, nodes

from bot.centres.ageing import Age
from bot.centres.hours import Day
from bot.centres.issues import TEXTS as CENTRES
from bot.centres.words import AddressLevel, Answer, Intake, Messenger, Report, Status
from bot.exchange.issues import TEXTS as FILES
from bot.registry.words import (
    ImportState,
    Outcome,
    PersonState,
    ProposalState,
    Reason,
    Role,
)
from bot.staff.calm import Calm, Done
from bot.staff.faults import Fault
from bot.staff.formats import FORMATS
from bot.staff.moment import READY
from bot.staff.nav import PLACES
from bot.staff.rules import ANSWERS
from bot.staff.said import ACTORS, FIELDS, NOTED
from bot.staff.subjects import SUBJECTS
from bot.staff.tasks import Task
from bot.words.domain import Domain

NAME: Final = "staff"
PAGES: Final = Path(__file__).parent / "pages"

# Asked for by the program itself.
_SPOKEN: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "said/nothing": frozenset(),
        "said/unknown": frozenset(),
        "said/sons": frozenset({"years"}),
        "said/unverified": frozenset(),
        "said/new_entry": frozenset(),
        "bot/welcome": frozenset({"name"}),
        "bot/stranger": frozenset(),
        "bot/code_wrong": frozenset(),
        "bot/account_taken": frozenset(),
        "bot/paused": frozenset(),
        "bot/home": frozenset(),
        "bot/open": frozenset(),
        "bot/about": frozenset(),
        "bot/command": frozenset(),
        "bot/news": frozenset({"entry", "what"}),
    }
)


def _words(words: Iterable[StrEnum]) -> tuple[str, ...]:
    return tuple(word.value for word in words)


FAMILIES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "nav": tuple(PLACES),
        "done": _words(Done),
        "calm": tuple(one for calm in Calm for one in (f"{calm.value}_title", calm.value)),
        "wrong": _words(Fault),
        "refused": (*_words(Reason), "away"),
        "role": _words(Role),
        "person": _words(PersonState),
        "proposal_state": _words(ProposalState),
        "import_state": _words(ImportState),
        "outcome": _words(Outcome),
        "report": _words(Report),
        "age": _words(Age),
        "day": _words(Day),
        "day_long": _words(Day),
        "intake": _words(Intake),
        "status": _words(Status),
        "level": _words(AddressLevel),
        "answer": _words(Answer),
        "messenger": _words(Messenger),
        "admission": ANSWERS,
        "task": _words(Task),
        "task_title": _words(Task),
        "edit_title": tuple(SUBJECTS),
        "field": FIELDS,
        "action": NOTED,
        "actor": ACTORS,
        "ready": READY,
        "format": FORMATS,
        "format_for": FORMATS,
        "question": ("phones", "schedule", "languages", "accessibility", "who", *ANSWERS),
        "entry_state": ("any", "hidden", "frozen", "amber", "proposed"),
        "handed": ("invited", "browser"),
        "finding": (*CENTRES, *FILES),
        "bot_news": tuple(f"{state}" for state in ProposalState),
    }
)


def domain() -> Domain:
    """Everything the pages and the bot of staff can ask the catalogues for."""
    keys: dict[str, frozenset[str]] = {}
    plural = set[str]()
    put: dict[str, frozenset[str]] = {}
    for word, key, values in sorted(_asked()):
        if key.endswith("/"):
            put[key[:-1]] = frozenset(values)
            continue
        keys[key] = frozenset(values)
        if word == "count":
            plural.add(key)
            keys[key] |= {"n"}
    families = {
        f"{family}/{member}": put.get(family, frozenset()) for family, members in FAMILIES.items() for member in members
    }
    every = {**keys, **families, **_SPOKEN}
    return Domain(
        NAME,
        tuple(sorted(every)),
        frozenset(plural),
        MappingProxyType({key: some for key, some in every.items() if some}),
    )


def _asked() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    environment = Environment(loader=FileSystemLoader(PAGES), autoescape=True)
    for path in sorted(PAGES.glob("*.j2")):
        for call in environment.parse(path.read_text("utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in {"say", "count"}:
                yield call.node.name, _key(call.args[0], path), tuple(sorted(one.key for one in call.kwargs))


def _key(asked: nodes.Expr, path: Path) -> str:
    """An id, or a family with its slash."""
    if isinstance(asked, nodes.Const) and isinstance(asked.value, str):
        return asked.value
    first = asked.nodes[0] if isinstance(asked, nodes.Concat) else None
    if isinstance(first, nodes.Const) and str(first.value).rstrip("/") in FAMILIES:
        return str(first.value)
    raise ValueError(f"{path.name}:{asked.lineno}: an id that no closed list knows")
