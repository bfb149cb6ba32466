"""The desk as a clerk sees it: complete before any script runs."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse
from PIL import Image, UnidentifiedImageError

from gate_service.application.desk_queue import Waiting
from gate_service.application.gate import Gate
from gate_service.domain.callers import Caller, Role
from gate_service.domain.corrections import TextKind
from gate_service.domain.decisions import ReferTarget
from gate_service.domain.desk import Grounds
from gate_service.domain.errors import NotFoundError, UnknownEvidenceError
from gate_service.domain.spread import spread
from gate_service.domain.visits import Visit, VisitId
from gate_service.web.access import GateHere, allow
from gate_service.web.clerk.rows import Row, rows_of
from gate_service.web.clerk.words import worded
from gate_service.web.rendering import page, render
from gate_service.web.schemas.base import Id

PATIENCE = 7
"""Seconds without a sign of life until the page says that it is old."""
WATCHING = (Role.CLERK, Role.OFFICER, Role.ADMIN)
_DAY = timedelta(hours=24)
_TWO_LINES = 1.9
"""A crop narrower than so many times its height holds a plate of two lines."""
_PLACES = tuple(each for each in ReferTarget if each is not ReferTarget.CLERK)

router = APIRouter(prefix="/clerk", include_in_schema=False)
Person = Annotated[Caller, Depends(allow(*WATCHING))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a page says of the act before it: refusals, or what became of a truck."""

    refused: tuple[str, ...] = ()
    done: Visit | None = None


@router.get("")
def show_desk(gate: GateHere, caller: Person, done: Id | None = None) -> HTMLResponse:
    """Show who waits; *done* is a truck that was just dealt with."""
    told = Told()
    if done is not None:
        told = Told(done=gate.look_up.visit(VisitId(done)))
    return page("clerk/desk.html", 200, **about(gate, caller), told=told, one=None)


@router.get("/{visit}")
def show_case(visit: Id, gate: GateHere, caller: Person) -> HTMLResponse:
    """Show one truck with everything known of it."""
    return case_page(gate, caller, visit, Told())


def case_page(
    gate: Gate, caller: Caller, visit: str, told: Told, status: int = 200
) -> HTMLResponse:
    """Show one truck; the desk, and what became of it, where it waits no more."""
    try:
        one = gate.desk.look.one(VisitId(visit))
    except NotFoundError:
        done = gate.look_up.visit(VisitId(visit))
        more: dict[str, object] = {"one": None, "told": replace(told, done=done)}
    else:
        more = {**case_values(gate, caller, one), "told": told}
    return page("clerk/desk.html", status, **about(gate, caller), **more)


def about(gate: Gate, caller: Caller) -> dict[str, object]:
    """Give what every page of the desk shows: who waits, how long cases take."""
    since = gate.safety.clock() - _DAY
    cases = gate.desk.seconds(since)
    return {
        "caller": caller,
        "acts": caller.role is Role.CLERK,
        "patience": PATIENCE,
        "queue": queue_of(gate, caller),
        "lanes": sorted(gate.site.lanes),
        "cases": len(cases),
        "worked": spread([each.worked for each in cases]),
        "waited": spread([each.waited for each in cases]),
    }


def queue_of(gate: Gate, caller: Caller) -> str:
    """Render who waits, as page and stream show it."""
    return render(
        "clerk/queue.html",
        waiting=gate.desk.look.waiting(),
        called=gate.desk.look.called(),
        caller=caller,
        acts=caller.role is Role.CLERK,
        worded=worded,
    )


def case_values(gate: Gate, caller: Caller, one: Waiting) -> dict[str, object]:
    """Give what the page shows of one truck."""
    rows = rows_of(one)
    mine = one.holder is not None and one.holder.name == caller.name
    return {
        "one": one,
        "rows": rows,
        "two_lines": {row.number for row in rows if _two_lines(gate, row)},
        "mine": mine,
        "may_act": caller.role is Role.CLERK and (mine or one.holder is None),
        "frames": [e for e in one.passage.evidence if e.kind == "frame"],
        "grounds": tuple(Grounds),
        "places": _PLACES,
        "version": version_of(one),
        "worded": worded,
    }


def version_of(one: Waiting) -> str:
    """Word what would change the page of a truck."""
    decided: datetime | None = one.visit.decision.at if one.visit.decision else None
    proposed = one.proposal.at if one.proposal else None
    holder = one.holder.name if one.holder else ""
    return f"{one.visit.state} {decided} {proposed} {holder} {len(rows_of(one))}"


def _two_lines(gate: Gate, row: Row) -> bool:
    """Guess from the crop's shape whether its plate has two lines."""
    if row.kind is not TextKind.PLATE or not row.crops:
        return False
    try:
        with Image.open(gate.evidence_file(row.crops[0].digest)) as picture:
            return picture.width < _TWO_LINES * picture.height
    except (UnknownEvidenceError, UnidentifiedImageError, OSError):
        return False
