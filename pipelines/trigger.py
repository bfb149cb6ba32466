"""Trigger cameras: presence of each, and of the lane as a whole."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipelines.frames import Frame
from pipelines.health import CameraHealth
from pipelines.lane_memory import LaneMemory
from pipelines.messages import PresenceChanged
from vision.presence import (
    Limits,
    Occupancy,
    Presence,
    begin,
    observe,
    resume,
)
from vision.yuv import shrink

_log = logging.getLogger(__name__)
_BLIND = 10.0
"""Seconds without a frame after which what a camera saw last counts no more."""
_KEEP_EVERY = 30.0
"""Seconds after which the picture of the empty lane is kept anew."""
_ORDER = (Occupancy.LEAVING, Occupancy.ARRIVING, Occupancy.STANDING)


def combine(views: Mapping[str, Occupancy]) -> Occupancy:
    """Return what the lane is in: whatever moves in any view outweighs rest.

    A lane is empty only when every trigger camera says so.
    """
    seen = set(views.values())
    return next((o for o in _ORDER if o in seen), Occupancy.EMPTY)


def sighted(
    views: Mapping[str, Occupancy], health: Sequence[CameraHealth]
) -> Mapping[str, Occupancy]:
    """Leave out cameras that gave no frame for a while, but never all of them.

    What a dead camera saw last would else keep the passage open for ever, and the
    next trucks would be taken for the same one.
    """
    blind = {
        each.camera
        for each in health
        if each.last_frame_age is not None and each.last_frame_age > _BLIND
    }
    seeing = {camera: seen for camera, seen in views.items() if camera not in blind}
    return seeing or views


@dataclass(slots=True)
class Trigger:
    """Presence in one camera; called in that camera's thread alone."""

    camera: str
    limits: Limits
    tell: Callable[[PresenceChanged], None]
    memory: LaneMemory | None = None
    _presence: Presence | None = None
    _kept_at: float = float("-inf")

    def see(self, frame: Frame) -> None:
        """Take a frame; tell when the occupancy has changed."""
        small = shrink(frame.luma)
        before = self._presence
        if before is None or before.background.shape != small.shape:
            now = self._begin(small, frame.seconds)
        else:
            now = observe(before, small, frame.seconds, self.limits)
        self._presence = now
        self._remember(now)
        if before is None or before.state is not now.state:
            _log.info(
                "presence: camera=%s state=%s changed=%.2f moving=%.2f",
                self.camera,
                now.state,
                now.changed,
                now.moving,
            )
            self.tell(PresenceChanged(self.camera, now.state, _began(now)))

    def _begin(self, small: NDArray[np.uint8], seconds: float) -> Presence:
        """Go on from the lane as it was known before a restart, or learn it anew."""
        lane = None if self.memory is None else self.memory.recall(small.shape)
        if lane is None:
            return begin(small, seconds, self.limits)
        return resume(lane, small, seconds, self.limits)

    def _remember(self, now: Presence) -> None:
        if self.memory is None or not now.bare or now.at - self._kept_at < _KEEP_EVERY:
            return
        self._kept_at = now.at
        self.memory.keep(now.background)


def _began(presence: Presence) -> float:
    """Return when the state really began: rest is told only once it has lasted."""
    if presence.state is Occupancy.STANDING and presence.still_since is not None:
        return presence.still_since
    return presence.since
