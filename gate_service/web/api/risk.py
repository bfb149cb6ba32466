"""Risk rules of an authority, and the trucks that they took out."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from gate_service.domain.callers import Caller, Role
from gate_service.domain.errors import UnknownRiskHitError, UnknownRiskRuleError
from gate_service.domain.risk import RiskHit, RiskHitId, RiskRuleId
from gate_service.web.access import GateHere, allow
from gate_service.web.api.holds import own
from gate_service.web.etags import MatchingHere
from gate_service.web.openapi import ALWAYS, refusals
from gate_service.web.paging import PagingHere
from gate_service.web.schemas.base import Id
from gate_service.web.schemas.holds import ReleaseBody
from gate_service.web.schemas.risk import (
    RiskHitAnswer,
    RiskRuleAnswer,
    RiskRuleBody,
)

router = APIRouter(prefix="/api/v1/customs", tags=["risk rules"], responses=ALWAYS)
_Authority = Annotated[Caller, Depends(allow(Role.CUSTOMS))]
_Reading = Annotated[Caller, Depends(allow(Role.CUSTOMS, Role.ADMIN))]


@router.post("/risk-rules", status_code=201, responses=refusals(413))
def add_a_risk_rule(
    body: RiskRuleBody, gate: GateHere, caller: _Authority
) -> RiskRuleAnswer:
    """Have trucks taken out that fit the rule; their drivers are not told why."""
    return RiskRuleAnswer.of(gate.customs.add_rule(body.terms(), caller), 0)


@router.get("/risk-rules")
def list_risk_rules(
    gate: GateHere, caller: _Reading, paging: PagingHere
) -> list[RiskRuleAnswer]:
    """List the authority's rules with how many trucks each took out, newest first."""
    page, counts = gate.customs.look.rules(own(caller), paging.cut)
    paging.next(page.next)
    return [RiskRuleAnswer.of(rule, counts.get(rule.id, 0)) for rule in page.values]


@router.get("/risk-rules/{rule}", responses=refusals(404))
def read_a_risk_rule(rule: Id, gate: GateHere, caller: _Reading) -> RiskRuleAnswer:
    """Read one rule and count the trucks that it took out."""
    found, hits = gate.customs.look.rule(RiskRuleId(rule))
    if own(caller) not in {None, found.authority}:
        msg = f"no risk rule {rule!r}"
        raise UnknownRiskRuleError(msg)
    return RiskRuleAnswer.of(found, hits)


@router.post("/risk-rules/{rule}/end", responses=refusals(404, 409, 412))
def end_a_risk_rule(
    rule: Id, gate: GateHere, caller: _Authority, matching: MatchingHere
) -> RiskRuleAnswer:
    """End a rule; trucks that it took out before still wait for the authority."""
    _, hits = gate.customs.look.rule(RiskRuleId(rule))
    ended = gate.customs.end_rule(
        RiskRuleId(rule),
        caller,
        lambda now: matching.check(RiskRuleAnswer.of(now, hits)),
    )
    return RiskRuleAnswer.of(ended, hits)


@router.get("/risk-hits", response_model=list[RiskHitAnswer])
def list_risk_hits(
    gate: GateHere,
    caller: _Reading,
    paging: PagingHere,
    waiting: Annotated[bool | None, Query(description="Not released yet")] = None,
) -> Sequence[RiskHit]:
    """List the trucks that the authority's rules took out, newest first."""
    page = gate.customs.look.hits(own(caller), waiting, paging.cut)
    paging.next(page.next)
    return page.values


@router.get("/risk-hits/{hit}", response_model=RiskHitAnswer, responses=refusals(404))
def read_a_risk_hit(hit: Id, gate: GateHere, caller: _Reading) -> RiskHit:
    """Read one."""
    found = gate.customs.look.hit(RiskHitId(hit))
    if own(caller) not in {None, found.authority}:
        msg = f"no hit {hit!r}"
        raise UnknownRiskHitError(msg)
    return found


@router.post(
    "/risk-hits/{hit}/release",
    response_model=RiskHitAnswer,
    responses=refusals(404, 409, 413),
)
def release_a_risk_hit(
    hit: Id, body: ReleaseBody, gate: GateHere, caller: _Authority
) -> RiskHit:
    """Let a truck go, by the authority's reference of what was found."""
    return gate.customs.release_hit(RiskHitId(hit), caller, body.reference)
