"""The reading pool: a few threads that look at the newest frames, fairly over cameras.

A worker takes the frame of the camera that was looked at least so far. Frames are read
only while the lane allows it; those of an empty lane never are.
"""

import logging
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipelines.frames import Frame
from pipelines.look import Look
from pipelines.messages import FrameRead
from pipelines.newest import NewestFrame
from pipelines.regions import Region, region_box, shifted, within
from vision.results import Kind, Readings
from vision.sharpness import measured

_log = logging.getLogger(__name__)
_WAIT = 0.2


@dataclass(frozen=True, slots=True)
class ReadingCamera:
    """A camera whose frames are read: what for, and which part of them."""

    newest: NewestFrame
    wants: frozenset[Kind]
    region: Region | None = None


@dataclass(slots=True)
class ReadingPool:
    """Workers over ``cameras``; every method may be called from any thread."""

    cameras: Mapping[str, ReadingCamera]
    look: Look
    tell: Callable[[FrameRead], None]
    _wake: threading.Condition = field(default_factory=threading.Condition)
    _allowed: frozenset[str] = frozenset()
    _looks: Counter[str] = field(default_factory=Counter)

    def start(self, workers: int, stop: threading.Event) -> list[threading.Thread]:
        """Start the threads; they end when *stop* is set and their look is over."""
        threads = [
            threading.Thread(
                target=self._work, args=(stop,), name=f"read-{n}", daemon=True
            )
            for n in range(workers)
        ]
        for thread in threads:
            thread.start()
        return threads

    def allow(self, cameras: frozenset[str]) -> None:
        """Read these cameras from now on; an empty set stops reading."""
        with self._wake:
            self._allowed = cameras
            self._wake.notify_all()

    def begin_passage(self) -> None:
        """Forget earlier looks: all cameras are equal again."""
        with self._wake:
            self._looks.clear()

    def offer(self, frame: Frame) -> None:
        """Put *frame* up for reading in place of its camera's last one."""
        self.cameras[frame.camera].newest.put(frame)
        with self._wake:
            if frame.camera in self._allowed:
                self._wake.notify()

    def _work(self, stop: threading.Event) -> None:
        while not stop.is_set():
            frame = self._next()
            if frame is None:
                continue
            self.tell(FrameRead(frame, self._read(frame)))

    def _next(self) -> Frame | None:
        """Take the frame of the least read camera; wait a little for one."""
        with self._wake:
            for camera in sorted(self._allowed, key=lambda c: (self._looks[c], c)):
                frame = self.cameras[camera].newest.take()
                if frame is not None:
                    self._looks[camera] += 1
                    return frame
            self._wake.wait(_WAIT)
        return None

    def _read(self, frame: Frame) -> Readings | None:
        """Look at the camera's region; None when the look failed, which is logged."""
        try:
            return self._looked(frame, self.cameras[frame.camera])
        except Exception:  # noqa: BLE001  # whatever the reader raises, it could not look
            _log.exception("look failed: camera=%s", frame.camera)
            return None

    def _looked(self, frame: Frame, camera: ReadingCamera) -> Readings:
        box = region_box(camera.region, frame.size)
        readings = self.look(frame.bgr(box), wants=camera.wants)
        if box is not None and camera.region is not None:
            readings = shifted(readings, box.x0, box.y0)
            readings = within(readings, camera.region, frame.size)
        return measured(readings, frame.luma)
