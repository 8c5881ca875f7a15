"""The staff pages as they run: a real registry in a file, a real server on loopback, each person's own browser."""

import hashlib
import hmac
import re
import shutil
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, CookieJar

from bot.centres.model import House, Office
from bot.centres.words import Verified
from bot.registry.case import Country
from bot.registry.model import Person, Secrecy
from bot.registry.registry import Registry, opened
from bot.registry.words import Role
from bot.staff.catalogue import words
from bot.staff.door import serving
from bot.staff.paper import Paper
from bot.staff.parts import Parts
from bot.whole import Places
from tests.staff.signing import TOKEN, sign
from tests.support.worlds import whole

START = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
BOSS, SECOND, OWN, OTHER, PAUSED, REMOVED, STRANGER = 101, 102, 201, 202, 203, 204, 999
NAMES = {BOSS: "Айгуль", SECOND: "Сауле", OWN: "Мадина", OTHER: "Дина", PAUSED: "Жанна", REMOVED: "Лейла"}


def _blind(text: str) -> bytes:
    return hmac.digest(b"k" * 32, text.encode(), hashlib.sha256)


SECRECY = Secrecy(_blind, lambda plain: plain[::-1], lambda sealed: sealed[::-1])


@cache
def centres() -> tuple[str, str]:
    """A house that somebody published, and an office elsewhere."""
    services = whole().world.directory.services.values()
    house = next(one for one in services if isinstance(one, House) and one.verified is Verified.PUBLISHED)
    office = next(one for one in services if isinstance(one, Office) and one.location != house.location)
    return house.id, office.id


@dataclass
class Clock:
    """A clock that a test moves."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def moves(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class Answer:
    """What a browser got."""

    status: int
    text: str
    headers: Mapping[str, str]
    location: str
    body: bytes

    @property
    def read(self) -> str:
        """What a person reads: no tags, no scripts."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self.text)).split())

    def value(self, name: str) -> str:
        found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', self.text)
        assert found, f"no field {name}: {self.read[:300]}"
        return unescape(found[1])


@dataclass
class Browser:
    """One person's browser: keeps cookies, and sends a form as its page has it."""

    url: str
    client: ClientSession
    headers: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str, **more: Any) -> Answer:
        return await self._ask("GET", path, **more)

    async def post(
        self, path: str, form: Mapping[str, Any] | None = None, *, page: str = "/home", **more: Any
    ) -> Answer:
        """Send a form with the token of a page, and the version and length of history that page shows."""
        seen = await self.get(page)
        hidden = {name: seen.value(name) for name in ("csrf", "version", "seen") if f'name="{name}"' in seen.text}
        return await self.send(path, {**hidden, **(form or {})}, **more)

    async def send(self, path: str, form: Any, **more: Any) -> Answer:
        data = form
        if isinstance(form, Mapping):
            data = [
                (name, one) for name, value in form.items() for one in ([value] if isinstance(value, str) else value)
            ]
        return await self._ask("POST", path, data=data, **more)

    async def enters(self, account: int, at: datetime, **more: Any) -> Answer:
        """As Telegram opens it."""
        return await self.send("/enter", {"signed": sign(account, at, query=f"{account}{at}", **more), "to": "/home"})

    async def _ask(self, method: str, path: str, headers: Mapping[str, str] | None = None, **more: Any) -> Answer:
        whole_headers = {**self.headers, **(headers or {})}
        async with self.client.request(
            method, f"{self.url}{path}", allow_redirects=False, headers=whole_headers, **more
        ) as response:
            body = await response.read()
            text = body.decode(errors="replace")
            return Answer(response.status, text, dict(response.headers), response.headers.get("Location", ""), body)


@dataclass
class Place:
    """Everything a test needs."""

    url: str
    registry: Registry
    clock: Clock
    people: dict[int, Person]
    parts: Parts
    browsers: list[ClientSession] = field(default_factory=list)

    def browser(self, language: str = "ru") -> Browser:
        """A fresh one."""
        client = ClientSession(cookie_jar=CookieJar(unsafe=True))
        self.browsers.append(client)
        return Browser(self.url, client, {"Accept-Language": language})

    async def who(self, account: int, language: str = "ru") -> Browser:
        """Somebody who has come in."""
        browser = self.browser(language)
        answer = await browser.enters(account, self.clock.now, language=language)
        self.clock.moves(seconds=1)
        assert answer.status == 303, answer.read
        return browser

    async def version(self, entry: str | None = None) -> int:
        found = await self.registry.entry(entry or centres()[0], self.clock.now.date())
        assert found is not None
        return found.version


@cache
def paper() -> Paper:
    return Paper(words(Places().locales))


async def fill(registry: Registry) -> None:
    """The shipped directory, and people of every kind."""
    own, other = centres()
    await registry.seed(whole().world.directory, START)
    boss = await registry.accept(await registry.appoint(NAMES[BOSS], now=START), str(BOSS), BOSS, now=START)
    invited = {
        SECOND: (Role.COORDINATOR, frozenset[str]()),
        OWN: (Role.WORKER, frozenset({own})),
        OTHER: (Role.WORKER, frozenset({other})),
        PAUSED: (Role.WORKER, frozenset({own})),
        REMOVED: (Role.WORKER, frozenset({own})),
    }
    for account, (role, ids) in invited.items():
        code = await registry.invite(boss.id, role, ids, NAMES[account], now=START)
        person = await registry.accept(code, str(account), account, now=START)
        if account == PAUSED:
            await registry.pause(boss.id, person.id, now=START)
        if account == REMOVED:
            await registry.remove(boss.id, person.id, now=START)


def country() -> Country:
    return Country.of(whole().world.directory)


@asynccontextmanager
async def place(source: Path, folder: Path) -> AsyncIterator[Place]:
    """A running door over a copy of a filled registry."""
    path = Path(shutil.copy(source, folder / "registry.sqlite"))
    clock = Clock()
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with opened(f"sqlite:///{path}", secrecy=SECRECY, country=country()) as registry:
        parts = Parts(
            registry,
            whole().world,
            whole().words,
            paper(),
            clock,
            TOKEN,
            url,
            lambda code: f"https://t.me/staff_bot?start={code}",
        )
        found = {account: await registry.person(str(account)) for account in NAMES}
        async with serving(parts, listening):
            made = Place(url, registry, clock, {one: person for one, person in found.items() if person}, parts)
            try:
                yield made
            finally:
                for client in made.browsers:
                    await client.close()
