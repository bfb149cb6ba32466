"""Visits and the audit chain, for those who answer for decisions."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from gate_service.domain.audit import AuditEvent
from gate_service.domain.callers import Caller, Role
from gate_service.domain.visits import Passage, PassageId, VisitId
from gate_service.web.access import STAFF, GateHere, allow
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.schemas.base import Id, Limit
from gate_service.web.schemas.seen import PassageAnswer
from gate_service.web.schemas.visits import AuditAnswer, VisitAnswer

router = APIRouter(prefix="/api/v1", tags=["visits"], responses=ALWAYS)
_STAFF = [Depends(allow(*STAFF))]
_AUDITORS = [Depends(allow(Role.OFFICER, Role.CUSTOMS, Role.ADMIN))]


@router.get("/visits", dependencies=_STAFF)
def list_visits(gate: GateHere, limit: Limit = 100) -> list[VisitAnswer]:
    """List visits, newest first."""
    return [VisitAnswer.of(visit) for visit in gate.look_up.visits(limit=limit)]


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
    after: Annotated[int, Query(ge=0, le=2**53)] = 0,
    limit: Limit = 100,
) -> Sequence[AuditEvent]:
    """List the hash-chained events behind one that is known, oldest first."""
    return gate.look_up.events(after, limit)
