"""The whole directory as a file, and a file into the directory: first shown, then done whole or not at all."""

import asyncio
import io
import re
import secrets
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from aiohttp import BodyPartReader, web

from bot.centres.directory import Directory
from bot.centres.model import Line
from bot.exchange.calls import write_calls
from bot.exchange.reading import LARGEST, read
from bot.exchange.writing import Form as Format
from bot.exchange.writing import write
from bot.issue import Issue
from bot.registry.model import Entry, Plan, Planned, Query, Refused, RegistryError
from bot.registry.words import Action
from bot.staff.calm import Calm, Done
from bot.staff.faults import Fault
from bot.staff.form import Form
from bot.staff.formats import FORMATS
from bot.staff.parts import Parts
from bot.staff.room import GUEST, CalmError, Room, number, send_on, spoken
from bot.staff.said import moment

_TYPES: Final = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".csv": "text/csv",
    ".toml": "application/toml",
    ".zip": "application/zip",
}
# A sheet to print carries its own style and nothing else.
_SHEET_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_GUESS: Final = re.compile(r"Похоже на «(.*)»\.$")
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)  # the same directory gives the same bytes
_LIFE: Final = timedelta(minutes=15)
_PLANS: Final = 8
_SHOWN: Final = 200
_DRAIN: Final = 64 * 1024 * 1024


@dataclass(slots=True)
class _Waiting:
    """A plan somebody looks at, or that is being done. Lost with the process: nothing was changed, or all of it."""

    by: int
    plan: Plan
    until: datetime
    at: int = 0
    total: int = 0
    state: str = ""  # empty: only looked at; running, done, or why not
    task: asyncio.Task[None] | None = field(default=None, repr=False)


