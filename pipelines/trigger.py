"""Trigger cameras: presence of each, and of the lane as a whole."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.frames import Frame
from pipelines.health import CameraHealth
from pipelines.messages import PresenceChanged
from vision.presence import Limits, Occupancy, Presence, begin, observe
from vision.yuv import shrink

_log = logging.getLogger(__name__)
_BLIND = 10.0
"""Seconds without a frame after which what a camera saw last counts no more."""
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
    _presence: Presence | None = None

    def see(self, frame: Frame) -> None:
        """Take a frame; tell when the occupancy has changed."""
        small = shrink(frame.luma)
        before = self._presence
        if before is None or before.background.shape != small.shape:
            now = begin(small, frame.seconds, self.limits)
        else:
            now = observe(before, small, frame.seconds, self.limits)
        self._presence = now
        if before is None or before.state is not now.state:
            _log.info(
                "presence: camera=%s state=%s changed=%.2f moving=%.2f",
                self.camera,
                now.state,
                now.changed,
                now.moving,
            )
            self.tell(PresenceChanged(self.camera, now.state, _began(now)))


def _began(presence: Presence) -> float:
    """Return when the state really began: rest is told only once it has lasted."""
    if presence.state is Occupancy.STANDING and presence.still_since is not None:
        return presence.still_since
    return presence.since
