"""The staff themselves: invited, paused, let back, removed; and one-time links for whoever will not use Telegram."""

from collections.abc import Mapping

from aiohttp import web

from bot.registry.model import Person, Query, Refused
from bot.registry.words import Action, Kind, Role
from bot.staff.calm import Calm, Done
from bot.staff.faults import Fault
from bot.staff.form import Form
from bot.staff.room import CalmError, Room, number, send_on
from bot.staff.text import prose

_LONGEST = 40


class People(Room):
    """A coordinator's page."""

    def routes(self) -> list[web.AbstractRouteDef]:
        """Their addresses."""
        return [
            web.get("/people", self.show),
            web.post("/people", self.invite),
            web.post("/people/{person}/pause", self.pause),
            web.post("/people/{person}/resume", self.resume),
            web.post("/people/{person}/link", self.link),
            web.get("/people/{person}/remove", self.ask_remove),
            web.post("/people/{person}/remove", self.remove),
        ]

    async def show(self, request: web.Request) -> web.StreamResponse:
        """Everybody, and the form of an invitation."""
        self.permit(request, Action.INVITE)
        return await self._draw(request, Form({"role": (Role.WORKER.value,)}))

    async def _draw(
        self,
        request: web.Request,
        form: Form,
        *,
        wrong: Mapping[str, Fault] | None = None,
        refused: str = "",
        status: int = 200,
    ) -> web.Response:
        centres = await self._centres(request)
        named = dict(centres)
        people = [
            {
                "id": one.id,
                "name": one.name,
                "role": one.role.value,
                "state": one.state.value,
                "centres": ", ".join(named.get(id_, id_) for id_ in sorted(one.centres)),
            }
            for one in await self.registry.staff()
        ]
        return self.page(
            request, "people", status, people=people, centres=centres, form=form, wrong=wrong or {}, refused=refused
        )

    async def _centres(self, request: web.Request) -> list[tuple[str, str]]:
        found, page, last = [], 1, 1
        while page <= last:
            entries = await self.registry.entries(Query(kind=Kind.SERVICE, page=page))
            found += [(one.id, f"{self.name(request, one)} · {self.place(request, one)}") for one in entries.items]
            page, last = page + 1, entries.last
        return sorted(found, key=lambda one: one[1])

    async def invite(self, request: web.Request) -> web.StreamResponse:
        """A one-time code, shown once as a link."""
        person = self.permit(request, Action.INVITE)
        form = await self.form(request)
        name, fault = prose(form["name"], _LONGEST)
        form = form.put(name=name)
        wrong = {"name": fault} if fault else {}
        if form["role"] not in set(Role):
            wrong["role"] = Fault.CHOICE
        centre = form["centre"]
        worker = form["role"] == Role.WORKER
        if worker and (not centre or await self.registry.entry(centre, self.guest(request).today) is None):
            wrong["centre"] = Fault.CHOICE
        if wrong:
            return await self._draw(request, form, wrong=wrong, status=422)
        centres = frozenset({centre} if worker else ())
        try:
            code = await self.registry.invite(person.id, Role(form["role"]), centres, name, now=self.guest(request).now)
        except Refused as refused:
            return await self._draw(request, form, refused=refused.reason.value, status=409)
        return self.page(
            request,
            "handed",
            kind="invited",
            whom=name,
            link=self.parts.invitation(code),
            spare=f"{self.parts.origin}/link/{code}",
            back_here="/people",
        )

    async def link(self, request: web.Request) -> web.StreamResponse:
        """A one-time link to a browser, for somebody else."""
        person, whom = self.permit(request, Action.LINK), await self._whom(request)
        await self.form(request)
        token = await self.registry.open_link(person.id, whom.id, now=self.guest(request).now)
        link = f"{self.parts.origin}/link/{token}"
        return self.page(request, "handed", kind="browser", whom=whom.name, link=link, spare="", back_here="/people")

    async def pause(self, request: web.Request) -> web.StreamResponse:
        """Nothing goes for a while."""
        person, whom = self.permit(request, Action.PAUSE), await self._whom(request)
        await self.form(request)
        await self.registry.pause(person.id, whom.id, now=self.guest(request).now)
        return send_on("/people", Done.PAUSED)

    async def resume(self, request: web.Request) -> web.StreamResponse:
        """It goes on."""
        person, whom = self.permit(request, Action.RESUME), await self._whom(request)
        await self.form(request)
        await self.registry.resume(person.id, whom.id, now=self.guest(request).now)
        return send_on("/people", Done.RESUMED)

    async def ask_remove(self, request: web.Request) -> web.StreamResponse:
        """A page that says what it means."""
        self.permit(request, Action.REMOVE)
        return self.page(request, "remove", whom=await self._whom(request))

    async def remove(self, request: web.Request) -> web.StreamResponse:
        """For ever."""
        person, whom = self.permit(request, Action.REMOVE), await self._whom(request)
        await self.form(request)
        await self.registry.remove(person.id, whom.id, now=self.guest(request).now)
        return send_on("/people", Done.REMOVED)

    async def _whom(self, request: web.Request) -> Person:
        found = await self.registry.person_by_id(number(request.match_info["person"], 0))
        if found is None:
            raise CalmError(Calm.NOT_FOUND, 404)
        return found
