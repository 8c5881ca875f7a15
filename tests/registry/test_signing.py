"""Signing in: each code once and in its time, no account or token in the database."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.registry.model import Refused
from bot.registry.registry import Registry
from bot.registry.words import PersonState, ProposalState, Reason, Role
from tests.registry.book import NOW, A, B, phone
from tests.registry.test_registry import CALL

SECOND = timedelta(seconds=1)


def why(reason: Reason) -> "pytest.RaisesExc[Refused]":
    return pytest.raises(Refused, match=f"'{reason.value}'")


async def invited(registry: Registry, name: str = "Жібек") -> str:
    return await registry.invite(1, Role.WORKER, frozenset({A}), name, now=NOW)


async def test_a_code_is_used_once_within_seven_days(registry: Registry) -> None:
    code = await invited(registry)
    assert len(code) >= 22
    with why(Reason.CODE):
        await registry.accept(code + "x", "account", now=NOW)
    with why(Reason.CODE):
        await registry.accept(code, "account", now=NOW + timedelta(days=7))
    await registry.accept(code, "account", now=NOW + timedelta(days=7) - SECOND)
    with why(Reason.CODE):
        await registry.accept(code, "another", now=NOW)


async def test_an_account_is_one_person_s(registry: Registry) -> None:
    await registry.accept(await invited(registry), "account", now=NOW)
    other = await invited(registry, "Айдана")
    with why(Reason.ACCOUNT):
        await registry.accept(other, "account", now=NOW)
    assert (await registry.accept(other, "second", now=NOW)).name == "Айдана"


async def test_a_code_of_somebody_removed_is_worth_nothing(registry: Registry) -> None:
    code = await invited(registry)
    await registry.remove(1, 7, now=NOW)
    with why(Reason.CODE):
        await registry.accept(code, "account", now=NOW)
    with why(Reason.STATE):
        await registry.reinvite(1, 7, now=NOW)


async def test_a_link_opens_one_session_within_fifteen_minutes(registry: Registry) -> None:
    late = NOW + timedelta(minutes=15)
    link = await registry.open_link(1, 3, now=NOW)
    with why(Reason.CODE):
        await registry.enter(link, now=late)
    link = await registry.open_link(3, 3, now=NOW)
    token = await registry.enter(link, now=late - SECOND)
    with why(Reason.CODE):
        await registry.enter(link, now=NOW)
    found = await registry.session(token, now=late)
    assert found is not None
    assert (found.person.id, len(found.csrf)) == (3, 64)


async def test_links_for_others_are_a_coordinator_s_to_give(registry: Registry) -> None:
    with why(Reason.NOT_ALLOWED):
        await registry.open_link(3, 4, now=NOW)
    with why(Reason.NOT_FOUND):
        await registry.open_link(1, 99, now=NOW)
    await registry.pause(1, 3, now=NOW)
    with why(Reason.NOT_ALLOWED):
        await registry.open_link(3, 3, now=NOW)


async def test_who_has_no_telegram_takes_her_invitation_in_a_browser(registry: Registry) -> None:
    await invited(registry)
    token = await registry.enter(await registry.open_link(1, 7, now=NOW), now=NOW)
    found = await registry.session(token, now=NOW)
    assert found is not None
    assert (found.person.id, found.person.state) == (7, PersonState.ACTIVE)


async def test_a_session_ends_fifteen_minutes_after_its_last_use_and_after_eight_hours(registry: Registry) -> None:
    token, now = await registry.start_session(3, now=NOW), NOW
    while now + timedelta(minutes=14) < NOW + timedelta(hours=8):
        now += timedelta(minutes=14)
        assert await registry.session(token, now=now)
    assert await registry.session(token, now=NOW + timedelta(hours=8)) is None
    short = await registry.start_session(3, now=NOW)
    assert await registry.session(short, now=NOW + timedelta(minutes=15) - SECOND)
    assert await registry.session(short, now=NOW + timedelta(minutes=30)) is None


async def test_leaving_and_being_paused_end_a_session(registry: Registry) -> None:
    token = await registry.start_session(3, now=NOW)
    await registry.end_session(token)
    assert await registry.session(token, now=NOW) is None
    token = await registry.start_session(3, now=NOW)
    await registry.pause(1, 3, now=NOW)
    assert await registry.session(token, now=NOW) is None
    with why(Reason.NOT_ALLOWED):
        await registry.start_session(3, now=NOW)


async def test_what_may_be_used_once_is_used_once(registry: Registry) -> None:
    until = NOW + timedelta(minutes=5)
    assert await registry.first_use("hash", until=until, now=NOW)
    assert not await registry.first_use("hash", until=until, now=NOW)
    assert await registry.first_use("other", until=until, now=NOW)
    assert await registry.first_use("hash", until=until + SECOND, now=until)


async def test_everybody_of_the_centre_and_every_coordinator_hears_of_a_contact(registry: Registry) -> None:
    chats = {}
    for by, account in ((1, "boss"), (4, "colleague"), (5, "stranger")):
        code = await registry.reinvite(1, by, now=NOW)
        await registry.accept(code, account, 1000 + by, now=NOW)
        chats[by] = 1000 + by
    await registry.propose(3, A, 1, {"languages": ["kk"]}, now=NOW)
    assert await registry.notices() == ()
    made = await registry.propose(3, A, 1, {"phones": [phone()]}, now=NOW)
    await registry.approve(5, made.id, 1, CALL, now=NOW)
    told = await registry.notices()
    assert [(one.person.id, one.chat, one.state) for one in told] == [
        (1, 1001, ProposalState.OPEN),
        (4, 1004, ProposalState.OPEN),
        (1, 1001, ProposalState.WAITING),
        (4, 1004, ProposalState.WAITING),
    ]
    await registry.noticed([one.id for one in told[:3]])
    assert await registry.notices() == told[3:]


async def test_the_language_of_notices(registry: Registry) -> None:
    assert (await registry.set_language(3, "kk")).language == "kk"
    found = await registry.person_by_id(3)
    assert found is not None
    assert found.language == "kk"


async def test_no_account_chat_or_token_lies_in_the_file(registry: Registry, tmp_path: Path) -> None:
    code = await invited(registry)
    person = await registry.accept(code, "telegram 6123456789", 6123456789, now=NOW)
    link = await registry.open_link(1, person.id, now=NOW)
    token = await registry.enter(link, now=NOW)
    await registry.first_use("mark-of-init-data", until=NOW + SECOND, now=NOW)
    await registry.remove(1, person.id, now=NOW)
    await registry.confirm(5, B, 1, now=NOW)
    for content in files(tmp_path):
        for secret in (code, link, token, "6123456789", "mark-of-init-data"):
            assert secret.encode() not in content


def files(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.glob("registry.sqlite*")]
