"""The newest frame of one camera: a mailbox that holds one and counts the rest."""

import threading
from dataclasses import dataclass, field

from pipelines.clock import Clock
from pipelines.frames import Drop, Frame
from pipelines.health import CameraMonitor


@dataclass(slots=True)
class NewestFrame:
    """Written by the camera's thread, emptied by readers; both may be many."""

    monitor: CameraMonitor
    clock: Clock
    stale: float
    """Seconds after which a frame is not worth reading."""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _frame: Frame | None = None

    def put(self, frame: Frame) -> None:
        """Keep *frame* in place of the one that nobody took."""
        with self._lock:
            superseded, self._frame = self._frame, frame
        if superseded is not None:
            self.monitor.dropped(Drop.SUPERSEDED)

    def take(self) -> Frame | None:
        """Return the frame and forget it; None when there is none, or a stale one."""
        with self._lock:
            frame, self._frame = self._frame, None
        if frame is None or self.clock.monotonic() - frame.seconds <= self.stale:
            return frame
        self.monitor.dropped(Drop.STALE)
        return None

    def clear(self) -> None:
        """Forget the frame: nothing is waiting to be read."""
        with self._lock:
            self._frame = None
