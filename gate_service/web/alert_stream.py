"""The officers' live feed: alerts and zones as they change, replayed from the store.

A stream holds no queue: it waits for the hub, then reads what is new from the store,
and reads on only when its viewer has taken that. A slow viewer misses nothing and
holds nobody up; one that has vanished costs a socket.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from fastapi import Request
from fastapi.sse import ServerSentEvent
from starlette.concurrency import run_in_threadpool

from gate_service.application.gate import Gate
from gate_service.domain.safety import Alert
from gate_service.domain.safety_ports import EVERY
from gate_service.web.doorkeeper import authenticate
from gate_service.web.errors import UnauthenticatedError
from gate_service.web.live import Hub
from gate_service.web.schemas.alerts import ALERT_EXAMPLE, AlertAnswer
from gate_service.web.schemas.yards import YardAnswer

HEARTBEAT = 2.0
"""Seconds between signs of life."""
_RETRY = 1000  # milliseconds until a browser that lost its link tries again
_AT_ONCE = 100  # alerts that are read in one go
EXAMPLE = {"example": f"event: alert\nid: 418\ndata: {json.dumps(ALERT_EXAMPLE)}\n\n"}


@dataclass(frozen=True, slots=True)
class _News:
    """What one look found behind the change that was shown last."""

    alerts: Sequence[Alert]
    yards: Sequence[YardAnswer]
    shown: int

    def sights(self) -> list[object]:
        """Give what of the yards is worth an event: not each frame's age."""
        return [
            (
                yard.yard,
                yard.silent,
                yard.faults,
                [(each.camera, each.state, each.lens) for each in yard.cameras],
                yard.zones,
            )
            for yard in self.yards
        ]


async def alert_stream(
    gate: Gate, request: Request, start: int | None
) -> AsyncIterator[ServerSentEvent]:
    """Yield what changes behind *start*, None meaning from now on.

    A stream whose key was revoked ends. Each event but the heartbeat has an id to go
    on from, so a link lost before the first alert misses none.
    """
    hub: Hub = request.app.state.hub
    shown, sights = start, None
    with hub.following(*gate.site.yards) as change, suppress(UnauthenticatedError):
        while not hub.closed:
            change.clear()
            secret = request.state.secret
            news = await run_in_threadpool(_look, gate, secret, shown)
            shown = news.shown
            for alert in news.alerts:
                yield _alert(alert)
            if news.sights() != sights:
                sights = news.sights()
                yield _zones(news)
            elif not news.alerts:
                yield ServerSentEvent(raw_data="", event="heartbeat")
            if len(news.alerts) < _AT_ONCE:
                await _wait(change)


def _look(gate: Gate, secret: str, shown: int | None) -> _News:
    authenticate(gate, secret)
    look = gate.safety.look
    _, last = look.alerts(EVERY, 0)
    behind = last if shown is None else min(shown, last)
    alerts = look.changed(behind, _AT_ONCE)
    yards = [YardAnswer.of(state, gate.safety.clock()) for state in look.yards()]
    return _News(alerts, yards, alerts[-1].change if alerts else behind)


def _alert(alert: Alert) -> ServerSentEvent:
    return ServerSentEvent(
        raw_data=AlertAnswer.of(alert).model_dump_json(),
        event="alert",
        id=str(alert.change),
        retry=_RETRY,
    )


def _zones(news: _News) -> ServerSentEvent:
    told = json.dumps([each.model_dump(mode="json") for each in news.yards])
    return ServerSentEvent(
        raw_data=told, event="zones", id=str(news.shown), retry=_RETRY
    )


async def _wait(change: asyncio.Event) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(change.wait(), HEARTBEAT)
