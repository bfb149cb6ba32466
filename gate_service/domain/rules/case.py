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
from gate_service.domain.rooms import YardRoom
from gate_service.domain.rules.ruleset import RuleSet
from gate_service.domain.sensors import FAULT, Instrument, Measured
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
    told since the truck came. ``room`` None: nobody told how full the yard is.
    ``rights_needed``: no container of this site moves without its carrier's word.
    ``risk`` are the standing rules that take the truck out, ``unheard`` authorities
    that are silent for too long, ``unmanifested`` containers that no manifest names
    although one must.
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
    room: YardRoom | None = None
    rights_needed: bool = False
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

    @property
    def handled(self) -> tuple[ExpectedContainer, ...]:
        """The containers that this truck moves from here on, announced in all.

        On the way in these are what it brings and what it comes for.
        """
        if self.appointment is None:
            return ()
        out = self.appointment.leaves_with or ()
        return out if self.leaving else (*self.appointment.containers, *out)

    def newest(self) -> tuple[Measured, ...]:
        """Give the last word of each instrument on each thing that it looked at."""
        if not self.measured:
            return ()
        last = {
            (m.instrument, m.sensor, m.container, m.side, m.text): m
            for m in sorted(self.measured, key=lambda m: m.at)
        }
        return tuple(sorted(last.values(), key=lambda m: m.at))

    def told(self, instrument: Instrument) -> tuple[Measured, ...]:
        """Give what instruments of that kind told last, oldest first, no faults."""
        return tuple(
            each
            for each in self.newest()
            if each.instrument is instrument and each.state != FAULT
        )

    def asks(self, instrument: Instrument) -> bool:
        """Whether the lane has that instrument, or one has told though it has not."""
        return instrument in self.lane.instruments or bool(self.told(instrument))
