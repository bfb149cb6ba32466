"""What a lane decides alone by the gate's bundle, the gate takes in as it was."""

from dataclasses import replace

import pytest

from gate_service.domain.customs import HoldRequest
from gate_service.domain.visits import VisitState
from pipelines.alone_screen import Phase
from tests.support.alone_lane import AloneLane, RemoteGate
from tests.support.gates import BOX, CUSTOMS
from tests.support.truck_lane import FRONT, LEFT, container, plate
from vision.results import Readings, Status


def hold() -> HoldRequest:
    return HoldRequest(authority="HMRC", container=BOX, reference="H-1")


def test_a_booked_truck_goes_while_the_gate_is_away_and_is_inside_after(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    assert lane.beat()
    lane.lose_gate()
    passage = lane.pass_through(booked.arrival_code)
    assert lane.boom.opened == [passage]

    lane.find_gate()

    visit = remote.visits(booked)[True]
    assert (visit.state, visit.passage) == (VisitState.IN_YARD, passage)
    assert remote.events("passage.unauthorised") == []
    (told,) = remote.events("lane.reconciled")
    assert (told["go"], told["refer"], told["twice"]) == (1, 0, [])
    assert told["unsettled"] == []


@pytest.mark.parametrize(
    ("front", "left", "reason"),
    [
        pytest.param(Readings(), LEFT, "plate_unread", id="plate unread"),
        pytest.param(
            Readings(plates=(plate("AB12CDF"),)), LEFT, "plate_differs", id="one off"
        ),
        pytest.param(
            Readings(plates=(replace(plate(), confidence=0.5),)),
            LEFT,
            "plate_uncertain",
            id="plate in doubt",
        ),
        pytest.param(FRONT, Readings(), "container_unread", id="container unread"),
        pytest.param(
            FRONT,
            Readings(containers=(container(), container("MSKU6011672"))),
            "container_differs",
            id="one container more",
        ),
        pytest.param(
            FRONT,
            Readings(containers=(container(status=Status.UNCERTAIN),)),
            "container_uncertain",
            id="container in doubt",
        ),
        pytest.param(
            FRONT,
            Readings(containers=(replace(container(), size_type="45G1"),)),
            "size_type_differs",
            id="another size",
        ),
    ],
)
def test_whatever_is_not_read_exactly_as_booked_waits_for_a_clerk(
    remote: RemoteGate, lane: AloneLane, front: Readings, left: Readings, reason: str
) -> None:
    booked = remote.book()
    lane.beat()
    lane.lose_gate()
    lane.stand(booked.arrival_code, front, left)
    lane.open_barrier()

    verdict, reasons = lane.decided()[-1]

    assert (verdict, lane.boom.opened) == ("REFER", [])
    assert reason in reasons
    assert lane.display.screen.phase is Phase.REFER


def test_a_computed_check_digit_counts_where_the_list_confirms_it(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    lane.beat()
    lane.lose_gate()
    box = container(status=Status.INFERRED)
    lane.stand(booked.arrival_code, left=Readings(containers=(box,)))
    assert lane.decided() == [("GO", [])]


@pytest.mark.parametrize(
    "against",
    [
        pytest.param(lambda r: r.gate.place_hold(hold(), CUSTOMS), id="a hold"),
        pytest.param(lambda r: r.clock.pass_by(7200), id="a window that is over"),
    ],
)
def test_no_truck_is_allowed_that_the_gate_itself_would_not_let_go(
    remote: RemoteGate, lane: AloneLane, against: object
) -> None:
    booked = remote.book()
    assert callable(against)
    against(remote)
    lane.beat()
    lane.lose_gate()
    lane.pass_through(booked.arrival_code)
    assert lane.decided() == [("REFER", ["not_on_allow_list"])]


def test_a_camera_that_could_not_be_read_lets_nobody_go(
    remote: RemoteGate, lane: AloneLane
) -> None:
    booked = remote.book()
    lane.beat()
    lane.lose_gate()
    lane.trucks.arrive()
    lane.show_code(booked.arrival_code)
    lane.trucks.read("left", LEFT)
    for readings in (None, None, None):
        lane.trucks.read("left", readings)
        lane.trucks.read("front", FRONT)
    lane.trucks.wait(4.0)
    lane.open_barrier()
    assert lane.decided()[-1] == ("REFER", ["camera_stalled"])
    assert lane.boom.opened == []
