"""Stay and stop: what became of a visit, in figures, for archive and overview.

A *stay* is the summary of one visit; a *stop* is one time that its truck stood in a
lane. Both are told from the audit chain and can be told anew from it at any time.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from gate_service.domain.decisions import Outcome, RuleCode, Verdict
from gate_service.domain.drivers import DriverId
from gate_service.domain.visits import (
    AppointmentId,
    Direction,
    LaneName,
    PassageId,
    VisitId,
    VisitState,
)

OVER = frozenset(
    {
        VisitState.GATED_OUT,
        VisitState.EXPIRED,
        VisitState.NO_SHOW,
        VisitState.CANCELLED,
        VisitState.ABANDONED,
        VisitState.RETRACTED,
    }
)
"""States that no visit leaves."""


class Trust(StrEnum):
    """How well one text was read; UNREAD where it was expected and not seen."""

    CERTAIN = "certain"
    INFERRED = "inferred"
    UNCERTAIN = "uncertain"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Objected:
    """One objection that a rule made at a stop; each counts once a stop."""

    rule: RuleCode
    outcome: Outcome
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One time in a lane. ``begun`` is when the truck stopped, or else drove in.

    ``decided`` is the first decision, ``first`` its verdict and ``last`` that of the
    last one; None where the truck left undecided. ``plate`` and ``containers`` say how
    the lane read them.
    """

    passage: PassageId
    lane: LaneName
    way: Direction
    begun: datetime
    again: bool = False
    """Whether an earlier stop of the visit, the same way, was decided before."""
    decided: datetime | None = None
    first: Verdict | None = None
    last: Verdict | None = None
    decisions: int = 0
    objections: tuple[Objected, ...] = ()
    closed: datetime | None = None
    plate: Trust | None = None
    containers: tuple[Trust, ...] = ()

    @property
    def seconds(self) -> float | None:
        """From the stop to the first decision; None without one."""
        if self.decided is None:
            return None
        return max(0.0, (self.decided - self.begun).total_seconds())

    @property
    def single(self) -> bool:
        """Whether one decision at the first stop was enough, and sent it nowhere."""
        once = self.decisions == 1 and not self.again
        return once and self.first is not Verdict.REFER


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One visit in figures. A time that is None has not come.

    ``at`` is when the truck came, or the last change of a visit whose truck has not.
    ``names`` are the plates and containers that it was booked or seen with.
    ``over`` is when it ended. ``forgotten`` is when its personal data were deleted.
    """

    visit: VisitId
    state: VisitState
    at: datetime
    changed: datetime
    booked: bool
    appointment: AppointmentId | None = None
    reference: str | None = None
    haulier: str | None = None
    driver: DriverId | None = None
    opens: datetime | None = None
    lane: LaneName | None = None
    verdict: Verdict | None = None
    arrived: datetime | None = None
    gated_in: datetime | None = None
    gated_out: datetime | None = None
    over: datetime | None = None
    forgotten: datetime | None = None
    event: int = 0
    hash: str = ""
    """The number and hash of its last event in the audit chain."""
    plate: str | None = None
    containers: tuple[str, ...] = ()
    plates: tuple[str, ...] = ()
    stops: tuple[Stop, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """Everything that it may be searched by."""
        return frozenset((*self.plates, *self.containers))

    @property
    def turn(self) -> float | None:
        """Seconds from gate-in to gate-out; None before, or without one of both."""
        if self.gated_in is None or self.gated_out is None:
            return None
        return (self.gated_out - self.gated_in).total_seconds()
