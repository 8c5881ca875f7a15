"""One centre: what to do next, its card as people see it, and everything that one person may change."""

from collections.abc import Mapping
from typing import Any

from aiohttp import web
from markupsafe import Markup

from bot.centres.ageing import age
from bot.centres.model import Line
from bot.centres.words import Intake, Status
from bot.registry.model import Conflict, Entry, Proposal
from bot.registry.rights import THAWED, UNSEEN, may
from bot.registry.words import Action, ProposalState, Role
from bot.script.facts import Language
from bot.staff.calm import Done
from bot.staff.card import card
from bot.staff.form import Form
from bot.staff.room import Meanwhile, Room, send_on, version
from bot.staff.said import day, moment
from bot.staff.subjects import SUBJECTS
from bot.staff.tasks import tasks

_PENDING = (ProposalState.OPEN, ProposalState.WAITING)
_AT_ONCE = SUBJECTS[:3]
_BY_TWO = SUBJECTS[3:]


class Centre(Room):
    """The page of an entry, and the presses on it."""

    def routes(self) -> list[web.AbstractRouteDef]:
        """Their addresses."""
        return [
            web.get("/centre/{entry}", self.show),
            web.post("/centre/{entry}/confirm", self.confirm),
            web.post("/centre/{entry}/vouch", self.vouch),
            web.post("/centre/{entry}/intake", self.intake),
            web.get("/centre/{entry}/hide", self.ask_hide),
            web.post("/centre/{entry}/hide", self.hide),
            web.post("/centre/{entry}/show", self.unhide),
            web.post("/centre/{entry}/freeze", self.freeze),
            web.post("/centre/{entry}/clear", self.clear),
        ]

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The page."""
        return await self.draw(request, await self.entry(request))

    async def draw(
        self, request: web.Request, entry: Entry, *, meanwhile: Meanwhile | None = None, status: int = 200
    ) -> web.Response:
        """The page of an entry as it stands, and what changed while the person looked at it."""
        guest, person, value = self.guest(request), self.person(request), entry.value
        pending = await self.registry.proposals(_PENDING, entry_id=entry.id)
        fields = {name for one in pending.items for name in one.changes}
        language, other = guest.language, guest.language.other
        return self.page(
            request,
            "centre",
            status,
            entry=entry,
            name=self.name(request, entry),
            place=self.place(request, entry),
            base=f"/centre/{entry.id}",
            many=person.role is Role.WORKER and len(person.centres) > 1,
            onward="/entries" if person.role is Role.COORDINATOR else "",
            age=age(value, guest.today).value,
            checked_on=day(value.checked_on) if value.checked_on else "",
            meanwhile=meanwhile,
            seen=await self.seen(entry.id),
            keeps=may(person, Action.CONFIRM, entry.id, entry.kind),  # what is to be done is hers to do
            tasks=tasks(entry, guest.now, phones_wait="phones" in fields),
            waiting=[self._pending(request, one) for one in pending.items],
            card=self._card(entry, language, request),
            other_card=self._card(entry, other, request),
            intakes=[one.value for one in Intake],
            intake=value.intake_at(guest.now).value if not isinstance(value, Line) and value.intake else "",
            intake_until=self._intake_until(entry, request),
            at_once=self._rows(request, entry, _AT_ONCE),
            by_two=[(*row, bool(_touches(row[0], fields))) for row in self._rows(request, entry, _BY_TWO)],
            can={
                action.value: may(person, action, entry.id, entry.kind) and self._goes(entry, action)
                for action in Action
            },
            back_here=f"/centre/{entry.id}",
        )

    def _goes(self, entry: Entry, action: Action) -> bool:
        if isinstance(entry.value, Line) and action in {Action.PROPOSE, Action.SET_INTAKE, Action.SET_SCHEDULE}:
            return False  # lines are kept by import: they are few, and no centre's
        return (not entry.frozen or action in THAWED) and (not entry.proposed or action in UNSEEN)

    def _card(self, entry: Entry, language: Language, request: web.Request) -> Markup:
        return card(self.parts.world, self.parts.talk, entry, language, self.guest(request).now)

    def _intake_until(self, entry: Entry, request: web.Request) -> str:
        value = entry.value
        if isinstance(value, Line) or value.intake is None or value.intake.until <= self.guest(request).now:
            return ""
        return moment(value.intake.until)

    def _rows(self, request: web.Request, entry: Entry, names: tuple[str, ...]) -> list[tuple[str, str]]:
        """Subject and its present value in one line."""
        value = entry.value
        if isinstance(value, Line):
            return []
        told = self.teller(request)
        fields: Mapping[str, Any] = value.model_dump(mode="json")
        return [(name, told.value(*_shown(name, fields)).replace("\n", " · ")) for name in names]

    def _pending(self, request: web.Request, proposal: Proposal) -> Mapping[str, Any]:
        return {
            "id": proposal.id,
            "what": self.what(request, proposal),
            "state": proposal.state.value,
            "until": moment(proposal.effective_at)
            if proposal.state is ProposalState.WAITING and proposal.effective_at
            else "",
        }

    def what(self, request: web.Request, proposal: Proposal) -> str:
        """What a proposal is about, by the names of its fields."""
        words, language = self.parts.paper.words, self.guest(request).language
        if proposal.new_entry:
            return words.say(language, "said/new_entry")
        told = self.teller(request)
        names = dict.fromkeys(told.field(name) for name in proposal.changes)
        return ", ".join(words.say(language, f"field/{name}") for name in names)

    async def confirm(self, request: web.Request) -> web.StreamResponse:
        """«Everything is right»."""
        entry, form = await self.entry(request), await self.form(request)
        person = self.permit(request, Action.CONFIRM, entry)
        try:
            await self.registry.confirm(person.id, entry.id, version(form), now=self.guest(request).now)
        except Conflict as conflict:
            return await self._meanwhile(request, conflict, form)
        return send_on(self._home(request, entry), Done.CONFIRMED)

    async def vouch(self, request: web.Request) -> web.StreamResponse:
        """An entry nobody stands for yet: a first person says it is right, a second one has to agree."""
        entry, form = await self.entry(request), await self.form(request)
        person = self.permit(request, Action.PROPOSE, entry)
        try:
            await self.registry.propose(
                person.id, entry.id, version(form), {"verified": "confirmed"}, now=self.guest(request).now
            )
        except Conflict as conflict:
            return await self._meanwhile(request, conflict, form)
        return send_on(self._home(request, entry), Done.PROPOSED)

    async def intake(self, request: web.Request) -> web.StreamResponse:
        """Whether people are taken in now. What stands already is no conflict: a thumb presses twice."""
        entry, form = await self.entry(request), await self.form(request)
        person, now = self.permit(request, Action.SET_INTAKE, entry), self.guest(request).now
        state = Intake(form["state"]) if form["state"] in set(Intake) else Intake.ASK
        try:
            await self.registry.set_intake(person.id, entry.id, version(form), state, now=now)
        except Conflict as conflict:
            value = conflict.entry.value
            if isinstance(value, Line) or value.intake_at(now) is not state:
                return await self._meanwhile(request, conflict, form)
        return send_on(self._home(request, entry), Done.SAVED)

    async def ask_hide(self, request: web.Request) -> web.StreamResponse:
        """A page that says what hiding does."""
        entry = await self.entry(request)
        self.permit(request, Action.HIDE, entry)
        onward = f"/centre/{entry.id}"
        return self.page(request, "hide", name=self.name(request, entry), version=entry.version, onward=onward)

    async def hide(self, request: web.Request) -> web.StreamResponse:
        """Out of sight at once. Whoever is in a hurry is not asked what changed meanwhile."""
        return await self._set_hidden(request, Action.HIDE, hidden=True)

    async def unhide(self, request: web.Request) -> web.StreamResponse:
        """In sight again."""
        return await self._set_hidden(request, Action.SHOW, hidden=False)

    async def _set_hidden(self, request: web.Request, action: Action, *, hidden: bool) -> web.StreamResponse:
        entry, form = await self.entry(request), await self.form(request)
        person = self.permit(request, action, entry)
        seen = entry.version if hidden else version(form)
        try:
            await self.registry.set_hidden(person.id, entry.id, seen, hidden=hidden, now=self.guest(request).now)
        except Conflict as conflict:
            if conflict.entry.hidden is not hidden:
                return await self._meanwhile(request, conflict, form)
        return send_on(self._home(request, entry), Done.HIDDEN if hidden else Done.SHOWN)

    async def freeze(self, request: web.Request) -> web.StreamResponse:
        """Let nothing happen to an entry, or lift that."""
        entry, form = await self.entry(request), await self.form(request)
        frozen = form["frozen"] == "yes"
        person = self.permit(request, Action.FREEZE if frozen else Action.UNFREEZE, entry)
        await self.registry.freeze(person.id, entry.id, frozen=frozen, now=self.guest(request).now)
        return send_on(f"/centre/{entry.id}", Done.FROZEN if frozen else Done.UNFROZEN)

    async def clear(self, request: web.Request) -> web.StreamResponse:
        """After a check: reports and the mark go."""
        entry = await self.entry(request)
        await self.form(request)
        person = self.permit(request, Action.CLEAR, entry)
        await self.registry.clear(person.id, entry.id, now=self.guest(request).now)
        return send_on(f"/centre/{entry.id}", Done.CLEARED)

    async def _meanwhile(self, request: web.Request, conflict: Conflict, form: Form) -> web.Response:
        """Somebody was faster: the page as it stands now; nothing was changed by this press."""
        meanwhile = await self.since(request, conflict.entry.id, form)
        return await self.draw(request, conflict.entry, meanwhile=meanwhile, status=409)

    def _home(self, request: web.Request, entry: Entry) -> str:
        person = self.person(request)
        return "/home" if person.centres == {entry.id} and person.role is Role.WORKER else f"/centre/{entry.id}"


def _shown(subject: str, fields: Mapping[str, Any]) -> tuple[str, Any]:
    """The field that stands for a subject in a list."""
    match subject:
        case "hours":
            return "schedule", fields["schedule"]
        case "notice":
            return "alert", fields["alert"]
        case "closing":
            closed = fields["status"] == Status.TEMPORARILY_CLOSED.value
            return (
                ("closed_until", fields["closed_until"])
                if closed and fields["closed_until"]
                else ("status", fields["status"])
            )
        case "services":
            return "gives", [fields["kind"], *fields["gives"]]
        case "address":
            return "address_level", fields["address_level"]
        case "admission":
            return "eligibility", fields["eligibility"]
        case "access":
            return "accessibility", fields["accessibility"]
        case _:
            return subject, fields[subject]


_TOUCHED = {
    "phones": {"phones"},
    "messenger": {"messenger"},
    "admission": {"eligibility"},
    "languages": {"languages"},
    "access": {"accessibility"},
    "services": {"kind", "gives"},
    "address": {"address_level", "address", "consent_on"},
}


def _touches(subject: str, fields: set[str]) -> set[str]:
    return _TOUCHED[subject] & fields
