"""The kiosk page of a lane: forms that work without script, and a live stream.

A stream costs no thread while nothing changes: it waits in the event loop for the
hub, and borrows the kiosks' thread only to read the lane's view.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.domain.errors import PassError, UnknownAppointmentError
from gate_service.domain.lanes import LaneView
from gate_service.domain.visits import LaneName
from gate_service.web.access import GateHere, allow
from gate_service.web.doorkeeper import authenticate
from gate_service.web.errors import UnauthenticatedError
from gate_service.web.lane_threads import at_kiosks
from gate_service.web.live import Hub
from gate_service.web.rendering import page
from gate_service.web.schemas.base import LaneId
from gate_service.web.screens import rendered, screen_of
from gate_service.web.texts import Wording, wordings

HEARTBEAT = 2.0
"""Seconds between signs of life."""
PATIENCE = 7
"""Seconds without one until the page covers itself: a stale GO must not stand."""
_RETRY = 1000  # milliseconds until a browser that lost its link tries again

_SHOWN_TO = (Role.KIOSK, Role.CLERK, Role.ADMIN)

router = APIRouter(
    prefix="/kiosk/{lane}",
    include_in_schema=False,
    dependencies=[Depends(allow(*_SHOWN_TO))],
)


def chosen(request: Request, lang: Annotated[str, Query(max_length=8)] = "") -> Wording:
    """Return the language asked for, or the site's own."""
    own: str = request.app.state.language
    return wordings().get(lang) or wordings()[own]


Language = Annotated[Wording, Depends(chosen)]


@router.get("")
def show(
    lane: LaneId,
    wording: Language,
    gate: GateHere,
    caller: Annotated[Caller, Depends(allow(*_SHOWN_TO))],
    *,
    typing: bool = False,
) -> HTMLResponse:
    """Show the lane as it is now, complete before any script runs."""
    view = gate.lane_view(LaneName(lane))
    return page(
        "kiosk.html",
        lane=lane,
        # "Lane 1" in every language, where lanes are named lane-1, lane-2, ...
        number=lane.removeprefix("lane-"),
        screen=screen_of(view, wording),
        wording=wording,
        languages=wordings().values(),
        typing=typing,
        talks=caller.role is Role.KIOSK and not typing,
        patience=PATIENCE,
        own_page=gate.site.lane(LaneName(lane)).own_page,
    )


@router.post("/code")
async def present(
    lane: LaneId,
    wording: Language,
    gate: GateHere,
    code: Annotated[str, Form(max_length=600)],
) -> RedirectResponse:
    """Take a code from the scanner or the keyboard; the lane's view says if refused."""
    with suppress(PassError, UnknownAppointmentError):
        await at_kiosks(lambda: gate.present(LaneName(lane), code.strip()))
    return _back(lane, wording)


@router.post("/clerk")
async def call_clerk(
    lane: LaneId, wording: Language, gate: GateHere
) -> RedirectResponse:
    """Call a clerk to this lane."""
    await at_kiosks(lambda: gate.call_clerk(LaneName(lane)))
    return _back(lane, wording)


def known(lane: LaneId, gate: GateHere) -> LaneName:
    """Return the lane's name; UnknownLaneError comes before a stream has begun."""
    gate.site.lane(LaneName(lane))
    return LaneName(lane)


@router.get("/events", response_class=EventSourceResponse)
async def follow(
    lane: Annotated[LaneName, Depends(known)],
    wording: Language,
    gate: GateHere,
    request: Request,
) -> AsyncIterator[ServerSentEvent]:
    """Send the screen now and after every change, and heartbeats between.

    A stream whose key was revoked ends, and its page covers itself.
    """
    hub: Hub = request.app.state.hub
    shown = -1
    with hub.following(lane) as change, suppress(UnauthenticatedError):
        while not hub.closed:
            change.clear()
            view = await at_kiosks(lambda: _look(gate, lane, request.state.secret))
            if view.version != shown:
                shown = view.version
                screen = rendered(view, wording)
                yield ServerSentEvent(
                    raw_data=screen, event="screen", id=str(shown), retry=_RETRY
                )
            else:
                yield ServerSentEvent(raw_data="", event="heartbeat")
            await _wait(change)


def _look(gate: Gate, lane: LaneName, secret: str) -> LaneView:
    authenticate(gate, secret)
    return gate.lane_view(lane)


async def _wait(change: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(change.wait(), HEARTBEAT)


def _back(lane: str, wording: Wording) -> RedirectResponse:
    return RedirectResponse(f"/kiosk/{lane}?lang={wording.code}", 303)
