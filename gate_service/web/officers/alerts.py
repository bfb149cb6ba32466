"""The officers' alerts: a list that is complete before any script runs, and answers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gate_service.domain.callers import Caller, Role
from gate_service.domain.errors import InvalidInputError, StateConflictError
from gate_service.domain.safety import Alert, AlertId, AlertState, Cause, Severity
from gate_service.domain.safety_ports import AlertFilter
from gate_service.web.access import allow
from gate_service.web.officers.cards import Card
from gate_service.web.officers.desk import MOST, Desk, DeskHere
from gate_service.web.officers.maps import Place, places_of
from gate_service.web.officers.search import (
    Search,
    SearchHere,
    answered_of,
    waiting_of,
)
from gate_service.web.schemas.base import Id
from gate_service.web.texts import Wording

_ANSWERED = 12
"""Answered alerts on one page; older ones are behind a link."""

router = APIRouter(prefix="/officers", include_in_schema=False)


@router.get("")
def list_alerts(
    desk: DeskHere,
    search: SearchHere,
    before: Annotated[int | None, Query(ge=0, le=2**53)] = None,
) -> HTMLResponse:
    """List the alerts: those that wait, the most urgent first, and the others."""
    asked = search.asked()
    waiting = _found(desk, waiting_of(asked) if before is None else None, MOST)
    others = _found(desk, _before(answered_of(asked), before), _ANSWERED + 1)
    cards = sorted(map(Card, waiting), key=lambda card: -card.order)
    places = places_here(desk)
    return desk.page(
        "alerts.html",
        "alerts",
        cards=[*cards, *map(Card, others[:_ANSWERED])],
        shown=cards[0] if cards else None,
        may_answer=desk.may_answer,
        zones=places,
        filters=_filters(search, places, desk.say),
        spans=(("since", search.since), ("until", search.until)),
        query=search.query,
        older=_older(search, others),
    )


@router.get("/alerts/{alert}")
def show_alert(alert: Id, desk: DeskHere) -> HTMLResponse:
    """Show one alert: still, clip, facts, history, and the answers it allows."""
    return _alert_page(desk, alert)


@router.post("/alerts/{alert}")
def answer_alert(
    alert: Id,
    desk: DeskHere,
    by: Annotated[Caller, Depends(allow(Role.OFFICER))],
    answer: Annotated[str, Form(max_length=20)],
    note: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Take an officer's answer; another officer's that came first is told."""
    use = desk.gate.safety.answer
    uses = {
        "acknowledge": use.acknowledge,
        "false-alarm": use.false_alarm,
        "escalate": use.escalate,
    }
    if answer not in uses:
        msg = f"{answer!r} is none of {', '.join(uses)}"
        raise InvalidInputError(field="answer", message=msg)
    try:
        uses[answer](AlertId(alert), note, by)
    except StateConflictError as error:
        return _alert_page(desk, alert, status=409, refused=str(error))
    return RedirectResponse(f"/officers/alerts/{alert}", 303)


def places_here(desk: Desk) -> list[Place]:
    """Give every zone of the site as it may be believed now."""
    safety = desk.gate.safety
    return places_of(safety.look.yards(), safety.clock())


def _alert_page(
    desk: Desk, alert: str, *, status: int = 200, refused: str | None = None
) -> HTMLResponse:
    return desk.page(
        "alert.html",
        "alerts",
        status,
        shown=Card(desk.gate.safety.look.alert(AlertId(alert))),
        may_answer=desk.may_answer,
        refused=refused,
    )


def _found(desk: Desk, asked: AlertFilter | None, limit: int) -> Sequence[Alert]:
    return () if asked is None else desk.gate.safety.look.alerts(asked, limit)[0]


def _before(asked: AlertFilter | None, number: int | None) -> AlertFilter | None:
    return asked and replace(asked, before=number)


def _older(search: Search, others: Sequence[Alert]) -> str | None:
    """Word the query of the next page; None on the last one."""
    if len(others) <= _ANSWERED:
        return None
    more = f"before={others[_ANSWERED - 1].number}"
    return f"{search.query}&{more}" if search.query else more


def _filters(
    search: Search, places: Sequence[Place], say: Wording
) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Give each select: its name, what is chosen, every value with its words."""
    zones = sorted({place.name for place in places if place.camera} | {search.zone})
    cameras = sorted({place.camera for place in places} | {search.camera})
    return [
        ("state", search.state, [(s, say(f"state.{s}")) for s in AlertState]),
        ("severity", search.severity, [(s, say(f"severity.{s}")) for s in Severity]),
        ("cause", search.cause, [(c, say(f"cause.{c}")) for c in Cause]),
        ("zone", search.zone, [(zone, zone) for zone in zones if zone]),
        ("camera", search.camera, [(each, each) for each in cameras if each]),
    ]
