"""The officers' live feed: rows as the server renders them, replayed from the store.

A stream holds no queue: it waits for the hub, then reads what is new from the store
behind what it sent last. A slow viewer misses nothing and holds nobody up.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from gate_service.domain.safety_ports import AlertFilter
from gate_service.web.doorkeeper import authenticate
from gate_service.web.errors import UnauthenticatedError
from gate_service.web.live import Hub
from gate_service.web.officers.cards import Card
from gate_service.web.officers.desk import Desk, DeskHere, count_of
from gate_service.web.officers.maps import places_of, views_of
from gate_service.web.officers.search import SearchHere, wanted
from gate_service.web.rendering import render

HEARTBEAT = 2.0
"""Seconds between signs of life."""
_RETRY = 1000  # milliseconds until a browser that lost its link tries again
_AT_ONCE = 100  # alerts that are read in one go

router = APIRouter(prefix="/officers", include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What one look at the store found; ``shown`` is the change to go on from."""

    rows: tuple[tuple[int, str], ...]
    zones: str
    sights: object
    count: str
    shown: int
    more: bool


def asked_here(search: SearchHere) -> AlertFilter:
    """Return the page's filter; its refusal comes before a stream has begun."""
    return search.asked()


@router.get("/events", response_class=EventSourceResponse)
async def follow(
    desk: DeskHere,
    request: Request,
    asked: Annotated[AlertFilter, Depends(asked_here)],
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
    last_event_id: Annotated[str, Header(max_length=100)] = "",
) -> AsyncIterator[ServerSentEvent]:
    """Send what changed behind ``Last-Event-ID``, else behind *after*, and go on.

    Events: ``alert`` (its row, hidden where the filter does not want it), ``zones``
    (their list), ``count`` (what waits) and ``heartbeat``. A stream whose key was
    revoked ends, and its page says that it is old.
    """
    hub: Hub = request.app.state.hub
    shown = int(last_event_id) if last_event_id.isdecimal() else after
    before: _Look | None = None
    with (
        hub.following(*desk.gate.site.yards) as change,
        suppress(UnauthenticatedError),
    ):
        while not hub.closed:
            change.clear()
            secret = request.state.secret
            look = await run_in_threadpool(_look, desk, secret, asked, shown)
            for event in _news(before, look):
                yield event
            shown, before = look.shown, look
            if not look.more:
                await _wait(change)


def _look(desk: Desk, secret: str, asked: AlertFilter, shown: int) -> _Look:
    authenticate(desk.gate, secret)
    safety = desk.gate.safety
    count = count_of(desk.gate)
    changed = safety.look.changed(min(shown, count.change), _AT_ONCE)
    yards, now = safety.look.yards(), safety.clock()
    views = views_of(yards, now)
    return _Look(
        rows=tuple(
            (alert.change, _row(desk, Card(alert), hidden=not wanted(asked, alert)))
            for alert in changed
        ),
        zones=render(
            "officers/zone_list.html", say=desk.say, zones=places_of(yards, now)
        ),
        sights=[(v.yard, v.camera.camera, v.why, v.areas) for v in views],
        count=json.dumps(asdict(count)),
        shown=changed[-1].change if changed else count.change,
        more=len(changed) == _AT_ONCE,
    )


def _row(desk: Desk, card: Card, *, hidden: bool) -> str:
    return render("officers/row.html", say=desk.say, card=card, hidden=hidden)


def _news(before: _Look | None, look: _Look) -> Iterator[ServerSentEvent]:
    """Yield what *look* found and the one *before* had not; at least a heartbeat."""
    for change, row in look.rows:
        yield ServerSentEvent(raw_data=row, event="alert", id=str(change), retry=_RETRY)
    known = (before.zones, before.sights, before.count) if before else (None,) * 3
    if (look.zones, look.sights) != known[:2]:
        yield ServerSentEvent(raw_data=look.zones, event="zones", id=str(look.shown))
    if look.count != known[2]:
        yield ServerSentEvent(raw_data=look.count, event="count", id=str(look.shown))
    if before and not look.rows:
        yield ServerSentEvent(raw_data="", event="heartbeat")


async def _wait(change: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(change.wait(), HEARTBEAT)
