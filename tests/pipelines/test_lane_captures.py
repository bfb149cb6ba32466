"""What a lane reports of a truck: when, how surely, how often."""

from pathlib import Path

import numpy as np

from pipelines.messages import FrameRead, PresenceChanged
from pipelines.proofs import MAX_EVIDENCE
from pipelines.settings import Timings
from tests.support.pipes import frame
from tests.support.truck_lane import (
    ARRIVING,
    CAPTURED,
    CLOSED,
    EMPTY,
    FRONT,
    LEFT,
    STANDING,
    TruckLane,
    container,
)
from vision.results import Readings, Status


def test_a_capture_says_what_was_read_by_whom_and_shows_it(site: TruckLane) -> None:
    site.arrive()
    for _ in range(2):
        site.read("front", FRONT)
        site.read("left", LEFT)
    (captured,) = site.events(CAPTURED)
    assert captured["opened"] == "2026-05-04T08:00:00.000Z"
    assert captured["stopped"] == "2026-05-04T08:00:01.000Z"
    assert captured["plates"][0]["camera"] == "front"
    assert captured["containers"][0] == {
        "number": "CSQU3054383",
        "confidence": 0.9,
        "status": "certain",
        "size_type": "22G1",
        "layout": "H",
        "camera": "left",
        "position": None,
    }
    assert captured["load"] is None
    assert [c["state"] for c in captured["cameras"]] == ["live", "live"]
    assert {(e["camera"], e["kind"]) for e in captured["evidence"]} == {
        ("front", "frame"),
        ("front", "plate"),
        ("left", "frame"),
        ("left", "container"),
    }


def test_a_capture_waits_until_every_camera_was_read(site: TruckLane) -> None:
    site.arrive()
    for _ in range(5):
        site.wait(0.5)
        site.read("front", FRONT)
    assert site.events(CAPTURED) == []
    site.read("left", LEFT)
    assert len(site.events(CAPTURED)) == 1


def test_looks_at_a_moving_truck_count_for_the_reading_but_not_for_the_wait(
    site: TruckLane,
) -> None:
    site.presence(ARRIVING)
    site.read("front", FRONT)
    site.read("left", LEFT)
    site.wait(0.5)
    site.presence(STANDING)
    assert site.events(CAPTURED) == []
    site.read("front", Readings())
    site.read("left", Readings())
    (captured,) = site.events(CAPTURED)
    assert captured["plates"]
    assert captured["containers"]


def test_a_frame_taken_before_rest_was_told_counts_from_when_rest_began(
    site: TruckLane,
) -> None:
    site.presence(ARRIVING)
    rested = site.clock.now + 0.5
    site.wait(0.7)
    site.read("front", FRONT)
    site.read("left", LEFT)
    site.lane.hear(PresenceChanged("front", STANDING, rested))
    site.wait(1.4)
    assert len(site.events(CAPTURED)) == 1


def test_a_look_at_a_moving_truck_that_ends_late_is_still_one(
    site: TruckLane,
) -> None:
    site.presence(ARRIVING)
    moving = [site.show("front"), site.show("left")]
    site.wait(0.5)
    site.presence(STANDING)
    for shown in moving:
        site.lane.hear(FrameRead(shown, Readings()))
    site.wait(3.0)
    assert site.events(CAPTURED) == []


def test_uncertain_readings_are_reported_after_settling(site: TruckLane) -> None:
    site.arrive()
    doubtful = Readings(containers=(container(status=Status.UNCERTAIN),))
    site.read("front", FRONT)
    site.read("left", doubtful)
    site.wait(1.2)
    assert site.events(CAPTURED) == []
    site.wait(0.4)
    assert len(site.events(CAPTURED)) == 1


def test_a_camera_that_could_not_be_read_is_not_called_live(site: TruckLane) -> None:
    site.arrive()
    site.read("front", FRONT)
    site.read("left", None)
    site.wait(4.1)
    (captured,) = site.events(CAPTURED)
    assert {c["camera"]: c["state"] for c in captured["cameras"]} == {
        "front": "live",
        "left": "stalled",
    }


