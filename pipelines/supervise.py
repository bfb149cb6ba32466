"""One thread per camera: open it, hand on its frames, start anew for ever.

A stall or a fault ends one life of a source; the next begins after a wait that doubles
up to a cap. A file that has been played to its end is not played again.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from pipelines.backoff import Backoff
from pipelines.frames import Frame, FrameSource, SourceError
from pipelines.health import CameraMonitor

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraWatch:
    """Keeps one camera running; ``each`` is called with every frame, in its thread."""

    make: Callable[[], FrameSource]
    each: Callable[[Frame], None]
    monitor: CameraMonitor
    backoff: Backoff
    stop: threading.Event

    def start(self) -> threading.Thread:
        """Watch the camera in a thread until ``stop`` is set."""
        name = f"camera-{self.monitor.camera}"
        thread = threading.Thread(target=self.run, name=name, daemon=True)
        thread.start()
        return thread

    def run(self) -> None:
        """Watch the camera; returns when stopped, or when a file has ended."""
        while not self.stop.is_set():
            fault = self._one_life()
            if self.stop.is_set():
                return
            self.monitor.stalled(fault or "ended")
            if fault is None:
                _log.info("camera ended: camera=%s", self.monitor.camera)
                return
            wait = self.backoff.next_wait()
            _log.warning("camera stalled: fault=%s retry_in=%.1f", fault, wait)
            self.stop.wait(wait)

    def _one_life(self) -> str | None:
        """Run one source to its end; return what went wrong, None for a plain end."""
        self.monitor.starting()
        try:
            with self.make() as source:
                for frame in source.frames(self.stop):
                    self.monitor.saw(frame)
                    self.backoff.reset()
                    self.each(frame)
        except SourceError as error:
            return str(error)
        except Exception:  # noqa: BLE001  # a bug must not end the thread
            _log.exception("camera failed: camera=%s", self.monitor.camera)
            return "failed unexpectedly; see the log"
        return None
