"""Frames of a video or stream -> one fused set of readings a passage."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipelines.frames import Frame, SourceError
from pipelines.look import EVERYTHING, Look
from vision.fuse import fuse
from vision.results import Readings
from vision.yuv import shrink

GAP = 3.0
"""Seconds without any reading that end a passage."""
_MOST_VIEWS = 200
"""Views that are fused at most: a truck parked before the camera ends its passage."""
_ALIKE = 4
"""Grey levels by which a picture may differ, small, from one that was read already."""


def passages(
    frames: Iterable[Frame], look: Look, *, gap: float = GAP
) -> Iterator[Readings]:
    """Yield the fused readings of each passage as soon as it has ended.

    A passage begins with a frame in which something is read and ends once nothing
    has been read for *gap* seconds of the frames' own time. Frames in which nothing
    was ever read give nothing. Where the frames end with a SourceError or Ctrl-C, the
    passage that was going on is given first.
    """
    views: list[Readings] = []
    last, glance = 0.0, _Glance(look)
    try:
        for frame in frames:
            seen = glance.read(frame)
            if views and (frame.seconds - last >= gap or len(views) >= _MOST_VIEWS):
                ended, views = views, []
                yield fuse(ended)
            if seen.plates or seen.containers:
                views.append(seen)
                last = frame.seconds
    except (KeyboardInterrupt, SourceError):
        if views:
            yield fuse(views)
        raise
    if views:
        yield fuse(views)


@dataclass(slots=True)
class _Glance:
    """Reads a frame, but not one that shows what the last one that was read showed."""

    look: Look
    _shown: NDArray[np.int16] = field(default_factory=lambda: np.empty(0, np.int16))
    _readings: Readings = field(default_factory=Readings)

    def read(self, frame: Frame) -> Readings:
        """Read *frame*, or give again what was read of its like."""
        shown = shrink(frame.luma).astype(np.int16)
        if shown.shape != self._shown.shape or (
            int(np.abs(shown - self._shown).max()) >= _ALIKE
        ):
            self._readings = self.look(frame.bgr(), wants=EVERYTHING)
            self._shown = shown
        return self._readings
