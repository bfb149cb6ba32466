"""What `quaygate watch` says of a photo and of an incident: JSON and words."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from vision.incidents import Incident
from vision.results import Box
from vision.scene import Scene


@dataclass(frozen=True, slots=True)
class PhotoSeen:
    """Who and what one photo shows; boxes in pixels of the file."""

    source: str
    scene: Scene

    def as_json(self) -> str:
        """Write it on one line, boxes as [x0, y0, x1, y1] in pixels."""
        people = [
            {
                "box": sides(person.box),
                "confidence": round(person.confidence, 4),
                "helmet": person.helmet,
                "vest": person.vest,
            }
            for person in self.scene.people
        ]
        vehicles = [
            {"box": sides(each.box), "confidence": round(each.confidence, 4)}
            for each in self.scene.vehicles
        ]
        told = {"source": self.source, "people": people, "vehicles": vehicles}
        return json.dumps(told, ensure_ascii=False)

    def as_text(self) -> str:
        """Write it on one line for people."""
        parts = [
            f"person (helmet {person.helmet}, vest {person.vest}, "
            f"{person.confidence:.2f})"
            for person in self.scene.people
        ]
        parts += [f"vehicle ({each.confidence:.2f})" for each in self.scene.vehicles]
        return f"{self.source}: {'; '.join(parts) or 'nobody and nothing seen'}"


@dataclass(frozen=True, slots=True)
class IncidentSeen:
    """One incident of a video or stream that *begun* then, in seconds UTC."""

    source: str
    incident: Incident
    begun: float

    def as_json(self) -> str:
        """Write it on one line: times in seconds since the beginning, the opening UTC.

        ``begins`` and ``ends`` are when it was first and last so.
        """
        incident = self.incident
        told: dict[str, Any] = {
            "source": self.source,
            "incident": incident.number,
            "cause": incident.cause,
            "severity": incident.severity,
            "zone": incident.zone,
            "subject": incident.subject,
            "opened": _moment(incident.opened),
            "begins": round(incident.opened - self.begun, 2),
            "ends": round(incident.last - self.begun, 2),
            "boxes": [sides(box) for box in incident.boxes],
            "measures": {k: round(v, 2) for k, v in incident.measures.items()},
        }
        return json.dumps(told, ensure_ascii=False)

    def as_text(self) -> str:
        """Write it on one line for people."""
        incident = self.incident
        begins, ends = (t - self.begun for t in (incident.opened, incident.last))
        where = f" in {incident.zone}" if incident.zone else ""
        who = f", person or vehicle {incident.subject}" if incident.subject else ""
        measures = "".join(f", {k} {v:.3g}" for k, v in incident.measures.items())
        return (
            f"{self.source}: {incident.cause} ({incident.severity}){where}{who}, "
            f"{begins:.1f} s to {ends:.1f} s{measures}"
        )


def sides(box: Box) -> list[int]:
    """Give whole pixels from 0 on."""
    return [max(0, round(side)) for side in box.sides]


def _moment(seconds: float) -> str:
    at = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return at.replace("+00:00", "Z")
