"""What time alone changes."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gate_service.domain.audit import first_broken
from gate_service.domain.errors import SequenceGapError, StateConflictError
from gate_service.domain.lane_events import (
    CodeSeen,
    LaneEvent,
    PassageCaptured,
    PassageOpened,
    Report,
)
from gate_service.domain.lanes import KioskPhase
from gate_service.domain.visits import PassageId, VisitState
from gate_service.main import open_gate
from gate_service.sections.places import GateLane
from tests.support.gates import (
    LANE,
    LANES,
    NOON,
    Clock,
    GateAtWork,
    at_work,
    live,
    seen_box,
    seen_plate,
    settings,
)

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


def opened(sequence: int, event_id: str, passage: str) -> LaneEvent:
    return LaneEvent(
        sequence=sequence,
        event_id=event_id,
        at=NOON,
        report=PassageOpened(PassageId(passage)),
    )


def test_a_batch_that_comes_twice_changes_nothing(work: GateAtWork) -> None:
    batch = [opened(1, "e-1", "p-1"), opened(2, "e-2", "p-2")]
    first = work.gate.receive(LANE, "s", batch)
    before = work.kinds()
    second = work.gate.receive(LANE, "s", batch)

    assert (first.acknowledged, first.stored, first.duplicates) == (2, 2, 0)
    assert (second.acknowledged, second.stored, second.duplicates) == (2, 0, 2)
    assert work.kinds() == before


def test_a_known_event_from_a_new_source_changes_nothing(work: GateAtWork) -> None:
    work.gate.receive(LANE, "s", [opened(1, "e-1", "p-1")])
    before = work.kinds()
    receipt = work.gate.receive(LANE, "t", [opened(1, "e-1", "p-9")])

    assert (receipt.acknowledged, receipt.duplicates) == (1, 1)
    assert work.kinds() == before


def test_a_gap_is_refused_whole_with_the_number_that_is_missing(
    work: GateAtWork,
) -> None:
    work.gate.receive(LANE, "s", [opened(1, "e-1", "p-1")])
    before = work.kinds()
    with pytest.raises(SequenceGapError) as caught:
        work.gate.receive(LANE, "s", [opened(2, "e-2", "p-2"), opened(4, "e-4", "p-4")])

    assert caught.value.expected == 2
    assert work.kinds() == before
    assert work.gate.receive(LANE, "s", [opened(2, "e-2", "p-2")]).stored == 1


def test_the_inbox_remembers_the_last_thousand_of_a_source(
    work: GateAtWork, tmp_path: Path
) -> None:
    for first in range(1, 1202, 200):
        work.gate.receive(
            LANE, "s", [opened(n, f"e-{n}", "p-1") for n in range(first, first + 200)]
        )
    again = [opened(1, "e-1400", "p-2"), opened(2, "e-401", "p-3")]
    receipt = work.gate.receive(LANE, "t", again)
    old = work.gate.receive(LANE, "s", [opened(7, "e-7", "p-4")])

    with closing(sqlite3.connect(tmp_path / "gate.sqlite")) as stored:
        (rows,) = stored.execute("SELECT count(*) FROM inbox").fetchone()
    assert rows == 1002
    assert (receipt.duplicates, old.acknowledged, old.stored) == (2, 1400, 0)


def report_at(work: GateAtWork, minutes: float, *reports: Report) -> None:
    """Report with the lane's clock that many minutes ahead of the gate's."""
    at = work.clock() + timedelta(minutes=minutes)
    first = work.gate.receive(LANE, "other clock", []).acknowledged + 1
    events = [
        LaneEvent(sequence=n, event_id=f"o-{n}", at=at, report=report)
        for n, report in enumerate(reports, start=first)
    ]
    work.gate.receive(LANE, "other clock", events)


def seen_truck(work: GateAtWork) -> PassageCaptured:
    return PassageCaptured(
        passage=PassageId("p-1"),
        opened=work.clock(),
        stopped=None,
        plates=(seen_plate(),),
        containers=(seen_box(),),
        cameras=(live(),),
    )


@pytest.mark.parametrize("minutes", [-60, -5, 0, 5, 60])
def test_a_lane_whose_clock_is_off_waits_for_a_code_as_long(
    work: GateAtWork, minutes: float
) -> None:
    report_at(work, minutes, PassageOpened(PassageId("p-1")), seen_truck(work))
    work.clock.turn(59)
    work.gate.tick()
    waiting = work.gate.lane_view(LANE).phase
    work.clock.turn(1)
    work.gate.tick()

    assert waiting is KioskPhase.SCAN_CODE
    assert work.gate.lane_view(LANE).phase is KioskPhase.REFER


@pytest.mark.parametrize("minutes", [-60, -5, 0, 5, 60])
def test_a_lane_whose_clock_is_off_clears_a_truck(
    work: GateAtWork, minutes: float
) -> None:
    code = CodeSeen(work.book().arrival_code)
    report_at(work, minutes, code, PassageOpened(PassageId("p-1")), seen_truck(work))

    assert work.gate.lane_view(LANE).phase is KioskPhase.GO


def test_a_code_that_waited_in_the_outbox_is_not_the_next_truck_s(
    work: GateAtWork,
) -> None:
    report_at(work, -30, CodeSeen(work.book().arrival_code))
    report_at(work, 0, PassageOpened(PassageId("p-1")), seen_truck(work))

    assert work.gate.lane_view(LANE).phase is KioskPhase.SCAN_CODE


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
