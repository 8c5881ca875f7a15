"""The values of the registry. All frozen; moments are aware and UTC, days are Kazakhstan's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Generic, Literal, TypeVar

from bot.centres.model import Line, Service
from bot.registry.words import (
    ImportState,
    Kind,
    Outcome,
    PersonState,
    ProposalState,
    Reason,
    Role,
    Trouble,
)

T = TypeVar("T")
Json = Any  # what `json` reads: fields of an entry as they stand in files
Changes = Mapping[str, tuple[Json, Json]]  # field → what it was, what it shall be

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the staff, under a name that is nobody's real one."""

    id: int
    name: str
    role: Role
    centres: frozenset[str]  # ids of services; a coordinator needs none
    state: PersonState = PersonState.INVITED
    language: Literal["ru", "kk"] = "ru"  # of notices


@dataclass(frozen=True, slots=True)
class Entry:
    """A service or a line with how it stands here. `version` grows by one with each change of it."""

    id: str
    kind: Kind
    version: int
    value: Service | Line
    region: str = ""  # code of the region a service lies in; a line has none
    place: int = 0  # its turn in the file it came from
    hidden: bool = False
    frozen: bool = False
    proposed: bool = False  # new, never approved: in no snapshot
    amber: bool = False  # people said twice in a week that nobody answers there
    reports: int = 0  # of people, in the last seven days
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Callback:
    """A call to the number that was known before; for a first number, to that one."""

    number: str
    outcome: Outcome
    on: date


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one person wants changed and another has to approve."""

    id: int
    entry_id: str
    base_version: int
    changes: Changes
    by: int
    at: datetime
    contact: bool  # changes what people would dial or write to
    new_entry: bool = False
    state: ProposalState = ProposalState.OPEN
    approved_by: int | None = None
    approved_at: datetime | None = None
    callback: Callback | None = None
    effective_at: datetime | None = None  # when it becomes, or became, what people see
    import_id: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """One row of the history, before it is chained: at the minute, who, what, from what to what."""

    at: datetime
    actor: str  # pseudonym, or `seed`, `clock`, `people`
    role: str
    action: str
    entry_id: str = ""
    field: str = ""
    old: Json = None
    new: Json = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the history, chained to the one before it."""

    seq: int
    note: Note
    prev: str  # SHA-256 of the row before, in hexadecimal
    hash: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What people may see at one revision."""

    revision: int
    services: tuple[Service, ...]
    lines: tuple[Line, ...]
    amber: frozenset[str]  # ids to be shown with «call first»


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list, and how long the whole is."""

    items: tuple[T, ...]
    total: int
    number: int = 1  # the first page is 1

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for among entries; an empty part does not narrow."""

    text: str = ""  # part of a name or an id, in any case
    region: str = ""
    kind: Kind | None = None
    hidden: bool | None = None
    frozen: bool | None = None
    amber: bool | None = None
    proposed: bool | None = None
    ids: frozenset[str] | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Call:
    """An entry to be called, the number to call first, and the fields nobody knows yet."""

    entry: Entry
    number: str | None
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """A person in a browser. `csrf` belongs into each form and is compared by `secrets.compare_digest`."""

    person: Person
    csrf: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What a person of the staff has to be told: that somebody wants a contact changed, and how it went on."""

    id: int
    person: Person
    chat: int  # of the staff bot
    proposal: Proposal
    state: ProposalState  # what it had become


@dataclass(frozen=True, slots=True)
class Planned:
    """What an import would do to one entry."""

    entry_id: str
    new: bool
    at_once: Changes  # what one person may change
    proposed: Changes  # what waits for a second person
    value: Service | Line
    version: int = 0  # what the plan was made against; 0 for a new one


@dataclass(frozen=True, slots=True)
class Objection:
    """Why an import is refused, and where."""

    reason: Reason
    entry_id: str = ""
    detail: str = ""  # a region, a field, a code of docs/checks.md

    @property
    def forcible(self) -> bool:
        """Whether a coordinator may say «yes, I mean it»."""
        return self.reason in {Reason.MANY, Reason.EMPTY_REGION}


@dataclass(frozen=True, slots=True)
class Plan:
    """A dry run: everything an import would change, and everything against it."""

    planned: tuple[Planned, ...]
    objections: tuple[Objection, ...]
    total: int  # entries in the registry when the plan was made


@dataclass(frozen=True, slots=True)
class Import:
    """An import that took place."""

    id: int
    at: datetime
    by: int
    state: ImportState
    entries: int


@dataclass(frozen=True, slots=True)
class Damage:
    """Where the history, or what it tells of, is not as it was written."""

    seq: int  # 0: the head; otherwise the row, or the last row about the field
    what: str


@dataclass(frozen=True, slots=True)
class Secrecy:
    """What the registry needs of the staff key; the vault makes it (`STAFF_KEY_FILE`)."""

    blind: Callable[[str], bytes]  # keyed, one way: accounts, codes, tokens
    seal: Callable[[bytes], bytes]  # the chat for notices
    unseal: Callable[[bytes], bytes | None]


class Refused(Exception):  # noqa: N818 - an answer, not an error
    """Something expected does not go. Nothing was changed."""

    def __init__(self, reason: Reason, field: str = "", detail: str = "") -> None:
        super().__init__(reason.value, field, detail)
        self.reason, self.field, self.detail = reason, field, detail


class Conflict(Exception):  # noqa: N818 - an answer, not an error
    """The entry changed since the person saw it; `entry` is how it stands now. Nothing was changed."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(entry.id)
        self.entry = entry


class RegistryError(Exception):
    """The database cannot serve; what was asked was not done."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(f"The registry's database is {trouble.value}.")
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Change:
    """What a decision comes to: all of it is written in one transaction, or none."""

    entries: tuple[Entry, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    people: tuple[Person, ...] = ()
    notes: tuple[Note, ...] = ()

    def __add__(self, other: "Change") -> "Change":
        return Change(
            self.entries + other.entries,
            self.proposals + other.proposals,
            self.people + other.people,
            self.notes + other.notes,
        )


@dataclass(frozen=True, slots=True)
class Reported:
    """How often people reported an entry in the last seven days."""

    entry: Entry
    counts: Mapping[str, int] = field(default_factory=dict)  # kind of report → times
