"""The web application: put together from a gate, and nothing started by importing."""

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from functools import partial

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from gate_service.application.gate import Gate
from gate_service.web import docs, kiosk, login, pages
from gate_service.web.api.routers import ROUTERS
from gate_service.web.doorkeeper import Doorkeeper
from gate_service.web.errors import install_handlers
from gate_service.web.headers import SecurityHeaders
from gate_service.web.limits import BodyCap
from gate_service.web.live import Hub
from gate_service.web.officers.routers import ROUTERS as OFFICERS
from gate_service.web.offline import pages as offline
from gate_service.web.openapi import QuaygateApi
from gate_service.web.pictures import Pictures
from gate_service.web.texts import DEFAULT
from gate_service.web.ticking import Ticking

_PACKAGE = "gate_service.web"
_SWEEP_EVERY = 3600.0  # seconds


def create_app(
    gate: Gate, *, language: str = DEFAULT, tick_every: float = 1.0
) -> FastAPI:
    """Return the app over *gate*, which stays its caller's to close.

    *language* is the pages' own, before anybody chooses. While the app runs,
    it lets time pass every *tick_every* seconds and sends what escalated as often.
    """
    hub = Hub()
    ticking = Ticking(lambda: _tick(gate), time.monotonic, tick_every)
    senders = [
        Ticking(partial(gate.safety.deliver, name), time.monotonic, tick_every)
        for name in gate.safety.deliver.channels
    ]
    sweeping = Ticking(gate.safety.sweep, time.monotonic, _SWEEP_EVERY)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with hub.listening(gate.subscribe):
            async with AsyncExitStack() as stack:
                for each in (ticking, sweeping, *senders):
                    await stack.enter_async_context(each.running())
                yield

    app = QuaygateApi(lifespan=lifespan)
    app.state.gate, app.state.hub, app.state.ticking = gate, hub, ticking
    app.state.language = language
    app.state.pictures = Pictures(time.monotonic)
    _add_doors(app, gate)
    people = (
        *(kiosk.router, *OFFICERS, pages.router, offline.router),
        *(login.router, docs.router),
    )
    for router in (*ROUTERS, *people):
        app.include_router(router)
    app.mount("/static", StaticFiles(packages=[(_PACKAGE, "static")]), name="static")
    return app


def _tick(gate: Gate) -> None:
    """Let time pass for trucks, yards and alerts; what fails stops no other."""
    with ExitStack() as others:
        others.callback(gate.safety.escalate)
        others.callback(gate.safety.watch)
        gate.tick()


def _add_doors(app: FastAPI, gate: Gate) -> None:
    """Guard *app*; the door added last is the outermost."""
    app.add_middleware(BodyCap)
    app.add_middleware(Doorkeeper, gate=gate)
    app.add_middleware(SecurityHeaders)
    install_handlers(app)
