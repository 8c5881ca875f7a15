"""Home: a worker's centre, or a coordinator's desk; what is due, whom to call, whom people could not reach."""

from collections.abc import Mapping
from typing import Any, Final

from aiohttp import web

from bot.centres.ageing import Age, age
from bot.centres.tel import spaced
from bot.registry.model import Call, Entry
from bot.registry.words import Action, ProposalState, Role
from bot.staff.judging import Judging
from bot.staff.said import day
from bot.staff.tasks import tasks

_LISTED: Final = 100  # of a list that is worked from the top
_MARKS: Final = {Age.FRESH: "good", Age.AGEING: "waits", Age.UNCHECKED: "waits", Age.STALE: "bad", Age.HIDDEN: "bad"}


class Desk(Judging):
    """What each role sees first."""

    def routes(self) -> list[web.AbstractRouteDef]:
        """Their addresses."""
        return [
            web.get("/home", self.home),
            web.get("/due", self.due),
            web.get("/calls", self.calls),
            web.get("/reports", self.reports),
        ]

    async def home(self, request: web.Request) -> web.StreamResponse:
        """A worker with one centre is there at once."""
        person, guest = self.permit(request, Action.LOOK), self.guest(request)
        if person.role is Role.COORDINATOR:
            return await self._desk(request)
        found = [await self.registry.entry(one, guest.today) for one in sorted(person.centres)]
        entries = [entry for entry in found if entry is not None]
        if len(entries) == 1:
            return await self.draw(request, entries[0])
        opened = (await self.registry.proposals((ProposalState.OPEN,))).items
        others = sum([await self._may_judge(person, one) for one in opened])
        centres = [
            {"id": one.id, "name": self.name(request, one), "task": tasks(one, guest.now)[0].value} for one in entries
        ]
        return self.page(request, "centres", centres=centres, others=others)

    async def _desk(self, request: web.Request) -> web.StreamResponse:
        today = self.guest(request).today
        waiting = await self.registry.proposals((ProposalState.OPEN,))
        delayed = await self.registry.proposals((ProposalState.WAITING,))
        calls = [call for code, _ in self.regions(request) for call in await self.registry.calls(code)]
        return self.page(
            request,
            "desk",
            reports=len(await self.registry.reports(today)),
            waiting=waiting.total,
            delayed=delayed.total,
            due=len(await self.registry.due(today)),
            unnumbered=sum(call.number is None for call in calls),
        )

    async def due(self, request: web.Request) -> web.StreamResponse:
        """What has to be checked, longest overdue first."""
        person, today = self.permit(request, Action.LOOK), self.guest(request).today
        centres = None if person.role is Role.COORDINATOR else person.centres
        entries = await self.registry.due(today, centres=centres)
        shown = [self._due(request, one) for one in entries[:_LISTED]]
        return self.page(request, "due", entries=shown, left=len(entries) - len(shown))

    def _due(self, request: web.Request, entry: Entry) -> Mapping[str, Any]:
        old = age(entry.value, self.guest(request).today)
        checked = entry.value.checked_on
        return {
            "id": entry.id,
            "name": self.name(request, entry),
            "place": self.place(request, entry),
            "age": old.value,
            "mark": _MARKS[old],
            "checked_on": day(checked) if checked else "",
        }

    async def calls(self, request: web.Request) -> web.StreamResponse:
        """Whom to call in a region, and what to ask."""
        self.permit(request, Action.CALL)
        regions = self.regions(request)
        asked = request.query.get("region", "")
        region = asked if asked in dict(regions) else regions[0][0]
        calls = await self.registry.calls(region)
        shown = [self._call(request, one) for one in calls]
        return self.page(
            request, "calls", regions=regions, region=region, calls=shown, back_here=f"/calls?region={region}"
        )

    def _call(self, request: web.Request, call: Call) -> Mapping[str, Any]:
        tel = call.number or ""
        return {
            "id": call.entry.id,
            "name": self.name(request, call.entry),
            "place": self.place(request, call.entry),
            "tel": tel,
            "number": spaced(tel),
            "asks": [ask.removeprefix("eligibility.") for ask in call.asks],
        }

    async def reports(self, request: web.Request) -> web.StreamResponse:
        """Whom people could not reach."""
        self.permit(request, Action.CALL)
        reported = [
            {
                "id": one.entry.id,
                "name": self.name(request, one.entry),
                "amber": one.entry.amber,
                "counts": sorted(one.counts.items()),
            }
            for one in await self.registry.reports(self.guest(request).today)
        ]
        return self.page(request, "reports", reported=reported)
