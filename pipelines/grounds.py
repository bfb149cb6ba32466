"""What stands about a lane: the texts that each camera reads when no truck is there."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from vision.background import Why
from vision.results import Readings
from vision.tracklets import Glance
from vision.truck import Stranger

_KEPT = 6
"""Looks of one camera that are kept; a text is not read in every one of them."""
_GOOD_FOR = 3600.0
"""Seconds for which they count."""
_UNSEEN = 1.0
"""Seconds that a truck may be in a picture before it is noticed."""


@dataclass(slots=True)
class Grounds:
    """Looks at the empty lane, camera by camera; seconds are monotonic.

    A camera is asked for one *every* so many seconds. A lane that was started with a
    truck in it is thought to be empty: what was read before the first truck left is
    forgotten then.
    """

    every: float
    _kept: dict[str, deque[Glance]] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)
    _proven: bool = False

    def due(self, cameras: Iterable[str], now: float) -> frozenset[str]:
        """Return the cameras whose last look at the empty lane is too long ago."""
        return frozenset(
            camera
            for camera in cameras
            if now - self._asked.get(camera, float("-inf")) >= self.every
        )

    def keep(self, camera: str, at: float, readings: Readings | None) -> None:
        """Keep a look at the empty lane; None where the look failed."""
        self._asked[camera] = at
        if readings is not None:
            self._add(camera, Glance(at, readings))

    def close(self, seconds: float, strangers: Iterable[Stranger]) -> None:
        """Note that a truck has left, and keep what held still while it moved."""
        if not self._proven:
            self._kept.clear()
            self._asked.clear()
        self._proven = True
        for each in strangers:
            if each.why is Why.HELD_STILL:
                self._add(each.camera, Glance(seconds, each.alone))

    def before(self, camera: str, opened: float) -> Readings:
        """Return all that stood there before a truck that came at *opened*."""
        looks = [
            look.readings
            for look in self._kept.get(camera, ())
            if opened - _GOOD_FOR <= look.at <= opened - _UNSEEN
        ]
        return Readings(
            plates=tuple(plate for look in looks for plate in look.plates),
            containers=tuple(c for look in looks for c in look.containers),
        )

    def _add(self, camera: str, look: Glance) -> None:
        self._kept.setdefault(camera, deque(maxlen=_KEPT)).append(look)
