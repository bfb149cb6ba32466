"""The interlock of a barrier: its zone is looked at while a truck is in the lane.

One thread looks at the newest frame of the zone's camera, several times a second, and
keeps what it saw; the command watch asks for that before the barrier moves. Whatever
keeps it from seeing makes the zone unknown, and the barrier stays shut.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipelines.clock import Clock
from pipelines.frames import Frame
from pipelines.newest import NewestFrame
from pipelines.regions import Region
from vision.clearance import Clearance, anybody_in
from vision.lens import Lens
from vision.results import Box
from vision.scene import Scene
from vision.strips import Image
from vision.yuv import shrink

_log = logging.getLogger(__name__)

See = Callable[[Image], Scene]
"""One look at a picture, (H, W, 3) BGR; raises ModelError where it could not."""
SeeLens = Callable[[NDArray[np.uint8], float, Sequence[Box]], Lens]
"""What keeps the camera from seeing, by a small plane (h, w), monotonic seconds, and
what hides the view, in shares of the picture."""
_BY_A_TRUCK = frozenset({Lens.SPRAYED, Lens.MOVED})
"""What a truck in the picture may seem to do to the camera."""


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
    _before: Lens = Lens.CLEAR
    """What kept the camera from seeing before the truck came."""

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
        standing = self.wanted()
        scene = self.see(frame.bgr()) if standing else Scene()
        self._look_at_lens(frame, scene, standing=standing)
        if not standing:
            return
        found = anybody_in(scene, self.corners, frame.size)
        with self._lock:
            gap = self._looked is None or frame.seconds - self._looked > self.stale
            self._begun = frame.seconds if gap else self._begun
            self._looked = frame.seconds
            self._person = frame.seconds if found else self._person

    def _look_at_lens(self, frame: Frame, scene: Scene, *, standing: bool) -> None:
        """Ask whether the camera sees; a truck may hide half of its view."""
        width, height = frame.size
        trucks = [vehicle.box for vehicle in scene.vehicles]
        behind = [
            Box(b.x0 / width, b.y0 / height, b.x1 / width, b.y1 / height)
            for b in trucks
        ]
        lens = self.lens(shrink(frame.luma), frame.seconds, behind)
        if not standing:
            self._before = lens
        elif lens in _BY_A_TRUCK:
            lens = self._before
        with self._lock:
            self._blind = lens is not Lens.CLEAR

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
