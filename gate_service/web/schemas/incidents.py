"""The yard's wire format of docs/yard-events.md."""

from typing import Annotated, Literal

from pydantic import Field

from gate_service.domain.safety import AlertId, Cause, Incident, Severity, YardName
from gate_service.domain.visits import Evidence
from gate_service.domain.yard_events import Stay, YardHealth, YardPresence
from gate_service.domain.yards import (
    COLUMNS,
    ROWS,
    Lens,
    Presence,
    YardCamera,
    YardZone,
)
from gate_service.web.schemas.base import Asked, At, Digest, Id, Name, Text, example
from gate_service.web.schemas.passages import Age

_AT = "2026-05-04T08:15:03.200Z"
_EVIDENCE = {"digest": "9f86d0" + 58 * "0", "kind": "still", "at": _AT}
INCIDENT_EXAMPLE = {
    "incident": "0197f2b4-9a00-7000-8000-4d5e6f708192",
    "camera": "row-12",
    "zone": "crane-path",
    "cause": "intrusion",
    "severity": "severe",
    "subject": 7,
    "opened": _AT,
    "last": "2026-05-04T08:15:03.400Z",
    "closed": None,
    "measures": {"dwell": 0.2},
    "feet": [[0.41, 0.62]],
    "evidence": [_EVIDENCE],
}
_CAMERA = {"camera": "row-12", "state": "live", "last_frame_age": 0.1, "lens": "clear"}
_ZONE = {
    "zone": "crane-path",
    "camera": "row-12",
    "state": "occupied",
    "people": 1,
    "since": _AT,
    "corners": [[0.2, 0.5], [0.8, 0.5], [0.9, 0.95]],
}
HEALTH_EXAMPLE = {"cameras": [_CAMERA], "zones": [_ZONE], "faults": []}
PRESENCE_EXAMPLE = {"cells": [["row-12", 14, 9, 12.4]]}

Share = Annotated[float, Field(ge=-2, le=3)]
"""A share of the picture's width or height; a box may reach beyond the picture."""
Shares = tuple[Share, Share]
Measure = Annotated[float, Field(allow_inf_nan=False)]
Subject = Annotated[int, Field(ge=0, le=2**53)]
Kind = Literal["still", "clip", "blurred-still", "blurred-clip"]
Cell = tuple[
    Name,
    Annotated[int, Field(ge=0, lt=COLUMNS)],
    Annotated[int, Field(ge=0, lt=ROWS)],
    Annotated[float, Field(ge=0, le=1e6)],
]


class IncidentEvidenceBody(Asked):
    """A still or clip sent before, by its SHA-256."""

    model_config = example(**_EVIDENCE)

    digest: Digest
    kind: Kind
    at: At


class IncidentData(Asked):
    """Everything that is known of one incident; ``feet`` since the last event."""

    model_config = example(**INCIDENT_EXAMPLE)

    incident: Id
    camera: Name
    zone: Name | None = None
    cause: Cause
    severity: Severity
    subject: Subject | None = None
    opened: At
    last: At
    closed: At | None = None
    measures: dict[Name, Measure] = Field(default={}, max_length=20)
    feet: list[Shares] = Field(default=[], max_length=50)
    evidence: list[IncidentEvidenceBody] = Field(default=[], max_length=50)

    def told_by(self, yard: YardName) -> Incident:
        """Return the domain's noun."""
        return Incident(
            id=AlertId(self.incident),
            yard=yard,
            camera=self.camera,
            zone=self.zone,
            cause=self.cause,
            severity=self.severity,
            subject=self.subject,
            opened=self.opened,
            last=self.last,
            closed=self.closed,
            measures=dict(self.measures),
            path=tuple(self.feet),
            evidence=tuple(
                Evidence(**each.model_dump(), camera=self.camera)
                for each in self.evidence
            ),
        )


class YardCameraBody(Asked):
    """How a camera fares; ``last_frame_age`` in seconds."""

    model_config = example(**_CAMERA)

    camera: Name
    state: Literal["live", "stalled"]
    last_frame_age: Age | None = None
    lens: Lens

    def seen(self) -> YardCamera:
        """Return the domain's noun."""
        return YardCamera(**self.model_dump())


class YardZoneBody(Asked):
    """Who is in a zone, since when; ``corners`` in shares of the picture."""

    model_config = example(**_ZONE)

    zone: Name
    camera: Name
    state: Presence
    people: Annotated[int, Field(ge=0, le=10_000)]
    since: At
    corners: list[Shares] = Field(default=[], max_length=100)

    def seen(self) -> YardZone:
        """Return the domain's noun."""
        corners = tuple(self.corners)
        return YardZone(**{**self.model_dump(), "corners": corners})


class YardHealthData(Asked):
    """Every camera and zone of the yard, and what is wrong with it in sentences."""

    model_config = example(**HEALTH_EXAMPLE)

    cameras: list[YardCameraBody] = Field(max_length=100)
    zones: list[YardZoneBody] = Field(default=[], max_length=500)
    faults: list[Text] = Field(default=[], max_length=20)

    def report(self) -> YardHealth:
        """Return the domain's noun."""
        return YardHealth(
            cameras=tuple(each.seen() for each in self.cameras),
            zones=tuple(each.seen() for each in self.zones),
            faults=tuple(self.faults),
        )


class YardPresenceData(Asked):
    """Where people stood since the last report: camera, column, row, seconds."""

    model_config = example(**PRESENCE_EXAMPLE)

    cells: list[Cell] = Field(max_length=20_000)

    def report(self) -> YardPresence:
        """Return the domain's noun."""
        return YardPresence(tuple(Stay(*cell) for cell in self.cells))
