"""The overview as a page, complete without script, and its live feed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from gate_service.web.access import STAFF, GateHere, allow
from gate_service.web.doorkeeper import authenticate
from gate_service.web.errors import UnauthenticatedError
from gate_service.web.live import Hub
from gate_service.web.overview.board import FRESH, Board
from gate_service.web.overview.figures import percent, plots_of, seconds
from gate_service.web.rendering import page, render

HEARTBEAT = 5.0
"""Seconds between looks where nothing tells of a change."""
SPANS = {8: "8 hours", 24: "24 hours", 168: "7 days"}
_PARTS = 8
_RETRY = 1000  # milliseconds until a browser that lost its link tries again

router = APIRouter(
    prefix="/overview", include_in_schema=False, dependencies=[Depends(allow(*STAFF))]
)
Hours = Annotated[int, Query(ge=1, le=168)]


def board_of(request: Request) -> Board:
    """Return the board that the app keeps."""
    board: Board = request.app.state.board
    return board


BoardHere = Annotated[Board, Depends(board_of)]


@router.get("")
def show(board: BoardHere, hours: Hours = 24) -> HTMLResponse:
    """Show the lanes now, and the figures of the last *hours*."""
    values = _values(board, hours)
    return page("overview/overview.html", 200, spans=SPANS, hours=hours, **values)


@router.get("/live", response_class=EventSourceResponse)
async def follow(
    board: BoardHere, gate: GateHere, request: Request, hours: Hours = 24
) -> AsyncIterator[ServerSentEvent]:
    """Send the page's board whenever something changed, and a sign of life.

    A stream whose key was revoked ends. Changes that come faster than people read
    are shown together.
    """
    hub: Hub = request.app.state.hub
    shown = ""
    with hub.following(*gate.site.lanes) as change, suppress(UnauthenticatedError):
        while not hub.closed:
            change.clear()
            await run_in_threadpool(authenticate, gate, request.state.secret)
            fresh = await run_in_threadpool(_rendered, board, hours)
            told = fresh if fresh != shown else ""
            yield ServerSentEvent(raw_data=told, event="board", retry=_RETRY)
            shown = fresh
            with suppress(TimeoutError):
                await asyncio.wait_for(change.wait(), HEARTBEAT)
            await _pause(hub)


async def _pause(hub: Hub) -> None:
    """Let changes gather, but never hold up a server that stops."""
    for _ in range(_PARTS):
        if not hub.closed:
            await asyncio.sleep(FRESH / _PARTS)


def _rendered(board: Board, hours: int) -> str:
    return render("overview/board.html", **_values(board, hours))


def _values(board: Board, hours: int) -> dict[str, object]:
    over = board.newest(hours)
    return {
        "over": over,
        "plots": plots_of(over),
        "seconds": seconds,
        "percent": percent,
    }
