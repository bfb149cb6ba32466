"""What is worth an officer: an incident, why, how bad, and how it changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from vision.polygon import Point
from vision.results import Box


class Cause(StrEnum):
    """What is wrong."""

    INTRUSION = "intrusion"
    """Somebody, or a vehicle, where it is not admitted."""
    DWELL = "dwell"
    MISSING_PPE = "missing-ppe"
    PROXIMITY = "proximity"
    CROWDING = "crowding"
    DIRECTION = "direction"
    TAMPER = "tamper"
    """The camera cannot see."""


class Severity(StrEnum):
    """How bad it is."""

    LOW = "low"
    MEDIUM = "medium"
    SEVERE = "severe"

    @property
    def rank(self) -> int:
        """0 for the least, higher for worse."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One cause, of one person or vehicle where it has one, while it lasts.

    ``number`` counts from 1 within one watch. ``zone`` is the severest it concerns,
    None where it concerns the whole camera. ``subject`` is the first number that the
    tracker gave it, None for crowding and tamper. Times are seconds UTC: ``last`` is
    when it was last so, ``closed`` is None while it may go on. ``boxes`` are those of
    the last look that showed it, in pixels: whose incident it is, then the others.
    """

    number: int
    cause: Cause
    severity: Severity
    zone: str | None
    subject: int | None
    opened: float
    last: float
    closed: float | None = None
    boxes: tuple[Box, ...] = ()
    measures: Mapping[str, float] = field(default_factory=dict)
    """``dwell`` s, ``distance`` m (the least), ``speed`` m/s (the vehicle's against
    the person, the most), ``contact`` s (the least), ``people`` (the most);
    ``helmet`` and ``vest`` are 1 where they are missing."""


class ChangeKind(StrEnum):
    """What has happened to an incident."""

    OPENED = "opened"
    UPDATED = "updated"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Change:
    """One step of an incident; ``way`` is where its subject went since the last one.

    That is its feet, in shares of the picture, the newest last, 50 at most.
    """

    kind: ChangeKind
    incident: Incident
    way: tuple[Point, ...] = ()
