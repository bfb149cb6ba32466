"""Appointment, passage and visit: what was booked, what was seen, what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType, Self

from gate_service.domain.corrections import Correction
from gate_service.domain.decisions import Decision
from gate_service.domain.drivers import DriverId
from gate_service.domain.errors import ImpossibleMoveError
from gate_service.domain.seen import SeenCamera, SeenContainer, SeenLoad, SeenPlate

VisitId = NewType("VisitId", str)
AppointmentId = NewType("AppointmentId", str)
PassageId = NewType("PassageId", str)
LaneName = NewType("LaneName", str)


class VisitState(StrEnum):
    """DESIGN's states; ``MOVES`` in this module says which may follow which."""

    PRE_ADVISED = "PRE_ADVISED"
    CONFIRMED = "CONFIRMED"
    ARRIVING = "ARRIVING"
    CAPTURED = "CAPTURED"
    DECIDING = "DECIDING"
    CLEARED = "CLEARED"
    REFERRED = "REFERRED"
    STOPPED = "STOPPED"
    GATED_IN = "GATED_IN"
    IN_YARD = "IN_YARD"
    GATED_OUT = "GATED_OUT"
    EXPIRED = "EXPIRED"
    NO_SHOW = "NO_SHOW"
    CANCELLED = "CANCELLED"
    ABANDONED = "ABANDONED"
    RETRACTED = "RETRACTED"


