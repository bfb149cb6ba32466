"""The gate understands whatever docs/yard-events.md promises and yards may say."""

import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from gate_service.domain.safety import Cause, Severity, YardName
from gate_service.domain.yard_events import YARD_EVENT_TYPES
from gate_service.domain.yards import Lens, Presence
from gate_service.web.schemas.incidents import (
    HEALTH_EXAMPLE,
    INCIDENT_EXAMPLE,
    PRESENCE_EXAMPLE,
)
from gate_service.web.schemas.yard_batches import YardBatchBody
from tests.support.real_gate import batch

WIRE = Path(__file__).parents[2] / "docs" / "yard-events.md"
YARD = YardName("yard-1")


def test_each_type_becomes_its_report() -> None:
    body = batch(
        ("incident.opened", INCIDENT_EXAMPLE),
        ("incident.updated", INCIDENT_EXAMPLE),
        ("incident.closed", INCIDENT_EXAMPLE),
        ("yard.health", HEALTH_EXAMPLE),
        ("yard.presence", PRESENCE_EXAMPLE),
    )
    events = YardBatchBody.model_validate(body).yard_events(YARD)
    assert [YARD_EVENT_TYPES[type(e.report)] for e in events] == list(
        YARD_EVENT_TYPES.values()
    )


def test_every_type_of_the_wires_document_is_known() -> None:
    if not WIRE.exists():
        pytest.skip("docs/yard-events.md is written with the yard's own side")
    documented = re.findall(
        r"^\| `((?:incident|yard)\.[a-z]+)` \|", WIRE.read_text("utf-8"), re.MULTILINE
    )
    assert sorted(documented) == sorted(YARD_EVENT_TYPES.values())


@pytest.mark.parametrize(
    ("module", "name", "known"),
    [
        ("vision.incidents", "Cause", Cause),
        ("vision.incidents", "Severity", Severity),
        ("vision.lens", "Lens", Lens),
    ],
)
def test_the_words_of_a_yard_are_the_gates(
    module: str, name: str, known: type[Cause | Severity | Lens]
) -> None:
    if find_spec(module) is None:
        pytest.skip(f"{module} is not there")
    told = getattr(import_module(module), name)
    assert {word.value for word in told} == {word.value for word in known}


@pytest.mark.parametrize("state", Presence)
@pytest.mark.parametrize("lens", Lens)
def test_every_state_of_a_zone_and_a_lens_is_understood(
    state: Presence, lens: Lens
) -> None:
    (camera,), (zone,) = HEALTH_EXAMPLE["cameras"], HEALTH_EXAMPLE["zones"]
    data = {
        "cameras": [{**camera, "lens": lens.value}],
        "zones": [{**zone, "state": state.value}],
    }
    YardBatchBody.model_validate(batch(("yard.health", data))).yard_events(YARD)


@pytest.mark.parametrize("cause", Cause)
@pytest.mark.parametrize("severity", Severity)
def test_every_cause_and_severity_is_understood(
    cause: Cause, severity: Severity
) -> None:
    told = {**INCIDENT_EXAMPLE, "cause": cause.value, "severity": severity.value}
    body = YardBatchBody.model_validate(batch(("incident.opened", told)))
    assert body.yard_events(YARD)
