"""Yard events as the wire wants them: docs/yard-events.md."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pipelines.health import CameraHealth, CameraState
from pipelines.outbox import rfc3339
from pipelines.proofs import Proof
from pipelines.yard_eye import View
from pipelines.yard_time import YardTime
from vision.incidents import Incident
from vision.polygon import Point
from vision.yard import YardRules

_MOST_FAULTS, _LONGEST = 20, 300
_REACH = 2.0
"""Pictures beyond an edge that feet may stand."""


def incident_data(  # one event's parts
    incident: Incident,
    *,
    id_: str,
    camera: str,
    time: YardTime,
    way: Sequence[Point] = (),
) -> dict[str, Any]:
    """Tell all that is known of an incident; *way* since the event before."""
    closed = incident.closed
    return {
        "incident": id_,
        "camera": camera,
        "zone": incident.zone,
        "cause": incident.cause.value,
        "severity": incident.severity.value,
        "subject": incident.subject,
        "opened": rfc3339(time.utc(incident.opened)),
        "last": rfc3339(time.utc(incident.last)),
        "closed": None if closed is None else rfc3339(time.utc(closed)),
        "measures": {name: round(v, 3) for name, v in incident.measures.items()},
        "feet": [[_share(x), _share(y)] for x, y in way],
        "evidence": [],
    }


def named(proof: Proof, kind: str, at: datetime) -> dict[str, Any]:
    """Name evidence by its digest; *kind* is still, clip or one of these, blurred."""
    return {"digest": proof.digest, "kind": kind, "at": rfc3339(at)}


def camera_data(health: CameraHealth, view: View) -> dict[str, Any]:
    """Tell how a camera fares: one that cannot be looked at counts as stalled."""
    live = health.state is CameraState.LIVE and view.fault is None
    age = health.last_frame_age
    return {
        "camera": health.camera,
        "state": "live" if live else "stalled",
        "last_frame_age": None if age is None else round(age, 3),
        "lens": view.lens.value,
    }


def zone_data(
    camera: str, view: View, rules: YardRules, time: YardTime
) -> list[dict[str, Any]]:
    """Tell who is in the zones of one camera."""
    states = {state.zone: state for state in view.zones}
    return [
        {
            "zone": zone.name,
            "camera": camera,
            "state": states[zone.name].state.value,
            "people": states[zone.name].people,
            "since": rfc3339(time.utc(states[zone.name].since)),
            "corners": [list(corner) for corner in zone.corners],
        }
        for zone in rules.zones
        if zone.name in states
    ]


def health_data(
    cameras: Sequence[Mapping[str, Any]],
    zones: Sequence[Mapping[str, Any]],
    faults: Sequence[str],
) -> dict[str, Any]:
    """Tell how the yard fares; *faults* in sentences, none when all is well."""
    told = [fault[:_LONGEST] for fault in faults[:_MOST_FAULTS]]
    return {"cameras": list(cameras), "zones": list(zones), "faults": told}


def _share(value: float) -> float:
    return round(min(1 + _REACH, max(-_REACH, value)), 4)
