"""What time alone changes."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gate_service.domain.audit import first_broken
from gate_service.domain.errors import StateConflictError
from gate_service.domain.lanes import KioskPhase
from gate_service.domain.visits import VisitState
from gate_service.main import open_gate
from gate_service.sections.places import GateLane
from tests.support.gates import LANE, LANES, NOON, Clock, GateAtWork, at_work, settings

HOUR = 3600.0


def test_a_truck_that_never_came_did_not_show(work: GateAtWork) -> None:
    booked = work.book()
    work.clock.turn(1.5 * HOUR)
    work.gate.tick()
    before = work.visit_of(booked).state
    work.clock.turn(1)
    work.gate.tick()

    assert (before, work.visit_of(booked).state) == ("CONFIRMED", "NO_SHOW")


def test_a_truck_that_came_and_went_expires(work: GateAtWork) -> None:
    booked = work.book()
    work.drive_in()
    work.gate.present(LANE, booked.arrival_code)
    work.drive_off(through=False)
    work.clock.turn(2 * HOUR)
    work.gate.tick()

    assert work.visit_of(booked).state is VisitState.EXPIRED


def test_a_truck_that_comes_after_all_is_stopped_for_its_window_alone(
    work: GateAtWork,
) -> None:
    booked = work.book()
    work.clock.turn(2 * HOUR)
    work.gate.tick()
    decision = work.stand(booked.arrival_code).decision

    assert decision is not None
    assert [r.code for r in decision.objections] == ["too_late"]


def test_a_shown_code_is_forgotten(work: GateAtWork) -> None:
    work.gate.present(LANE, work.book().arrival_code)
    shown = work.gate.lane_view(LANE).phase
    work.clock.turn(121)
    work.gate.tick()

    assert (shown, work.gate.lane_view(LANE).phase) == ("READING", "WAITING")


def test_a_notice_ends_by_itself(work: GateAtWork) -> None:
    work.see_code("https://example.com")
    shown = work.gate.lane_view(LANE).notice
    work.clock.turn(121)
    work.gate.tick()

    assert (shown, work.gate.lane_view(LANE).notice) == ("not_ours", None)


def test_a_command_is_taken_in_its_time_and_once(work: GateAtWork) -> None:
    work.stand(work.book().arrival_code)
    (command,) = work.gate.commands(LANE)
    with pytest.raises(StateConflictError, match="not come"):
        work.gate.take_command(LANE, command.id)
    work.clock.turn(2)
    work.gate.take_command(LANE, command.id)
    with pytest.raises(StateConflictError, match="taken"):
        work.gate.take_command(LANE, command.id)


def test_a_lane_that_closes_raises_its_barrier_no_more(tmp_path: Path) -> None:
    work = at_work(tmp_path)
    work.stand(work.book().arrival_code)
    (command,) = work.gate.commands(LANE)
    work.gate.close()
    shut = settings(tmp_path).model_copy(
        update={"lanes": {**LANES, LANE: GateLane(closed=True)}}
    )
    with closing(open_gate(shut, clock=Clock(NOON + timedelta(seconds=5)))) as gate:
        assert gate.commands(LANE) == ()
        with pytest.raises(StateConflictError, match="closed"):
            gate.take_command(LANE, command.id)


def test_a_truck_that_outstays_its_command_is_judged_anew(work: GateAtWork) -> None:
    first = work.stand(work.book().arrival_code)
    (old,) = work.gate.commands(LANE)
    work.clock.turn(900)
    with pytest.raises(StateConflictError, match="expired"):
        work.gate.take_command(LANE, old.id)
    work.gate.tick()
    view = work.gate.lane_view(LANE)
    (new,) = work.gate.commands(LANE)

    assert view.phase is KioskPhase.GO
    assert view.pass_text != first.pass_text
    assert new.id != old.id


def test_a_truck_that_outstays_its_window_is_not_cleared_again(
    work: GateAtWork,
) -> None:
    work.stand(work.book(closes=NOON.replace(minute=5)).arrival_code)
    work.clock.turn(900)
    work.gate.tick()

    assert work.gate.lane_view(LANE).phase is KioskPhase.REFER
    assert work.gate.commands(LANE) == ()


def test_a_clearance_ends_with_the_pass_of_a_truck_that_backed_out(
    work: GateAtWork,
) -> None:
    booked = work.book()
    work.stand(booked.arrival_code)
    work.drive_off(through=False)
    work.gate.tick()
    before = work.visit_of(booked).state
    work.clock.turn(900)
    work.gate.tick()

    assert (before, work.visit_of(booked).state) == ("CLEARED", "CONFIRMED")


def test_a_quiet_second_changes_nothing(work: GateAtWork) -> None:
    work.stand(work.book().arrival_code)
    before = work.kinds()
    work.clock.turn(1)
    work.gate.tick()

    assert work.kinds() == before


def test_the_audit_chain_holds(work: GateAtWork) -> None:
    work.admit(work.book())

    assert len(work.kinds()) > 10
    assert work.gate.look_up.broken_event() is None


@pytest.mark.parametrize("change", ["kind", "data", "lane", "removed", "swapped"])
def test_no_event_of_the_chain_can_be_changed_unseen(
    work: GateAtWork, change: str
) -> None:
    work.admit(work.book())
    events = list(work.gate.look_up.events())
    if change == "removed":
        del events[4]
    elif change == "swapped":
        events[4], events[5] = events[5], events[4]
    else:
        value = {"x": 1} if change == "data" else "other"
        events[4] = replace(events[4], **{change: value})  # type: ignore[arg-type]  # any field

    assert first_broken(events) in {5, 6}
