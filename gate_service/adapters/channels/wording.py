"""What a channel says of an alert: JSON for programs, a few lines for people."""

import json
from datetime import UTC, datetime

from gate_service.domain.escalation import MessageId
from gate_service.domain.safety import Action, Alert

EVENT_TYPE = "quaygate.alert.escalated"


def envelope(message: MessageId, alert: Alert, at: datetime) -> bytes:
    """Write *alert* as a CloudEvents 1.0 event whose id is the *message*'s."""
    event = {
        "specversion": "1.0",
        "id": message,
        "type": EVENT_TYPE,
        "source": f"/yards/{alert.incident.yard}",
        "subject": alert.id,
        "time": _utc(at),
        "datacontenttype": "application/json",
        "data": facts(alert),
    }
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def facts(alert: Alert) -> dict[str, object]:
    """Give what a program needs to know; the rest is at /api/v1/alerts/ID."""
    incident = alert.incident
    return {
        "alert": alert.id,
        "state": str(alert.state),
        "severity": str(incident.severity),
        "cause": str(incident.cause),
        "yard": incident.yard,
        "camera": incident.camera,
        "zone": incident.zone,
        "haulier": alert.haulier,
        "opened": _utc(incident.opened),
        "closed": None if incident.closed is None else _utc(incident.closed),
        "measures": dict(incident.measures),
        "evidence": [
            {"digest": each.digest, "kind": each.kind} for each in incident.evidence
        ],
        **_passed_on(alert),
    }


def headline(alert: Alert) -> str:
    """Say it in one line."""
    incident = alert.incident
    place = f"{incident.zone}, {incident.camera}" if incident.zone else incident.camera
    return f"{incident.severity}: {incident.cause} at {place} ({incident.yard})"


def letter(alert: Alert) -> str:
    """Say it in a few lines."""
    incident = alert.incident
    end = "goes on" if incident.closed is None else f"ended {_utc(incident.closed)}"
    lines = [
        headline(alert),
        f"began {_utc(incident.opened)}, {end}",
        *(f"{name}: {value:g}" for name, value in sorted(incident.measures.items())),
        *([f"haulier: {alert.haulier}"] if alert.haulier else []),
        *(f"{name}: {told}" for name, told in _passed_on(alert).items() if told),
        f"alert: {alert.id}, {alert.state}",
    ]
    return "\n".join(lines) + "\n"


def _passed_on(alert: Alert) -> dict[str, str]:
    """Say who passed it on last, and why."""
    steps = (s for s in reversed(alert.history) if s.action is Action.ESCALATED)
    step = next(steps, None)
    return {"by": step.by if step else "", "note": step.note if step else ""}


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
