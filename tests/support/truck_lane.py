"""A lane with made-up cameras and readers, stepped by hand."""

import queue
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.frames import Frame
from pipelines.gate_link import Command
from pipelines.health import CameraMonitor
from pipelines.lane import Fuse, Lane
from pipelines.messages import (
    BarrierHeld,
    BarrierOpened,
    FrameRead,
    Message,
    PresenceChanged,
)
from pipelines.newest import NewestFrame
from pipelines.outbox import Outbox
from pipelines.pool import ReadingCamera, ReadingPool
from pipelines.settings import Timings
from tests.support.pipes import EPOCH, HandClock, frame
from vision.clearance import Clearance
from vision.order import Heads
from vision.presence import Occupancy
from vision.results import (
    Box,
    ContainerReading,
    Kind,
    Layout,
    PlateReading,
    Readings,
    Status,
)
from vision.truck import Truck, View

PLATE, CONTAINER = frozenset({Kind.PLATE}), frozenset({Kind.CONTAINER})
EMPTY, ARRIVING = Occupancy.EMPTY, Occupancy.ARRIVING
STANDING, LEAVING = Occupancy.STANDING, Occupancy.LEAVING
CAPTURED, CLOSED = "passage.captured", "passage.closed"


def plate(text: str = "AB12CDE", status: Status = Status.CERTAIN) -> PlateReading:
    return PlateReading(
        text=text,
        scores=(0.9,) * len(text),
        confidence=0.9,
        status=status,
        region="GB",
        box=Box(20, 20, 80, 40),
    )


def container(
    number: str = "CSQU3054383", status: Status = Status.CERTAIN
) -> ContainerReading:
    return ContainerReading(
        number=number,
        scores=(0.9,) * 11,
        confidence=0.9,
        status=status,
        size_type="22G1",
        layout=Layout.ONE_LINE,
        box=Box(10, 10, 100, 30),
    )


FRONT, LEFT = Readings(plates=(plate(),)), Readings(containers=(container(),))
"""What the two cameras read of a truck that stands well."""


def merge(views: Mapping[str, View]) -> Truck:
    """Fuse the simple way: the best status of every text."""
    order = list(Status)
    looks = [look.readings for view in views.values() for look in view.looks]
    plates = {p.text: p for look in looks for p in look.plates}
    best: dict[str, ContainerReading] = {}
    for look in looks:
        for seen in look.containers:
            old = best.get(seen.number)
            if old is None or order.index(seen.status) < order.index(old.status):
                best[seen.number] = seen
    return Truck(Readings(tuple(plates.values()), tuple(best.values())))


def _see_nothing(image: NDArray[np.uint8], *, wants: frozenset[Kind]) -> Readings:
    return Readings()


def _command(passage: str) -> Command:
    return Command(
        id="c-1", visit="v-1", passage=passage, not_before=EPOCH, expires=EPOCH
    )


@dataclass(slots=True)
class TruckLane:
    """Two cameras, front for the plate and left for the container."""

    folder: Path
    timings: Timings = field(default_factory=Timings)
    fuse: Fuse = merge
    heads: dict[str, Heads] = field(default_factory=dict)
    clock: HandClock = field(default_factory=HandClock)
    monitors: dict[str, CameraMonitor] = field(default_factory=dict)
    lane: Lane = field(init=False)
    outbox: Outbox = field(init=False)

    def __post_init__(self) -> None:
        ids = count(1)
        self.outbox = Outbox(
            self.folder / "outbox.db", sender="lane-1", new_id=lambda: f"id-{next(ids)}"
        )
        inbox: queue.Queue[Message] = queue.Queue()
        reads = {"front": PLATE, "left": CONTAINER}
        self.monitors = {name: CameraMonitor(name, self.clock) for name in reads}
        cameras = {
            name: ReadingCamera(NewestFrame(monitor, self.clock, 0.5), reads[name])
            for name, monitor in self.monitors.items()
        }
        passages = count(1)
        self.lane = Lane(
            inbox=inbox,
            reads=reads,
            pool=ReadingPool(cameras, _see_nothing, inbox.put),
            fuse=self.fuse,
            outbox=self.outbox,
            health=lambda: [m.health() for m in self.monitors.values()],
            clock=self.clock,
            new_id=lambda: f"passage-{next(passages)}",
            timings=self.timings,
            heads=self.heads,
        )
        for name in reads:
            self.show(name)

    def show(self, camera: str) -> Frame:
        """Let a frame of *camera* arrive now."""
        shown = frame(camera, self.clock.now)
        self.monitors[camera].saw(shown)
        return shown

    def presence(self, occupancy: Occupancy) -> None:
        self.lane.hear(PresenceChanged("front", occupancy, self.clock.now))
        self.lane.tick()

    def arrive(self) -> None:
        """Let a truck drive in and stand."""
        self.presence(ARRIVING)
        self.wait(1.0)
        self.presence(STANDING)

    def read(self, camera: str, readings: Readings | None) -> None:
        """Let a look at a frame of now end with *readings*."""
        self.lane.hear(FrameRead(self.show(camera), readings))
        self.lane.tick()

    def wait(self, seconds: float) -> None:
        """Let time pass in tenths of a second, both cameras alive."""
        for _ in range(round(seconds * 10)):
            self.clock.pass_by(0.1)
            self.lane.tick()

    def open_barrier(self, passage: str) -> None:
        self.lane.hear(BarrierOpened(_command(passage), self.clock.now))

    def hold_barrier(self, passage: str, reason: Clearance) -> None:
        self.lane.hear(BarrierHeld(_command(passage), reason, self.clock.now))

    def events(self, type_: str | None = None) -> list[dict[str, Any]]:
        """Return the data of the passage's events so far, in order."""
        return [
            dict(event.data)
            for event in self.outbox.pending(1000).events
            if event.type == type_
        ]

    def story(self) -> list[str]:
        """Return the types of all events but health."""
        events = self.outbox.pending(1000).events
        return [event.type for event in events if event.type != "lane.health"]
