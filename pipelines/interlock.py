"""The interlock of a barrier: its zone is looked at while a truck is in the lane.

One thread looks at the newest frame of the zone's camera, several times a second, and
keeps what it saw; the command watch asks for that before the barrier moves. Whatever
keeps it from seeing makes the zone unknown, and the barrier stays shut.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipelines.clock import Clock
from pipelines.frames import Frame
from pipelines.newest import NewestFrame
from pipelines.regions import Region
from vision.clearance import Clearance, anybody_in
from vision.lens import Lens
from vision.scene import Scene
from vision.strips import Image
from vision.yuv import shrink

_log = logging.getLogger(__name__)

See = Callable[[Image], Scene]
"""One look at a picture, (H, W, 3) BGR; raises ModelError where it could not."""
SeeLens = Callable[[NDArray[np.uint8], float], Lens]
"""What keeps the camera from seeing, by a small plane (h, w) and monotonic seconds."""


@dataclass(slots=True, kw_only=True)
class ZoneWatch:
    """Watches one barrier's zone; ``state`` may be asked by any thread.

    ``wanted`` says whether a look is worth its cost. Nobody must have been seen for
    ``clear_for`` seconds; what was seen longer ago than ``stale`` counts no more.
    """

    newest: NewestFrame
    corners: Region
    see: See
    lens: SeeLens
    clock: Clock
    wanted: Callable[[], bool]
    clear_for: float = 1.0
    every: float = 0.2
    stale: float = 1.0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _looked: float | None = None
    _begun: float | None = None
    """When the looks that are not interrupted by a gap began."""
    _person: float | None = None
    _blind: bool = False

    def state(self) -> Clearance:
        """Say what is known now."""
        now = self.clock.monotonic()
        with self._lock:
            if self._blind or self._looked is None or now - self._looked > self.stale:
                return Clearance.UNKNOWN
            if self._person is not None and now - self._person < self.clear_for:
                return Clearance.PERSON
            if self._begun is None or self._looked - self._begun < self.clear_for:
                return Clearance.UNKNOWN
            return Clearance.CLEAR

    def start(self, stop: threading.Event) -> threading.Thread:
        """Watch in a thread until *stop* is set."""
        thread = threading.Thread(
            target=self._run, args=(stop,), name="barrier-zone", daemon=True
        )
        thread.start()
        return thread

    def look(self, frame: Frame) -> None:
        """Take one frame; raises ModelError where it could not be looked at."""
        lens = self.lens(shrink(frame.luma), frame.seconds)
        with self._lock:
            self._blind = lens is not Lens.CLEAR
        if not self.wanted():
            return
        found = anybody_in(self.see(frame.bgr()), self.corners, frame.size)
        with self._lock:
            gap = self._looked is None or frame.seconds - self._looked > self.stale
            self._begun = frame.seconds if gap else self._begun
            self._looked = frame.seconds
            self._person = frame.seconds if found else self._person

    def _run(self, stop: threading.Event) -> None:
        fault = ""
        while not stop.wait(self.every):
            frame = self.newest.take()
            if frame is None:
                continue
            try:
                self.look(frame)
                fault = ""
            except Exception as error:  # noqa: BLE001  # a bug must not end the thread
                if fault != (fault := str(error)):  # else a log line every look
                    _log.exception("barrier zone unseen: camera=%s", frame.camera)
