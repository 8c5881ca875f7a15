"""Lists of a coordinator: entries to find, a new entry, the history."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from aiohttp import web

from bot.centres.model import House, Office, Organization
from bot.centres.name import Name
from bot.centres.words import AddressLevel, Answer, Confidence, ServiceKind, Verified
from bot.registry.model import Entry, Query, Refused, Row
from bot.registry.words import Action, Role
from bot.script.facts import Language
from bot.staff.calm import Done
from bot.staff.editing import UNTRANSLATED
from bot.staff.faults import Fault
from bot.staff.form import Form
from bot.staff.keyed import entry_id
from bot.staff.room import Room, number, send_on
from bot.staff.said import moment
from bot.staff.text import clean, prose

STATES: Final = ("", "hidden", "frozen", "amber", "proposed")
_LONGEST: Final = 48
_SOURCE: Final = 300


class Listing(Room):
    """Finding and adding."""

    def routes(self) -> list[web.AbstractRouteDef]:
        """Their addresses."""
        return [
            web.get("/entries", self.entries),
            web.get("/new", self.new),
            web.post("/new", self.add),
            web.get("/history", self.history),
            web.get("/centre/{entry}/history", self.history_of),
        ]

    async def entries(self, request: web.Request) -> web.StreamResponse:
        """Entries by name, region and state."""
        self.permit(request, Action.AUDIT)
        form = Form.of(request.query.items())
        state = form["state"] if form["state"] in STATES else ""
        regions = self.regions(request)
        region = form["region"] if form["region"] in dict(regions) else ""
        query = Query(
            text=clean(form["text"])[0][:60],
            region=region,
            page=number(form["page"]),
            **({state: True} if state else {}),  # type: ignore[arg-type]
        )
        found = await self.registry.entries(query)
        return self.page(
            request,
            "entries",
            form=form,
            regions=regions,
            states=STATES,
            total=found.total,
            entries=[self._listed(request, one) for one in found.items],
            **_pages(request, found.number, found.last),
        )

    def _listed(self, request: web.Request, entry: Entry) -> Mapping[str, Any]:
        marks = [state for state in STATES if state and getattr(entry, state)]
        return {"id": entry.id, "name": self.name(request, entry), "place": self.place(request, entry), "marks": marks}

    async def new(self, request: web.Request) -> web.StreamResponse:
        """The form of a new entry."""
        self.permit(request, Action.PROPOSE_ENTRY)
        return self._draw_new(request, Form({"has_shelter": ("unknown",)}))

    async def add(self, request: web.Request) -> web.StreamResponse:
        """A new entry: nobody sees it before a second person approved it."""
        person = self.permit(request, Action.PROPOSE_ENTRY)
        form = await self.form(request)
        form, values, wrong = self._judge(form)
        if wrong:
            return self._draw_new(request, form, wrong=wrong, status=422)
        try:
            made = await self.registry.propose_entry(person.id, _entry(**values), now=self.guest(request).now)
        except Refused as refused:
            if beside := UNTRANSLATED.get(refused.detail):
                return self._draw_new(request, form, wrong=dict([beside]), status=422)
            return self._draw_new(request, form, refused=refused.reason.value, status=409)
        return send_on(f"/proposal/{made.id}", Done.PROPOSED)

    def _judge(self, form: Form) -> tuple[Form, dict[str, Any], dict[str, Fault]]:
        said = {one.value: prose(form[one.value], _LONGEST) for one in Language}
        said |= {"organization": prose(form["organization"], _LONGEST * 4, contacts=True)}
        said |= {"source": prose(form["source"], _SOURCE, contacts=True)}
        form = form.put(**{name: text for name, (text, _) in said.items()})
        wrong = {name: fault for name, (_, fault) in said.items() if fault}
        if form["kind"] not in set(ServiceKind):
            wrong["kind"] = Fault.CHOICE
        if form["has_shelter"] not in {"unknown", "no"}:
            wrong["has_shelter"] = Fault.CHOICE
        place = self._places().get(clean(form["place"])[0].casefold())
        if place is None:
            wrong["place"] = Fault.PLACE
        if form["kind"] == ServiceKind.SHELTER and form["has_shelter"] == "no":
            wrong["has_shelter"] = Fault.SHELTER_ADDRESS
        values = {
            "name": Name(ru=form["ru"], kk=form["kk"]) if not {"ru", "kk"} & wrong.keys() else None,
            "kind": form["kind"],
            "house": form["has_shelter"] != "no",
            "location": place and place[0],
            "region": place and place[1],
            "organization": form["organization"],
            "source": form["source"],
        }
        return form, values, wrong

    def _places(self) -> Mapping[str, tuple[str, str]]:
        """Places by their name with its region, in either language."""
        directory = self.parts.world.directory
        regions = {one.code: one.name for one in directory.regions}
        return {
            f"{place.name.within(language.value)}, {regions[place.region].within(language.value)}".casefold(): (
                kato,
                place.region,
            )
            for kato, place in directory.places.items()
            if place.region in regions
            for language in Language
        }

    def _draw_new(
        self,
        request: web.Request,
        form: Form,
        *,
        wrong: Mapping[str, Fault] | None = None,
        refused: str = "",
        status: int = 200,
    ) -> web.Response:
        language, directory = self.guest(request).language, self.parts.world.directory
        regions = dict(self.regions(request))
        names = sorted(
            f"{one.name.within(language.value)}, {regions[one.region]}"
            for one in directory.places.values()
            if one.region in regions
        )
        kinds = [(one.value, self.parts.talk.say(language, f"kind/{one.value}")) for one in ServiceKind]
        return self.page(
            request, "new", status, form=form, wrong=wrong or {}, refused=refused, kinds=kinds, places=names
        )

    async def history(self, request: web.Request) -> web.StreamResponse:
        """Everything that ever changed: who, when, from what to what."""
        self.permit(request, Action.AUDIT)
        return await self._history(request, "", "/home")

    async def history_of(self, request: web.Request) -> web.StreamResponse:
        """The history of one entry, for whoever may look at it."""
        entry = await self.entry(request)
        return await self._history(request, entry.id, f"/centre/{entry.id}", self.name(request, entry))

    async def _history(self, request: web.Request, entry_id: str, onward: str, name: str = "") -> web.StreamResponse:
        found = await self.registry.history(entry_id, number(request.query.get("page", "")))
        words, language = self.parts.paper.words, self.guest(request).language
        ids = frozenset(row.note.entry_id for row in found.items if row.note.entry_id)
        entries = await self.registry.entries(Query(ids=ids)) if ids else None
        names = {one.id: self.name(request, one) for one in entries.items} if entries else {}
        return self.page(
            request,
            "history",
            rows=[self._row(request, row, names) for row in found.items],
            onward=onward,
            onward_name=name or words.say(language, "nav/desk"),
            **_pages(request, found.number, found.last),
        )

    def _row(self, request: web.Request, row: Row, names: Mapping[str, str]) -> Mapping[str, Any]:
        note, words, language = row.note, self.parts.paper.words, self.guest(request).language
        told = self.teller(request)
        changed = note.field and (note.old is not None or note.new is not None)
        return {
            "at": moment(note.at),
            "actor": told.actor(note.actor),
            "role": words.say(language, f"role/{note.role}") if note.role in set(Role) else "",
            "action": told.action(note.action),
            "entry": note.entry_id if note.entry_id in names else "",
            "entry_name": names.get(note.entry_id, ""),
            "changes": told.changes({note.field: (note.old, note.new)}) if changed else (),
        }


def _entry(
    *, name: Name, kind: str, house: bool, location: str, region: str, organization: str, source: str
) -> House | Office:
    common: dict[str, Any] = {
        "id": entry_id(name.ru, location),
        "kind": ServiceKind(kind),
        "name": name,
        "name_kk_status": "ours",
        "organization": Organization(name=organization),
        "location": location,
        "service_area": (region,),
        "verified": Verified.UNVERIFIED,
        "confidence": Confidence.LOW,
        "sources": (source,),
    }
    if house:
        return House(**common, has_shelter=Answer.UNKNOWN, address_level=AddressLevel.PHONE_ONLY)
    return Office(**common, has_shelter=Answer.NO, address_level=AddressLevel.TOWN)


def _pages(request: web.Request, at: int, last: int) -> Mapping[str, Any]:
    rest = [(name, value) for name, value in request.query.items() if name not in {"page", "done"}]

    def link(page: int) -> str:
        return f"{request.path}?{urlencode([*rest, ('page', str(page))])}"

    return {"number": at, "last": last, "page_link": link}
