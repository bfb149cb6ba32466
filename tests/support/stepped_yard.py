"""A yard with one made-up camera, stepped by hand."""

import queue
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from pipelines.bytetrack import ByteTrack
from pipelines.clip_maker import ClipJob
from pipelines.health import CameraMonitor
from pipelines.newest import NewestFrame
from pipelines.open_incidents import OpenIncidents
from pipelines.outbox import Outbox, OutboxError
from pipelines.proofs import Proof
from pipelines.yard import Yard
from pipelines.yard_eye import YardEye
from pipelines.yard_messages import YardMessage
from pipelines.yard_report import YardReport
from pipelines.yard_time import YardTime
from tests.support.pipes import HandClock, frame
from vision.incidents import Incident, Severity
from vision.lens import Lens
from vision.results import Box
from vision.scene import Person, Scene, Vehicle
from vision.yard import YardRules, YardWatch
from vision.zones import Zone

SIZE = 160, 90
LUMA = np.random.default_rng(5).integers(30, 220, (90, 160), np.uint8)
RIGHT = ((0.5, 0.0), (1.0, 0.0), (1.0, 1.0), (0.5, 1.0))


def person(x: float, y: float = 60.0) -> Person:
    """Somebody who stands at x, y of a picture of 160 x 90."""
    return Person(box=Box(x - 6, y - 30, x + 6, y), confidence=0.9)


def vehicle(x: float) -> Vehicle:
    return Vehicle(box=Box(x - 25, 30, x + 25, 70), confidence=0.9)


def zone(**changes: Any) -> Zone:
    given = {
        "name": "crane",
        "corners": RIGHT,
        "admits": frozenset(),
        "severity": Severity.SEVERE,
    }
    return Zone(**(given | changes))


class ToldLens:
    """A lens that sees, until it is told that it does not."""

    state = Lens.CLEAR

    def look(self, _luma: NDArray[np.uint8], _at: float) -> Lens:
        return self.state


class FussyOutbox:
    """An outbox that refuses events while ``refuses`` says so of their evidence."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self.refuses: Callable[[Sequence[Proof]], bool] = lambda _: False

    def append(
        self,
        type_: str,
        at: datetime,
        data: Mapping[str, Any],
        evidence: Sequence[Proof] = (),
    ) -> int:
        if self.refuses(evidence):
            message = "the outbox cannot be written: disk full"
            raise OutboxError(message)
        return self._outbox.append(type_, at, data, evidence)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._outbox, name)


@dataclass(slots=True)
class SteppedYard:
    """Looks ``looks`` times a second, as long as it is told what is there."""

    folder: Path
    rules: YardRules = field(default_factory=lambda: YardRules(zones=(zone(),)))
    looks: float = 5.0
    clock: HandClock = field(default_factory=HandClock)
    said: list[Incident] = field(default_factory=list)
    jobs: list[ClipJob] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    scene: Scene | Exception = field(default_factory=Scene)
    lens: Any = field(default_factory=ToldLens)
    outbox: FussyOutbox = field(init=False)
    clips: Outbox = field(init=False)
    yard: Yard = field(init=False)
    eye: YardEye = field(init=False)
    report: YardReport = field(init=False)
    monitor: CameraMonitor = field(init=False)

    def __post_init__(self) -> None:
        ids, incidents = count(1), count(1)
        time = YardTime(self.clock)
        inbox: queue.Queue[YardMessage] = queue.Queue()
        self.monitor = CameraMonitor("quay", self.clock)
        self.eye = YardEye(
            newest=NewestFrame(self.monitor, self.clock, 0.5),
            looks=self.looks,
            looks_busy=2 * self.looks,
            see=self._see,
            tracker=ByteTrack(self.looks),
            watch=YardWatch(self.rules),
            time=time,
            places=threading.BoundedSemaphore(1),
            tell=inbox.put,
        )
        alerts, self.clips = (
            Outbox(
                self.folder / f"{name}.db",
                sender="north",
                new_id=lambda: f"event-{next(ids)}",
            )
            for name in ("alerts", "clips")
        )
        self.outbox = FussyOutbox(alerts)
        self.eye._lens = self.lens
        self.report = YardReport(
            outbox=cast(Outbox, self.outbox),
            eyes={"quay": self.eye},
            monitors={"quay": self.monitor},
            faults=lambda: tuple(self.faults),
            health_every=10.0,
            presence_every=60.0,
        )
        self.yard = Yard(
            inbox=inbox,
            outbox=cast(Outbox, self.outbox),
            clips=self.clips,
            ask=self.jobs.append,
            report=self.report,
            open=OpenIncidents(self.folder / "open.json"),
            time=time,
            new_id=lambda: f"incident-{next(incidents)}",
            say=lambda _, incident: self.said.append(incident),
        )

    def _see(self, _: NDArray[np.uint8]) -> Scene:
        if isinstance(self.scene, Exception):
            raise self.scene
        return self.scene

    def show(
        self, seconds: float, where: Callable[[float], Scene | Exception] | Scene
    ) -> None:
        """Let time pass with these scenes, told by the seconds since now."""
        for step in range(round(seconds * self.looks)):
            self.clock.pass_by(1 / self.looks)
            self.scene = where(step / self.looks) if callable(where) else where
            taken = frame("quay", self.clock.now, LUMA)
            self.monitor.saw(taken)
            self.eye.look(taken)
            self.eye.heed_silence()
            self.work()

    def silence(self, seconds: float) -> None:
        """Let time pass without a frame."""
        for _ in range(round(seconds * 10)):
            self.clock.pass_by(0.1)
            self.eye.heed_silence()
            self.work()

    def work(self) -> None:
        while not self.yard.inbox.empty():
            self.yard.hear(self.yard.inbox.get())
        self.yard.tick()

    def events(self, type_: str, *, clips: bool = False) -> list[dict[str, Any]]:
        """Return the data of events of a type so far, in order."""
        outbox = self.yard.clips if clips else self.yard.outbox
        return [dict(e.data) for e in outbox.pending(5000).events if e.type == type_]

    def story(self) -> list[str]:
        """Return the types of all events of incidents."""
        types = [event.type for event in self.yard.outbox.pending(5000).events]
        return [each for each in types if each.startswith("incident.")]

    def states(self) -> list[str]:
        """Return what was told of the first zone, each state once."""
        told = [data["zones"][0]["state"] for data in self.events("yard.health")]
        return [s for i, s in enumerate(told) if i == 0 or told[i - 1] != s]


def walk(begin: float, end: float, seconds: float) -> Callable[[float], Scene]:
    """Give scenes of somebody who goes from *begin* to *end*, in pixels."""
    return lambda t: Scene((person(begin + (end - begin) * min(1, t / seconds)),))
