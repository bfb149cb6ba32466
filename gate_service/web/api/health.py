"""Health: the one answer that needs no key."""

from fastapi import APIRouter, Request, Response

from gate_service.web.access import GateHere
from gate_service.web.schemas.keys import HealthAnswer
from gate_service.web.ticking import Ticking

router = APIRouter(tags=["health"])


@router.get("/healthz", responses={503: {"model": HealthAnswer}})
def health(request: Request, response: Response, gate: GateHere) -> HealthAnswer:
    """Say whether the gate can decide: its database answers and its clock ticks."""
    ticking: Ticking = request.app.state.ticking
    database, tick = ticking.live, ticking.live
    if not (database and tick):
        response.status_code = 503
    return HealthAnswer(
        database=_word(well=database), tick=_word(well=tick), tick_age=ticking.age
    )


def _word(*, well: bool) -> str:
    return "ok" if well else "failed"
