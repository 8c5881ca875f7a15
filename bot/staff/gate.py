"""What stands before every page: who may ask at all, who it is, and how every kind of trouble looks."""

from collections.abc import Awaitable, Callable
from typing import Final
from urllib.parse import urlsplit

from aiohttp import web

from bot import log
from bot.registry.model import Refused, RegistryError
from bot.registry.words import Reason, Trouble
from bot.script.facts import Language
from bot.staff.calm import Calm
from bot.staff.cookies import token
from bot.staff.parts import Guest, Parts
from bot.staff.room import GUEST, CalmError, page, within

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

FORM: Final = 64 * 1024  # bytes of a form
FILE: Final = 8 * 1024 * 1024  # bytes of a file to import
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors {frames}"
)
_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with none at all, a browser hides the origin of our own forms from us
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}
_SAFE: Final = {"GET", "HEAD"}
_STATUS: Final = {404: Calm.NOT_FOUND, 405: Calm.NOT_FOUND, 413: Calm.TOO_LARGE}


class Gate:
    """The middlewares and the headers of every answer."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._host = urlsplit(parts.origin).netloc
        policy = _POLICY.format(frames=" ".join(parts.frames) or "'none'")
        strict = {"Strict-Transport-Security": "max-age=31536000"} if parts.secure else {}
        self._headers = {**_HEADERS, "Content-Security-Policy": policy, **strict}

    def put_on(self, app: web.Application) -> None:
        """Stand before this application."""
        app.middlewares.extend((self._answer, self._stop, self._know))
        app.on_response_prepare.append(self._add_headers)

    async def _add_headers(self, _: web.Request, response: web.StreamResponse) -> None:
        for name, value in self._headers.items():
            response.headers.setdefault(name, value)
        response.headers.pop("Server", None)

    @web.middleware
    async def _answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Whatever happens becomes a calm page; of an unexpected error only its class is logged."""
        try:
            return await handler(request)
        except CalmError as error:
            return self._calm(request, error.calm, error.status)
        except Refused as error:
            return self._refuse(request, error.reason)
        except RegistryError as error:
            log.say(log.Event.REGISTRY_AWAY, error)
            full = error.trouble is Trouble.FULL
            return self._calm(request, Calm.AWAY, 507 if full else 503)
        except web.HTTPException as error:
            if error.status < 400 or error.status == 421:  # noqa: PLR2004 - redirects, and a host that is not ours
                raise
            return self._calm(request, _STATUS.get(error.status, Calm.BROKEN), error.status)
        except Exception as error:  # noqa: BLE001 - the framework would log it with its text
            log.say(log.Event.STAFF_FAILED, error)
            return self._calm(request, Calm.BROKEN, 500)

    def _calm(self, request: web.Request, calm: Calm, status: int) -> web.Response:
        return page(self._parts, request, "calm", status, what=calm.value, back_here=_back(request))

    def _refuse(self, request: web.Request, reason: Reason) -> web.Response:
        status = 403 if reason in {Reason.NOT_ALLOWED, Reason.OWN_PROPOSAL} else 409
        onward = _back(request)
        return page(self._parts, request, "refused", status, reason=reason.value, onward=onward, back_here=onward)

    @web.middleware
    async def _stop(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse other hosts (a name that leads here), other sites' forms, and more than a form may hold."""
        if request.host != self._host:
            raise web.HTTPMisdirectedRequest(text="This is not the address of these pages.")
        if request.method not in _SAFE:
            if request.headers.get("Origin", self._parts.origin) != self._parts.origin:
                raise CalmError(Calm.OLD_FORM, 403)
            if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
                raise CalmError(Calm.OLD_FORM, 403)
            upload = request.path == "/transfer"
            if not upload and (request.content_length or 0) > FORM:
                raise CalmError(Calm.TOO_LARGE, 413)
        return await handler(request)

    @web.middleware
    async def _know(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Who it is. The language is the one chosen here, else the browser's."""
        now = self._parts.clock()
        known = token(self._parts, request)
        if request.path.startswith("/web/"):
            return await handler(request)
        request[GUEST] = Guest(_language(request), now)
        session = await self._parts.registry.session(known, now=now) if known else None
        request[GUEST] = Guest(_language(request), now, session)
        return await handler(request)


def _language(request: web.Request) -> Language:
    chosen = request.cookies.get("language", "")
    if chosen in set(Language):
        return Language(chosen)
    wished = request.headers.get("Accept-Language", "").lower()
    return Language.KK if wished.startswith("kk") else Language.RU


def _back(request: web.Request) -> str:
    """The page a form stood on: its address without the last word."""
    if request.method in _SAFE:
        return within(request.path)
    parent = request.path.rpartition("/")[0]
    return within(parent) if parent.startswith(("/centre/", "/proposal/")) else "/home"
