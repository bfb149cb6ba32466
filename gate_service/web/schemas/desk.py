"""The clerk desk: who waits, corrections, resolutions, and how long cases take."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from gate_service.application.desk_correct import Told
from gate_service.application.desk_queue import Waiting
from gate_service.domain.corrections import TextKind
from gate_service.domain.decisions import ReferTarget, Verdict
from gate_service.domain.desk import CaseSeconds, Ending, Grounds, Resolution
from gate_service.domain.spread import Spread, spread
from gate_service.web.schemas.base import Answered, Asked, Digest, Text, example

_AT = "2026-05-04T08:15:02Z"
_WAITING = {
    "visit": "0197f2b4-5b00-7000-8000-0a1b2c3d4e5f",
    "passage": "0197f2b4-5a00-7000-8000-1d2c3b4a5f60",
    "lane": "lane-1",
    "verdict": "REFER",
    "target": "clerk",
    "objections": ["container_one_off"],
    "since": _AT,
    "limit": "2026-05-04T08:45:02Z",
    "holder": "Ann",
    "proposed": None,
    "proposed_by": None,
}
_CORRECTION = {
    "kind": "container",
    "read": "CSQU3054388",
    "right": "CSQU3054383",
    "size_type": None,
    "crop": None,
    "lines": 1,
}
_SPREAD = {"median": 14.2, "p90": 31.0}


class WaitingAnswer(Answered):
    """A truck that waits for a person.

    ``holder`` is who works on it, ``proposed`` what waits for a second person.
    """

    model_config = example(**_WAITING)

    visit: str
    passage: str
    lane: str
    verdict: Verdict | None
    target: ReferTarget | None
    objections: list[str]
    since: datetime
    limit: datetime
    holder: str | None
    proposed: Ending | None
    proposed_by: str | None

    @classmethod
    def of(cls, waiting: Waiting) -> "WaitingAnswer":
        """Return *waiting*, silent objections included: it is for staff."""
        decision, proposal = waiting.visit.decision, waiting.proposal
        return cls(
            visit=waiting.visit.id,
            passage=waiting.passage.id,
            lane=waiting.lane,
            verdict=decision.verdict if decision else None,
            target=decision.target if decision else None,
            objections=[each.code for each in decision.objections] if decision else [],
            since=waiting.since,
            limit=waiting.limit,
            holder=waiting.holder.name if waiting.holder else None,
            proposed=proposal.resolution.ending if proposal else None,
            proposed_by=proposal.by.name if proposal else None,
        )


class CorrectionBody(Asked):
    """One text: ``read`` null where no camera read it, ``right`` null: not on it."""

    model_config = example(**_CORRECTION)

    kind: TextKind
    read: str | None = Field(default=None, max_length=40)
    right: str | None = Field(default=None, max_length=40)
    size_type: str | None = Field(default=None, max_length=10)
    crop: Digest | None = None
    lines: Literal[1, 2] = 1

    def told(self) -> Told:
        """Give it to the desk."""
        return Told(**self.model_dump())


class CorrectionsBody(Asked):
    """All that a clerk corrects at once."""

    model_config = example(corrections=[_CORRECTION])

    corrections: Annotated[list[CorrectionBody], Field(min_length=1, max_length=24)]


class ResolutionBody(Asked):
    """What a person decides; ``target`` of a truck that is sent."""

    model_config = example(
        ending="sent", grounds="load_checked", note="", target="inspection"
    )

    ending: Literal[Ending.LET_GO, Ending.SENT, Ending.REFUSED]
    grounds: Grounds
    note: Text = ""
    target: ReferTarget | None = None

    def resolution(self) -> Resolution:
        """Give it to the desk."""
        return Resolution(**self.model_dump())


class SpreadAnswer(Answered):
    """Median and 90th percentile, in seconds."""

    model_config = example(**_SPREAD)

    median: float
    p90: float


class DeskSecondsAnswer(Answered):
    """How long cases took: from claim, and from when the truck waited."""

    model_config = example(cases=12, worked=_SPREAD, waited=_SPREAD)

    cases: int
    worked: SpreadAnswer | None
    waited: SpreadAnswer | None

    @classmethod
    def of(cls, cases: Sequence[CaseSeconds]) -> "DeskSecondsAnswer":
        """Return how *cases* spread; null of none."""
        return cls(
            cases=len(cases),
            worked=_spread(spread([each.worked for each in cases])),
            waited=_spread(spread([each.waited for each in cases])),
        )


def _spread(found: Spread) -> SpreadAnswer | None:
    return SpreadAnswer.model_validate(found) if found.count else None
