"""Appointment, passage and visit: what was booked, what was seen, what became of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from gate_service.domain.decisions import Decision

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
class ExpectedContainer:
    """A container that an appointment announces; ``size_type`` None means any."""

    number: str
    size_type: str | None = None


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
    lane: LaneName | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPlate:
    """A plate as the lane read it; ``status`` is certain, inferred or uncertain."""

    text: str
    confidence: float
    status: str
    region: str | None = None
    camera: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenContainer:
    """A container number as the lane read it; ``size_type`` None means not seen."""

    number: str
    confidence: float
    status: str
    size_type: str | None = None
    layout: str | None = None
    camera: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenCamera:
    """How a camera fared during the passage: ``live`` or ``stalled``."""

    camera: str
    state: str
    last_frame_age: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The address of an image that shows why: its SHA-256, never its bytes."""

    digest: str
    camera: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One truck through one lane. A time that is None has not come yet."""

    id: PassageId
    lane: LaneName
    opened: datetime
    stopped: datetime | None = None
    captured: datetime | None = None
    closed: datetime | None = None
    plates: tuple[SeenPlate, ...] = ()
    containers: tuple[SeenContainer, ...] = ()
    cameras: tuple[SeenCamera, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    presented: str | None = None
    """The arrival code or pass that the driver showed, as text."""
    visit: VisitId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One truck's stay, from its appointment to gate-out.

    A truck without an appointment has a visit too, with ``appointment`` None.
    """

    id: VisitId
    state: VisitState
    appointment: AppointmentId | None
    lane: LaneName | None = None
    passage: PassageId | None = None
    decision: Decision | None = None
    history: tuple[tuple[VisitState, datetime], ...] = field(default=())
