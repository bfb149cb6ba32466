"""The web application: put together from a gate, and nothing started by importing."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from gate_service.application.gate import Gate
from gate_service.web.api.routers import ROUTERS
from gate_service.web.background import Background
from gate_service.web.doorkeeper import Doorkeeper
from gate_service.web.errors import install_handlers
from gate_service.web.etags import Tagged
from gate_service.web.headers import SecurityHeaders
from gate_service.web.limits import BodyCap
from gate_service.web.live import Hub
from gate_service.web.openapi import QuaygateApi
from gate_service.web.overview.board import Board
from gate_service.web.page_routers import PAGES
from gate_service.web.pictures import Pictures
from gate_service.web.replays import Replays
from gate_service.web.site_clock import SiteClock
from gate_service.web.talks import Talks
from gate_service.web.texts import DEFAULT

_PACKAGE = "gate_service.web"


def create_app(
    gate: Gate, *, language: str = DEFAULT, tick_every: float = 1.0
) -> FastAPI:
    """Return the app over *gate*, which stays its caller's to close.

    *language* is the pages' own, before anybody chooses. While the app runs,
    it lets time pass every *tick_every* seconds and sends what escalated as often.
    """
    hub, background = Hub(), Background(gate, tick_every)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with hub.listening(gate.subscribe):
            async with background.running():
                yield

    app = QuaygateApi(lifespan=lifespan)
    app.state.gate, app.state.hub = gate, hub
    app.state.ticking = background.ticking
    app.state.language = language
    app.state.board = Board(gate.archive.over)
    app.state.pictures = Pictures(time.monotonic)
    app.state.talks = Talks(time.monotonic)
    _add_doors(app, gate)
    for router in (*ROUTERS, *PAGES):
        app.include_router(router)
    app.mount("/static", StaticFiles(packages=[(_PACKAGE, "static")]), name="static")
    return app


def _add_doors(app: FastAPI, gate: Gate) -> None:
    """Guard *app*; the door added last is the outermost."""
    app.add_middleware(Tagged)
    app.add_middleware(Replays, gate=gate)
    app.add_middleware(BodyCap)
    app.add_middleware(Doorkeeper, gate=gate)
    app.add_middleware(SiteClock, zone=gate.site.declarations.slots.zone)
    app.add_middleware(SecurityHeaders)
    install_handlers(app)
