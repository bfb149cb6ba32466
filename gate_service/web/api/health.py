"""Health: the one answer that needs no key."""

import logging

from fastapi import APIRouter, Request, Response

from gate_service.application.gate import Gate
from gate_service.web.access import GateHere
from gate_service.web.openapi import WITHOUT_KEY
from gate_service.web.schemas.keys import HealthAnswer
from gate_service.web.ticking import Ticking

_LOG = logging.getLogger(__name__)
_BEYOND = 2**53  # behind every event: a question that costs nothing
router = APIRouter(tags=["health"])


@router.get(
    "/healthz",
    responses={503: {"model": HealthAnswer, "description": "It cannot"}},
    openapi_extra=WITHOUT_KEY,
)
def health(request: Request, response: Response, gate: GateHere) -> HealthAnswer:
    """Say whether the gate can decide: its database answers and its clock ticks."""
    ticking: Ticking = request.app.state.ticking
    database, tick = _answers(gate), ticking.live
    if not (database and tick):
        response.status_code = 503
    return HealthAnswer(
        database=_word(well=database), tick=_word(well=tick), tick_age=ticking.age
    )


def _answers(gate: Gate) -> bool:
    try:
        gate.look_up.events(_BEYOND, limit=1)
    except Exception:  # noqa: BLE001 - whatever it is, health has to tell it
        _LOG.exception("database does not answer")
        return False
    return True


def _word(*, well: bool) -> str:
    return "ok" if well else "failed"
