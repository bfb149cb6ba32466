"""Tracker over ByteTrack of the package ``trackers`` (Zhang et al., 2022)."""

from collections.abc import Sequence
from itertools import count

import numpy as np
from supervision import Detections
from trackers import ByteTrackTracker
from trackers.utils.iou import BIoU

from vision.scene import Person, Vehicle
from vision.tracking import Followed, T, Tracked

_LOST = 1.5
"""Seconds for which somebody who is not seen keeps the number."""
_SURE = 0.4
"""Confidence from which a box may begin a tracklet; a weaker one only goes on."""
_WIDER = 0.5
"""By this share of its sides a box is widened, so that a runner meets the last look."""


class ByteTrack:
    """Follows the people and vehicles of one camera; looks may come at any rate."""

    def __init__(self, fps: float) -> None:
        """Begin with nobody; *fps* is about how many looks there are a second."""
        numbers = count(1)
        self._people = _Half(fps, numbers)
        self._vehicles = _Half(fps, numbers)

    def update(
        self, people: Sequence[Person], vehicles: Sequence[Vehicle], at: float
    ) -> Tracked:
        """Take one look, *at* in seconds, later than all before; it may be empty.

        A number is used once only. What is not yet followed is left out.
        """
        return Tracked(
            self._people.update(people, at), self._vehicles.update(vehicles, at)
        )


class _Half:
    """The tracker of one kind; its own numbers are made unique over both kinds."""

    def __init__(self, fps: float, numbers: "count[int]") -> None:
        self._tracker = ByteTrackTracker(
            lost_track_buffer=round(30 * _LOST),
            frame_rate=fps,
            track_activation_threshold=_SURE,
            high_conf_det_threshold=_SURE,
            minimum_consecutive_frames=1,
            minimum_iou_threshold=0.1,
            iou=BIoU(_WIDER),
        )
        self._numbers, self._known = numbers, dict[int, int]()

    def update(self, seen: Sequence[T], at: float) -> tuple[Followed[T], ...]:
        """Follow one kind; the boxes come back in the order in which they were seen."""
        found = Detections(
            xyxy=np.array([each.box.sides for each in seen], np.float64).reshape(-1, 4),
            confidence=np.array([each.confidence for each in seen], np.float64),
            data={"index": np.arange(len(seen))},
        )
        told = self._tracker.update(found, timestamp=at)
        ids = [] if told.tracker_id is None else told.tracker_id.tolist()
        places = np.asarray(told.data.get("index", ())).tolist()
        pairs = sorted((place, id_) for place, id_ in zip(places, ids, strict=True))
        alive = {track.tracker_id for track in self._tracker.tracks}
        self._known = {i: n for i, n in self._known.items() if i in alive}
        return tuple(
            Followed(self._number(id_), seen[place]) for place, id_ in pairs if id_ >= 0
        )

    def _number(self, own: int) -> int:
        if own not in self._known:
            self._known[own] = next(self._numbers)
        return self._known[own]