def test_a_camera_whose_last_look_failed_is_not_called_live(site: TruckLane) -> None:
    site.arrive()
    site.read("left", LEFT)
    site.read("left", None)
    site.read("front", FRONT)
    site.wait(1.6)
    (captured,) = site.events(CAPTURED)
    assert captured["cameras"][1]["state"] == "stalled"


def test_a_dead_camera_does_not_delay_the_report(site: TruckLane) -> None:
    site.arrive()
    site.monitors["left"].stalled("cable cut")
    for _ in range(3):
        site.read("front", FRONT)
    (captured,) = site.events(CAPTURED)
    assert captured["cameras"][1]["state"] == "stalled"


def test_better_readings_are_reported_again_and_worse_ones_not(
    site: TruckLane,
) -> None:
    site.arrive()
    site.read("front", FRONT)
    site.read("left", Readings(containers=(container(status=Status.INFERRED),)))
    site.wait(1.6)
    site.read("left", Readings())
    assert len(site.events(CAPTURED)) == 1
    site.read("left", LEFT)
    site.read("left", Readings(containers=(container("MSCU6639870"),)))
    captured = site.events(CAPTURED)
    assert [len(c["containers"]) for c in captured] == [1, 1, 2]
    assert captured[1]["containers"][0]["status"] == "certain"


def test_reports_of_one_passage_are_bounded(tmp_path: Path) -> None:
    site = TruckLane(tmp_path, timings=Timings(captures_max=2))
    site.arrive()
    site.read("front", FRONT)
    for index in range(5):
        site.read("left", Readings(containers=(container(f"CSQU305438{index}"),)))
        site.wait(2.0)
    assert len(site.events(CAPTURED)) == 2
    site.outbox.close()


def test_a_truck_that_never_stops_is_reported_when_it_leaves(site: TruckLane) -> None:
    site.presence(ARRIVING)
    site.read("front", FRONT)
    site.presence(EMPTY)
    assert site.story() == ["passage.opened", CAPTURED, CLOSED]
    assert site.events(CAPTURED)[0]["stopped"] is None
    assert site.events(CLOSED)[0]["through"] is False


def test_a_truck_that_is_never_seen_at_rest_is_reported_all_the_same(
    site: TruckLane,
) -> None:
    site.presence(ARRIVING)
    site.wait(8.1)
    for _ in range(2):
        site.read("front", FRONT)
        site.read("left", LEFT)
    assert len(site.events(CAPTURED)) == 1


def test_a_look_that_ends_after_the_truck_has_left_is_not_the_next_ones(
    site: TruckLane,
) -> None:
    site.arrive()
    late = site.show("front")
    site.wait(0.5)
    site.presence(EMPTY)
    site.wait(0.5)
    site.presence(ARRIVING)
    site.read("front", Readings())
    site.lane.hear(FrameRead(late, FRONT))
    site.presence(EMPTY)
    assert site.events(CAPTURED) == []


def test_a_plate_that_was_not_read_gets_a_second_look(site: TruckLane) -> None:
    site.arrive()
    nothing = Readings()
    for _ in range(3):
        site.read("front", nothing)
        site.read("left", LEFT)
    assert site.events(CAPTURED) == []
    site.wait(site.timings.settle)
    (captured,) = site.events(CAPTURED)
    assert captured["plates"] == []


def test_a_picture_too_large_for_the_wire_is_made_smaller(site: TruckLane) -> None:
    site.arrive()
    noise = np.random.default_rng(1).integers(0, 255, (3000, 4000), np.uint8)
    for camera, seen in (("front", FRONT), ("left", LEFT)) * 2:
        huge = frame(camera, site.clock.now, noise)
        site.lane.hear(FrameRead(huge, seen))
        site.lane.tick()
    assert len(site.events(CAPTURED)) == 1
    captured = next(e for e in site.outbox.pending(9).events if e.type == CAPTURED)
    sizes = [len(i.body) for i in site.outbox.evidence(captured.event_id)]
    assert max(sizes) <= MAX_EVIDENCE
