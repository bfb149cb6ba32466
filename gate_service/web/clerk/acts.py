"""What a clerk does at the desk: forms that post, and a page in answer."""

from collections.abc import Callable
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.domain.desk import WAITING
from gate_service.domain.errors import (
    GateError,
    InvalidFaultsError,
    InvalidInputError,
    NotFoundError,
    NotYoursError,
    OverrideRefusedError,
    PassError,
    StateConflictError,
)
from gate_service.domain.visits import VisitId
from gate_service.web.access import GateHere, allow
from gate_service.web.clerk.forms import Wish, corrections_of
from gate_service.web.clerk.pages import Told, case_page
from gate_service.web.errors import problem_of
from gate_service.web.schemas.base import Id

_REFUSALS = (InvalidInputError, StateConflictError, NotYoursError, PassError)
Clerk = Annotated[Caller, Depends(allow(Role.CLERK))]
Second = Annotated[Caller, Depends(allow(Role.CLERK, Role.OFFICER))]

router = APIRouter(prefix="/clerk/{visit}", include_in_schema=False)


@router.post("/claim")
def claim(visit: Id, gate: GateHere, caller: Clerk) -> Response:
    """Take a truck, or keep it."""
    return _done(gate, caller, visit, lambda: gate.desk.claim(VisitId(visit), caller))


@router.post("/give-back")
def give_back(visit: Id, gate: GateHere, caller: Clerk) -> Response:
    """Let somebody else take it."""
    gate.desk.give_back(VisitId(visit), caller)
    return RedirectResponse("/clerk", 303)


@router.post("/correct")
async def correct(
    visit: Id, request: Request, gate: GateHere, caller: Clerk
) -> Response:
    """Take what the clerk reads; the rules run again."""
    told = list(corrections_of(await request.form(max_fields=300)))
    wanted = VisitId(visit)
    act = partial(gate.desk.correct, wanted, told, caller)
    return await run_in_threadpool(_done, gate, caller, visit, act)


@router.post("/resolve")
def resolve(
    visit: Id, gate: GateHere, caller: Clerk, wish: Annotated[Wish, Form()]
) -> Response:
    """Let go, send or refuse; where a STOP stands, propose it."""
    told = wish.resolution()
    return _done(
        gate, caller, visit, lambda: gate.desk.resolve(VisitId(visit), told, caller)
    )


@router.post("/confirm")
def confirm(visit: Id, gate: GateHere, caller: Second) -> Response:
    """Say yes, as the second person."""
    return _done(gate, caller, visit, lambda: gate.desk.confirm(VisitId(visit), caller))


@router.post("/decline")
def decline(visit: Id, gate: GateHere, caller: Second) -> Response:
    """Say no, or take one's own proposal back."""
    wanted = VisitId(visit)
    return _done(gate, caller, visit, lambda: gate.desk.confirm.decline(wanted, caller))


@router.post("/code")
def present_code(
    visit: Id,
    gate: GateHere,
    caller: Clerk,
    code: Annotated[str, Form(max_length=600)],
) -> Response:
    """Show a code for the driver, as the kiosk would."""
    lane = gate.desk.look.one(VisitId(visit)).lane
    return _done(gate, caller, visit, lambda: gate.present(lane, code.strip()))


def _done(
    gate: Gate, caller: Caller, visit: str, act: Callable[[], object]
) -> Response:
    """Act, and go to the truck while it waits, else to the desk; show a refusal."""
    try:
        act()
    except (*_REFUSALS, NotFoundError) as error:
        told = Told(refused=_worded(error))
        status = problem_of(error).status
        return case_page(gate, caller, visit, told, status)
    after = gate.look_up.visit(VisitId(visit))
    by_person = after.decision is not None and after.decision.by
    if after.state in WAITING and not by_person:
        return RedirectResponse(f"/clerk/{visit}", 303)
    return RedirectResponse(f"/clerk?done={visit}", 303)


def _worded(error: GateError) -> tuple[str, ...]:
    if isinstance(error, OverrideRefusedError):
        return error.against
    if isinstance(error, InvalidFaultsError):
        return tuple(dict.fromkeys(each.message for each in error.faults))
    return (str(error),)
