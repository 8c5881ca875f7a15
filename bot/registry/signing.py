"""Signing in, and what staff have to be told. No account, code or token is kept: only what a key makes of it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import delete, select, update

from bot.registry import people
from bot.registry.base import Base
from bot.registry.case import permitted
from bot.registry.model import Change, Notice, Person, Refused, Session
from bot.registry.passes import IDLE, INVITE, LINK, SESSION, blind, issue, use
from bot.registry.rows import person_of, proposal_of
from bot.registry.shelf import Shelf
from bot.registry.tables import ACCOUNT, NOTICE, PASS, PERSON, PROPOSAL, USED
from bot.registry.words import Action, PersonState, ProposalState, Reason

ACCOUNTS: Final = "account"
CSRF: Final = "csrf"
MARK: Final = "used"
STEP: Final = timedelta(minutes=1)  # a session's last use is written no more often


class Signing(Base):
    """Accounts, links, sessions, notices."""

    async def accept(self, code: str, account: str, chat: int | None = None, *, now: datetime) -> Person:
        """Tie an account to the invited person. Refused(CODE), or Refused(ACCOUNT) when it is somebody's."""
        async with self.writing() as shelf:
            (person,) = await shelf.people(PERSON.c.id == await use(shelf, self.secrecy, INVITE, code, now))
            key = blind(self.secrecy, ACCOUNTS, account)
            if await shelf.count(ACCOUNT, ACCOUNT.c.blind == key):
                raise Refused(Reason.ACCOUNT)
            if person.state is PersonState.INVITED:
                change = people.accept(await shelf.case(None, now), person)
                await shelf.put(change)
                (person,) = change.people
            elif person.state is not PersonState.ACTIVE:
                raise Refused(Reason.CODE)
            sealed = None if chat is None else self.secrecy.seal(str(chat).encode())
            await shelf.upsert(ACCOUNT, [{"blind": key, "person_id": person.id, "chat": sealed}])
        return person

    async def person(self, account: str) -> Person | None:
        """Whose account this is; also a paused or removed person, who may do nothing."""
        tied = select(ACCOUNT.c.person_id).where(ACCOUNT.c.blind == blind(self.secrecy, ACCOUNTS, account))
        return await self._person(PERSON.c.id.in_(tied))

    async def person_by_id(self, person_id: int) -> Person | None:
        """One person."""
        return await self._person(PERSON.c.id == person_id)

    async def set_language(self, by: int, language: Literal["ru", "kk"]) -> Person:
        """Choose the language of notices."""
        async with self.writing() as shelf:
            found = await shelf.people(PERSON.c.id == by, PERSON.c.state == PersonState.ACTIVE.value)
            if not found:
                raise Refused(Reason.NOT_ALLOWED)
            person = replace(found[0], language=language)
            await shelf.put(Change(people=(person,)))
        return person

    async def open_link(self, by: int, person_id: int, *, now: datetime) -> str:
        """A one-time token for a browser, good for 15 minutes: for oneself, or by a coordinator for another.

        Somebody invited who never comes by Telegram comes in with it.
        """
        async with self.writing() as shelf:
            case = await shelf.case(by, now)
            permitted(case, Action.LOOK if by == person_id else Action.LINK)
            comes = (PersonState.ACTIVE.value, PersonState.INVITED.value)
            if not await shelf.people(PERSON.c.id == person_id, PERSON.c.state.in_(comes)):
                raise Refused(Reason.NOT_FOUND)
            return await issue(shelf, self.secrecy, LINK, person_id, now)

    async def enter(self, token: str, *, now: datetime) -> str:
        """Use a one-time token: gives a session's token, and takes an invitation with it. Refused(CODE)."""
        async with self.writing() as shelf:
            person_id = await use(shelf, self.secrecy, LINK, token, now)
            (person,) = await shelf.people(PERSON.c.id == person_id)
            if person.state is PersonState.INVITED:
                await shelf.put(people.accept(await shelf.case(None, now), person))
            return await self._start(shelf, person_id, now)

    async def start_session(self, person_id: int, *, now: datetime) -> str:
        """A new session's token for a cookie; ends 15 minutes after its last use, and after 8 hours."""
        async with self.writing() as shelf:
            return await self._start(shelf, person_id, now)

    async def session(self, token: str, *, now: datetime) -> Session | None:
        """Who that is, and go on; None when it ended or the person is not active."""
        key = blind(self.secrecy, SESSION, token)
        alive = (PASS.c.blind == key, PASS.c.kind == SESSION, PASS.c.until > now, PASS.c.idle_until > now)
        async with self.reading() as connection:
            listed = select(PERSON, PASS.c.idle_until).join_from(PASS, PERSON)
            row = (
                await connection.execute(listed.where(*alive, PERSON.c.state == PersonState.ACTIVE.value))
            ).one_or_none()
        if row is None:
            return None
        if row.idle_until - now < IDLE - STEP:
            async with self.writing() as shelf:
                await shelf.connection.execute(update(PASS).where(*alive).values(idle_until=now + IDLE))
        return Session(person_of(row), blind(self.secrecy, CSRF, token).hex())

    async def end_session(self, token: str) -> None:
        """End a session."""
        async with self.writing() as shelf:
            await shelf.connection.execute(delete(PASS).where(PASS.c.blind == blind(self.secrecy, SESSION, token)))

    async def first_use(self, mark: str, *, until: datetime, now: datetime) -> bool:
        """Remember what may be used once (a hash of initData) until it is too old anyway; True the first time."""
        key = blind(self.secrecy, MARK, mark)
        async with self.writing() as shelf:
            await shelf.connection.execute(delete(USED).where(USED.c.until <= now))
            if await shelf.count(USED, USED.c.blind == key):
                return False
            await shelf.upsert(USED, [{"blind": key, "until": until}])
            return True

    async def notices(self, limit: int = 20) -> tuple[Notice, ...]:
        """What staff have to be told and were not yet, oldest first."""
        listed = (
            select(NOTICE.c.id, NOTICE.c.state.label("told"), NOTICE.c.proposal_id, NOTICE.c.person_id, ACCOUNT.c.chat)
            .join(ACCOUNT, ACCOUNT.c.person_id == NOTICE.c.person_id)
            .where(ACCOUNT.c.chat.is_not(None))
            .order_by(NOTICE.c.id)
            .limit(limit)
        )
        async with self.reading() as connection:
            rows = (await connection.execute(listed)).all()
            ids = {row.proposal_id for row in rows}
            made = await connection.execute(select(PROPOSAL).where(PROPOSAL.c.id.in_(ids)))
            proposals = {row.id: proposal_of(row) for row in made}
            known = await connection.execute(select(PERSON).where(PERSON.c.id.in_({row.person_id for row in rows})))
            staff = {row.id: person_of(row) for row in known}
        return tuple(
            Notice(row.id, staff[row.person_id], int(chat), proposals[row.proposal_id], ProposalState(row.told))
            for row in rows
            if (chat := self.secrecy.unseal(row.chat)) is not None
        )

    async def noticed(self, ids: Iterable[int]) -> None:
        """These were told, or cannot be."""
        async with self.writing() as shelf:
            await shelf.connection.execute(delete(NOTICE).where(NOTICE.c.id.in_(list(ids))))

    async def _person(self, where: Any) -> Person | None:
        async with self.reading() as connection:
            row = (await connection.execute(select(PERSON).where(where))).one_or_none()
        return person_of(row) if row else None

    async def _start(self, shelf: Shelf, person_id: int, now: datetime) -> str:
        if not await shelf.people(PERSON.c.id == person_id, PERSON.c.state == PersonState.ACTIVE.value):
            raise Refused(Reason.NOT_ALLOWED)
        return await issue(shelf, self.secrecy, SESSION, person_id, now)
