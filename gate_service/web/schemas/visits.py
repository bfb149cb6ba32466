"""Visits with their decisions, what a lane shows, and the audit chain."""

from collections.abc import Mapping
from datetime import datetime

from gate_service.domain.decisions import (
    Outcome,
    ReferTarget,
    RuleCode,
    RuleMode,
    Verdict,
)
from gate_service.domain.lanes import KioskPhase, LaneView
from gate_service.domain.visits import Direction, Visit, VisitState
from gate_service.web.schemas.base import Answered, example

_AT = "2026-05-04T08:15:02Z"
_VISIT = "0197f2b4-5b00-7000-8000-0a1b2c3d4e5f"
_REASON = {
    "rule": "CONTAINER_SET",
    "outcome": "REFER",
    "code": "container_one_off",
    "detail": "CSQU3054388 was read, CSQU3054383 is expected",
    "silent": False,
    "mode": "live",
    "target": "clerk",
}
_DECISION = {
    "verdict": "REFER",
    "reasons": [_REASON],
    "at": _AT,
    "rules_version": "1",
    "rules_hash": "4be2f0a9",
    "target": "clerk",
    "until": "2026-05-04T08:30:02Z",
    "by": [],
    "grounds": None,
}
_CAMERA = {"camera": "front", "state": "live", "last_frame_age": 0.08}


class ReasonAnswer(Answered):
    """One rule's outcome. A ``silent`` reason must not reach the driver."""

    model_config = example(**_REASON)

    rule: RuleCode
    outcome: Outcome
    code: str
    detail: str
    silent: bool
    mode: RuleMode
    target: ReferTarget | None


class DecisionAnswer(Answered):
    """GO, REFER or STOP with every rule's reason; ``by`` persons against the rules."""

    model_config = example(**_DECISION)

    verdict: Verdict
    reasons: list[ReasonAnswer]
    at: datetime
    rules_version: str
    rules_hash: str
    target: ReferTarget | None
    until: datetime | None
    by: list[str]
    grounds: str | None


class StepAnswer(Answered):
    """A state that the visit took, and when."""

    model_config = example(state="REFERRED", at=_AT)

    state: VisitState
    at: datetime


class VisitAnswer(Answered):
    """One truck's stay."""

    model_config = example(
        id=_VISIT,
        state="REFERRED",
        appointment="0197f2b4-5a00-7000-8000-000000000001",
        lane="lane-1",
        passage="0197f2b4-5a00-7000-8000-1d2c3b4a5f60",
        plate="AB12CDE",
        containers=["CSQU3054383"],
        decision=_DECISION,
        history=[{"state": "REFERRED", "at": _AT}],
    )

    id: str
    state: VisitState
    appointment: str | None
    lane: str | None
    passage: str | None
    plate: str | None
    containers: list[str]
    decision: DecisionAnswer | None
    history: list[StepAnswer]

    @classmethod
    def of(cls, visit: Visit) -> "VisitAnswer":
        """Return *visit* for staff: silent reasons included."""
        decision = visit.decision
        return cls(
            id=visit.id,
            state=visit.state,
            appointment=visit.appointment,
            lane=visit.lane,
            passage=visit.passage,
            plate=visit.plate,
            containers=list(visit.containers),
            decision=DecisionAnswer.model_validate(decision) if decision else None,
            history=[StepAnswer(state=state, at=at) for state, at in visit.history],
        )


class CameraAnswer(Answered):
    """How a camera fares; ``last_frame_age`` in seconds."""

    model_config = example(**_CAMERA)

    camera: str
    state: str
    last_frame_age: float | None


class LaneAnswer(Answered):
    """What a lane's kiosk shows; ``reasons`` are the codes meant for drivers."""

    model_config = example(
        lane="lane-1",
        version=41,
        phase="REFER",
        direction="in",
        visit=_VISIT,
        verdict="REFER",
        reasons=["container_one_off"],
        target="clerk",
        until="2026-05-04T08:30:02Z",
        pass_text=None,
        route=None,
        notice=None,
        clerk_called=False,
        cameras=[_CAMERA],
    )

    lane: str
    version: int
    phase: KioskPhase
    direction: Direction
    visit: str | None
    verdict: Verdict | None
    reasons: list[str]
    target: ReferTarget | None
    until: datetime | None
    pass_text: str | None
    route: str | None
    notice: str | None
    clerk_called: bool
    cameras: list[CameraAnswer]

    @classmethod
    def of(cls, view: LaneView) -> "LaneAnswer":
        """Return *view* without anything silent."""
        decision = view.decision
        return cls(
            lane=view.lane,
            version=view.version,
            phase=view.phase,
            direction=view.direction,
            visit=view.visit.id if view.visit else None,
            verdict=decision.verdict if decision else None,
            reasons=[r.code for r in decision.shown_to_driver] if decision else [],
            target=decision.target if decision else None,
            until=decision.until if decision else None,
            pass_text=view.pass_text,
            route=view.route,
            notice=view.notice,
            clerk_called=view.clerk_called,
            cameras=[CameraAnswer.model_validate(c) for c in view.cameras],
        )


class AuditAnswer(Answered):
    """One change with the hash of the one before.

    ``hash`` is the SHA-256 of canonical JSON of all else; ``yard`` is left out of it
    where it is null.
    """

    model_config = example(
        id=12,
        at=_AT,
        kind="visit.decided",
        visit=_VISIT,
        lane="lane-1",
        yard=None,
        data={"verdict": "REFER"},
        previous=64 * "a",
        hash=64 * "b",
    )

    id: int
    at: datetime
    kind: str
    visit: str | None
    lane: str | None
    yard: str | None
    data: Mapping[str, object]
    previous: str
    hash: str
