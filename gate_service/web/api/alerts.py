"""Alerts: read, followed live, and answered by officers."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from gate_service.domain.callers import Caller, Role
from gate_service.domain.safety import AlertId
from gate_service.web.access import GateHere, allow
from gate_service.web.alert_stream import EXAMPLE, alert_stream
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.schemas.alerts import (
    AlertPage,
    AlertQuery,
    NoteBody,
    WholeAlertAnswer,
)
from gate_service.web.schemas.base import Id

router = APIRouter(prefix="/api/v1/alerts", tags=["alerts"], responses=ALWAYS)
WATCHING = (Role.OFFICER, Role.ADMIN)
"""Who may see the yard; answering is the officers' alone."""
_WATCHING = [Depends(allow(*WATCHING))]
_Officer = Annotated[Caller, Depends(allow(Role.OFFICER))]
_ANSWERED = refusals(404, 409, 413)
_STREAM = {"description": "Events", "content": {"text/event-stream": EXAMPLE}}


@router.get("", dependencies=_WATCHING)
def list_alerts(gate: GateHere, asked: Annotated[AlertQuery, Query()]) -> AlertPage:
    """List alerts, newest first; a filter given twice means either."""
    found, change = gate.safety.look.alerts(asked.filter(), asked.limit + 1)
    return AlertPage.of(found, asked.limit, change)


@router.get(
    "/stream",
    dependencies=_WATCHING,
    response_class=EventSourceResponse,
    responses={200: _STREAM},
)
async def follow_alerts(
    gate: GateHere,
    request: Request,
    after: Annotated[int | None, Query(ge=0, le=2**53)] = None,
    last_event_id: Annotated[str, Header(max_length=100)] = "",
) -> AsyncIterator[ServerSentEvent]:
    """Send each alert whenever it changes, and the yards whenever a zone does.

    The stream goes on behind `Last-Event-ID`, or behind `after`, or else from now on.
    What changed in between is sent first: each alert as it is now. Events: `alert`
    (one alert; its id is a change number), `zones` (all yards), `heartbeat`.
    """
    start = int(last_event_id) if last_event_id.isdecimal() else after
    async for event in alert_stream(gate, request, start):
        yield event


@router.get("/{alert}", dependencies=_WATCHING, responses=refusals(404))
def read_an_alert(alert: Id, gate: GateHere) -> WholeAlertAnswer:
    """Read one alert with its history: who did what, and when."""
    return WholeAlertAnswer.of(gate.safety.look.alert(AlertId(alert)))


@router.post("/{alert}/acknowledge", responses=_ANSWERED)
def acknowledge_an_alert(
    alert: Id, body: NoteBody, gate: GateHere, caller: _Officer
) -> WholeAlertAnswer:
    """Take an alert on: somebody sees to it, and nobody else is called."""
    answer = gate.safety.answer.acknowledge(AlertId(alert), body.note, by=caller)
    return WholeAlertAnswer.of(answer)


@router.post("/{alert}/false-alarm", responses=_ANSWERED)
def call_an_alert_false(
    alert: Id, body: NoteBody, gate: GateHere, caller: _Officer
) -> WholeAlertAnswer:
    """Say that nothing was the matter, at once or afterwards."""
    answer = gate.safety.answer.false_alarm(AlertId(alert), body.note, by=caller)
    return WholeAlertAnswer.of(answer)


@router.post("/{alert}/escalate", responses=_ANSWERED)
def escalate_an_alert(
    alert: Id, body: NoteBody, gate: GateHere, caller: _Officer
) -> WholeAlertAnswer:
    """Pass an alert on: webhook, MQTT and e-mail are told, where they are set up."""
    answer = gate.safety.answer.escalate(AlertId(alert), body.note, by=caller)
    return WholeAlertAnswer.of(answer)
