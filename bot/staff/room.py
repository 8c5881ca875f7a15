"""What every group of pages does: know the guest, draw, send on, judge a form's token."""

import hmac
from typing import Any, Final, Literal
from urllib.parse import quote, urlsplit

from aiohttp import web

from bot.registry.model import Entry, Person
from bot.registry.rights import may
from bot.registry.words import Action
from bot.script.facts import Language
from bot.staff.calm import Calm, Done
from bot.staff.form import Form
from bot.staff.nav import NAV
from bot.staff.parts import Guest, Parts
from bot.staff.said import Teller

Meanwhile = list[tuple[str, str, str]]  # field, what it was, what it is now

GUEST: Final = web.RequestKey("guest", Guest)
_FIRST: Final = 1_000_000


class CalmError(Exception):
    """There is no page, and one of few sentences says why."""

    def __init__(self, calm: Calm, status: int) -> None:
        super().__init__(calm.value)
        self.calm, self.status = calm, status


class Room:
    """A group of pages."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.registry = parts.registry

    def guest(self, request: web.Request) -> Guest:
        """Who asks."""
        return request[GUEST]

    def person(self, request: web.Request) -> Person:
        """Who asks, when somebody of the staff does. Raises `CalmError`."""
        session = request[GUEST].session
        if session is None:
            raise CalmError(Calm.CLOSED, 401)
        return session.person

    def permit(self, request: web.Request, action: Action, entry: Entry | None = None) -> Person:
        """The person, if she may do this at all; the registry judges once more. Raises `CalmError`."""
        person = self.person(request)
        allowed = may(person, action, entry.id, entry.kind) if entry else may(person, action)
        if not allowed:
            raise CalmError(Calm.NOT_YOURS, 403)
        return person

    async def entry(self, request: web.Request) -> Entry:
        """The entry of the address, for somebody who may look at it. Raises `CalmError`."""
        self.person(request)
        found = await self.registry.entry(request.match_info["entry"], self.guest(request).today)
        if found is None:
            raise CalmError(Calm.NOT_FOUND, 404)
        self.permit(request, Action.LOOK, found)
        return found

    async def form(self, request: web.Request) -> Form:
        """What was sent, once it is known to come from a page of this session. Raises `CalmError`."""
        session = request[GUEST].session
        if session is None:
            raise CalmError(Calm.CLOSED, 401)
        form = Form.of((await request.post()).items())
        if not hmac.compare_digest(form["csrf"].encode(), session.csrf.encode()):
            raise CalmError(Calm.OLD_FORM, 403)
        return form

    def page(self, request: web.Request, template: str, status: int = 200, **values: Any) -> web.Response:
        """A page of ours."""
        return page(self.parts, request, template, status, **values)

    def teller(self, request: web.Request) -> Teller:
        """Says values in the guest's language."""
        return Teller(self.parts.paper.words, self.parts.talk, self.guest(request).language)

    async def seen(self, entry_id: str) -> int:
        """How long the history of an entry is: goes with a form, so that what comes later can be told."""
        return (await self.registry.history(entry_id)).total

    async def since(self, request: web.Request, entry_id: str, form: Form) -> Meanwhile:
        """What was changed since the form was drawn, newest first."""
        rows = await self.registry.history(entry_id)
        later = rows.items[: max(0, rows.total - number(form["seen"], 0))]
        told = self.teller(request)
        changed = [(row.note.field, row.note.old, row.note.new) for row in later if row.note.field]
        return [(told.field(name), told.value(name, old), told.value(name, new)) for name, old, new in changed]

    def name(self, request: web.Request, entry: Entry) -> str:
        """The name of an entry in the guest's language."""
        return entry.value.name.within(spoken(self.guest(request).language))

    def place(self, request: web.Request, entry: Entry) -> str:
        """Where it is: a town and its region."""
        language = spoken(self.guest(request).language)
        there = self.parts.world.directory.places.get(getattr(entry.value, "location", ""))
        if there is None:
            return ""
        region = next((one.name for one in self.parts.world.directory.regions if one.code == there.region), there.name)
        return ", ".join(dict.fromkeys((there.name.within(language), region.within(language))))

    def regions(self, request: web.Request) -> list[tuple[str, str]]:
        """Every region by code, as they are listed in the guest's language."""
        language = spoken(self.guest(request).language)
        return [(one.code, one.name.within(language)) for one in self.parts.world.directory.regions_in(language)]


def page(parts: Parts, request: web.Request, template: str, status: int = 200, **values: Any) -> web.Response:
    """A page with its frame: who is in, the row of links, the other language, what was just done."""
    guest = request.get(GUEST) or Guest(Language.RU, parts.clock())
    person = guest.session.person if guest.session else None
    asked = request.query.get("done", "")
    framed = {
        "person": person,
        "csrf": guest.session.csrf if guest.session else "",
        "nav": NAV[person.role] if person else (),
        "here": request.path,
        "back_here": values.pop("back_here", request.path),
        "done": asked if asked in set(Done) else "",
    }
    text = parts.paper.draw(template, guest.language, framed | values)
    return web.Response(text=text, status=status, content_type="text/html", charset="utf-8")


def spoken(language: Language) -> Literal["ru", "kk"]:
    """The language as the directory names it."""
    return "kk" if language is Language.KK else "ru"


def send_on(path: str, done: Done | None = None) -> web.Response:
    """After something was done: a page to look at, so that a second press does not do it again."""
    return web.Response(status=303, headers={"Location": f"{path}?done={done.value}" if done else path})


def within(path: str) -> str:
    """The path when it is one of this site, else home: no link of ours may lead elsewhere."""
    parts = urlsplit(path)
    whole = path.startswith("/") and not path.startswith(("//", "/\\")) and not (parts.scheme or parts.netloc)
    return quote(path, safe="/?=&%-._~") if whole and path.isprintable() else "/home"


def version(form: Form) -> int:
    """The version of the entry she saw; one that never was, when the form does not say."""
    text = form["version"]
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(_FIRST)) else -1


def number(text: str, lowest: int = 1) -> int:
    """A number of an address or a query; the lowest when it is none."""
    return max(lowest, int(text)) if text.isascii() and text.isdigit() and len(text) <= len(str(_FIRST)) else lowest
