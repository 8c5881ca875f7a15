"""The registry as the doors know it: `Refused` and `Conflict` are answers, `RegistryError` is a sick database.

`by` is the id of the person who acts; she is looked up again inside the same transaction, so a paused one does nothing.
`version` is the version of the entry she saw. `now` is aware; the registry has no clock of its own.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Literal

from bot.centres.directory import Directory
from bot.centres.hours import Schedule
from bot.centres.model import Line, Service
from bot.centres.name import Name
from bot.centres.words import Intake, Report
from bot.registry.model import (
    Call,
    Callback,
    Damage,
    Entry,
    Import,
    Json,
    Notice,
    Page,
    Person,
    Plan,
    Proposal,
    Query,
    Reported,
    Row,
    Session,
    Snapshot,
)
from bot.registry.words import ProposalState, Role


class Registry:
    """Made by `opened(url, secrecy=…, country=…)`, an async context manager."""

    # reading

    async def revision(self) -> int:
        """A number that grows with each change people may see."""
        raise NotImplementedError

    async def snapshot(self, now: datetime) -> Snapshot:
        """What people may see now; what came due is applied first."""
        raise NotImplementedError

    async def entry(self, entry_id: str, today: date) -> Entry | None:
        """One entry, with the reports of the week."""
        raise NotImplementedError

    async def entries(self, query: Query) -> Page[Entry]:
        """Entries by the order of their files."""
        raise NotImplementedError

    async def proposals(
        self, states: Iterable[ProposalState] = (), *, entry_id: str = "", by: int | None = None, page: int = 1
    ) -> Page[Proposal]:
        """Proposals, newest first; an empty filter does not narrow."""
        raise NotImplementedError

    async def proposal(self, proposal_id: int) -> Proposal | None:
        """One proposal."""
        raise NotImplementedError

    async def history(self, entry_id: str = "", page: int = 1) -> Page[Row]:
        """The history, newest first, of one entry or of all."""
        raise NotImplementedError

    async def due(self, today: date, *, centres: frozenset[str] | None = None) -> tuple[Entry, ...]:
        """What has to be checked, longest overdue first, never checked before all: of some centres, or of all."""
        raise NotImplementedError

    async def calls(self, region: str, today: date) -> tuple[Call, ...]:
        """The calling list of a region: what has no number first."""
        raise NotImplementedError

    async def reports(self, today: date) -> tuple[Reported, ...]:
        """Entries people could not reach in the last seven days, and amber ones."""
        raise NotImplementedError

    async def staff(self) -> tuple[Person, ...]:
        """Everybody, also who is gone: the history names them."""
        raise NotImplementedError

    async def imports(self) -> tuple[Import, ...]:
        """All imports, newest first."""
        raise NotImplementedError

    async def verify(self) -> tuple[Damage, ...]:
        """Read the whole history again and compare it with what the entries say; empty when all is well."""
        raise NotImplementedError

    # one person

    async def confirm(self, by: int, entry_id: str, version: int, *, now: datetime) -> Entry:
        """«Everything is right»: renews the check date of the entry and of every number already approved."""
        raise NotImplementedError

    async def set_schedule(self, by: int, entry_id: str, version: int, schedule: Schedule, *, now: datetime) -> Entry:
        """Change when it is open."""
        raise NotImplementedError

    async def set_intake(self, by: int, entry_id: str, version: int, state: Intake, *, now: datetime) -> Entry:
        """Say whether people are taken in; holds 24 hours. ASK takes it back."""
        raise NotImplementedError

    async def set_alert(
        self, by: int, entry_id: str, version: int, alert: Name | None, until: date | None, *, now: datetime
    ) -> Entry:
        """Change or remove the short warning; words only, no number and no link."""
        raise NotImplementedError

    async def set_closed(
        self, by: int, entry_id: str, version: int, *, closed: bool, until: date | None, now: datetime
    ) -> Entry:
        """Close for a time, or open again; after the day `until` it opens by itself."""
        raise NotImplementedError

    async def set_hidden(self, by: int, entry_id: str, version: int, *, hidden: bool, now: datetime) -> Entry:
        """Take the entry out of sight at once, or show it again."""
        raise NotImplementedError

    # two people

    async def propose(
        self, by: int, entry_id: str, version: int, fields: Mapping[str, Json], *, now: datetime
    ) -> Proposal:
        """Ask for a change: fields of the entry as JSON. States and dates of numbers are decided by the call-back."""
        raise NotImplementedError

    async def propose_entry(self, by: int, value: Service | Line, *, now: datetime) -> Proposal:
        """Ask for a new entry; nobody sees it before a second person approved it."""
        raise NotImplementedError

    async def approve(
        self, by: int, proposal_id: int, version: int, callback: Callback | None = None, *, now: datetime
    ) -> Proposal:
        """Approve somebody else's proposal; APPLIED at once, or WAITING until `effective_at`."""
        raise NotImplementedError

    async def refuse(self, by: int, proposal_id: int, *, now: datetime) -> Proposal:
        """Refuse an open proposal."""
        raise NotImplementedError

    async def withdraw(self, by: int, proposal_id: int, *, now: datetime) -> Proposal:
        """Take one's own open or waiting proposal back."""
        raise NotImplementedError

    async def stop(self, by: int, proposal_id: int, *, now: datetime) -> Proposal:
        """Stop an approved proposal during its wait."""
        raise NotImplementedError

    async def revert(self, by: int, proposal_id: int, *, now: datetime) -> Proposal:
        """Undo an applied proposal at once, for 30 days, while the fields still hold what it brought."""
        raise NotImplementedError

    async def settle(self, now: datetime) -> int:
        """Apply what came due; say how much. Every process may call it each second."""
        raise NotImplementedError

    # coordinators

    async def freeze(self, by: int, entry_id: str, *, frozen: bool, now: datetime) -> Entry:
        """Let nothing but hiding happen to an entry, and void what is proposed for it; or lift that."""
        raise NotImplementedError

    async def clear(self, by: int, entry_id: str, *, now: datetime) -> Entry:
        """Take the amber mark and the reports away, after a check."""
        raise NotImplementedError

    async def invite(self, by: int, role: Role, centres: frozenset[str], name: str, *, now: datetime) -> str:
        """Make a person and a one-time code for her, good for seven days. The code is kept nowhere."""
        raise NotImplementedError

    async def pause(self, by: int, person_id: int, *, now: datetime) -> Person:
        """Let a person do nothing for a while; what she proposed or approved and is not applied is void."""
        raise NotImplementedError

    async def resume(self, by: int, person_id: int, *, now: datetime) -> Person:
        """Let a paused person go on."""
        raise NotImplementedError

    async def remove(self, by: int, person_id: int, *, now: datetime) -> Person:
        """End a person's access for ever: accounts, links and sessions go, what is not applied is void."""
        raise NotImplementedError

    async def plan_import(self, values: Sequence[Service | Line], *, now: datetime) -> Plan:
        """Say everything an import would change. Entries that are not in it stay as they are."""
        raise NotImplementedError

    async def apply_import(
        self, by: int, plan: Plan, *, now: datetime, progress: Callable[[int, int], None], force: bool = False
    ) -> Import:
        """Do what the plan says, whole or not at all; what needs two people becomes proposals."""
        raise NotImplementedError

    async def undo_import(self, by: int, import_id: int, *, now: datetime) -> Import:
        """Take back what an import changed and nobody changed since; its open proposals are withdrawn."""
        raise NotImplementedError

    async def seed(self, directory: Directory, now: datetime) -> bool:
        """Fill an empty registry with the directory that ships; False when it is not empty."""
        raise NotImplementedError

    # signing in; `account` is any text that names it: blinded here, never stored

    async def accept(self, code: str, account: str, chat: int | None = None, *, now: datetime) -> Person:
        """Tie an account to the invited person. Refused(CODE), or Refused(ACCOUNT) when it is somebody's."""
        raise NotImplementedError

    async def person(self, account: str) -> Person | None:
        """Whose account this is; also a paused or removed person, who may do nothing."""
        raise NotImplementedError

    async def person_by_id(self, person_id: int) -> Person | None:
        """One person."""
        raise NotImplementedError

    async def set_language(self, by: int, language: Literal["ru", "kk"]) -> Person:
        """Choose the language of notices."""
        raise NotImplementedError

    async def open_link(self, by: int, person_id: int, *, now: datetime) -> str:
        """A one-time token for a browser, good for 15 minutes: for oneself, or by a coordinator for another."""
        raise NotImplementedError

    async def enter(self, token: str, *, now: datetime) -> str:
        """Use a one-time token: gives a session's token. Refused(CODE)."""
        raise NotImplementedError

    async def start_session(self, person_id: int, *, now: datetime) -> str:
        """A new session's token for a cookie; ends 15 minutes after its last use, and after 8 hours."""
        raise NotImplementedError

    async def session(self, token: str, *, now: datetime) -> Session | None:
        """Who that is, and go on; None when it ended or the person is not active."""
        raise NotImplementedError

    async def end_session(self, token: str) -> None:
        """End a session."""
        raise NotImplementedError

    async def first_use(self, mark: str, *, until: datetime, now: datetime) -> bool:
        """Remember what may be used once (a hash of initData) until it is too old anyway; True the first time."""
        raise NotImplementedError

    async def notices(self, limit: int = 20) -> tuple[Notice, ...]:
        """What staff have to be told and were not yet, oldest first."""
        raise NotImplementedError

    async def noticed(self, ids: Iterable[int]) -> None:
        """These were told, or cannot be."""
        raise NotImplementedError

    # people in need

    async def report(self, entry_id: str, kind: Report, today: date) -> None:
        """Somebody could not reach it. Two in seven days make the entry amber."""
        raise NotImplementedError
