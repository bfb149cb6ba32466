"""Whatever a yard writes, the gate understands."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from gate_service.domain import safety
from gate_service.domain.safety import YardName
from gate_service.domain.yards import COLUMNS, ROWS, Presence
from gate_service.domain.yards import Lens as ToldLens
from gate_service.web.schemas.incidents import IncidentData
from gate_service.web.schemas.yard_batches import YardBatchBody
from pipelines import trail
from pipelines.proofs import addressed
from pipelines.yard_events import incident_data, named
from pipelines.yard_messages import ClipMade
from pipelines.yard_time import YardTime
from tests.support.pipes import EPOCH, HandClock
from tests.support.stepped_yard import SteppedYard, person, walk, zone
from vision.incidents import Cause, Incident, Severity
from vision.lens import Lens
from vision.scene import Scene
from vision.yard import YardRules
from vision.zone_board import Occupation

NORTH = YardName("north")


def understood(yard: SteppedYard) -> list[Any]:
    """Read all that a yard has written as the gate does."""
    bodies: list[Any] = []
    for outbox in (yard.outbox, yard.clips):
        pending = outbox.pending(500)
        events = [
            {
                "sequence": event.sequence,
                "event_id": event.event_id,
                "type": event.type,
                "at": event.at,
                "data": event.data,
            }
            for event in pending.events
        ]
        body = {"source": pending.source, "events": events}
        bodies += YardBatchBody.model_validate(body).yard_events(NORTH)
    return bodies


def test_all_that_a_yard_writes_is_understood(tmp_path: Path) -> None:
    rules = YardRules(zones=(zone(dwell=2.0), zone(name="all", crowd=1)))
    yard = SteppedYard(tmp_path, rules)
    yard.faults.append("clips cannot be recorded: the disk is full")
    yard.show(2.0, Scene())
    yard.show(8.0, walk(10, 170, 8.0))
    yard.show(8.0, Scene((person(90), person(120), person(150))))
    yard.silence(4.0)
    yard.lens.state = Lens.COVERED
    yard.show(50.0, Scene())
    clip = addressed(b"....ftyp")
    yard.yard.hear(ClipMade("incident-1", EPOCH, clip, clip))
    events = understood(yard)
    kinds = {type(event.report).__name__ for event in events}
    assert kinds == {
        "IncidentOpened",
        "IncidentUpdated",
        "IncidentClosed",
        "YardHealth",
        "YardPresence",
    }
    assert {e.report.faults for e in events if hasattr(e.report, "faults")} == {
        tuple(yard.faults)
    }


def told(**changes: Any) -> Mapping[str, Any]:
    given: dict[str, Any] = {
        "number": 1,
        "cause": Cause.INTRUSION,
        "severity": Severity.LOW,
        "zone": None,
        "subject": None,
        "opened": 0.0,
        "last": 0.0,
    }
    time = YardTime(HandClock())
    incident = Incident(**(given | changes))
    way = ((0.5, 1.25), (-9.0, 9.0))
    return incident_data(incident, id_="i-1", camera="quay", time=time, way=way)


@pytest.mark.parametrize("cause", Cause)
@pytest.mark.parametrize("severity", Severity)
def test_every_incident_is_understood(cause: Cause, severity: Severity) -> None:
    data = told(cause=cause, severity=severity, measures={"dwell": 1.5})
    incident = IncidentData.model_validate(data).told_by(NORTH)
    assert incident.cause == safety.Cause(cause.value)
    assert incident.severity == safety.Severity(severity.value)
    assert incident.measures == {"dwell": 1.5}
    assert incident.path == ((0.5, 1.25), (-2.0, 3.0))


@pytest.mark.parametrize("kind", ["still", "clip", "blurred-still", "blurred-clip"])
def test_every_kind_of_evidence_is_understood(kind: str) -> None:
    proof = addressed(b"proof")
    data = {**told(), "evidence": [named(proof, kind, EPOCH)]}
    (evidence,) = IncidentData.model_validate(data).told_by(NORTH).evidence
    assert (evidence.digest, evidence.kind) == (proof.digest, kind)
    assert evidence.at == EPOCH


def test_both_sides_use_the_same_words() -> None:
    assert set(Lens) == {Lens(each.value) for each in ToldLens}
    assert set(Occupation) == {Occupation(each.value) for each in Presence}
    assert (COLUMNS, ROWS) == (trail.COLUMNS, trail.ROWS)
