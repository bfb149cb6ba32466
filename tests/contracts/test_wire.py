"""Whatever a lane may say of loads, places and its barrier, the gate understands."""

import pytest

from gate_service.domain.lane_events import Held
from gate_service.web.schemas.passages import CapturedData, HeldData
from tests.support.real_gate import captured
from vision.clearance import Clearance
from vision.load import Doubt, LoadKind, Position


@pytest.mark.parametrize("kind", LoadKind)
def test_every_kind_of_load_is_understood(kind: LoadKind) -> None:
    load = {"kind": kind.value, "confidence": 0.5, "doubts": [d.value for d in Doubt]}
    report = CapturedData.model_validate(captured(load=load)).report()
    assert report.load is not None
    assert (report.load.kind, report.load.doubts) == (kind, tuple(Doubt))


@pytest.mark.parametrize("position", [*Position, None])
def test_every_place_of_a_container_is_understood(position: Position | None) -> None:
    box = {"number": "CSQU3054383", "confidence": 0.9, "status": "certain"}
    told = {**box, "position": None if position is None else position.value}
    report = CapturedData.model_validate(captured(containers=[told])).report()
    assert report.containers[0].position == position


def test_a_lane_that_says_nothing_of_a_load_is_understood() -> None:
    report = CapturedData.model_validate(captured()).report()
    assert report.load is None
    assert [seen.position for seen in report.containers] == [None]


@pytest.mark.parametrize("reason", set(Clearance) - {Clearance.CLEAR})
def test_every_reason_for_a_barrier_to_stay_shut_is_understood(
    reason: Clearance,
) -> None:
    told = {"command": "c-1", "reason": reason.value}
    report = HeldData.model_validate(told).report()
    assert (report.command, report.reason) == ("c-1", Held(reason.value))
