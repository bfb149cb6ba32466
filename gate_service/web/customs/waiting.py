"""What waits for customs: trucks referred to a scan or an inspection."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from gate_service.domain.customs import Hold
from gate_service.domain.decisions import Reason, ReferTarget, RuleCode
from gate_service.domain.pages import Cut
from gate_service.domain.risk import RiskHit, RiskHitId
from gate_service.domain.visits import Visit, VisitFilter, VisitState
from gate_service.web.customs.office import (
    Office,
    OfficeHere,
    Refused,
    confirmed,
)
from gate_service.web.schemas.base import Id

router = APIRouter(prefix="/customs", include_in_schema=False)
_Typed = Annotated[str, Form(max_length=200)]
_MOST = Cut(200)
_TARGETS = {ReferTarget.SCAN, ReferTarget.INSPECTION}


@dataclass(frozen=True, slots=True, kw_only=True)
class Truck:
    """A truck that waits, why, and what of it is the officer's own to lift."""

    visit: Visit
    plate: str
    containers: tuple[str, ...]
    reasons: tuple[Reason, ...]
    holds: tuple[Hold, ...]
    hits: tuple[RiskHit, ...]


@router.get("/waiting")
def list_waiting(office: OfficeHere) -> HTMLResponse:
    """Show the trucks, the one that waits longest first."""
    asked = VisitFilter(states=frozenset({VisitState.REFERRED}))
    visits = office.gate.customs.look.visits(asked, _MOST).values
    trucks = [_truck(office, each) for each in visits if _waits(each)]
    hits = office.gate.customs.look.hits(office.authority, waiting=True, cut=_MOST)
    there = {hit.id for truck in trucks for hit in truck.hits}
    return office.page(
        "waiting.html",
        "waiting",
        trucks=sorted(trucks, key=lambda each: _since(each.visit)),
        elsewhere=[hit for hit in hits.values if hit.id not in there],
    )


@router.get("/hits/{hit}")
def show_hit(hit: Id, office: OfficeHere) -> HTMLResponse:
    """Show a truck that a risk rule took out, and the form that lets it go."""
    return _shown(office, RiskHitId(hit))


@router.post("/hits/{hit}/release")
def let_go(
    hit: Id, office: OfficeHere, confirm: _Typed = "", reference: _Typed = ""
) -> Response:
    """Let the truck go whose rule's reference was typed."""
    wanted = RiskHitId(hit)
    found = office.own(office.gate.customs.look.hit(wanted))
    rule, _ = office.gate.customs.look.rule(found.rule)
    done = confirmed(
        confirm,
        rule.terms.reference,
        lambda: office.gate.customs.release_hit(wanted, office.caller, reference),
    )
    if isinstance(done, Refused):
        typed = {"confirm": confirm, "reference": reference}
        return _shown(office, wanted, done, typed)
    return RedirectResponse("/customs/waiting", 303)


def _shown(
    office: Office,
    wanted: RiskHitId,
    refused: Refused | None = None,
    typed: Mapping[str, str] | None = None,
) -> HTMLResponse:
    hit = office.own(office.gate.customs.look.hit(wanted))
    rule, _ = office.gate.customs.look.rule(hit.rule)
    return office.page(
        "hit.html",
        "waiting",
        refused,
        hit=hit,
        rule=rule,
        typed=typed or {},
    )


def _waits(visit: Visit) -> bool:
    return visit.decision is not None and visit.decision.target in _TARGETS


def _since(visit: Visit) -> float:
    return visit.changed.timestamp() if visit.changed else 0.0


def _truck(office: Office, visit: Visit) -> Truck:
    look, decision = office.gate.look_up, visit.decision
    booked = look.appointment(visit.appointment) if visit.appointment else None
    passage = look.passage(visit.passage) if visit.passage else None
    seen = {each.number for each in passage.containers} if passage else set()
    told = {each.number for each in booked.containers} if booked else set()
    plates = [each.text for each in passage.plates] if passage else []
    boxes = tuple(sorted(seen | told))
    holds = [hold for box in boxes for hold in look.holds(box) if hold.active]
    objections = decision.objections if decision else ()
    return Truck(
        visit=visit,
        plate=booked.plate if booked else ", ".join(plates) or "-",
        containers=boxes,
        reasons=tuple(r for r in objections if r.rule is RuleCode.CUSTOMS),
        holds=tuple(h for h in holds if h.authority == office.authority),
        hits=_hits(office, visit),
    )


def _hits(office: Office, visit: Visit) -> tuple[RiskHit, ...]:
    found = office.gate.customs.look.hits_of(visit.id)
    mine = [each for each in found if each.authority == office.authority]
    return tuple(each for each in mine if each.released is None)
