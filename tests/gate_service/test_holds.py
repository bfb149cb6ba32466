"""Holds: placed and lifted by their own authority, early, late and too late."""

import pytest

from gate_service.domain.callers import Caller, Role
from gate_service.domain.customs import HoldId, HoldRequest
from gate_service.domain.decisions import ReferTarget
from gate_service.domain.errors import (
    InvalidInputError,
    NotYoursError,
    StateConflictError,
    UnknownHoldError,
)
from gate_service.domain.lanes import KioskPhase
from gate_service.domain.visits import VisitState
from tests.support.gates import (
    BOX,
    CLERK,
    CUSTOMS,
    EXIT,
    LANE,
    OTHER_BOX,
    GateAtWork,
    seen_box,
)

POLICE = Caller("police", Role.CUSTOMS, "POLICE")


def test_a_hold_stops_the_container_until_it_is_released(work: GateAtWork) -> None:
    hold = work.hold()
    booked = work.book()
    stopped = work.stand(booked.arrival_code).phase
    work.drive_off(through=False)
    work.lift(hold)

    assert stopped is KioskPhase.STOP
    assert work.stand(booked.arrival_code, "p-2").phase is KioskPhase.GO


def test_a_release_lifts_only_its_own_authority_s_hold(work: GateAtWork) -> None:
    mine = work.hold()
    theirs = HoldRequest(authority="POLICE", container=BOX, reference="P-1", reason="")
    work.gate.place_hold(theirs, POLICE)
    work.lift(mine)

    assert work.stand(work.book().arrival_code).phase is KioskPhase.STOP


@pytest.mark.parametrize("by", [POLICE, CLERK, Caller("boss", Role.ADMIN)])
def test_only_its_authority_lifts_a_hold(work: GateAtWork, by: Caller) -> None:
    hold = work.hold()
    with pytest.raises(NotYoursError):
        work.gate.release_hold(hold.id, by, "R-1")

    assert [h.active for h in work.gate.look_up.holds(BOX)] == [True]


def test_a_hold_is_lifted_once(work: GateAtWork) -> None:
    hold = work.hold()
    work.lift(hold)
    with pytest.raises(StateConflictError):
        work.lift(hold)
    with pytest.raises(UnknownHoldError):
        work.gate.release_hold(HoldId("none"), CUSTOMS, "R-1")


def test_a_hold_on_a_wrong_number_is_refused(work: GateAtWork) -> None:
    with pytest.raises(InvalidInputError, match="check digit"):
        work.hold("CSQU3054384")

    assert work.gate.look_up.holds() == ()


def test_a_hold_before_the_barrier_pulls_the_clearance_back(work: GateAtWork) -> None:
    booked = work.book()
    text = work.stand(booked.arrival_code).pass_text or ""
    (command,) = work.gate.commands(LANE)
    work.hold()
    view = work.gate.lane_view(LANE)
    work.clock.turn(3)

    assert work.visit_of(booked).state is VisitState.REFERRED
    assert (view.phase, view.pass_text) == (KioskPhase.REFER, None)
    assert view.decision is not None
    assert view.decision.target is ReferTarget.INSPECTION
    with pytest.raises(StateConflictError, match="withdrawn"):
        work.gate.take_command(LANE, command.id)
    with pytest.raises(Exception, match="revoked"):
        work.gate.verify_pass(text)


def test_after_the_release_a_clerk_clears_the_truck_again(work: GateAtWork) -> None:
    booked = work.book()
    work.stand(booked.arrival_code)
    hold = work.hold()
    work.lift(hold)
    visit = work.gate.decide_again(work.visit_of(booked).id, CLERK)

    assert visit.state is VisitState.CLEARED
    assert len(work.gate.commands(LANE)) == 1


def test_a_hold_that_stands_stops_the_truck_at_the_next_decision(
    work: GateAtWork,
) -> None:
    booked = work.book()
    work.stand(booked.arrival_code)
    work.hold()

    assert work.gate.decide_again(work.visit_of(booked).id, CLERK).state is (
        VisitState.STOPPED
    )


def test_only_a_referred_truck_in_its_lane_is_decided_again(work: GateAtWork) -> None:
    booked = work.book()
    work.stand(booked.arrival_code)
    with pytest.raises(StateConflictError):
        work.gate.decide_again(work.visit_of(booked).id, CLERK)


def test_a_hold_after_the_barrier_is_recorded_as_late(work: GateAtWork) -> None:
    booked = work.book()
    work.stand(booked.arrival_code)
    work.raise_barrier()
    work.hold()
    moving = work.visit_of(booked).state
    work.drive_off()
    work.gate.place_hold(
        HoldRequest(authority="POLICE", container=BOX, reference="P-1"), POLICE
    )

    assert moving is VisitState.CLEARED
    assert work.kinds().count("hold.late") == 2


def test_a_hold_on_a_container_that_was_only_seen_stops_too(work: GateAtWork) -> None:
    work.hold(OTHER_BOX)
    code = work.book().arrival_code
    work.drive_in()
    work.gate.present(LANE, code)
    work.capture(boxes=(seen_box(), seen_box(OTHER_BOX, status="uncertain")))
    decision = work.gate.lane_view(LANE).decision

    assert decision is not None
    assert "customs_hold" in [r.code for r in decision.objections]


def test_a_hold_on_a_container_left_in_the_yard_lets_its_truck_out(
    work: GateAtWork,
) -> None:
    work.admit(work.book())
    work.drive_in("x-1", EXIT)
    work.capture("x-1", EXIT, boxes=())
    before = work.gate.lane_view(EXIT)
    work.hold()

    assert before.phase is KioskPhase.GO
    assert work.gate.lane_view(EXIT).pass_text == before.pass_text


def test_a_hold_on_another_container_leaves_a_cleared_truck_alone(
    work: GateAtWork,
) -> None:
    booked = work.book()
    work.stand(booked.arrival_code)
    work.hold(OTHER_BOX)

    assert work.visit_of(booked).state is VisitState.CLEARED
