"""Visits and the audit chain, for those who answer for decisions."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from gate_service.domain.audit import AuditEvent
from gate_service.domain.callers import Caller, Role
from gate_service.domain.visits import (
    Passage,
    PassageId,
    VisitFilter,
    VisitId,
    VisitState,
)
from gate_service.web.access import STAFF, GateHere, allow
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.paging import PagingHere
from gate_service.web.schemas.base import At, Id, Limit
from gate_service.web.schemas.seen import PassageAnswer
from gate_service.web.schemas.visits import AuditAnswer, VisitAnswer


def _asked(
    state: Annotated[list[VisitState] | None, Query()] = None,
    since: Annotated[At | None, Query(description="Last change, from then on")] = None,
    until: Annotated[At | None, Query(description="Last change, before then")] = None,
    container: Annotated[
        str | None, Query(max_length=40, description="Announced, or driven in")
    ] = None,
) -> VisitFilter:
    return VisitFilter(
        states=frozenset(state or ()), since=since, until=until, container=container
    )


VisitsHere = Annotated[VisitFilter, Depends(_asked)]
router = APIRouter(prefix="/api/v1", tags=["visits"], responses=ALWAYS)
_STAFF = [Depends(allow(*STAFF))]
_AUDITORS = [Depends(allow(Role.OFFICER, Role.CUSTOMS, Role.ADMIN))]


@router.get("/visits", dependencies=_STAFF)
def list_visits(
    gate: GateHere, paging: PagingHere, asked: VisitsHere
) -> list[VisitAnswer]:
    """List visits, newest first: in some states, of a container, changed in a time."""
    page = gate.customs.look.visits(asked, paging.cut)
    paging.next(page.next)
    return [VisitAnswer.of(visit) for visit in page.values]


@router.get("/visits/{visit}", dependencies=_STAFF, responses=refusals(404))
def read_a_visit(visit: Id, gate: GateHere) -> VisitAnswer:
    """Read one visit with its decision and every rule's reason."""
    return VisitAnswer.of(gate.look_up.visit(VisitId(visit)))


@router.post("/visits/{visit}/decide", responses=refusals(404, 409))
def decide_again(
    visit: Id, gate: GateHere, caller: Annotated[Caller, Depends(allow(Role.CLERK))]
) -> VisitAnswer:
    """Run the rules again for a referred visit whose truck is still in the lane."""
    return VisitAnswer.of(gate.decide_again(VisitId(visit), by=caller))


@router.get(
    "/passages/{passage}",
    dependencies=_STAFF,
    response_model=PassageAnswer,
    responses=refusals(404),
)
def read_a_passage(passage: Id, gate: GateHere) -> Passage:
    """Read what a lane saw of one truck: readings, cameras, evidence, times."""
    return gate.look_up.passage(PassageId(passage))


@router.get("/events", dependencies=_AUDITORS, response_model=list[AuditAnswer])
def list_audit_events(
    gate: GateHere,
    response: Response,
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
    limit: Limit = 100,
) -> Sequence[AuditEvent]:
    """List the hash-chained events behind one that is known, oldest first."""
    events = gate.look_up.events(after, limit)
    if len(events) == limit:
        there = f"/api/v1/events?after={events[-1].id}&limit={limit}"
        response.headers["Link"] = f'<{there}>; rel="next"'
    return events
