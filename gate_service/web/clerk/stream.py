"""The desk's live feed: who waits, and whether the truck that is open has changed.

A stream holds no queue: it waits for the hub, then looks at the store as it is now.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller
from gate_service.domain.errors import NotFoundError
from gate_service.domain.visits import VisitId
from gate_service.web.access import GateHere
from gate_service.web.clerk.pages import Person, queue_of, version_of
from gate_service.web.doorkeeper import authenticate
from gate_service.web.errors import UnauthenticatedError
from gate_service.web.live import Hub
from gate_service.web.schemas.base import Id

HEARTBEAT = 2.0
"""Seconds between signs of life."""
_CALM = 0.1  # seconds in which changes of many lanes become one
_RETRY = 1000  # milliseconds until a browser that lost its link tries again

router = APIRouter(prefix="/clerk", include_in_schema=False)


@dataclass(frozen=True, slots=True)
class _Look:
    """What one look found; ``case`` is empty where the truck waits no more."""

    queue: str
    case: str


@router.get("/events", response_class=EventSourceResponse)
async def follow(
    gate: GateHere,
    request: Request,
    caller: Person,
    case: Annotated[Id | None, Query()] = None,
) -> AsyncIterator[ServerSentEvent]:
    """Send the queue now and after every change, and the version of one truck.

    A stream whose key was revoked ends, and its page says that it is old.
    """
    hub: Hub = request.app.state.hub
    before: _Look | None = None
    with hub.following(*gate.site.lanes) as change, suppress(UnauthenticatedError):
        while not hub.closed:
            await asyncio.sleep(_CALM)
            change.clear()
            secret = request.state.secret
            look = await run_in_threadpool(_look, gate, secret, caller, case)
            if before is None or look.queue != before.queue:
                yield ServerSentEvent(raw_data=look.queue, event="queue", retry=_RETRY)
            if case is not None and (before is None or look.case != before.case):
                yield ServerSentEvent(raw_data=look.case, event="case", retry=_RETRY)
            if before is not None:
                yield ServerSentEvent(raw_data="", event="heartbeat")
            before = look
            with suppress(TimeoutError):
                await asyncio.wait_for(change.wait(), HEARTBEAT)


def _look(gate: Gate, secret: str, caller: Caller, case: str | None) -> _Look:
    authenticate(gate, secret)
    version = ""
    if case is not None:
        with suppress(NotFoundError):
            version = version_of(gate.desk.look.one(VisitId(case)))
    return _Look(queue_of(gate, caller), version)
