"""Random staff: several people propose, approve, stop, revert, freeze, import and come and go, over days."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random  # noqa: TID251 - seeded: the same play every time
from typing import Any

from bot.centres.model import Line, Service
from bot.registry.fields import day
from bot.registry.model import Callback, Conflict, Refused
from bot.registry.words import Outcome, ProposalState
from tests.registry.book import LINE, NOW, A, B, Book, phone, value_of

NUMBERS = [*(f"+7701000000{digit}" for digit in range(1, 7)), "+77220000001"]
FRESH = "fresh-centre"
WAITS = [1, 60, 3599, 3600, 43_200, 86_399, 86_400, 86_401, 5 * 86_400, 31 * 86_400]
PENDING = {ProposalState.OPEN, ProposalState.WAITING}
Step = tuple[str, dict[str, Any]]
# What may happen, and how often.
LIKELY = {
    "wait": 12,
    "propose": 22,
    "approve": 30,
    "one": 8,
    "refuse": 2,
    "withdraw": 2,
    "stop": 4,
    "revert": 6,
    "move": 5,
    "freeze": 3,
    "new": 3,
    "import": 3,
}
ONES: dict[str, tuple[str, dict[str, Any]]] = {
    "confirm": ("confirm", {}),
    "hide": ("set_hidden", {"hidden": True}),
    "show": ("set_hidden", {"hidden": False}),
    "close": ("set_closed", {"closed": True, "until": None}),
    "open": ("set_closed", {"closed": False, "until": None}),
}


class Play:
    """Draws one step after another, with the present state in view: mostly sensible, often not allowed."""

    def __init__(self, seed: int, book: Book) -> None:
        self.chance, self.book, self.now = Random(seed), book, NOW

    def draw(self) -> Step:
        name = self.chance.choices(list(LIKELY), list(LIKELY.values()))[0]
        by = self.chance.choice([1, 2, 3, 3, 4, 5, 6, 7])
        boss = self.chance.choice([1, 2, by])
        entry_id = self.chance.choice([A, A, B, B, LINE, FRESH, "police_102"])
        if name in {"refuse", "withdraw", "stop", "revert"}:
            return "end", {"name": name, "by": by, "proposal_id": self._proposal(done=name == "revert")}
        return name, getattr(self, f"_{name}")(by if name in {"propose", "approve", "one"} else boss, entry_id)

    def _wait(self, _by: int, _entry_id: str) -> dict[str, Any]:
        return {"seconds": self.chance.choice(WAITS)}

    def _propose(self, by: int, entry_id: str) -> dict[str, Any]:
        fields = self._fields(entry_id)
        return {"by": by, "entry_id": entry_id, "fields": fields, "version": self._version(entry_id)}

    def _one(self, by: int, entry_id: str) -> dict[str, Any]:
        return {"by": by, "entry_id": entry_id, "what": self.chance.choice([*ONES]), "version": self._version(entry_id)}

    def _move(self, by: int, _entry_id: str) -> dict[str, Any]:
        what = self.chance.choice(["pause", "pause", "resume", "resume", "resume", "remove"])
        return {"name": what, "by": by, "person_id": self.chance.randrange(1, 7)}

    def _freeze(self, by: int, entry_id: str) -> dict[str, Any]:
        return {"by": by, "entry_id": entry_id, "frozen": self.chance.random() < 0.4}

    def _new(self, by: int, _entry_id: str) -> dict[str, Any]:
        return {"by": by, "value": fresh(self.chance.choice(NUMBERS))}

    def _import(self, by: int, _entry_id: str) -> dict[str, Any]:
        seen = phone(self.chance.choice(NUMBERS), "published")
        return {"by": by, "values": [value_of(self.chance.choice([A, B]), phones=[seen], schedule="24/7")]}

    def _fields(self, entry_id: str) -> dict[str, Any]:
        chance = self.chance
        if entry_id in {LINE, "police_102"}:
            number = chance.choice(NUMBERS)
            return {"number": number, "tel": number}
        kind = chance.random()
        if kind < 0.6:
            chosen = chance.sample(NUMBERS, chance.randrange(3))
            return {"phones": [phone(one, chance.choice(["confirmed", "published", "unverified"])) for one in chosen]}
        if kind < 0.8:
            return {"messenger": [phone(chance.choice(NUMBERS)) | {"channel": chance.choice(["whatsapp", "telegram"])}]}
        return {"languages": chance.choice([["kk"], ["ru"], ["kk", "ru"], []])}

    def _version(self, entry_id: str) -> int:
        entry = self.book.entries.get(entry_id)
        present = entry.version if entry else 1
        return present if self.chance.random() < 0.95 else present - 1

    def _proposal(self, *, done: bool = False) -> int:
        wanted = {ProposalState.APPLIED} if done else PENDING
        found = [id_ for id_, one in self.book.proposals.items() if one.state in wanted]
        return self.chance.choice(found or [1])

    def _approve(self, by: int, _entry_id: str) -> dict[str, Any]:
        proposal = self.book.proposals.get(self._proposal())
        entry_id = proposal.entry_id if proposal else A
        call = None
        if proposal and self.chance.random() < 0.95:
            known = {number for _, number in self.book.contacts().get(entry_id, ())}
            asked = {*known} or {one for one in NUMBERS if one in str(proposal.changes)} or {NUMBERS[0]}
            number = self.chance.choice(sorted(asked) if self.chance.random() < 0.95 else NUMBERS)
            outcome = self.chance.choices(list(Outcome), [18, 2, 1])[0]
            call = Callback(number, outcome, day(self.now) - timedelta(days=self.chance.choice([0, 0, 0, 1, 9])))
        return {
            "by": by,
            "proposal_id": proposal.id if proposal else 1,
            "callback": call,
            "version": self._version(entry_id),
        }


def fresh(number: str) -> Service | Line:
    value = value_of(B, phones=[phone(number, "published")])
    return value.model_copy(update={"id": FRESH})


TRIES: dict[str, Callable[..., str]] = {
    "propose": lambda book, by, entry_id, fields, version, now: (
        f"proposed {book.propose(by, entry_id, fields, version=version, now=now).id}"
    ),
    "approve": lambda book, by, proposal_id, callback, version, now: (
        book.approve(by, proposal_id, callback, version=version, now=now).state
    ),
    "end": lambda book, now, **given: book.end(now=now, **given).state,
    "one": lambda book, what, now, **given: (
        f"version {book.one(ONES[what][0], now=now, **given, **ONES[what][1]).version}"
    ),
    "move": lambda book, now, **given: book.move(now=now, **given).state,
    "freeze": lambda book, now, **given: f"frozen {book.freeze(now=now, **given).frozen}",
    "new": lambda book, by, value, now: f"proposed {book.propose_entry(by, value, now=now).id}",
    "import": lambda book, by, values, now: f"import {book.load(by, book.plan(values, now=now), now=now)}",
    "wait": lambda book, now, **_: f"settled {book.settle(now)}",
}


def on_book(book: Book, step: Step, now: datetime) -> str:
    """Try it; say in one word how it ended."""
    try:
        return TRIES[step[0]](book, **step[1], now=now)
    except Refused as refused:
        return f"refused {refused.reason}"
    except Conflict:
        return "conflict"
