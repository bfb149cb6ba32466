"""The case that the rules judge: everything known of one truck at one lane."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from gate_service.domain.customs import Hold
from gate_service.domain.drivers import Driver
from gate_service.domain.lanes import Lane
from gate_service.domain.passes import PassClaims
from gate_service.domain.rights import Right
from gate_service.domain.risk import RiskRule
from gate_service.domain.rules.ruleset import RuleSet
from gate_service.domain.sensors import Measured
from gate_service.domain.visits import (
    Appointment,
    Direction,
    ExpectedContainer,
    Passage,
    Visit,
)
from gate_service.domain.watchlist import WatchEntry


class Shown(StrEnum):
    """What the driver showed, or, at an exit, what located the visit instead."""

    NOTHING = "nothing"
    ARRIVAL_CODE = "arrival_code"
    PASS = "pass"  # noqa: S105 - a kind of code, not a password
    PLATE = "plate"


class Flaw(StrEnum):
    """What is wrong with the code that was shown."""

    UNREADABLE = "unreadable"
    FORGED = "forged"
    REVOKED = "revoked"
    SPENT = "spent"
    USED = "used"
    """A code whose truck is inside, out again, or in another lane."""
    OTHER_LANE = "other_lane"


@dataclass(frozen=True, slots=True)
class Credential:
    """What was shown and its flaws; ``claims`` of a pass whose signature is ours."""

    shown: Shown
    flaws: frozenset[Flaw] = frozenset()
    claims: PassClaims | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One truck at one lane at one time. ``holds`` None means "could not be asked".

    ``others_inside`` are other visits inside that drove in with this plate or one
    of these containers. ``was_cleared`` says that this truck has been told GO.
    ``rights`` are those on file of the containers; ``driver`` None where none was
    declared or nothing is known any more; ``measured`` is what the lane's instruments
    told since the truck came. ``risk`` are the standing rules that take the truck out,
    ``unheard`` authorities that are silent for too long, ``unmanifested`` containers
    that no manifest names although one must.
    """

    at: datetime
    terminal: str
    lane: Lane
    rules: RuleSet
    passage: Passage
    visit: Visit
    credential: Credential
    appointment: Appointment | None
    holds: tuple[Hold, ...] | None
    watched: tuple[WatchEntry, ...] = ()
    others_inside: tuple[Visit, ...] = ()
    was_cleared: bool = False
    rights: tuple[Right, ...] = ()
    driver: Driver | None = None
    measured: tuple[Measured, ...] = ()
    risk: tuple[RiskRule, ...] = ()
    unheard: tuple[str, ...] = ()
    unmanifested: tuple[str, ...] = ()

    @property
    def leaving(self) -> bool:
        """Whether the lane leads out."""
        return self.lane.direction is Direction.OUT

    @property
    def expected(self) -> tuple[ExpectedContainer, ...] | None:
        """The containers announced for this direction; None means not announced."""
        if self.appointment is None:
            return None
        return self.appointment.expected(self.lane.direction)
