"""Stays are told from the audit chain, once and completely, and found again."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gate_service.adapters.database.archive import successor
from gate_service.domain.archive_ports import StayFilter
from gate_service.domain.decisions import RuleCode, Verdict
from gate_service.domain.stays import Stay, Trust
from gate_service.domain.visits import VisitState
from tests.support.gates import (
    BOX,
    EXIT,
    LANE,
    NOON,
    OTHER_BOX,
    PLATE,
    GateAtWork,
    at_work,
    seen_box,
    seen_plate,
)


def found(work: GateAtWork, **asked: object) -> tuple[Stay, ...]:
    return work.gate.archive.back.search(StayFilter(**asked), 50)  # type: ignore[arg-type]  # a builder


def test_a_stay_tells_when_a_truck_came_and_went(work: GateAtWork) -> None:
    appointment = work.book()
    work.admit(appointment)
    work.clock.turn(1800)
    work.drive_in("p-2", EXIT)
    work.capture("p-2", EXIT, boxes=())
    work.drive_off("p-2", EXIT)
    (stay,) = found(work)
    assert stay.state is VisitState.GATED_OUT
    assert stay.turn == pytest.approx(1800)
    assert [stop.lane for stop in stay.stops] == [LANE, EXIT]
    assert stay.over == stay.gated_out
    assert stay.hash == work.gate.archive.back.dossier(stay.visit).events[-1].hash


def test_a_stop_tells_how_it_was_read_and_decided(work: GateAtWork) -> None:
    appointment = work.book()
    work.drive_in()
    work.gate.present(LANE, appointment.arrival_code)
    work.clock.turn(12)
    work.capture(boxes=(), plates=(seen_plate(status="inferred"),))
    (stop,) = found(work)[0].stops
    assert stop.first is Verdict.REFER
    assert stop.plate is Trust.INFERRED
    assert stop.containers == (Trust.UNREAD,)
    assert {each.rule for each in stop.objections} == {RuleCode.CONTAINER_SET}
    assert not stop.single


def test_a_truck_decided_at_once_is_a_single_stop(work: GateAtWork) -> None:
    work.admit(work.book())
    figures = work.gate.archive.over().figures
    assert (figures.single_stop.part, figures.single_stop.whole) == (1, 1)


def test_a_truck_judged_again_is_not_a_single_stop(work: GateAtWork) -> None:
    appointment = work.book()
    work.stand(appointment.arrival_code)
    work.hold()
    figures = work.gate.archive.over().figures
    assert (figures.single_stop.part, figures.single_stop.whole) == (0, 1)
    assert figures.verdicts == {Verdict.GO: 1}


def test_following_again_changes_and_counts_nothing(work: GateAtWork) -> None:
    work.admit(work.book())
    before = found(work), work.gate.archive.over.counts()
    work.gate.archive.follow()
    assert (found(work), work.gate.archive.over.counts()) == before
    assert before[1]["decisions", LANE, "GO"] == 1
    assert before[1]["moves", "GATED_IN"] == 1


def test_two_that_follow_at_once_count_once(work: GateAtWork, tmp_path: Path) -> None:
    work.admit(work.book())
    with work.gate.archive.follow.transactions.write() as store:
        assert store.follower.go_on(0, 5, {("x",): 1})
        assert not store.follower.go_on(0, 5, {("x",): 1})


def test_visits_from_before_the_archive_are_told_too(work: GateAtWork) -> None:
    for number in range(40):
        work.stand(work.book().arrival_code, f"p-{number}")
    assert len(found(work)) == 40
    assert len(work.kinds()) > 200


@pytest.mark.parametrize(
    ("asked", "hits"),
    [
        pytest.param({"plate": "AB1"}, 1, id="the beginning of a plate"),
        pytest.param({"plate": "B12"}, 0, id="the middle of a plate"),
        pytest.param({"plate": "XY9"}, 1, id="a plate that was seen, not booked"),
        pytest.param({"container": BOX}, 1, id="a container"),
        pytest.param({"container": "MSKU"}, 1, id="an owner code"),
        pytest.param({"container": "MSKV"}, 0, id="another owner code"),
        pytest.param({"plate": "CSQU"}, 0, id="a container is no plate"),
        pytest.param({"verdict": Verdict.STOP}, 1, id="a decision"),
        pytest.param({"verdict": Verdict.GO}, 0, id="another decision"),
        pytest.param({"haulier": "ACME"}, 1, id="a haulier"),
        pytest.param({"haulier": "ACM"}, 0, id="half a haulier"),
        pytest.param({"lane": LANE}, 1, id="a lane"),
        pytest.param({"since": NOON, "until": NOON + timedelta(1)}, 1, id="a day"),
        pytest.param({"until": NOON}, 0, id="the day before"),
    ],
)
def test_a_stay_is_found_by(
    work: GateAtWork, asked: dict[str, object], hits: int
) -> None:
    appointment = work.book()
    work.drive_in()
    work.gate.present(LANE, appointment.arrival_code)
    work.capture(plates=(seen_plate("XY99ZZZ"),), boxes=(seen_box(OTHER_BOX),))
    assert len(found(work, **asked)) == hits


def test_pages_follow_one_another_without_gap_or_double(work: GateAtWork) -> None:
    for number in range(7):
        work.stand(work.book().arrival_code, f"p-{number}")
    back, seen = work.gate.archive.back, []
    asked = StayFilter()
    while page := back.search(asked, 3):
        seen += [stay.visit for stay in page]
        asked = replace(asked, behind=(page[-1].at, page[-1].visit))
    assert len(seen) == len(set(seen)) == 7


@pytest.mark.parametrize(
    ("begin", "behind"),
    [("A", "B"), ("AB9", "ABA"), ("ABZ", "AC"), ("ZZZ", None)],
)
def test_a_beginning_ends_where_the_next_begins(begin: str, behind: str | None) -> None:
    assert successor(begin) == behind


def test_the_forecast_counts_the_booked_and_the_come(work: GateAtWork) -> None:
    work.admit(work.book())
    work.book(opens=NOON + timedelta(hours=2), closes=NOON + timedelta(hours=3))
    slots = {each.begins: each for each in work.gate.archive.over().arrivals}
    now, later = NOON - timedelta(hours=1), NOON + timedelta(hours=2)
    assert (slots[now].booked, slots[now].came) == (1, 1)
    assert (slots[later].booked, slots[later].came) == (1, 0)


def test_the_overview_shows_who_stands_and_who_waits(work: GateAtWork) -> None:
    appointment = work.book()
    work.drive_in()
    work.gate.present(LANE, appointment.arrival_code)
    work.capture(boxes=())
    over = work.gate.archive.over()
    lanes = {each.view.lane: each for each in over.lanes}
    assert lanes[LANE].plate == PLATE
    assert lanes[EXIT].since is None
    assert [(each.plate, each.lane) for each in over.waiting] == [(PLATE, LANE)]


def test_a_gate_opened_again_goes_on_where_it_was(tmp_path: Path) -> None:
    first = at_work(tmp_path)
    first.admit(first.book())
    counts = first.gate.archive.over.counts()
    first.gate.close()
    second = at_work(tmp_path)
    assert second.gate.archive.over.counts() == counts
    second.gate.close()
