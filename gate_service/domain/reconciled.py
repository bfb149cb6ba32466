"""How what a lane decided alone is put: as a decision, and summed up."""

from collections.abc import Sequence
from typing import Any

from gate_service.domain.customs import Hold
from gate_service.domain.decisions import (
    Decision,
    Outcome,
    Reason,
    ReferTarget,
    RuleCode,
    Verdict,
)
from gate_service.domain.offline import LaneDecision
from gate_service.domain.visits import Visit, VisitState


def as_decision(decided: LaneDecision) -> Decision:
    """Put it as a decision: one reason, which says that no rule was run here."""
    refers = decided.verdict is Verdict.REFER
    reason = Reason(
        rule=RuleCode.LANE,
        outcome=Outcome.REFER if refers else Outcome.PASS,
        code="decided_alone",
        detail=", ".join(decided.reasons),
        target=ReferTarget.CLERK if refers else None,
    )
    return Decision(
        verdict=decided.verdict,
        reasons=(reason,),
        at=decided.at,
        rules_version=f"bundle {decided.bundle}",
        rules_hash="",
        target=reason.target,
    )


def said_before(visit: Visit) -> Verdict | None:
    """Give what the gate had said of the truck, before the lane decided."""
    told = visit.state in {VisitState.REFERRED, VisitState.STOPPED}
    return visit.decision.verdict if told and visit.decision else None


def said_of(hold: Hold) -> dict[str, object]:
    """Give what the audit chain says of a hold."""
    return {
        "id": hold.id,
        "authority": hold.authority,
        "container": hold.container,
        "reference": hold.reference,
        "order": str(hold.order),
    }


def summed(made: Sequence[LaneDecision]) -> dict[str, Any]:
    """Count decisions; name the passages that a person must look at."""
    gone = [each for each in made if each.verdict is Verdict.GO]
    return {
        "go": len(gone),
        "refer": len(made) - len(gone),
        "twice": [each.passage for each in made if each.twice],
        "against": [each.passage for each in gone if each.against],
        "unsettled": [
            each.passage for each in gone if not each.opened and not each.withdrawn
        ],
    }
