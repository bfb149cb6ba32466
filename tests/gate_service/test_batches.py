"""Batches of events that come twice, late, with a gap, or by a clock that is off."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from gate_service.domain.errors import SequenceGapError
from gate_service.domain.lane_events import (
    CodeSeen,
    LaneEvent,
    PassageCaptured,
    PassageOpened,
    Report,
)
from gate_service.domain.lanes import KioskPhase
from gate_service.domain.visits import PassageId
from tests.support.gates import LANE, NOON, GateAtWork, live, seen_box, seen_plate


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
