"""What happens at a lane, from drive-in to drive-off."""

import pytest

from gate_service.domain.decisions import ReferTarget, RuleCode
from gate_service.domain.errors import StateConflictError
from gate_service.domain.lanes import KioskPhase
from gate_service.domain.visits import PassageId, VisitState
from tests.support.gates import (
    LANE,
    OTHER_BOX,
    SECOND,
    GateAtWork,
    seen_box,
    seen_plate,
)


def test_a_truck_with_nothing_against_it_is_cleared(work: GateAtWork) -> None:
    view = work.stand(work.book().arrival_code)

    assert view.phase is KioskPhase.GO
    assert view.route == "Row 14"
    assert view.pass_text is not None
    assert view.pass_text.startswith("QG1:")


def test_driving_through_gates_the_truck_in_and_spends_its_pass(
    work: GateAtWork,
) -> None:
    visit = work.admit(work.book())

    assert [state for state, _ in visit.history] == [
        "PRE_ADVISED",
        "CONFIRMED",
        "ARRIVING",
        "CAPTURED",
        "DECIDING",
        "CLEARED",
        "GATED_IN",
        "IN_YARD",
    ]
    assert "pass.spent" in work.kinds()
    assert "passage.unauthorised" not in work.kinds()


def test_readings_that_come_after_the_truck_has_left_change_nothing(
    work: GateAtWork,
) -> None:
    work.admit(work.book())
    before = work.gate.look_up.passage(PassageId("p-1"))
    work.capture(plates=(seen_plate("XY99ZZZ"),))

    assert work.gate.look_up.passage(PassageId("p-1")) == before
    assert work.kinds()[-1] == "passage.misplaced"


def test_better_readings_decide_a_referred_truck_again(work: GateAtWork) -> None:
    code = work.book().arrival_code
    work.drive_in()
    work.gate.present(LANE, code)
    work.capture(boxes=())
    referred = work.gate.lane_view(LANE).phase
    work.capture()

    assert (referred, work.gate.lane_view(LANE).phase) == ("REFER", "GO")


def test_worse_readings_do_not_change_a_stopped_or_cleared_truck(
    work: GateAtWork,
) -> None:
    work.stand(work.book().arrival_code)
    cleared = work.gate.lane_view(LANE)
    work.capture(boxes=(seen_box(OTHER_BOX),))

    assert work.gate.lane_view(LANE).decision == cleared.decision


def test_a_stopped_truck_stays_stopped_whatever_is_read_next(work: GateAtWork) -> None:
    code = work.book().arrival_code
    work.drive_in()
    work.gate.present(LANE, code)
    work.capture(plates=(seen_plate("XY99ZZZ"),))
    work.capture()

    assert work.gate.lane_view(LANE).phase is KioskPhase.STOP
    assert work.gate.commands(LANE) == ()


def test_a_truck_that_backs_out_may_come_again(work: GateAtWork) -> None:
    booked = work.book()
    work.drive_in()
    work.gate.present(LANE, booked.arrival_code)
    work.capture(boxes=())
    work.drive_off(through=False)
    between = work.visit_of(booked).state
    work.stand(booked.arrival_code, "p-2", SECOND)

    assert between is VisitState.CONFIRMED
    assert work.visit_of(booked).state is VisitState.CLEARED


def test_no_barrier_waits_for_a_cleared_truck_that_backed_out(
    work: GateAtWork,
) -> None:
    work.stand(work.book().arrival_code)
    (command,) = work.gate.commands(LANE)
    work.drive_off(through=False)
    work.clock.turn(3)

    assert work.gate.commands(LANE) == ()
    with pytest.raises(StateConflictError, match="withdrawn"):
        work.gate.take_command(LANE, command.id)


def test_a_cleared_truck_that_backed_out_returns_with_its_pass(
    work: GateAtWork,
) -> None:
    booked = work.book()
    text = work.stand(booked.arrival_code).pass_text or ""
    work.drive_off(through=False)
    view = work.stand(text, "p-2")

    assert (view.phase, view.pass_text) == (KioskPhase.GO, text)
    work.raise_barrier()
    work.drive_off("p-2")
    assert work.visit_of(booked).state is VisitState.IN_YARD


def test_driving_through_without_a_command_is_recorded_as_what_it_is(
    work: GateAtWork,
) -> None:
    booked = work.book()
    work.drive_in()
    work.gate.present(LANE, booked.arrival_code)
    work.capture(boxes=())
    work.drive_off(through=True)
    (event,) = (
        e for e in work.gate.look_up.events() if e.kind == "passage.unauthorised"
    )

    assert event.data["level"] == "STOP"
    assert work.visit_of(booked).state is VisitState.IN_YARD


def test_a_stranger_that_drives_through_is_inside_too(work: GateAtWork) -> None:
    work.drive_in()
    work.drive_off(through=True)
    (visit,) = work.gate.look_up.visits()

    assert visit.inside
    assert "passage.unauthorised" in work.kinds()


def test_a_second_truck_pushes_out_a_passage_that_never_closed(
    work: GateAtWork,
) -> None:
    booked = work.book()
    work.stand(booked.arrival_code)
    work.drive_in("p-2")

    assert work.gate.commands(LANE) == ()
    assert work.gate.lane_view(LANE).phase is KioskPhase.SCAN_CODE


def test_a_capture_without_a_drive_in_opens_the_passage(work: GateAtWork) -> None:
    work.capture("p-9")

    assert work.gate.lane_view(LANE).phase is KioskPhase.SCAN_CODE


def test_reports_of_unknown_passages_change_nothing(work: GateAtWork) -> None:
    work.drive_off("never-seen")

    assert work.gate.lane_view(LANE).phase is KioskPhase.WAITING
    assert "passage.misplaced" in work.kinds()


def test_a_truck_for_another_lane_is_sent_there(work: GateAtWork) -> None:
    view = work.stand(work.book(lane=SECOND).arrival_code)

    assert view.decision is not None
    assert view.decision.target is ReferTarget.OTHER_LANE


def test_the_decision_names_its_rule_set(work: GateAtWork) -> None:
    decision = work.stand(work.book().arrival_code).decision

    assert decision is not None
    assert decision.rules_version == "1"
    assert len(decision.rules_hash) == 64
    assert {r.rule for r in decision.reasons} == set(RuleCode)
