"""What happens on the way out, and to those who are inside."""

from gate_service.domain.lanes import KioskPhase
from gate_service.domain.visits import (
    VisitState,
)
from tests.support.gates import (
    EXIT,
    GateAtWork,
    said,
)


def test_a_truck_leaves_by_its_plate(work: GateAtWork) -> None:
    booked = work.book()
    work.admit(booked)
    work.drive_in("x-1", EXIT)
    work.capture("x-1", EXIT, boxes=())
    cleared = work.gate.lane_view(EXIT).phase
    work.raise_barrier(EXIT)
    work.drive_off("x-1", EXIT)

    assert cleared is KioskPhase.GO
    assert work.visit_of(booked).state is VisitState.GATED_OUT
    assert not work.visit_of(booked).inside


def test_a_truck_leaves_by_the_pass_it_came_in_with(work: GateAtWork) -> None:
    booked = work.book()
    text = work.stand(booked.arrival_code).pass_text or ""
    work.raise_barrier()
    work.drive_off()
    work.clock.turn(7200)
    work.drive_in("x-1", EXIT)
    work.gate.present(EXIT, text)
    work.capture("x-1", EXIT, boxes=())

    assert work.gate.lane_view(EXIT).phase is KioskPhase.GO


def test_a_container_that_was_not_announced_for_the_way_out_stops(
    work: GateAtWork,
) -> None:
    booked = work.book()
    work.admit(booked)
    work.drive_in("x-1", EXIT)
    work.capture("x-1", EXIT)

    assert said(work.gate.lane_view(EXIT).visit) == {
        "CONTAINER_SET": "container_unexpected"
    }
    work.drive_off("x-1", EXIT, through=False)
    assert work.visit_of(booked).state is VisitState.IN_YARD


def test_a_truck_that_was_never_inside_is_referred_at_the_exit(
    work: GateAtWork,
) -> None:
    code = work.book().arrival_code
    work.drive_in("x-1", EXIT)
    work.gate.present(EXIT, code)
    work.capture("x-1", EXIT, boxes=())

    assert said(work.gate.lane_view(EXIT).visit) == {"DUPLICATE": "not_inside"}


def test_a_cloned_plate_is_stopped_while_the_first_is_inside(work: GateAtWork) -> None:
    work.admit(work.book())
    view = work.stand(work.book(containers=()).arrival_code, "p-2")

    assert said(view.visit)["DUPLICATE"] == "plate_inside"


def test_once_out_the_same_truck_may_come_with_a_new_appointment(
    work: GateAtWork,
) -> None:
    work.admit(work.book())
    work.drive_in("x-1", EXIT)
    work.capture("x-1", EXIT, boxes=())
    work.raise_barrier(EXIT)
    work.drive_off("x-1", EXIT)

    assert work.stand(work.book().arrival_code, "p-2").phase is KioskPhase.GO
