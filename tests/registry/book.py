"""The registry's rules on nothing but dictionaries: what the real one has to agree with."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from bot.centres.directory import Directory, load
from bot.centres.model import Line, Service
from bot.registry import importing, one, people, two
from bot.registry.case import Case, Country, permitted
from bot.registry.fields import build, dump, kind_of, numbers
from bot.registry.model import Callback, Change, Entry, Note, Person, Plan, Proposal, Refused
from bot.registry.words import Action, PersonState, ProposalState, Reason, Role
from tests.support.process import ROOT

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
A, B, LINE = "abai-centre", "astana-office", "helpline_150"
NEW = "+77010000001"


@cache
def small() -> Directory:
    return load(ROOT / "tests/centres/small", today=NOW.date())


@cache
def country() -> Country:
    return Country.of(small())


def phone(number: str = NEW, verified: str = "confirmed") -> dict[str, str]:
    return {"number": number, "verified": verified}


def value_of(entry_id: str, **fields: Any) -> Service | Line:
    """An entry of the small directory, with some fields of it changed."""
    base: Service | Line = small().services.get(entry_id) or small().lines[entry_id]
    return build(kind_of(base), dump(base) | fields)


@cache
def seeds() -> tuple[Service | Line, ...]:
    """Two centres, one with an approved number, and a line."""
    known = {"number": "+77220000001", "verified": "confirmed", "checked_on": "2026-11-01"}
    return value_of(A, phones=[known]), value_of(B), *small().lines.values()


def staff() -> tuple[Person, ...]:
    active = PersonState.ACTIVE
    return (
        Person(1, "Айгүл", Role.COORDINATOR, frozenset(), active),
        Person(2, "Борис", Role.COORDINATOR, frozenset(), active),
        Person(3, "Вера", Role.WORKER, frozenset({A}), active),
        Person(4, "Гүлнар", Role.WORKER, frozenset({A}), active),
        Person(5, "Дана", Role.WORKER, frozenset({B}), active),
        Person(6, "Ержан", Role.WORKER, frozenset({A, B}), active),
    )


class Book:
    """Entries, proposals and people in memory. Methods are called as the registry's are."""

    def __init__(self, values: Sequence[Service | Line] = (), people_: Sequence[Person] = ()) -> None:
        values = values or seeds()
        self.entries = {
            value.id: Entry(value.id, kind_of(value), 1, value, country().region(value), place)
            for place, value in enumerate(values)
        }
        self.proposals: dict[int, Proposal] = {}
        self.people = {person.id: person for person in people_ or staff()}
        self.notes: list[Note] = []
        self.owners: dict[str, str] = {}
        self._own(self.entries)
        self.imported: dict[int, dict[str, Any]] = {}

    def case(self, by: int | None, now: datetime, entry_id: str = "", proposal_id: int | None = None) -> Case:
        proposal = self.proposals.get(proposal_id or 0)
        entry = self.entries.get(proposal.entry_id if proposal else entry_id)
        since = now - two.WINDOW
        return Case(
            who=self.people.get(by or 0),
            now=now,
            country=country(),
            entry=entry,
            proposal=proposal,
            proposals=tuple(
                one_
                for one_ in self.proposals.values()
                if entry and one_.entry_id == entry.id and one_.state in two.UNDECIDED
            ),
            people=self.people,
            owners=self.owners,
            proposed=sum(
                one_.by == by and one_.contact and one_.import_id is None and one_.at > since
                for one_ in self.proposals.values()
            ),
            approved=sum(
                one_.contact and one_.approved_at is not None and one_.approved_at > since
                for one_ in self.proposals.values()
            ),
            next_proposal=len(self.proposals) + 1,
        )

    def _own(self, ids: Iterable[str]) -> None:
        kept = {number: id_ for number, id_ in self.owners.items() if id_ not in ids}
        self.owners = kept | {number: id_ for id_ in ids for number in numbers(self.entries[id_].value)}

    def put(self, change: Change) -> Change:
        self.entries |= {entry.id: entry for entry in change.entries}
        self._own([entry.id for entry in change.entries])
        self.proposals |= {proposal.id: proposal for proposal in change.proposals}
        self.people |= {person.id: person for person in change.people}
        self.notes += change.notes
        return change

    def one(
        self, name: str, by: int, entry_id: str, version: int | None = None, *, now: datetime, **more: Any
    ) -> Entry:
        """confirm, set_schedule, set_intake, set_alert, set_closed, set_hidden."""
        entry = self.entries.get(entry_id)
        seen = version if version is not None else entry.version if entry else 0
        self.put(getattr(one, name)(self.case(by, now, entry_id), seen, **more))
        return self.entries[entry_id]

    def propose(
        self, by: int, entry_id: str, fields: Mapping[str, Any], *, now: datetime, version: int | None = None
    ) -> Proposal:
        entry = self.entries.get(entry_id)
        seen = version if version is not None else entry.version if entry else 0
        return self.put(two.propose(self.case(by, now, entry_id), seen, fields)).proposals[0]

    def propose_entry(self, by: int, value: Service | Line, *, now: datetime) -> Proposal:
        return self.put(two.propose_entry(self.case(by, now, value.id), value)).proposals[0]

    def approve(
        self, by: int, proposal_id: int, callback: Callback | None = None, *, now: datetime, version: int | None = None
    ) -> Proposal:
        case = self.case(by, now, proposal_id=proposal_id)
        present = case.entry.version if case.entry else 0
        self.put(two.approve(case, present if version is None else version, callback))
        return self.proposals[proposal_id]

    def end(self, name: str, by: int, proposal_id: int, *, now: datetime) -> Proposal:
        """refuse, withdraw, stop, revert."""
        self.put(getattr(two, name)(self.case(by, now, proposal_id=proposal_id)))
        return self.proposals[proposal_id]

    def settle(self, now: datetime) -> int:
        done = 0
        for entry_id in sorted(self.entries):
            done += bool(self.put(one.reopened(self.case(None, now, entry_id))).entries)
        for proposal_id in sorted(self.proposals):
            if self.proposals[proposal_id].state in two.UNDECIDED:
                done += bool(self.put(two.settle(self.case(None, now, proposal_id=proposal_id))).proposals)
        return done

    def freeze(self, by: int, entry_id: str, *, frozen: bool, now: datetime) -> Entry:
        self.put(people.freeze(self.case(by, now, entry_id), frozen=frozen))
        return self.entries[entry_id]

    def move(self, name: str, by: int, person_id: int, *, now: datetime) -> Person:
        """pause, resume, remove."""
        case, person = self.case(by, now), self.people.get(person_id)
        if person is None:
            raise Refused(Reason.NOT_FOUND)
        hers = tuple(
            one_
            for one_ in self.proposals.values()
            if one_.state in two.UNDECIDED and person_id in {one_.by, one_.approved_by}
        )
        case = Case(case.who, now, case.country, proposals=hers, people=self.people)
        count = sum(p.role is Role.COORDINATOR and p.state is PersonState.ACTIVE for p in self.people.values())
        more = {} if name == "resume" else {"coordinators": count}
        self.put(getattr(people, name)(case, person, **more))
        return self.people[person_id]

    def plan(self, values: Sequence[Service | Line], *, now: datetime) -> Plan:
        return importing.plan(self.case(None, now), values, self.entries)

    def load(self, by: int, plan: Plan, *, now: datetime) -> int:
        """Apply a plan that has nothing against it, or only what may be forced."""
        import_id = len(self.imported) + 1
        permitted(self.case(by, now), Action.IMPORT)
        for found in plan.objections:
            if not found.forcible:
                raise Refused(found.reason, found.entry_id, found.detail)
        self.imported[import_id] = {}
        for planned in plan.planned:
            case = self.case(by, now, planned.entry_id)
            self.put(importing.put(case, planned, import_id=import_id, number=case.next_proposal))
            self.imported[import_id][planned.entry_id] = planned.at_once
        return import_id

    def contacts(self) -> dict[str, frozenset[tuple[str, str]]]:
        """What people could dial or write to, by entry: read anew from the models, not through the rules."""
        return {entry.id: seen_contacts(entry.value) for entry in self.entries.values() if not entry.proposed}

    def states(self) -> dict[int, ProposalState]:
        return {id_: one_.state for id_, one_ in self.proposals.items()}


def seen_contacts(value: Service | Line) -> frozenset[tuple[str, str]]:
    if isinstance(value, Line):
        return frozenset({("call", value.tel)} if value.tel else ())
    phones = {("call", one_.number) for one_ in value.phones if one_.verified != "unverified"}
    return frozenset(
        phones | {(one_.channel.value, one_.number) for one_ in value.messenger if one_.verified != "unverified"}
    )
