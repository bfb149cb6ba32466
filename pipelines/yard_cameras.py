"""The cameras of one yard: what watches, records and follows each of them."""

import random
import threading
from collections.abc import Callable, Sequence

from pipelines.backoff import Backoff
from pipelines.bytetrack import ByteTrack
from pipelines.clip_maker import Tape
from pipelines.frames import Frame, FrameSource
from pipelines.health import CameraMonitor
from pipelines.newest import NewestFrame
from pipelines.recorder import Recorder
from pipelines.sources import source_opener
from pipelines.supervise import CameraWatch
from pipelines.yard_eye import See, YardEye
from pipelines.yard_messages import Changed
from pipelines.yard_settings import YardCameraSettings, YardSettings
from pipelines.yard_time import YardTime
from vision.polygon import Point
from vision.yard import YardWatch

LookAt = Callable[[Sequence[Sequence[Point]]], See]
"""The zones of one camera, corners in shares -> what looks at its pictures."""


class YardCameras:
    """Built from settings without starting anything; the ``start``s start threads."""

    def __init__(
        self,
        settings: YardSettings,
        *,
        time: YardTime,
        look_at: LookAt,
        tell: Callable[[Changed], None],
    ) -> None:
        """Check every address; raises SourceError for one that cannot be opened."""
        clock, cameras = time.clock, settings.cameras
        self.monitors = {name: CameraMonitor(name, clock) for name in cameras}
        self._recorders = {name: Recorder() for name in cameras}
        places = threading.BoundedSemaphore(settings.workers)

        def eye(name: str, camera: YardCameraSettings) -> YardEye:
            return YardEye(
                newest=NewestFrame(self.monitors[name], clock, camera.stale),
                looks=camera.looks,
                looks_busy=camera.looks_busy or 2 * camera.looks,
                see=look_at([zone.corners for zone in camera.zones.values()]),
                tracker=ByteTrack(camera.looks),
                watch=YardWatch(camera.rules),
                time=time,
                places=places,
                tell=tell,
            )

        def maker(name: str, camera: YardCameraSettings) -> Callable[[], FrameSource]:
            return source_opener(
                camera.url,
                monitor=self.monitors[name],
                clock=clock,
                options=camera.options,
                hear=self._recorders[name].hear,
            )

        self._makers = {name: maker(name, camera) for name, camera in cameras.items()}
        self.eyes = {name: eye(name, camera) for name, camera in cameras.items()}
        self.tapes = {
            name: Tape(self._recorders[name].ring, self.eyes[name].trail)
            for name in cameras
        }

    def faults(self) -> tuple[str, ...]:
        """Say of which cameras nothing can be recorded, and why."""
        return tuple(r.fault for r in self._recorders.values() if r.fault is not None)

    def start(self, stop: threading.Event) -> list[threading.Thread]:
        """Start the cameras; they end once *stop* is set."""
        return [self._watch(name, stop).start() for name in self._makers]

    def start_looking(self, stop: threading.Event) -> list[threading.Thread]:
        """Start the looks; they end, and close what is open, once *stop* is set."""
        return [eye.start(stop) for eye in self.eyes.values()]

    def close(self) -> None:
        """Stop coding what cameras do not send coded."""
        for recorder in self._recorders.values():
            recorder.close()

    def _watch(self, name: str, stop: threading.Event) -> CameraWatch:
        eye, recorder = self.eyes[name], self._recorders[name]

        def each(frame: Frame) -> None:
            eye.put(frame)
            recorder.see(frame)

        return CameraWatch(
            make=self._makers[name],
            each=each,
            monitor=self.monitors[name],
            backoff=Backoff(0.25, 10.0, random.random),
            stop=stop,
        )
