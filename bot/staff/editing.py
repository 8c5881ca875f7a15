"""The forms of a centre: shown as it stands, judged, and sent to the registry; nothing typed is ever lost."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

from aiohttp import web

from bot.centres.hours import Day
from bot.centres.model import Line, Office, Service
from bot.centres.name import Name
from bot.centres.words import Access, AddressLevel, Answer, ForWhom, Messenger, ServiceKind, Status
from bot.centres.words import Language as Spoken
from bot.registry.model import Conflict, Entry, Refused
from bot.registry.two import UNDECIDED
from bot.registry.words import Action, Reason, Role
from bot.script.facts import Language
from bot.staff.calm import Calm, Done
from bot.staff.contacts import MOST
from bot.staff.faults import Fault
from bot.staff.form import Judged
from bot.staff.hours import STRETCHES
from bot.staff.moment import READY
from bot.staff.parts import Parts
from bot.staff.room import CalmError, Meanwhile, Room, send_on, version
from bot.staff.rules import ANSWERS
from bot.staff.subjects import Subject, subjects
from bot.staff.tasks import Task, tasks

# What the registry refuses because of one field, as the sentence beside that field.
_BESIDE: Mapping[tuple[str, Reason], tuple[str, Fault]] = {
    ("phones", Reason.TAKEN): ("phone0", Fault.PHONE_TAKEN),
    ("messenger", Reason.TAKEN): (Messenger.WHATSAPP.value, Fault.PHONE_TAKEN),
    ("notice", Reason.CONTACT_IN_TEXT): ("ru", Fault.CONTACT),
}
# Of two languages: the code of the check, and the sentence beside the Kazakh field.
UNTRANSLATED: Final[Mapping[str, tuple[str, Fault]]] = {"D104": ("kk", Fault.TRANSLATION)}
# What lets no form go through.
_SHUT: Final = frozenset({Task.FROZEN, Task.PROPOSED})
_OPTIONS: Mapping[str, tuple[str, Iterable[StrEnum]]] = {
    "languages": ("language", Spoken),
    "access": ("access", Access),
    "services": ("kind", ServiceKind),
}


class Editing(Room):
    """One page a subject."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        words = parts.paper.words
        ready = {
            name: Name(ru=words.say(Language.RU, f"ready/{name}"), kk=words.say(Language.KK, f"ready/{name}"))
            for name in READY
        }
        self._subjects = subjects(ready)
        self._ready = ready

    def routes(self) -> list[web.AbstractRouteDef]:
        """Their addresses."""
        path = f"/centre/{{entry}}/{{subject:{'|'.join(self._subjects)}}}"
        return [web.get(path, self.show), web.post(path, self.take)]

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The form as the centre stands."""
        entry, service, subject = await self._subject(request)
        form = subject.show(service)
        if service.alert and (name := next((name for name, one in self._ready.items() if one == service.alert), None)):
            form = form.put(text=name, ru="", kk="") if "text" in form.given else form
        return await self._draw(request, entry, Judged(form))

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Judge what was typed; what is right goes to the registry, what is not comes back with a sentence."""
        entry, service, subject = await self._subject(request)
        form = await self.form(request)
        judged = subject.judge(form, service, self.guest(request).today)
        if judged.wrong:
            return await self._draw(request, entry, judged, status=422)
        try:
            await self._send(request, entry, version(form), subject, judged)
        except Conflict as conflict:
            meanwhile = await self.since(request, entry.id, form)
            return await self._draw(request, conflict.entry, judged, meanwhile=meanwhile, status=409)
        except Refused as refused:
            beside = _BESIDE.get((request.match_info["subject"], refused.reason)) or UNTRANSLATED.get(refused.detail)
            if beside:
                judged = Judged(judged.form, wrong={beside[0]: beside[1]})
                return await self._draw(request, entry, judged, status=422)
            return await self._draw(request, entry, judged, refused=refused.reason.value, status=409)
        person = self.person(request)
        alone = person.centres == {entry.id} and person.role is Role.WORKER
        return send_on("/home" if alone else f"/centre/{entry.id}", Done.PROPOSED if subject.second else Done.SAVED)

    async def _subject(self, request: web.Request) -> tuple[Entry, Service, Subject]:
        entry = await self.entry(request)
        subject = self._subjects[request.match_info["subject"]]
        self.permit(request, subject.action, entry)
        if isinstance(entry.value, Line):
            raise CalmError(Calm.NOT_FOUND, 404)
        return entry, entry.value, subject

    async def _send(self, request: web.Request, entry: Entry, seen: int, subject: Subject, judged: Judged) -> None:
        by, now, values, registry = self.person(request).id, self.guest(request).now, judged.values, self.registry
        match subject.action:
            case Action.SET_SCHEDULE:
                await registry.set_schedule(by, entry.id, seen, values["schedule"], now=now)
            case Action.SET_ALERT:
                await registry.set_alert(by, entry.id, seen, values["alert"], values["alert_until"], now=now)
            case Action.SET_CLOSED:
                closed = values["status"] is Status.TEMPORARILY_CLOSED
                await registry.set_closed(by, entry.id, seen, closed=closed, until=values["closed_until"], now=now)
            case _:
                fields = entry.value.model_copy(update=dict(values)).model_dump(mode="json", include=set(values))
                await registry.propose(by, entry.id, seen, fields, now=now)

    async def _draw(
        self,
        request: web.Request,
        entry: Entry,
        judged: Judged,
        *,
        meanwhile: Meanwhile | None = None,
        refused: str = "",
        status: int = 200,
    ) -> web.Response:
        name = request.match_info["subject"]
        subject, first = self._subjects[name], tasks(entry, self.guest(request).now)[0]
        shut = first if first in _SHUT else ""
        values = {
            "subject": name,
            "second": subject.second,
            "shut": shut,
            "open": not shut or request.method == "POST",  # what was typed before it was shut is not lost
            "waits": await self._waiting(entry, subject),
            "name": self.name(request, entry),
            "version": entry.version,
            "seen": await self.seen(entry.id),
            "form": judged.form,
            "wrong": judged.wrong,
            "meanwhile": meanwhile,
            "refused": refused,
            "onward": f"/centre/{entry.id}",
        }
        return self.page(request, f"edit_{name}", status, **values, **self._choices(request, name, entry))

    async def _waiting(self, entry: Entry, subject: Subject) -> int:
        """The proposal that waits for the same fields; 0 when none does. Of two, only the first approved will hold."""
        if not subject.second:
            return 0
        found = await self.registry.proposals(UNDECIDED, entry_id=entry.id)
        return next((one.id for one in found.items if not one.changes.keys().isdisjoint(subject.fields)), 0)

    def _choices(self, request: web.Request, name: str, entry: Entry) -> Mapping[str, Any]:
        """What there is to choose from, in words."""
        office = isinstance(entry.value, Office)
        match name:
            case "hours":
                return {"days": [day.value for day in Day], "stretches": STRETCHES}
            case "notice" | "closing":
                closed = getattr(entry.value, "status", None) is Status.TEMPORARILY_CLOSED
                return {"ready": READY, "closed": closed}
            case "phones" | "messenger":
                return {"most": MOST, "channels": [one.value for one in Messenger]}
            case "admission":
                who = self._options(request, "for", (one for one in ForWhom if one is not ForWhom.UNKNOWN))
                unknown = (
                    ForWhom.UNKNOWN.value,
                    self.parts.paper.words.say(self.guest(request).language, "said/unknown"),
                )
                return {
                    "who": [*who, unknown],
                    "questions": ANSWERS,
                    "answers": self._answers(request, "answer", Answer),
                }
            case "address":
                levels = AddressLevel if office else (AddressLevel.PHONE_ONLY,)
                return {"office": office, "levels": self._answers(request, "level", levels)}
            case _:
                family, options = _OPTIONS[name]
                return {"options": self._options(request, family, options)}

    def _options(self, request: web.Request, family: str, options: Iterable[StrEnum]) -> list[tuple[str, str]]:
        """In the words of the card people see."""
        language = self.guest(request).language
        return [(one.value, self.parts.talk.say(language, f"{family}/{one.value}")) for one in options]

    def _answers(self, request: web.Request, family: str, options: Iterable[StrEnum]) -> list[tuple[str, str]]:
        """In the words of these pages."""
        language = self.guest(request).language
        return [(one.value, self.parts.paper.words.say(language, f"{family}/{one.value}")) for one in options]
