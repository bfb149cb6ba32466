"""A lane opens, captures and closes passages."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pipelines.messages import CodeSeen, FrameRead, PresenceChanged
from pipelines.outbox import OutboxError
from pipelines.proofs import MAX_EVIDENCE
from pipelines.settings import Timings
from pipelines.trigger import combine
from tests.support.pipes import frame, wait_until
from tests.support.truck_lane import TruckLane, container, plate
from vision.clearance import Clearance
from vision.presence import Occupancy
from vision.results import Readings, Status

EMPTY, ARRIVING = Occupancy.EMPTY, Occupancy.ARRIVING
STANDING, LEAVING = Occupancy.STANDING, Occupancy.LEAVING
CAPTURED, CLOSED = "passage.captured", "passage.closed"
FRONT, LEFT = Readings(plates=(plate(),)), Readings(containers=(container(),))


@pytest.fixture(name="site")
def lane_with_two_cameras(tmp_path: Path) -> Iterator[TruckLane]:
    site = TruckLane(tmp_path)
    yield site
    site.outbox.close()


def arrive(site: TruckLane) -> None:
    site.presence(ARRIVING)
    site.wait(1.0)
    site.presence(STANDING)


def test_a_visit_is_told_in_order(site: TruckLane) -> None:
    arrive(site)
    for _ in range(2):
        site.read("front", FRONT)
        site.read("left", LEFT)
    site.open_barrier("passage-1")
    site.presence(LEAVING)
    site.wait(2.0)
    site.presence(EMPTY)
    assert site.story() == [
        "passage.opened",
        CAPTURED,
        "barrier.opened",
        CLOSED,
    ]
    assert site.events(CLOSED) == [{"passage": "passage-1", "through": True}]


def test_a_barrier_that_is_held_is_told_with_its_reason(site: TruckLane) -> None:
    arrive(site)
    site.hold_barrier("passage-1", Clearance.PERSON)
    assert site.events("barrier.held") == [
        {"command": "c-1", "reason": "person-in-lane"}
    ]


def test_a_capture_says_what_was_read_by_whom_and_shows_it(site: TruckLane) -> None:
    arrive(site)
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
    arrive(site)
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
    arrive(site)
    doubtful = Readings(containers=(container(status=Status.UNCERTAIN),))
    site.read("front", FRONT)
    site.read("left", doubtful)
    site.wait(1.2)
    assert site.events(CAPTURED) == []
    site.wait(0.4)
    assert len(site.events(CAPTURED)) == 1


def test_a_camera_that_could_not_be_read_is_not_called_live(site: TruckLane) -> None:
    arrive(site)
    site.read("front", FRONT)
    site.read("left", None)
    site.wait(4.1)
    (captured,) = site.events(CAPTURED)
    assert {c["camera"]: c["state"] for c in captured["cameras"]} == {
        "front": "live",
        "left": "stalled",
    }


def test_a_camera_whose_last_look_failed_is_not_called_live(site: TruckLane) -> None:
    arrive(site)
    site.read("left", LEFT)
    site.read("left", None)
    site.read("front", FRONT)
    site.wait(1.6)
    (captured,) = site.events(CAPTURED)
    assert captured["cameras"][1]["state"] == "stalled"


def test_a_dead_camera_does_not_delay_the_report(site: TruckLane) -> None:
    arrive(site)
    site.monitors["left"].stalled("cable cut")
    for _ in range(3):
        site.read("front", FRONT)
    (captured,) = site.events(CAPTURED)
    assert captured["cameras"][1]["state"] == "stalled"


def test_better_readings_are_reported_again_and_worse_ones_not(
    site: TruckLane,
) -> None:
    arrive(site)
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
    arrive(site)
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
    arrive(site)
    late = site.show("front")
    site.wait(0.5)
    site.presence(EMPTY)
    site.wait(0.5)
    site.presence(ARRIVING)
    site.read("front", Readings())
    site.lane.hear(FrameRead(late, FRONT))
    site.presence(EMPTY)
    assert site.events(CAPTURED) == []


def test_reading_rests_once_all_is_certain(site: TruckLane) -> None:
    assert site.lane.pool._allowed == frozenset()
    arrive(site)
    assert site.lane.pool._allowed == {"front", "left"}
    for _ in range(3):
        site.read("front", FRONT)
        site.read("left", LEFT)
    assert site.lane.pool._allowed == frozenset()
    site.presence(LEAVING)
    site.presence(STANDING)
    assert site.lane.pool._allowed == {"front", "left"}


def test_a_barrier_opened_for_another_truck_lets_this_one_not_through(
    site: TruckLane,
) -> None:
    arrive(site)
    site.open_barrier("passage-0")
    site.presence(EMPTY)
    assert site.events(CLOSED)[0]["through"] is False


def test_a_code_is_told_with_the_open_passage(site: TruckLane) -> None:
    site.lane.hear(CodeSeen("QGA123", site.clock.now))
    arrive(site)
    site.lane.hear(CodeSeen("QGA123", site.clock.now))
    told = [event["passage"] for event in site.events("code.seen")]
    assert told == [None, "passage-1"]


def test_health_is_told_on_change_and_every_ten_seconds(site: TruckLane) -> None:
    site.wait(5.0)
    site.monitors["left"].stalled("cable cut")
    site.wait(12.0)
    told = [
        [camera["state"] for camera in event["cameras"]]
        for event in site.events("lane.health")
    ]
    assert told == [["live", "live"], ["live", "stalled"], ["live", "stalled"]]


@pytest.mark.parametrize(
    ("views", "lane"),
    [
        ({}, EMPTY),
        ({"a": EMPTY, "b": STANDING}, STANDING),
        ({"a": ARRIVING, "b": STANDING}, ARRIVING),
        ({"a": LEAVING, "b": ARRIVING}, LEAVING),
        ({"a": EMPTY, "b": EMPTY}, EMPTY),
    ],
)
def test_what_moves_in_any_view_outweighs_rest(
    views: dict[str, Occupancy], lane: Occupancy
) -> None:
    assert combine(views) is lane


def test_a_lane_is_empty_only_when_all_trigger_cameras_say_so(
    site: TruckLane,
) -> None:
    site.presence(ARRIVING)
    site.lane.hear(PresenceChanged("left", ARRIVING, site.clock.now))
    site.presence(EMPTY)
    assert CLOSED not in site.story()
    site.lane.hear(PresenceChanged("left", EMPTY, site.clock.now))
    assert CLOSED in site.story()


def test_a_plate_that_was_not_read_gets_a_second_look(site: TruckLane) -> None:
    arrive(site)
    nothing = Readings()
    for _ in range(3):
        site.read("front", nothing)
        site.read("left", LEFT)
    assert site.events(CAPTURED) == []
    site.wait(site.timings.settle)
    (captured,) = site.events(CAPTURED)
    assert captured["plates"] == []


def test_a_dead_trigger_camera_does_not_keep_the_passage_open(site: TruckLane) -> None:
    arrive(site)
    site.lane.hear(PresenceChanged("left", STANDING, site.clock.now))
    site.presence(EMPTY)
    site.wait(5.0)
    site.show("front")
    assert CLOSED not in site.story()
    site.wait(5.2)
    assert site.story()[-1] == CLOSED


def test_the_last_trigger_camera_to_die_is_believed(site: TruckLane) -> None:
    arrive(site)
    site.wait(60.0)
    assert CLOSED not in site.story()


def test_nothing_is_lost_while_the_disk_is_full(
    site: TruckLane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.lane._RETRY", 0.01)
    append, refused = site.outbox.append, list[str]()

    def full(type_: str, *rest: object) -> int:
        if len(refused) < 6:
            refused.append(type_)
            message = "the outbox cannot be written: database or disk is full"
            raise OutboxError(message)
        return append(type_, *rest)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(type(site.outbox), "append", lambda _, *rest: full(*rest))
    stop = threading.Event()
    thread = site.lane.start(stop)
    for message in (
        PresenceChanged("front", ARRIVING, site.clock.now),
        CodeSeen("QGA123", site.clock.now),
        PresenceChanged("front", EMPTY, site.clock.now),
    ):
        site.lane.inbox.put(message)

    assert wait_until(lambda: CLOSED in site.story())
    stop.set()
    thread.join(2.0)
    assert site.story() == ["passage.opened", "code.seen", CLOSED]
    assert len(refused) == 6


def test_a_picture_too_large_for_the_wire_is_made_smaller(site: TruckLane) -> None:
    arrive(site)
    noise = np.random.default_rng(1).integers(0, 255, (3000, 4000), np.uint8)
    for camera, seen in (("front", FRONT), ("left", LEFT)) * 2:
        huge = frame(camera, site.clock.now, noise)
        site.lane.hear(FrameRead(huge, seen))
        site.lane.tick()
    assert len(site.events(CAPTURED)) == 1
    captured = next(e for e in site.outbox.pending(9).events if e.type == CAPTURED)
    sizes = [len(i.body) for i in site.outbox.evidence(captured.event_id)]
    assert max(sizes) <= MAX_EVIDENCE


def seen_plate(*texts: str) -> Readings:
    return Readings(plates=tuple(plate(text) for text in texts))


def follow_closely(site: TruckLane) -> None:
    arrive(site)
    for _ in range(2):
        site.read("front", FRONT)
        site.read("left", LEFT)
    site.open_barrier("passage-1")
    site.presence(LEAVING)
    site.wait(2.0)
    site.presence(STANDING)


def test_a_truck_that_follows_without_a_gap_gets_its_own_passage(
    site: TruckLane,
) -> None:
    follow_closely(site)
    for _ in range(5):
        site.wait(0.5)
        site.read("front", seen_plate("KX21VRN"))
        site.read("left", Readings())
    first, *_, second = site.events(CAPTURED)
    assert site.events(CLOSED) == [{"passage": "passage-1", "through": True}]
    assert [p["text"] for p in first["plates"]] == ["AB12CDE"]
    assert second["passage"] == "passage-2"
    assert [p["text"] for p in second["plates"]] == ["KX21VRN"]
    assert second["containers"] == []


@pytest.mark.parametrize(
    "looks",
    [
        [("front", "AB12CDE"), ("front", "KX21VRN"), ("front", "KX21VRN")],
        [("front", "KX21VRN")],
        [("left", "TRA1LER"), ("left", "TRA1LER")],
        [("front", "AB12CDF"), ("front", "AB12CDF")],
    ],
    ids=["both plates", "one look", "a trailer's plate", "a misread plate"],
)
def test_a_truck_that_moved_up_a_little_keeps_its_passage(
    site: TruckLane, looks: list[tuple[str, str]]
) -> None:
    follow_closely(site)
    for camera, text in looks:
        site.read(camera, seen_plate(text))
    assert site.events(CLOSED) == []
