"""The second person: what waits, what would change, the call she made, and her yes or no."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from aiohttp import web

from bot.centres.tel import spaced
from bot.registry.fields import contacts, dump
from bot.registry.grounds import holds
from bot.registry.model import Callback, Conflict, Entry, Person, Proposal, Refused
from bot.registry.rights import may
from bot.registry.two import revertible_until
from bot.registry.words import Action, Outcome, ProposalState, Reason
from bot.staff.calm import Calm, Done
from bot.staff.centre import Centre
from bot.staff.dates import day as read_day
from bot.staff.faults import Fault
from bot.staff.form import Form
from bot.staff.numbers import number as read_number
from bot.staff.room import CalmError, number, send_on, version
from bot.staff.said import day, moment

_PENDING = (ProposalState.OPEN, ProposalState.WAITING)
_ENDED = tuple(state for state in ProposalState if state not in _PENDING)


class Judging(Centre):
    """Proposals, of all centres: nobody judges her own."""

    def routes(self) -> list[web.AbstractRouteDef]:
        """Their addresses."""
        return [
            web.get("/waiting", self.waiting),
            web.get("/proposal/{proposal}", self.look),
            web.post("/proposal/{proposal}/approve", self.approve),
            web.post("/proposal/{proposal}/refuse", self.refuse),
            web.post("/proposal/{proposal}/withdraw", self.withdraw),
            web.post("/proposal/{proposal}/stop", self.stop),
            web.post("/proposal/{proposal}/revert", self.revert),
        ]

    async def waiting(self, request: web.Request) -> web.StreamResponse:
        """What waits for this person, what waits for somebody else, what waits for its hour."""
        person = self.permit(request, Action.LOOK)
        found = await self.registry.proposals(_PENDING)
        listed = [(one, await self._listed(request, one)) for one in found.items]
        opened = [pair for pair in listed if pair[0].state is ProposalState.OPEN]
        ended: list[Mapping[str, Any]] | None = None
        if request.query.get("ended"):
            ended = [await self._listed(request, one) for one in (await self.registry.proposals(_ENDED)).items]
        return self.page(
            request,
            "waiting",
            mine_to_judge=[shown for one, shown in opened if await self._may_judge(person, one)],
            own=[shown for one, shown in opened if one.by == person.id],
            delayed=[shown for one, shown in listed if one.state is ProposalState.WAITING],
            ended=ended,
        )

    async def _may_judge(self, person: Person, proposal: Proposal) -> bool:
        entry = await self._entry_of(proposal)
        return proposal.by != person.id and may(person, Action.APPROVE, entry.id, entry.kind)

    async def _listed(self, request: web.Request, proposal: Proposal) -> Mapping[str, Any]:
        entry = await self._entry_of(proposal)
        return {**self._pending(request, proposal), "entry": self.name(request, entry), "at": moment(proposal.at)}

    async def _entry_of(self, proposal: Proposal) -> Entry:
        entry = await self.registry.entry(proposal.entry_id, self.parts.clock().date())
        if entry is None:
            raise CalmError(Calm.NOT_FOUND, 404)
        return entry

    async def _proposal(self, request: web.Request) -> tuple[Proposal, Entry]:
        self.permit(request, Action.LOOK)
        proposal = await self.registry.proposal(number(request.match_info["proposal"], 0))
        if proposal is None:
            raise CalmError(Calm.NOT_FOUND, 404)
        return proposal, await self._entry_of(proposal)

    async def look(self, request: web.Request) -> web.StreamResponse:
        """One proposal."""
        proposal, entry = await self._proposal(request)
        form = Form({"on": (self.guest(request).today.isoformat(),)})
        return await self._draw_proposal(request, proposal, entry, form)

    async def _draw_proposal(
        self,
        request: web.Request,
        proposal: Proposal,
        entry: Entry,
        form: Form,
        *,
        wrong: Mapping[str, Fault] | None = None,
        refused: str = "",
        meanwhile: bool = False,
        status: int = 200,
    ) -> web.Response:
        person, told = self.person(request), self.teller(request)
        people = {one.id: one.name for one in await self.registry.staff()}
        callback = proposal.callback
        state, effective = proposal.state, proposal.effective_at
        last = revertible_until(entry, proposal)
        can_revert = last is not None and self.guest(request).now <= last
        outdated = state is ProposalState.OPEN and not holds(entry, proposal)
        return self.page(
            request,
            "proposal",
            status,
            proposal=proposal,
            version=entry.version,
            name=self.name(request, entry),
            what=self.what(request, proposal),
            changes=told.changes(proposal.changes),
            author=people.get(proposal.by, ""),
            at=moment(proposal.at),
            approver=people.get(proposal.approved_by or 0, ""),
            until=moment(effective) if state is ProposalState.WAITING and effective else "",
            callback=callback
            and {"number": spaced(callback.number), "outcome": callback.outcome.value, "on": day(callback.on)},
            known="" if proposal.new_entry else _known(entry),
            own=proposal.by == person.id,
            outdated=outdated,
            can_judge=state is ProposalState.OPEN and await self._may_judge(person, proposal),
            can_withdraw=state in _PENDING and proposal.by == person.id,
            can_stop=state is ProposalState.WAITING and may(person, Action.STOP, entry.id, entry.kind),
            can_revert=can_revert and may(person, Action.REVERT, entry.id, entry.kind),
            revert_until=moment(last) if last else "",
            form=form,
            wrong=wrong or {},
            refused=refused,
            meanwhile_unseen=meanwhile and not outdated,
            back_here=f"/proposal/{proposal.id}",
        )

    async def approve(self, request: web.Request) -> web.StreamResponse:
        """A second person's yes, with the call she made where a number is at stake."""
        proposal, entry = await self._proposal(request)
        form = await self.form(request)
        if not may(self.person(request), Action.APPROVE, entry.id, entry.kind):
            raise CalmError(Calm.NOT_YOURS, 403)
        callback, wrong = _callback(form, self.guest(request).today) if proposal.contact else (None, {})
        if wrong:
            return await self._draw_proposal(request, proposal, entry, form, wrong=wrong, status=422)
        by, now = self.person(request).id, self.guest(request).now
        try:
            done = await self.registry.approve(by, proposal.id, version(form), callback, now=now)
        except Conflict as conflict:
            return await self._draw_proposal(request, proposal, conflict.entry, form, meanwhile=True, status=409)
        except Refused as refused:
            status = 403 if refused.reason in {Reason.OWN_PROPOSAL, Reason.NOT_ALLOWED} else 409
            return await self._draw_proposal(
                request, proposal, entry, form, refused=refused.reason.value, status=status
            )
        waits = done.state is ProposalState.WAITING
        return send_on(f"/proposal/{proposal.id}", Done.APPROVED_WAITS if waits else Done.APPROVED)

    async def refuse(self, request: web.Request) -> web.StreamResponse:
        """A second person's no."""
        proposal, _ = await self._proposal(request)
        await self.form(request)
        await self.registry.refuse(self.person(request).id, proposal.id, now=self.guest(request).now)
        return send_on("/waiting", Done.REFUSED)

    async def withdraw(self, request: web.Request) -> web.StreamResponse:
        """One's own proposal taken back."""
        proposal, _ = await self._proposal(request)
        await self.form(request)
        await self.registry.withdraw(self.person(request).id, proposal.id, now=self.guest(request).now)
        return send_on("/waiting", Done.WITHDRAWN)

    async def stop(self, request: web.Request) -> web.StreamResponse:
        """An approved change stopped before its hour."""
        proposal, entry = await self._proposal(request)
        await self.form(request)
        self.permit(request, Action.STOP, entry)
        await self.registry.stop(self.person(request).id, proposal.id, now=self.guest(request).now)
        return send_on(f"/proposal/{proposal.id}", Done.STOPPED)

    async def revert(self, request: web.Request) -> web.StreamResponse:
        """What a change brought taken back, at once."""
        proposal, entry = await self._proposal(request)
        await self.form(request)
        self.permit(request, Action.REVERT, entry)
        await self.registry.revert(self.person(request).id, proposal.id, now=self.guest(request).now)
        return send_on(f"/proposal/{proposal.id}", Done.REVERTED)


def _callback(form: Form, today: date) -> tuple[Callback | None, Mapping[str, Fault]]:
    wrong: dict[str, Fault] = {}
    called = read_number(form["number"]) if form["number"].strip() else Fault.EMPTY
    if isinstance(called, Fault):
        wrong["number"] = called
    on = read_day(form["on"])
    if on is None:
        wrong["on"] = Fault.DATE_MISSING
    elif isinstance(on, Fault):
        wrong["on"] = on
    elif on > today:
        wrong["on"] = Fault.DATE_FUTURE
    if form["outcome"] not in set(Outcome):
        wrong["outcome"] = Fault.CHOICE
    if wrong or isinstance(called, Fault) or isinstance(on, Fault) or on is None:
        return None, wrong
    return Callback(called, Outcome(form["outcome"]), on), {}


def _known(entry: Entry) -> str:
    """The numbers that people know, to call and to write to: one of them is to be called."""
    return ", ".join(spaced(one) for one in dict.fromkeys(number for _, number in sorted(contacts(dump(entry.value)))))
