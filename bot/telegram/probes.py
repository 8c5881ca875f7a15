"""Three pages for the operator, on this machine only: does it live, does it serve, and its few figures."""

from http import HTTPStatus

from aiohttp import web

from bot.health import Health, Phase
from bot.metrics import FORM, Metrics

LIVE = "/healthz"
READY = "/readyz"
FIGURES = "/metrics"


class Probes:
    """`/healthz` is 200 while the process turns. `/readyz` says how it serves, each state with a status of its own."""

    def __init__(self, health: Health, metrics: Metrics) -> None:
        self._health = health
        self._metrics = metrics

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        if request.method not in {"GET", "HEAD"} or request.path not in {LIVE, READY, FIGURES}:
            return web.Response(status=HTTPStatus.NOT_FOUND)
        if request.path == LIVE:
            return web.Response(text="live\n")
        if request.path == FIGURES:
            return web.Response(body=self._metrics.page(), headers={"Content-Type": FORM})
        return web.Response(status=self._status(), text="\n".join(self._health.words()) + "\n")

    def _status(self) -> HTTPStatus:
        """503 when nobody is served. 206 when everybody is, but not with everything: no reason to take it away."""
        if self._health.phase is not Phase.SERVING:
            return HTTPStatus.SERVICE_UNAVAILABLE
        return HTTPStatus.PARTIAL_CONTENT if self._health.troubles else HTTPStatus.OK
