"""A lane whose barrier has a zone in which people may stand, stepped by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx2
import numpy as np

from models.runtime import ModelError
from pipelines.commands import CommandWatch
from pipelines.frames import Frame
from pipelines.gate_link import Command, GateLink
from pipelines.health import CameraMonitor
from pipelines.interlock import ZoneWatch
from pipelines.messages import BarrierHeld, BarrierOpened
from pipelines.newest import NewestFrame
from tests.support.gate_double import GateDouble
from tests.support.pipes import EPOCH, HandClock, frame
from vision.lens import Lens
from vision.results import Box
from vision.scene import Person, Scene
from vision.strips import Image

ZONE = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))
SOMEBODY = Scene((Person(box=Box(70, 10, 90, 60), confidence=0.9),))
"""Stands in the middle of a picture of 160 x 90."""
ASIDE = Scene((Person(box=Box(0, 10, 20, 60), confidence=0.9),))


@dataclass(slots=True)
class BarrierLane:
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
