"""A lane opens and closes passages, and tells of all that happens in them."""

import threading

import pytest

from pipelines.messages import CodeSeen, PresenceChanged
from pipelines.outbox import OutboxError
from pipelines.trigger import combine
from tests.support.pipes import wait_until
from tests.support.truck_lane import (
    ARRIVING,
    CAPTURED,
    CLOSED,
    EMPTY,
    FRONT,
    LEAVING,
    LEFT,
    STANDING,
    TruckLane,
    plate,
)
from vision.clearance import Clearance
from vision.presence import Occupancy
from vision.results import Readings


def test_a_visit_is_told_in_order(site: TruckLane) -> None:
    site.arrive()
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
    site.arrive()
    site.hold_barrier("passage-1", Clearance.PERSON)
    assert site.events("barrier.held") == [
        {"command": "c-1", "reason": "person-in-lane"}
    ]


def test_reading_rests_once_all_is_certain(site: TruckLane) -> None:
    assert site.lane.pool._allowed == frozenset()
    site.arrive()
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
    site.arrive()
    site.open_barrier("passage-0")
    site.presence(EMPTY)
    assert site.events(CLOSED)[0]["through"] is False


def test_a_code_is_told_with_the_open_passage(site: TruckLane) -> None:
    site.lane.hear(CodeSeen("QGA123", site.clock.now))
    site.arrive()
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


def test_a_dead_trigger_camera_does_not_keep_the_passage_open(site: TruckLane) -> None:
    site.arrive()
    site.lane.hear(PresenceChanged("left", STANDING, site.clock.now))
    site.presence(EMPTY)
    site.wait(5.0)
    site.show("front")
    assert CLOSED not in site.story()
    site.wait(5.2)
    assert site.story()[-1] == CLOSED


def test_the_last_trigger_camera_to_die_is_believed(site: TruckLane) -> None:
    site.arrive()
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


def seen_plate(*texts: str) -> Readings:
    return Readings(plates=tuple(plate(text) for text in texts))


def follow_closely(site: TruckLane) -> None:
    site.arrive()
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
