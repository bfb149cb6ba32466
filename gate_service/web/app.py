"""The web application: put together from a gate, and nothing started by importing."""

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from functools import partial

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from gate_service.application.gate import Gate
from gate_service.web import docs, kiosk, kiosk_talk, login, pages
from gate_service.web.api.routers import ROUTERS
from gate_service.web.clerk.routers import ROUTERS as CLERKS
from gate_service.web.doorkeeper import Doorkeeper
from gate_service.web.errors import install_handlers
from gate_service.web.headers import SecurityHeaders
from gate_service.web.limits import BodyCap
from gate_service.web.live import Hub
from gate_service.web.officers.routers import ROUTERS as OFFICERS
from gate_service.web.openapi import QuaygateApi
from gate_service.web.pictures import Pictures
from gate_service.web.postmen import Postmen
from gate_service.web.talks import Talks
from gate_service.web.telling import subscribers
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
    sweepers = [
        Ticking(sweep, time.monotonic, _SWEEP_EVERY)
        for sweep in (gate.safety.sweep, gate.ruling.sweep)
    ]

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        with hub.listening(gate.subscribe):
            async with AsyncExitStack() as stack:
                await stack.enter_async_context(Postmen(gate.telling).running())
                for each in (ticking, *sweepers, *senders):
                    await stack.enter_async_context(each.running())
                yield

    app = QuaygateApi(lifespan=lifespan)
    app.state.gate, app.state.hub, app.state.ticking = gate, hub, ticking
    app.state.language = language
    app.state.pictures = Pictures(time.monotonic)
    app.state.talks = Talks(time.monotonic)
    _add_doors(app, gate)
    people = (
        kiosk.router,
        kiosk_talk.router,
        *CLERKS,
        *OFFICERS,
        subscribers.router,
        pages.router,
        login.router,
        docs.router,
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
        others.callback(gate.desk.tidy)
        gate.tick()


def _add_doors(app: FastAPI, gate: Gate) -> None:
    """Guard *app*; the door added last is the outermost."""
    app.add_middleware(BodyCap)
    app.add_middleware(Doorkeeper, gate=gate)
    app.add_middleware(SecurityHeaders)
    install_handlers(app)
