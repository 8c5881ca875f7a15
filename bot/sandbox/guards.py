"""Who may talk to the sandbox: programs on this computer and its own page, nobody else's page.

A web page elsewhere could otherwise drive it through the browser: by a name that leads to this computer
(DNS rebinding) or by a form sent across sites.
"""

import re
from collections.abc import Awaitable, Callable

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LOOPBACK = ("127.0.0.1", "localhost", "::1")
OWN_HOST = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]{1,5})?")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; "
        "require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}


def is_own(request: web.Request) -> bool:
    """Tell a request of this computer from one that a foreign page makes a browser send."""
    host = request.headers.get("Host", "")
    if not OWN_HOST.fullmatch(host):
        return False
    if request.headers.get("Origin", f"http://{host}") != f"http://{host}":
        return False
    site = request.headers.get("Sec-Fetch-Site", "none")
    opening = request.headers.get("Sec-Fetch-Mode") == "navigate" and request.path == "/"
    return site in {"none", "same-origin"} or (opening and request.method == "GET")


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse foreign requests before anything is read of them."""
    if not is_own(request):
        raise web.HTTPForbidden(text="The sandbox answers only pages and programs on this computer.")
    return await handler(request)


async def add_headers(_: web.Request, response: web.StreamResponse) -> None:
    """Put the strict headers on every answer, errors and streams included."""
    response.headers.update(HEADERS)
