"""How each camera fares: counted by its thread, read by anyone."""

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from pipelines.clock import Clock
from pipelines.frames import Drop, Frame


class CameraState(StrEnum):
    """Whether frames come."""

    STARTING = "starting"
    LIVE = "live"
    STALLED = "stalled"


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraHealth:
    """One camera at one moment.

    ``last_frame_age`` is in seconds, None before the first frame. ``abandoned`` counts
    pipelines that did not stop in time and were left behind. ``fault`` is the last
    error, None while frames come.
    """

    camera: str
    state: CameraState
    frames: int
    dropped: Mapping[Drop, int]
    stalls: int
    restarts: int
    abandoned: int
    last_frame_age: float | None
    fault: str | None


@dataclass(slots=True)
class CameraMonitor:
    """The counters of one camera; every method may be called from any thread."""

    camera: str
    clock: Clock
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _state: CameraState = CameraState.STARTING
    _dropped: Counter[Drop] = field(default_factory=Counter)
    _frames: int = 0
    _stalls: int = 0
    _starts: int = 0
    _abandoned: int = 0
    _last: float | None = None
    _fault: str | None = None

    def starting(self) -> None:
        """Note an attempt to open the camera."""
        with self._lock:
            self._starts += 1

    def saw(self, frame: Frame) -> None:
        """Note a frame: the camera is live."""
        with self._lock:
            self._frames += 1
            self._last = frame.seconds
            self._state, self._fault = CameraState.LIVE, None

    def dropped(self, cause: Drop, count: int = 1) -> None:
        """Note frames that were not used."""
        with self._lock:
            self._dropped[cause] += count

    def stalled(self, fault: str) -> None:
        """Note that frames stopped coming, or never came."""
        with self._lock:
            self._stalls += self._state is not CameraState.STALLED
            self._state, self._fault = CameraState.STALLED, fault

    def abandoned(self) -> None:
        """Note a pipeline that would not stop."""
        with self._lock:
            self._abandoned += 1

    def health(self) -> CameraHealth:
        """Return how the camera fares now."""
        now = self.clock.monotonic()
        with self._lock:
            return CameraHealth(
                camera=self.camera,
                state=self._state,
                frames=self._frames,
                dropped=dict(self._dropped),
                stalls=self._stalls,
                restarts=max(0, self._starts - 1),
                abandoned=self._abandoned,
                last_frame_age=None
                if self._last is None
                else max(0.0, now - self._last),
                fault=self._fault,
            )
