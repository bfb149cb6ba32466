"""What a code does that a driver shows: arrival codes and passes, good and bad."""

import pytest

from gate_service.domain.errors import (
    PassError,
    UnknownAppointmentError,
)
from gate_service.domain.lane_events import CodeSeen
from gate_service.domain.lanes import KioskPhase
from gate_service.domain.visits import (
    PassageId,
    VisitState,
)
from tests.support.gates import (
    CLERK,
    EXIT,
    LANE,
    SECOND,
    GateAtWork,
    said,
)


def test_a_code_shown_before_the_truck_is_seen_counts(work: GateAtWork) -> None:
    code = work.book().arrival_code
    work.gate.present(LANE, code)
    work.clock.turn(119)
    work.drive_in()
    work.capture()

    assert work.gate.lane_view(LANE).phase is KioskPhase.GO


def test_a_code_shown_too_long_before_does_not(work: GateAtWork) -> None:
    work.gate.present(LANE, work.book().arrival_code)
    work.clock.turn(121)
    work.drive_in()
    work.capture()

    assert work.gate.lane_view(LANE).phase is KioskPhase.SCAN_CODE


def test_a_code_of_the_truck_before_is_not_the_next_truck_s(work: GateAtWork) -> None:
    code = work.book().arrival_code
    work.drive_in()
    work.drive_off(through=False)
    work.report(CodeSeen(code, PassageId("p-1")))
    shown = work.gate.lane_view(LANE).phase
    work.drive_in("p-2")
    work.capture("p-2")

    assert shown is KioskPhase.WAITING
    assert work.gate.lane_view(LANE).phase is KioskPhase.SCAN_CODE


def test_a_code_may_come_after_the_capture(work: GateAtWork) -> None:
    code = work.book().arrival_code
    work.drive_in()
    work.capture()
    work.see_code(code.lower())

    assert work.gate.lane_view(LANE).phase is KioskPhase.GO


def test_without_a_code_the_truck_is_referred_in_the_end(work: GateAtWork) -> None:
    work.drive_in()
    work.capture()
    work.clock.turn(59)
    work.gate.tick()
    waiting = work.gate.lane_view(LANE).phase
    work.clock.turn(1)
    work.gate.tick()
    view = work.gate.lane_view(LANE)

    assert (waiting, view.phase) == (KioskPhase.SCAN_CODE, KioskPhase.REFER)
    assert said(view.visit) == {
        "CREDENTIAL": "no_code",
        "APPOINTMENT": "no_appointment",
    }


def test_a_code_shown_after_the_time_out_still_clears(work: GateAtWork) -> None:
    booked = work.book()
    work.drive_in()
    work.capture()
    work.clock.turn(60)
    work.gate.tick()
    work.gate.present(LANE, booked.arrival_code)

    assert work.visit_of(booked).state is VisitState.CLEARED
    assert [v.state for v in work.gate.look_up.visits([VisitState.ABANDONED])] == [
        VisitState.ABANDONED
    ]


@pytest.mark.parametrize(
    ("text", "refusal", "notice"),
    [
        pytest.param("https://example.com", PassError, "not_ours", id="a web address"),
        pytest.param("x" * 100_000, PassError, "not_ours", id="a very long text"),
        pytest.param("", PassError, "not_ours", id="nothing"),
        pytest.param("QG1:%%%", PassError, "malformed", id="a broken pass"),
        pytest.param(
            "QGAZZZZZZZZZZZZ", UnknownAppointmentError, "unknown_code", id="unknown"
        ),
    ],
)
def test_a_code_that_is_not_ours_is_noted_and_changes_nothing(
    work: GateAtWork, text: str, refusal: type[Exception], notice: str
) -> None:
    work.drive_in()
    with pytest.raises(refusal):
        work.gate.present(LANE, text)
    view = work.gate.lane_view(LANE)

    assert (view.phase, view.notice) == (KioskPhase.SCAN_CODE, notice)
    assert work.gate.look_up.visits() == ()


def test_a_good_code_clears_the_notice(work: GateAtWork) -> None:
    work.drive_in()
    work.see_code("https://example.com")
    work.gate.present(LANE, work.book().arrival_code)

    assert work.gate.lane_view(LANE).notice is None


def test_a_replayed_pass_stops_the_truck_and_leaves_the_first_visit_alone(
    work: GateAtWork,
) -> None:
    booked = work.book()
    text = work.stand(booked.arrival_code).pass_text or ""
    work.raise_barrier()
    work.drive_off()
    view = work.stand(text, "p-2")

    assert said(view.visit) == {"REPLAY": "pass_spent", "DUPLICATE": "plate_inside"}
    assert work.visit_of(booked).state is VisitState.IN_YARD


def test_the_pass_of_the_way_out_opens_no_way_in(work: GateAtWork) -> None:
    booked = work.book()
    work.admit(booked)
    work.drive_in("x-1", EXIT)
    work.capture("x-1", EXIT, boxes=())
    text = work.gate.lane_view(EXIT).pass_text or ""
    work.raise_barrier(EXIT)
    work.drive_off("x-1", EXIT)
    view = work.stand(text, "p-2")

    assert said(view.visit) == {"REPLAY": "pass_spent"}
    assert work.visit_of(booked).state is VisitState.GATED_OUT


def test_of_two_passes_of_one_truck_only_the_newer_is_good(work: GateAtWork) -> None:
    code = work.book().arrival_code
    first = work.stand(code).pass_text or ""
    work.drive_off(through=False)
    second = work.stand(code, "p-2").pass_text or ""

    assert work.gate.verify_pass(second).lane == LANE
    with pytest.raises(PassError) as caught:
        work.gate.verify_pass(first)
    assert caught.value.code == "revoked"


def test_an_arrival_code_used_twice_stops_the_second_truck(work: GateAtWork) -> None:
    booked = work.book()
    work.admit(booked)
    view = work.stand(booked.arrival_code, "p-2")

    assert said(view.visit)["REPLAY"] == "arrival_code_used"
    assert view.phase is KioskPhase.STOP


def test_one_arrival_code_in_two_lanes_at_once_clears_one_truck(
    work: GateAtWork,
) -> None:
    code = work.book().arrival_code
    first = work.stand(code, "p-1", LANE)
    second = work.stand(code, "p-2", SECOND)

    assert (first.phase, second.phase) == (KioskPhase.GO, KioskPhase.STOP)


def test_a_forged_pass_stops_the_truck(work: GateAtWork) -> None:
    text = work.stand(work.book().arrival_code).pass_text or ""
    work.drive_off(through=False)
    last = text[-1]
    view = work.stand(text[:-1] + ("0" if last != "0" else "1"), "p-2")

    assert said(view.visit)["CREDENTIAL"] == "pass_forged"


def test_a_pass_for_another_lane_stops_the_truck(work: GateAtWork) -> None:
    text = work.stand(work.book().arrival_code).pass_text or ""
    work.drive_off(through=False)
    view = work.stand(text, "p-2", SECOND)

    assert said(view.visit) == {"REPLAY": "pass_other_lane"}


def test_an_appointment_that_was_cancelled_stops_the_truck(work: GateAtWork) -> None:
    booked = work.book()
    work.gate.cancel(booked.id, CLERK)
    view = work.stand(booked.arrival_code)

    assert said(view.visit) == {"APPOINTMENT": "appointment_cancelled"}
    assert work.visit_of(booked).state is VisitState.CANCELLED
