"""What a yard reports, as docs/yard-events.md puts it on the wire."""

from dataclasses import dataclass
from datetime import datetime

from gate_service.domain.safety import Incident
from gate_service.domain.yards import YardCamera, YardZone


@dataclass(frozen=True, slots=True)
class IncidentOpened:
    """An incident begins (``incident.opened``)."""

    incident: Incident


@dataclass(frozen=True, slots=True)
class IncidentUpdated:
    """More is known of an incident (``incident.updated``)."""

    incident: Incident


@dataclass(frozen=True, slots=True)
class IncidentClosed:
    """An incident is over (``incident.closed``)."""

    incident: Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class YardHealth:
    """How the cameras fare and who is in the zones (``yard.health``)."""

    cameras: tuple[YardCamera, ...]
    zones: tuple[YardZone, ...]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stay:
    """People before *camera* stood for *seconds* in one cell of the grid."""

    camera: str
    column: int
    row: int
    seconds: float


@dataclass(frozen=True, slots=True)
class YardPresence:
    """Where people stood since the last report (``yard.presence``)."""

    cells: tuple[Stay, ...]


YARD_EVENT_TYPES = {
    IncidentOpened: "incident.opened",
    IncidentUpdated: "incident.updated",
    IncidentClosed: "incident.closed",
    YardHealth: "yard.health",
    YardPresence: "yard.presence",
}

YardReport = (
    IncidentOpened | IncidentUpdated | IncidentClosed | YardHealth | YardPresence
)


@dataclass(frozen=True, slots=True, kw_only=True)
class YardEvent:
    """One report with its place in its source; ``at`` is UTC, taken at capture."""

    sequence: int
    event_id: str
    at: datetime
    report: YardReport
