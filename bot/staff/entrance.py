"""Coming in and going out: by what Telegram signs, or by a one-time link in a browser."""

import secrets
from datetime import datetime

from aiohttp import web

from bot.registry.model import Refused
from bot.registry.words import PersonState
from bot.script.facts import Language
from bot.staff.calm import Calm
from bot.staff.cookies import keep, keep_language, token
from bot.staff.form import Form
from bot.staff.initdata import Signed, read
from bot.staff.room import CalmError, Room, within


class Entrance(Room):
    """The only pages that ask for no session."""

    def routes(self) -> list[web.AbstractRouteDef]:
        """Their addresses."""
        return [
            web.get("/", self.door),
            web.post("/enter", self.enter),
            web.get("/link/{code}", self.link),
            web.post("/link", self.follow),
            web.get("/language/{language}", self.speak),
            web.post("/leave", self.leave),
        ]

    async def door(self, request: web.Request) -> web.StreamResponse:
        """A page that hands on what Telegram put behind the #."""
        return self.page(request, "enter", to=within(request.query.get("to", "/home")))

    async def enter(self, request: web.Request) -> web.StreamResponse:
        """Check what Telegram signed; it opens one session, once."""
        form = Form.of((await request.post()).items())
        now = self.guest(request).now
        signed = read(form["signed"], self.parts.token, now)
        if signed is None or not await self._first_use(signed):
            raise CalmError(Calm.CLOSED, 401)
        person = await self.registry.person(str(signed.account))
        if person is None or person.state is not PersonState.ACTIVE:
            raise CalmError(Calm.CLOSED, 401)
        opened = await self.registry.start_session(person.id, now=now)
        return await self._let_in(request, opened, signed.language, within(form["to"] or "/home"))

    async def _first_use(self, signed: Signed) -> bool:
        now = self.parts.clock()
        return await self.registry.first_use(signed.digest.hex(), until=signed.until, now=now)

    async def link(self, request: web.Request) -> web.StreamResponse:
        """A page with one button: whatever looks at links before people do does not use them up."""
        return self.page(request, "link", code=request.match_info["code"])

    async def follow(self, request: web.Request) -> web.StreamResponse:
        """Use a one-time link."""
        form = Form.of((await request.post()).items())
        guest = self.guest(request)
        try:
            opened = await self._follow(form["code"], guest.now)
        except Refused:
            raise CalmError(Calm.LINK, 401) from None
        return await self._let_in(request, opened, guest.language)

    async def _follow(self, code: str, now: datetime) -> str:
        """A link for a browser, or an invitation of somebody who will never open Telegram. Raises `Refused`."""
        try:
            return await self.registry.enter(code, now=now)
        except Refused:
            # The account has no name that anybody could come back by: the next link is the coordinator's again.
            person = await self.registry.accept(code, f"browser {secrets.token_hex(16)}", now=now)
            return await self.registry.start_session(person.id, now=now)

    async def _let_in(
        self, request: web.Request, opened: str, language: Language, to: str = "/home"
    ) -> web.StreamResponse:
        if old := token(self.parts, request):
            await self.registry.end_session(old)
        response = web.Response(status=303, headers={"Location": to})
        keep(self.parts, response, opened)
        if "language" not in request.cookies:
            keep_language(self.parts, response, language)
        return response

    async def speak(self, request: web.Request) -> web.StreamResponse:
        """The other language, on the same page."""
        wished = request.match_info["language"]
        if wished not in set(Language):
            raise CalmError(Calm.NOT_FOUND, 404)
        language = Language(wished)
        session = self.guest(request).session
        if session and session.person.language != language.value:
            await self.registry.set_language(session.person.id, language.value)
        response = web.Response(status=303, headers={"Location": within(request.query.get("back", "/home"))})
        keep_language(self.parts, response, language)
        return response

    async def leave(self, request: web.Request) -> web.StreamResponse:
        """End the session."""
        await self.form(request)
        await self.registry.end_session(token(self.parts, request))
        response = web.Response(status=303, headers={"Location": "/"})
        keep(self.parts, response, "")
        return response
