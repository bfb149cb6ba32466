"""The cameras of one lane: who gets the frames of which, and how all of them fare."""

import hashlib
import random
import threading
import time
from collections.abc import Callable

from pipelines.backoff import Backoff
from pipelines.clock import Clock
from pipelines.codes import CodeWatch
from pipelines.frames import Frame, FrameSource
from pipelines.health import CameraHealth, CameraMonitor
from pipelines.interlock import See, ZoneWatch
from pipelines.lane_memory import LaneMemory
from pipelines.look import Look
from pipelines.messages import Message
from pipelines.newest import NewestFrame
from pipelines.pool import ReadingCamera, ReadingPool
from pipelines.settings import BarrierZone, CameraSettings, LaneSettings, Role
from pipelines.sources import source_opener
from pipelines.supervise import CameraWatch
from pipelines.trigger import Trigger
from vision.clearance import Clearance
from vision.lens import LensWatch
from vision.results import Kind


class LaneCameras:
    """Built from settings without starting anything; ``start`` starts the threads."""

    def __init__(
        self,
        settings: LaneSettings,
        *,
        clock: Clock,
        look: Look,
        tell: Callable[[Message], None],
    ) -> None:
        """Check every address; raises SourceError for one that cannot be opened."""
        self._settings, self._clock, self._tell = settings, clock, tell
        cameras = settings.cameras
        self._monitors = {name: CameraMonitor(name, clock) for name in cameras}
        self._makers = {name: self._maker(name, c) for name, c in cameras.items()}
        self._codes = {
            name: CodeWatch(self._newest(name, camera), tell)
            for name, camera in cameras.items()
            if Role.CODE in camera.reads
        }
        reading = {
            name: ReadingCamera(self._newest(name, camera), camera.wants, camera.region)
            for name, camera in cameras.items()
            if camera.wants
        }
        self.pool = ReadingPool(reading, look, tell)
        self.reads: dict[str, frozenset[Kind]] = {
            n: c.wants for n, c in reading.items()
        }
        self.heads = {
            name: camera.heads for name, camera in cameras.items() if camera.heads
        }
        self._zone: ZoneWatch | None = None

    def watch_zone(
        self, zone: BarrierZone, see: See, wanted: Callable[[], bool]
    ) -> Callable[[], Clearance]:
        """Have the barrier's zone looked at once started; return what asks about it."""
        watch = ZoneWatch(
            newest=self._newest(zone.camera, self._settings.cameras[zone.camera]),
            corners=zone.corners,
            see=see,
            lens=LensWatch().look,
            clock=self._clock,
            wanted=wanted,
            clear_for=zone.clear_for,
        )
        self._zone = watch
        return watch.state

    def health(self) -> tuple[CameraHealth, ...]:
        """Return how every camera fares now."""
        return tuple(monitor.health() for monitor in self._monitors.values())

    def start(self, stop: threading.Event) -> list[threading.Thread]:
        """Start cameras and readers; all end once *stop* is set."""
        return [
            *self.pool.start(self._settings.workers, stop),
            *(codes.start(stop) for codes in self._codes.values()),
            *([self._zone.start(stop)] if self._zone else []),
            *(self._watch(name, stop).start() for name in self._makers),
        ]

    def _watch(self, name: str, stop: threading.Event) -> CameraWatch:
        return CameraWatch(
            make=self._makers[name],
            each=self._takers(name),
            monitor=self._monitors[name],
            backoff=Backoff(0.25, 10.0, random.random),
            stop=stop,
        )

    def _takers(self, name: str) -> Callable[[Frame], None]:
        """Return what hands a frame to everyone who wants it."""
        takers: list[Callable[[Frame], None]] = []
        if name in self._settings.triggers:
            limits = self._settings.presence.limits
            takers.append(Trigger(name, limits, self._tell, self._memory(name)).see)
        if name in self.reads:
            takers.append(self.pool.offer)
        if name in self._codes:
            takers.append(self._codes[name].newest.put)
        zone = self._settings.barrier_zone
        if self._zone is not None and zone is not None and zone.camera == name:
            takers.append(self._zone.newest.put)

        def each(frame: Frame) -> None:
            for take in takers:
                take(frame)

        return each

    def _maker(self, name: str, camera: CameraSettings) -> Callable[[], FrameSource]:
        return source_opener(
            camera.url,
            monitor=self._monitors[name],
            clock=self._clock,
            options=camera.options,
        )

    def _memory(self, name: str) -> LaneMemory:
        """Give the memory of a trigger camera, in a folder beside the outbox."""
        address = hashlib.sha256(self._settings.cameras[name].url.encode())
        folder = self._settings.outbox.with_suffix(".lane")
        return LaneMemory(folder / f"{address.hexdigest()[:16]}.npy", time.time)

    def _newest(self, name: str, camera: CameraSettings) -> NewestFrame:
        return NewestFrame(self._monitors[name], self._clock, camera.stale)