class Transfer(Room):
    """A coordinator's page."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self._plans: dict[str, _Waiting] = {}

    def routes(self) -> list[web.AbstractRouteDef]:
        """Their addresses."""
        return [
            web.get("/transfer", self.show),
            web.post("/transfer", self.try_file),
            web.post("/transfer/{import}/undo", self.undo),
            web.get("/plan/{plan}", self.progress),
            web.post("/plan/{plan}", self.apply),
            web.get(f"/export/{{format:{'|'.join(FORMATS)}}}", self.export),
            web.get("/sheet", self.sheet),
        ]

    async def show(self, request: web.Request) -> web.StreamResponse:
        """Both ways, and what was brought in before."""
        self.permit(request, Action.IMPORT)
        return await self._draw(request)

    async def _draw(
        self,
        request: web.Request,
        *,
        wrong: Mapping[str, Fault] | None = None,
        findings: tuple[Mapping[str, str], ...] = (),
        refused: str = "",
        status: int = 200,
    ) -> web.Response:
        names = {one.id: one.name for one in await self.registry.staff()}
        imports = [
            {
                "id": one.id,
                "at": moment(one.at),
                "by": names.get(one.by, ""),
                "entries": one.entries,
                "state": one.state.value,
            }
            for one in await self.registry.imports()
        ]
        return self.page(
            request,
            "transfer",
            status,
            formats=FORMATS,
            imports=imports,
            wrong=wrong or {},
            findings=findings,
            refused=refused,
            back_here="/transfer",
        )

    async def export(self, request: web.Request) -> web.StreamResponse:
        """The directory as it stands, also what is hidden; nothing that was never approved."""
        self.permit(request, Action.EXPORT)
        wanted = Format(request.match_info["format"])
        directory, language = await self._directory(), spoken(self.guest(request).language)
        files = await asyncio.to_thread(write, directory, wanted, language)
        name, body = next(iter(files.items())) if len(files) == 1 else ("directory.zip", _archive(files))
        name = name.rpartition("/")[2]
        kind = _TYPES.get(name[name.rfind(".") :], "application/octet-stream")
        headers = {"Content-Disposition": f'attachment; filename="senim-{self.guest(request).today}-{name}"'}
        return web.Response(body=body, content_type=kind, headers=headers)

    async def sheet(self, request: web.Request) -> web.StreamResponse:
        """The sheet of calls of a region, to print."""
        self.permit(request, Action.CALL)
        region = request.query.get("region", "")
        if region not in dict(self.regions(request)):
            raise CalmError(Calm.NOT_FOUND, 404)
        text = await asyncio.to_thread(write_calls, await self._directory(), region)
        return web.Response(
            text=text, content_type="text/html", charset="utf-8", headers={"Content-Security-Policy": _SHEET_POLICY}
        )

    async def _directory(self) -> Directory:
        values = [entry.value for entry in await self._entries() if not entry.proposed]
        services = {one.id: one for one in values if not isinstance(one, Line)}
        lines = {one.id: one for one in values if isinstance(one, Line)}
        return replace(self.parts.world.directory, services=services, lines=lines)

    async def _entries(self) -> list[Entry]:
        found, page, last = list[Entry](), 1, 1
        while page <= last:
            listed = await self.registry.entries(Query(page=page))
            found += listed.items
            page, last = page + 1, listed.last
        return found

    async def try_file(self, request: web.Request) -> web.StreamResponse:
        """A dry run: every change is shown, nothing is done."""
        person = self.permit(request, Action.IMPORT)
        form, name, data = await self._upload(request)
        session = request[GUEST].session
        if session is None or not secrets.compare_digest(form["csrf"].encode(), session.csrf.encode()):
            raise CalmError(Calm.OLD_FORM, 403)
        if data is None or not (name or data):
            fault = Fault.FILE_LARGE if data is None else Fault.FILE_NONE
            return await self._draw(request, wrong={"file": fault}, status=422)
        guest = self.guest(request)
        parsed = await asyncio.to_thread(read, name, data, await self._directory(), guest.today)
        if parsed.issues:
            return await self._draw(request, findings=tuple(map(_finding, parsed.issues)), status=422)
        try:
            plan = await self.registry.plan_import(parsed.entries, now=guest.now)
        except Refused as refused:
            return await self._draw(request, refused=refused.reason.value, status=409)
        return self._draw_plan(request, self._keep(person.id, plan, guest.now), plan)

    async def _upload(self, request: web.Request) -> tuple[Form, str, bytes | None]:
        """The fields, the name of the file and its bytes; None of a file that is too large."""
        fields: list[tuple[str, str]] = []
        name, data = "", b""
        too_large = (request.content_length or 0) > 2 * LARGEST
        if not request.content_type.startswith("multipart/"):
            raise CalmError(Calm.OLD_FORM, 403)
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                continue
            if part.name == "file":
                name, found = part.filename or "", bytearray()
                taken = 0
                while (chunk := await part.read_chunk(64 * 1024)) and (taken := taken + len(chunk)) < _DRAIN:
                    # Read on to its end, so that the browser gets our sentence and not a broken connection.
                    if len(found) <= LARGEST:
                        found += chunk
                data, too_large = bytes(found), too_large or len(found) > LARGEST
            elif part.name:
                fields.append((part.name, (await part.read(decode=True))[:4096].decode(errors="replace")))
        return Form.of(fields), name, None if too_large else data

    def _keep(self, by: int, plan: Plan, now: datetime) -> str:
        old = [key for key, one in self._plans.items() if one.until < now and one.state != "running"]
        for key in (*old, *list(self._plans)[: max(0, len(self._plans) - len(old) - _PLANS)]):
            self._plans.pop(key, None)
        key = secrets.token_urlsafe(16)
        self._plans[key] = _Waiting(by, plan, now + _LIFE)
        return key

    def _draw_plan(self, request: web.Request, key: str, plan: Plan) -> web.Response:
        return self.page(
            request,
            "plan",
            plan_id=key,
            changes=len(plan.planned),
            planned=[self._planned(request, one) for one in plan.planned[:_SHOWN]],
            left=max(0, len(plan.planned) - _SHOWN),
            objections=[
                {"reason": one.reason.value, "where": " · ".join(part for part in (one.entry_id, one.detail) if part)}
                for one in plan.objections
            ],
            can_apply=bool(plan.planned) and all(one.forcible for one in plan.objections),
            must_force=bool(plan.objections),
            back_here="/transfer",
        )

    def _planned(self, request: web.Request, one: Planned) -> Mapping[str, Any]:
        told = self.teller(request)
        return {
            "name": one.value.name.within(spoken(self.guest(request).language)),
            "new": one.new,
            "at_once": told.changes(one.at_once),
            "proposed": told.changes(one.proposed),
        }

    async def apply(self, request: web.Request) -> web.StreamResponse:
        """Do what was shown. It goes on by itself; the page says how far it is."""
        person = self.permit(request, Action.IMPORT)
        form = await self.form(request)
        waiting = self._plan(request)
        if waiting.state == "":
            waiting.state, waiting.total = "running", len(waiting.plan.planned)
            now, force = self.guest(request).now, form["force"] == "yes"
            waiting.task = asyncio.create_task(self._run(waiting, person.id, now, force=force))
        return send_on(request.path)

    async def _run(self, waiting: _Waiting, by: int, now: datetime, *, force: bool) -> None:
        def progress(at: int, total: int) -> None:
            waiting.at, waiting.total = at, total

        try:
            await self.registry.apply_import(by, waiting.plan, now=now, progress=progress, force=force)
            waiting.state = "done"
        except Refused as refused:
            waiting.state = refused.reason.value
        except RegistryError:
            waiting.state = "away"

    async def progress(self, request: web.Request) -> web.StreamResponse:
        """How far it is."""
        self.permit(request, Action.IMPORT)
        waiting = self._plan(request)
        if waiting.state == "":
            return self._draw_plan(request, request.match_info["plan"], waiting.plan)
        return self.page(request, "progress", state=waiting.state, at=waiting.at, total=waiting.total)

    def _plan(self, request: web.Request) -> _Waiting:
        waiting = self._plans.get(request.match_info["plan"])
        if waiting is None or waiting.by != self.person(request).id:
            raise CalmError(Calm.NOT_FOUND, 404)
        return waiting

    async def undo(self, request: web.Request) -> web.StreamResponse:
        """Take back what an import brought."""
        person = self.permit(request, Action.UNDO_IMPORT)
        await self.form(request)
        await self.registry.undo_import(person.id, number(request.match_info["import"], 0), now=self.guest(request).now)
        return send_on("/transfer", Done.UNDONE)


def _finding(issue: Issue) -> Mapping[str, str]:
    """Where, and the code whose sentence is said in the person's language; the guess is a name, the same in both."""
    guess = _GUESS.search(issue.text)
    where = ", ".join(part for part in (issue.file, issue.place) if part)
    return {"where": where, "code": issue.code, "guess": guess[1] if guess else ""}


def _archive(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), body, zipfile.ZIP_DEFLATED)
    return made.getvalue()
