"""Slots: when trucks may come, and how many places are left."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from gate_service.domain.callers import Role
from gate_service.web.access import STAFF, GateHere, allow
from gate_service.web.openapi import ALWAYS
from gate_service.web.schemas.parties import SlotAnswer

router = APIRouter(prefix="/api/v1", tags=["appointments"], responses=ALWAYS)
_Day = Annotated[date | None, Query(ge=date(1900, 1, 2), lt=date(3000, 1, 1))]


@router.get(
    "/slots",
    response_model=list[SlotAnswer],
    dependencies=[Depends(allow(Role.HAULIER, *STAFF))],
)
def list_slots(gate: GateHere, day: _Day = None) -> list[dict[str, object]]:
    """List the slots of a *day* of the site (today) that are not over.

    A site without slots has none, and takes any window.
    """
    return [
        {
            "opens": each.slot.opens,
            "closes": each.slot.closes,
            "places": each.slot.places,
            "taken": each.taken,
            "free": each.free,
        }
        for each in gate.declarations.slots(day)
    ]
