"""What a lane shows: its phases, its cameras, its clerk, and what holds its barrier."""

from pathlib import Path

import pytest

from gate_service.domain.errors import UnknownLaneError
from gate_service.domain.lane_events import BarrierHeld, Held
from gate_service.domain.lanes import CommandId, KioskPhase
from gate_service.domain.seen import SeenCamera
from gate_service.domain.visits import LaneName
from tests.support.gates import LANE, PLATE, GateAtWork, at_work, live, said


def test_the_kiosk_follows_the_truck_through_its_phases(work: GateAtWork) -> None:
    code = work.book().arrival_code
    phases = [work.gate.lane_view(LANE).phase]
    for step in (
        work.drive_in,
        lambda: work.gate.present(LANE, code),
        work.capture,
        work.raise_barrier,
        work.drive_off,
    ):
        step()
        phases.append(work.gate.lane_view(LANE).phase)

    assert phases == ["WAITING", "SCAN_CODE", "READING", "GO", "GO", "WAITING"]


def test_the_version_grows_with_every_change(work: GateAtWork) -> None:
    code = work.book().arrival_code
    versions = [work.gate.lane_view(LANE).version]
    for step in (
        work.drive_in,
        lambda: work.gate.present(LANE, code),
        work.capture,
        lambda: work.gate.call_clerk(LANE),
        lambda: work.health(live()),
        work.raise_barrier,
        work.drive_off,
    ):
        step()
        versions.append(work.gate.lane_view(LANE).version)

    assert sorted(set(versions)) == versions


def test_a_stalled_camera_is_shown_and_refers(work: GateAtWork) -> None:
    stalled = SeenCamera(camera="left", state="stalled", last_frame_age=7.4)
    work.health(live(), stalled)
    code = work.book().arrival_code
    work.drive_in()
    work.gate.present(LANE, code)
    work.capture(cameras=(live(), stalled))
    view = work.gate.lane_view(LANE)

    assert stalled in view.cameras
    assert said(view.visit) == {"SENSOR": "camera_stalled"}


def test_the_clerk_stays_called_until_the_truck_has_left(work: GateAtWork) -> None:
    work.drive_in()
    work.gate.call_clerk(LANE)
    called = work.gate.lane_view(LANE).clerk_called
    work.drive_off(through=False)

    assert (called, work.gate.lane_view(LANE).clerk_called) == (True, False)


def test_a_closed_lane_says_so(work: GateAtWork) -> None:
    assert work.gate.lane_view(LaneName("shut")).phase is KioskPhase.CLOSED


def test_an_unknown_lane_is_refused_everywhere(work: GateAtWork) -> None:
    nowhere = LaneName("nowhere")
    for call in (
        lambda: work.gate.lane_view(nowhere),
        lambda: work.gate.present(nowhere, "QGAZZZZZZZZZZZZ"),
        lambda: work.gate.call_clerk(nowhere),
        lambda: work.gate.commands(nowhere),
        lambda: work.gate.receive(nowhere, "s", []),
    ):
        with pytest.raises(UnknownLaneError):
            call()


def test_watchers_are_told_after_the_commit(work: GateAtWork) -> None:
    told: list[tuple[str, KioskPhase]] = []
    stop = work.gate.subscribe(
        lambda lane: told.append((lane, work.gate.lane_view(LaneName(lane)).phase))
    )
    work.drive_in()
    stop()
    work.drive_off(through=False)

    assert told == [(LANE, KioskPhase.SCAN_CODE)]


def test_a_gate_that_restarts_shows_the_truck_that_stands_in_the_lane(
    work: GateAtWork, tmp_path: Path
) -> None:
    before = work.stand(work.book().arrival_code)
    work.gate.close()
    again = at_work(tmp_path)

    assert again.gate.lane_view(LANE) == before
    assert again.gate.verify_pass(before.pass_text or "").plate == PLATE
    again.gate.close()


def test_what_holds_the_barrier_stands_with_its_visit(work: GateAtWork) -> None:
    booked = work.book()
    work.stand(booked.arrival_code)
    (command,) = work.gate.commands(LANE)
    work.report(BarrierHeld(command.id, Held.PERSON))
    work.raise_barrier()

    story = work.gate.look_up.barrier(work.visit_of(booked).id)
    assert [event.kind for event in story][-3:] == [
        "barrier.held",
        "barrier.taken",
        "barrier.opened",
    ]
    assert story[-3].data["reason"] == "person-in-lane"


def test_a_barrier_held_on_an_unknown_command_is_only_recorded(
    work: GateAtWork,
) -> None:
    work.report(BarrierHeld(CommandId("c-0"), Held.UNKNOWN))
    assert work.kinds()[-1] == "barrier.held"
