"""The barrier and the people in its zone: looks, commands, what is told."""

import threading
from collections.abc import Callable
from typing import Any

import httpx2
import numpy as np
import pytest
from numpy.typing import NDArray

from models.runtime import ModelError
from pipelines.messages import BarrierHeld, BarrierOpened
from tests.support.barrier_lane import ASIDE, SOMEBODY, BarrierLane, at, due
from tests.support.gate_double import GateDouble
from tests.support.pipes import wait_until
from vision.clearance import Clearance
from vision.lens import Lens
from vision.scene import Scene


@pytest.fixture(name="lane")
def truck_before_the_barrier(request: pytest.FixtureRequest) -> Any:
    with (
        GateDouble(commands=[due()]) as gate,
        httpx2.Client(base_url=gate.url) as client,
    ):
        yield BarrierLane(gate, client)


def test_a_clear_zone_lets_the_barrier_open(lane: BarrierLane) -> None:
    lane.look()
    assert lane.poll() == []
    assert lane.opened == ["c-1"] == lane.gate.taken


def test_people_beside_the_zone_do_not_hold_the_barrier(lane: BarrierLane) -> None:
    lane.scene = ASIDE
    lane.look()
    lane.poll()
    assert lane.opened == ["c-1"]


def test_a_person_in_the_zone_keeps_it_shut_and_leaves_the_command(
    lane: BarrierLane,
) -> None:
    lane.scene = SOMEBODY
    lane.look()
    assert lane.poll() == [Clearance.PERSON] == lane.poll()
    assert (lane.opened, lane.gate.taken) == ([], [])


def test_it_opens_once_the_person_has_been_gone_for_a_while(lane: BarrierLane) -> None:
    lane.scene = SOMEBODY
    lane.look()
    lane.poll()
    lane.scene = Scene()
    lane.look(0.6)
    lane.poll()
    assert lane.opened == []
    lane.look(1.0)
    lane.poll()
    assert lane.opened == ["c-1"]
    assert [type(m) for m in lane.told] == [BarrierHeld, BarrierOpened]


def blind_lens(lane: BarrierLane) -> None:
    lane.lens = Lens.COVERED
    lane.look()


def failing_look(lane: BarrierLane) -> None:
    lane.scene = None
    lane.look()


def no_frames(lane: BarrierLane) -> None:
    lane.look()
    lane.clock.pass_by(2.0)


def never_looked(lane: BarrierLane) -> None:
    """Nothing came yet."""


def just_begun(lane: BarrierLane) -> None:
    lane.look(0.4)


@pytest.mark.parametrize(
    "trouble", [blind_lens, failing_look, no_frames, never_looked, just_begun]
)
def test_a_zone_that_nobody_can_see_keeps_it_shut(
    lane: BarrierLane, trouble: Callable[[BarrierLane], None]
) -> None:
    trouble(lane)
    assert lane.poll() == [Clearance.UNKNOWN]
    assert (lane.opened, lane.gate.taken) == ([], [])


def test_it_opens_once_the_camera_sees_again(lane: BarrierLane) -> None:
    blind_lens(lane)
    lane.poll()
    lane.lens = Lens.CLEAR
    lane.look()
    lane.poll()
    assert lane.opened == ["c-1"]


@pytest.mark.parametrize("lens", [Lens.SPRAYED, Lens.MOVED])
def test_a_truck_that_hides_half_the_view_does_not_blind_the_camera(
    lane: BarrierLane, lens: Lens
) -> None:
    lane.lens = lens
    lane.look()
    lane.poll()
    assert lane.opened == ["c-1"]


@pytest.mark.parametrize("lens", [Lens.SPRAYED, Lens.MOVED])
def test_a_camera_that_was_blind_before_the_truck_came_stays_so(
    lane: BarrierLane, lens: Lens
) -> None:
    lane.lens, lane.passage = lens, None
    lane.look()
    lane.passage = "p-1"
    lane.look()
    assert lane.poll() == [Clearance.UNKNOWN]


def test_each_reason_is_told_once(lane: BarrierLane) -> None:
    lane.scene = SOMEBODY
    lane.look()
    lane.poll()
    lane.lens = Lens.DARK
    lane.look()
    lane.poll()
    assert lane.poll() == [Clearance.PERSON, Clearance.UNKNOWN]


def test_an_expired_command_stays_shut(lane: BarrierLane) -> None:
    lane.scene = SOMEBODY
    lane.look()
    lane.poll()
    lane.scene = Scene()
    lane.clock.pass_by(60.0)
    lane.look()
    lane.poll()
    assert lane.opened == []


class StepsIn:
    """A zone that is clear until a command is taken, as when somebody steps in then."""

    def __init__(self, lane: BarrierLane) -> None:
        self.lane, self.left = lane, False

    def __call__(self) -> Clearance:
        entered = self.lane.gate.taken and not self.left
        return Clearance.PERSON if entered else Clearance.CLEAR


def test_who_steps_in_at_the_last_moment_is_waited_for(lane: BarrierLane) -> None:
    lane.commands.zone = zone = StepsIn(lane)
    assert lane.poll() == [Clearance.PERSON]
    assert (lane.opened, lane.gate.taken) == ([], ["c-1"])
    zone.left = True
    lane.poll()
    lane.poll()
    assert lane.opened == ["c-1"]


@pytest.mark.parametrize(
    ("seconds", "passage"),
    [
        pytest.param(61.0, "p-1", id="expired"),
        pytest.param(1.0, "p-2", id="another truck"),
        pytest.param(1.0, None, id="truck gone"),
    ],
)
def test_a_taken_command_is_not_obeyed_too_late(
    lane: BarrierLane, seconds: float, passage: str | None
) -> None:
    lane.commands.zone = zone = StepsIn(lane)
    lane.poll()
    zone.left = True
    lane.clock.pass_by(seconds)
    lane.passage = passage
    lane.poll()
    lane.passage = "p-1"
    lane.poll()
    assert lane.opened == []


def test_an_empty_lane_is_not_looked_at(lane: BarrierLane) -> None:
    lane.passage, lane.scene = None, None
    lane.watch.look(at(lane.clock))
    assert lane.watch.state() is Clearance.UNKNOWN


def test_a_watch_takes_frames_in_its_own_thread_and_survives_a_failed_look(
    lane: BarrierLane, caplog: pytest.LogCaptureFixture
) -> None:
    stop, seen = threading.Event(), list[int]()

    def see(_image: NDArray[np.uint8]) -> Scene:
        seen.append(1)
        message = "no model"
        raise ModelError(message)

    lane.watch.see, lane.watch.every = see, 0.01
    thread = lane.watch.start(stop)
    for count in (1, 2):
        lane.watch.newest.put(at(lane.clock))
        assert wait_until(lambda count=count: len(seen) == count)  # type: ignore[misc]
    stop.set()
    thread.join(2.0)
    assert caplog.text.count("barrier zone unseen: camera=yard") == 1
    assert lane.watch.state() is Clearance.UNKNOWN
