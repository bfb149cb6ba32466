"""The barrier and the people in its zone: looks, commands, what is told."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx2
import numpy as np
import pytest
from numpy.typing import NDArray

from models.runtime import ModelError
from pipelines.commands import CommandWatch
from pipelines.frames import Frame
from pipelines.gate_link import Command, GateLink
from pipelines.health import CameraMonitor
from pipelines.interlock import ZoneWatch
from pipelines.messages import BarrierHeld, BarrierOpened
from pipelines.newest import NewestFrame
from tests.support.gate_double import GateDouble
from tests.support.pipes import EPOCH, HandClock, frame, wait_until
from vision.clearance import Clearance
from vision.lens import Lens
from vision.results import Box
from vision.scene import Person, Scene
from vision.strips import Image

ZONE = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))
SOMEBODY = Scene((Person(box=Box(70, 10, 90, 60), confidence=0.9),))
"""Stands in the middle of a picture of 160 x 90."""
ASIDE = Scene((Person(box=Box(0, 10, 20, 60), confidence=0.9),))


@dataclass(slots=True)
class Lane:
    """A barrier, its zone and a clock, stepped by hand."""

    gate: GateDouble
    client: httpx2.Client
    scene: Scene | None = field(default_factory=Scene)
    """What the look sees; None: it cannot look."""
    lens: Lens = Lens.CLEAR
    passage: str | None = "p-1"
    clock: HandClock = field(default_factory=HandClock)
    opened: list[str] = field(default_factory=list)
    told: list[BarrierOpened | BarrierHeld] = field(default_factory=list)
    watch: ZoneWatch = field(init=False)
    commands: CommandWatch = field(init=False)

    def __post_init__(self) -> None:
        monitor = CameraMonitor("yard", self.clock)
        self.watch = ZoneWatch(
            newest=NewestFrame(monitor, self.clock, 0.5),
            corners=ZONE,
            see=self.see,
            lens=lambda _plane, _at, _behind: self.lens,
            clock=self.clock,
            wanted=lambda: self.passage is not None,
        )
        self.commands = CommandWatch(
            link=GateLink(self.client, "lane-1"),
            barrier=self,
            clock=self.clock,
            passage=lambda: self.passage,
            tell=self.told.append,
            zone=self.watch.state,
        )

    def open(self, command: Command) -> None:
        self.opened.append(command.id)

    def see(self, image: Image) -> Scene:
        assert image.shape == (90, 160, 3)
        if self.scene is None:
            message = "people.onnx gave values that are not finite"
            raise ModelError(message)
        return self.scene

    def look(self, seconds: float = 2.0) -> None:
        """Look for so long, five times a second."""
        for _ in range(round(seconds * 5)):
            self.clock.pass_by(0.2)
            try:
                self.watch.look(at(self.clock))
            except ModelError:
                continue

    def poll(self) -> Sequence[str]:
        """Poll once; give the reasons for which the barrier was held by now."""
        self.commands.poll()
        return [m.reason for m in self.told if isinstance(m, BarrierHeld)]


def at(clock: HandClock) -> Frame:
    return frame("yard", clock.now, np.zeros((90, 160), np.uint8))


def due(seconds: float = 60.0) -> dict[str, Any]:
    return {
        "id": "c-1",
        "visit": "v-1",
        "passage": "p-1",
        "not_before": EPOCH.isoformat(),
        "expires": (EPOCH + timedelta(seconds=seconds)).isoformat(),
    }


@pytest.fixture(name="lane")
def truck_before_the_barrier(request: pytest.FixtureRequest) -> Any:
    with (
        GateDouble(commands=[due()]) as gate,
        httpx2.Client(base_url=gate.url) as client,
    ):
        yield Lane(gate, client)


def test_a_clear_zone_lets_the_barrier_open(lane: Lane) -> None:
    lane.look()
    assert lane.poll() == []
    assert lane.opened == ["c-1"] == lane.gate.taken


def test_people_beside_the_zone_do_not_hold_the_barrier(lane: Lane) -> None:
    lane.scene = ASIDE
    lane.look()
    lane.poll()
    assert lane.opened == ["c-1"]


def test_a_person_in_the_zone_keeps_it_shut_and_leaves_the_command(lane: Lane) -> None:
    lane.scene = SOMEBODY
    lane.look()
    assert lane.poll() == [Clearance.PERSON] == lane.poll()
    assert (lane.opened, lane.gate.taken) == ([], [])


def test_it_opens_once_the_person_has_been_gone_for_a_while(lane: Lane) -> None:
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


def blind_lens(lane: Lane) -> None:
    lane.lens = Lens.COVERED
    lane.look()


def failing_look(lane: Lane) -> None:
    lane.scene = None
    lane.look()


def no_frames(lane: Lane) -> None:
    lane.look()
    lane.clock.pass_by(2.0)


def never_looked(lane: Lane) -> None:
    """Nothing came yet."""


def just_begun(lane: Lane) -> None:
    lane.look(0.4)


@pytest.mark.parametrize(
    "trouble", [blind_lens, failing_look, no_frames, never_looked, just_begun]
)
def test_a_zone_that_nobody_can_see_keeps_it_shut(
    lane: Lane, trouble: Callable[[Lane], None]
) -> None:
    trouble(lane)
    assert lane.poll() == [Clearance.UNKNOWN]
    assert (lane.opened, lane.gate.taken) == ([], [])


def test_it_opens_once_the_camera_sees_again(lane: Lane) -> None:
    blind_lens(lane)
    lane.poll()
    lane.lens = Lens.CLEAR
    lane.look()
    lane.poll()
    assert lane.opened == ["c-1"]


@pytest.mark.parametrize("lens", [Lens.SPRAYED, Lens.MOVED])
def test_a_truck_that_hides_half_the_view_does_not_blind_the_camera(
    lane: Lane, lens: Lens
) -> None:
    lane.lens = lens
    lane.look()
    lane.poll()
    assert lane.opened == ["c-1"]


@pytest.mark.parametrize("lens", [Lens.SPRAYED, Lens.MOVED])
def test_a_camera_that_was_blind_before_the_truck_came_stays_so(
    lane: Lane, lens: Lens
) -> None:
    lane.lens, lane.passage = lens, None
    lane.look()
    lane.passage = "p-1"
    lane.look()
    assert lane.poll() == [Clearance.UNKNOWN]


def test_each_reason_is_told_once(lane: Lane) -> None:
    lane.scene = SOMEBODY
    lane.look()
    lane.poll()
    lane.lens = Lens.DARK
    lane.look()
    lane.poll()
    assert lane.poll() == [Clearance.PERSON, Clearance.UNKNOWN]


def test_an_expired_command_stays_shut(lane: Lane) -> None:
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

    def __init__(self, lane: Lane) -> None:
        self.lane, self.left = lane, False

    def __call__(self) -> Clearance:
        entered = self.lane.gate.taken and not self.left
        return Clearance.PERSON if entered else Clearance.CLEAR


def test_who_steps_in_at_the_last_moment_is_waited_for(lane: Lane) -> None:
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
    lane: Lane, seconds: float, passage: str | None
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


def test_an_empty_lane_is_not_looked_at(lane: Lane) -> None:
    lane.passage, lane.scene = None, None
    lane.watch.look(at(lane.clock))
    assert lane.watch.state() is Clearance.UNKNOWN


def test_a_watch_takes_frames_in_its_own_thread_and_survives_a_failed_look(
    lane: Lane, caplog: pytest.LogCaptureFixture
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