class Direction(StrEnum):
    """Which way a lane leads."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class DangerousGoods:
    """Declared dangerous: UN number, four digits, and IMDG class such as "2.1"."""

    un: str
    imdg: str


@dataclass(frozen=True, slots=True)
class ExpectedContainer:
    """A container that an appointment announces; ``size_type`` None means any.

    ``vgm`` is the verified gross mass in kilograms (SOLAS VI/2), None where it was
    not declared, as for an ``empty`` one.
    """

    number: str
    size_type: str | None = None
    seals: tuple[str, ...] = field(default=(), kw_only=True)
    dangerous: tuple[DangerousGoods, ...] = field(default=(), kw_only=True)
    vgm: float | None = field(default=None, kw_only=True)
    commodity: str | None = field(default=None, kw_only=True)
    empty: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """The booked slot that a visit answers to.

    ``opens`` and ``closes`` bound the window, UTC. ``plate`` is normalised A-Z 0-9.
    ``lane`` None means any lane of the terminal. ``arrival_code`` locates the
    visit and opens nothing by itself.
    """

    id: AppointmentId
    reference: str
    terminal: str
    haulier: str
    plate: str
    containers: tuple[ExpectedContainer, ...]
    opens: datetime
    closes: datetime
    arrival_code: str
    leaves_with: tuple[ExpectedContainer, ...] | None = None
    """The containers that go out; None means "not announced"."""
    lane: LaneName | None = None
    cancelled: bool = False
    trailer: str | None = None
    """The trailer's plate, normalised; None where none was declared."""
    driver: DriverId | None = None
    version: int = 1
    """Grows with every change, for who must not change what he has not seen."""

    def expected(self, direction: Direction) -> tuple[ExpectedContainer, ...] | None:
        """Give the containers announced for one way; None means not announced."""
        return self.leaves_with if direction is Direction.OUT else self.containers


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The address of an image that shows why: its SHA-256, never its bytes."""

    digest: str
    camera: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One truck through one lane. A time that is None has not come yet.

    ``opened``, ``stopped``, ``captured`` and ``closed`` are by the lane's clock;
    ``reported``, when its readings first came in, is by the gate's own.
    """

    id: PassageId
    lane: LaneName
    opened: datetime
    stopped: datetime | None = None
    captured: datetime | None = None
    reported: datetime | None = None
    closed: datetime | None = None
    plates: tuple[SeenPlate, ...] = ()
    containers: tuple[SeenContainer, ...] = ()
    load: SeenLoad | None = None
    cameras: tuple[SeenCamera, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    presented: str | None = None
    """The arrival code or pass that the driver showed, as text."""
    accepted: bool = False
    """Whether the gate has said GO on that code: it is not held against itself."""
    visit: VisitId | None = None
    corrections: tuple[Correction, ...] = ()
    """What clerks corrected; it is in the readings above already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One truck's stay, from its appointment to gate-out.

    A truck without an appointment has a visit too, with ``appointment`` None.
    ``booked`` is false for a visit made at the lane: for a truck without an
    appointment, or one that shows a code which another truck has used.
    """

    id: VisitId
    state: VisitState
    appointment: AppointmentId | None
    booked: bool = True
    lane: LaneName | None = None
    passage: PassageId | None = None
    decision: Decision | None = None
    history: tuple[tuple[VisitState, datetime], ...] = ()
    plate: str | None = None
    """The plate it drove in with; None before, or when it was not seen."""
    containers: tuple[str, ...] = ()
    """The containers it drove in with."""

    @property
    def inside(self) -> bool:
        """Whether the truck is on the terminal: gated in, and not out since."""
        for state, _ in reversed(self.history):
            if state in {VisitState.GATED_IN, VisitState.GATED_OUT}:
                return state is VisitState.GATED_IN
        return False

    @property
    def changed(self) -> datetime | None:
        """When it last changed its state; None for one without a history."""
        return self.history[-1][1] if self.history else None

    def moved(self, to: VisitState, at: datetime) -> Self:
        """Go to state *to*; raises ImpossibleMoveError where ``MOVES`` has no way."""
        if to not in MOVES[self.state]:
            msg = f"a visit that is {self.state} cannot become {to}"
            raise ImpossibleMoveError(msg)
        return replace(self, state=to, history=(*self.history, (to, at)))


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFilter:
    """Which visits to list; empty and None mean any.

    ``since`` and ``until`` bound the visit's last change. ``container`` was announced
    for the visit, in or out, or drove in with it.
    """

    states: frozenset[VisitState] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    container: str | None = None


_S = VisitState

MOVES: Mapping[VisitState, frozenset[VisitState]] = MappingProxyType(
    {
        _S.PRE_ADVISED: frozenset({_S.CONFIRMED, _S.EXPIRED, _S.RETRACTED}),
        _S.CONFIRMED: frozenset(
            {_S.ARRIVING, _S.EXPIRED, _S.NO_SHOW, _S.CANCELLED, _S.RETRACTED}
        ),
        _S.ARRIVING: frozenset(
            {_S.CAPTURED, _S.CONFIRMED, _S.IN_YARD, _S.ABANDONED}
            | {_S.GATED_IN, _S.GATED_OUT}
        ),
        _S.CAPTURED: frozenset(
            {_S.DECIDING, _S.CONFIRMED, _S.IN_YARD, _S.ABANDONED}
            | {_S.GATED_IN, _S.GATED_OUT}
        ),
        _S.DECIDING: frozenset({_S.CLEARED, _S.REFERRED, _S.STOPPED}),
        _S.CLEARED: frozenset(
            {_S.GATED_IN, _S.GATED_OUT, _S.DECIDING, _S.ARRIVING}
            | {_S.CONFIRMED, _S.IN_YARD, _S.ABANDONED}
        ),
        _S.REFERRED: frozenset(
            {_S.DECIDING, _S.ARRIVING, _S.CONFIRMED, _S.IN_YARD, _S.ABANDONED}
            | {_S.GATED_IN, _S.GATED_OUT}
        ),
        _S.STOPPED: frozenset(
            {
                _S.DECIDING,
                _S.CONFIRMED,
                _S.IN_YARD,
                _S.ABANDONED,
                _S.GATED_IN,
                _S.GATED_OUT,
            }
        ),
        _S.GATED_IN: frozenset({_S.IN_YARD}),
        _S.IN_YARD: frozenset({_S.ARRIVING}),
        _S.GATED_OUT: frozenset(),
        _S.EXPIRED: frozenset(),
        _S.NO_SHOW: frozenset(),
        _S.CANCELLED: frozenset(),
        _S.ABANDONED: frozenset(),
        _S.RETRACTED: frozenset(),
    }
)
"""Which state may follow which.

GATED_IN and GATED_OUT follow whatever stood before a barrier: they record that
a truck drove through, cleared or not. CLEARED is reached from DECIDING alone.
STOPPED is decided again by two persons at the desk, by nothing else.
A visit that came to an exit lane falls back to IN_YARD, others to CONFIRMED.
"""
