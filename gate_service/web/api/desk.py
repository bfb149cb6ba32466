"""The clerk desk for programs: what its page does, one call each."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from gate_service.domain.callers import Caller, Role
from gate_service.domain.visits import VisitId
from gate_service.web.access import GateHere, allow
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.schemas.base import At, Id
from gate_service.web.schemas.desk import (
    CorrectionsBody,
    DeskSecondsAnswer,
    ResolutionBody,
    WaitingAnswer,
)
from gate_service.web.schemas.visits import VisitAnswer

router = APIRouter(prefix="/api/v1/desk", tags=["desk"], responses=ALWAYS)
_WATCHING = [Depends(allow(Role.CLERK, Role.OFFICER, Role.ADMIN))]
_Clerk = Annotated[Caller, Depends(allow(Role.CLERK))]
_Second = Annotated[Caller, Depends(allow(Role.CLERK, Role.OFFICER))]
_REFUSED, _BODY_REFUSED = refusals(404, 409), refusals(404, 409, 413)
_DAY = timedelta(hours=24)


@router.get("", dependencies=_WATCHING)
def list_who_waits(gate: GateHere) -> list[WaitingAnswer]:
    """List trucks that wait for a person, the nearest time limit first."""
    return [WaitingAnswer.of(each) for each in gate.desk.look.waiting()]


@router.get("/seconds", dependencies=_WATCHING)
def time_the_desk(
    gate: GateHere,
    since: Annotated[At | None, Query(description="24 hours ago without it")] = None,
) -> DeskSecondsAnswer:
    """Say how long cases took that ended since then."""
    begin = since or gate.safety.clock() - _DAY
    return DeskSecondsAnswer.of(gate.desk.seconds(begin))


@router.post("/{visit}/claim", status_code=204, responses=_REFUSED)
def claim_a_truck(visit: Id, gate: GateHere, caller: _Clerk) -> None:
    """Work on a truck alone; said again, it keeps the claim."""
    gate.desk.claim(VisitId(visit), caller)


@router.post("/{visit}/give-back", status_code=204, responses=_REFUSED)
def give_a_truck_back(visit: Id, gate: GateHere, caller: _Clerk) -> None:
    """Let another clerk take it."""
    gate.desk.give_back(VisitId(visit), caller)


@router.post("/{visit}/correct", responses=_BODY_REFUSED)
def correct_readings(
    visit: Id, body: CorrectionsBody, gate: GateHere, caller: _Clerk
) -> VisitAnswer:
    """Say what stands on the truck; the rules run again.

    Against a STOP it waits for a second person, and the visit stays as it is.
    """
    told = [each.told() for each in body.corrections]
    return VisitAnswer.of(gate.desk.correct(VisitId(visit), told, caller))


@router.post("/{visit}/resolve", responses=_BODY_REFUSED)
def resolve_a_case(
    visit: Id, body: ResolutionBody, gate: GateHere, caller: _Clerk
) -> VisitAnswer:
    """Let a truck go, send it somewhere or refuse it, whatever the rules say.

    Against a STOP it waits for a second person. What customs ordered, a forged pass
    and a truck without its own appointment are refused with 409 `override-refused`.
    """
    wish = body.resolution()
    return VisitAnswer.of(gate.desk.resolve(VisitId(visit), wish, caller))


@router.post("/{visit}/confirm", responses=_REFUSED)
def confirm_as_second(visit: Id, gate: GateHere, caller: _Second) -> VisitAnswer:
    """Confirm what another person proposed, and carry it out."""
    return VisitAnswer.of(gate.desk.confirm(VisitId(visit), caller))


@router.post("/{visit}/decline", status_code=204, responses=_REFUSED)
def decline_as_second(visit: Id, gate: GateHere, caller: _Second) -> None:
    """Decline what was proposed, or take one's own proposal back."""
    gate.desk.confirm.decline(VisitId(visit), caller)
