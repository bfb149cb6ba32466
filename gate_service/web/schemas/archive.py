"""Stays as the archive finds them, and what was deleted of a driver."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from gate_service.application.forget import Forgotten
from gate_service.domain.decisions import Outcome, RuleCode, Verdict
from gate_service.domain.stays import Stay, Trust
from gate_service.domain.visits import Direction, VisitState
from gate_service.web.schemas.base import Answered, example

_VISIT = "0197f2b4-5b00-7000-8000-0a1b2c3d4e5f"
_STOP = {
    "passage": "0197f2b4-5a00-7000-8000-1d2c3b4a5f60",
    "lane": "lane-1",
    "way": "in",
    "begun": "2026-05-04T08:14:58Z",
    "decided": "2026-05-04T08:15:02Z",
    "seconds": 4.0,
    "first": "REFER",
    "last": "GO",
    "decisions": 2,
    "objections": [
        {"rule": "CONTAINER_SET", "outcome": "REFER", "code": "container_one_off"}
    ],
    "closed": "2026-05-04T08:17:40Z",
    "plate": "certain",
    "containers": ["certain"],
}
_STAY = {
    "visit": _VISIT,
    "state": "GATED_OUT",
    "at": "2026-05-04T08:14:50Z",
    "changed": "2026-05-04T09:02:11Z",
    "reference": "BKG-1",
    "haulier": "ACME",
    "plate": "AB12CDE",
    "plates": ["AB12CDE"],
    "containers": ["CSQU3054383"],
    "lane": "out-1",
    "verdict": "GO",
    "arrived": "2026-05-04T08:14:50Z",
    "gated_in": "2026-05-04T08:17:40Z",
    "gated_out": "2026-05-04T09:02:11Z",
    "turn": 2671.0,
    "forgotten": None,
    "event": 4711,
    "hash": "9f2c" * 16,
    "stops": [_STOP],
}


class ObjectedAnswer(Answered):
    """A rule's objection, counted once a stop."""

    model_config = example(
        rule="CONTAINER_SET", outcome="REFER", code="container_one_off"
    )

    rule: RuleCode
    outcome: Outcome
    code: str


class StopAnswer(Answered):
    """One time that the truck stood in a lane; ``seconds`` to its first decision."""

    model_config = example(**_STOP)

    passage: str
    lane: str
    way: Direction
    begun: datetime
    decided: datetime | None
    seconds: float | None
    first: Verdict | None
    last: Verdict | None
    decisions: int
    objections: list[ObjectedAnswer]
    closed: datetime | None
    plate: Trust | None
    containers: list[Trust]


class StayAnswer(Answered):
    """One visit in figures; ``event`` and ``hash`` are its last in the audit chain."""

    model_config = example(**_STAY)

    visit: str
    state: VisitState
    at: datetime
    changed: datetime
    reference: str | None
    haulier: str | None
    plate: str | None
    plates: list[str]
    containers: list[str]
    lane: str | None
    verdict: Verdict | None
    arrived: datetime | None
    gated_in: datetime | None
    gated_out: datetime | None
    turn: Annotated[float | None, Field(description="Seconds, gate-in to gate-out")]
    forgotten: datetime | None
    event: int
    hash: str
    stops: list[StopAnswer]


class StaysAnswer(Answered):
    """A page of the archive; ``behind`` asks for the next one, None ends it."""

    model_config = example(
        stays=[_STAY], behind="MjAyNi0wNS0wNFQwODoxNDo1MCswMDowMCB2LTE"
    )

    stays: list[StayAnswer]
    behind: str | None

    @classmethod
    def of(cls, stays: tuple[Stay, ...], behind: str | None) -> Self:
        """Answer with *stays*."""
        listed = [StayAnswer.model_validate(stay) for stay in stays]
        return cls(stays=listed, behind=behind)


class ForgottenAnswer(Answered):
    """What was deleted; ``kept`` are visits that a hold or an alert still needs."""

    model_config = example(driver="d-1", visits=[_VISIT], images=3, kept=[])

    driver: str
    visits: list[str]
    images: int
    kept: list[str]

    @classmethod
    def of(cls, told: Forgotten) -> Self:
        """Answer with what was deleted."""
        return cls.model_validate(told)
