"""Two cookies: the token of a session, and the language. Written by hand: the library knows no `Partitioned` yet."""

from typing import Final

from aiohttp import web

from bot.script.facts import Language
from bot.staff.parts import Parts

_YEAR: Final = 365 * 24 * 3600
_HOURS: Final = 8 * 3600


def session_name(parts: Parts) -> str:
    """`__Host-` ties the cookie to this host and to encryption; without encryption a browser would refuse it."""
    return "__Host-staff" if parts.secure else "staff"


def token(parts: Parts, request: web.Request) -> str:
    """The session's token; empty when there is none."""
    return request.cookies.get(session_name(parts), "")


def keep(parts: Parts, response: web.StreamResponse, token: str) -> None:
    """Give the browser the session's token; an empty one takes it away."""
    age = _HOURS if token else 0
    response.headers.add("Set-Cookie", f"{session_name(parts)}={token}; Max-Age={age}; Path=/; HttpOnly{_site(parts)}")


def keep_language(parts: Parts, response: web.StreamResponse, language: Language) -> None:
    """Remember the language; nobody is known by it."""
    response.headers.add("Set-Cookie", f"language={language.value}; Max-Age={_YEAR}; Path=/; HttpOnly{_site(parts)}")


def _site(parts: Parts) -> str:
    # In Telegram's web client the page stands in a frame of another site: there only a partitioned cookie comes back.
    # What another site's page could then send with it, the token in each form stops.
    return "; Secure; SameSite=None; Partitioned" if parts.secure else "; SameSite=Lax"
