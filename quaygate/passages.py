"""Frames of a video or stream -> one fused set of readings a passage."""

from collections.abc import Iterable, Iterator

from pipelines.frames import Frame
from pipelines.look import EVERYTHING, Look
from vision.fuse import fuse
from vision.results import Readings

GAP = 3.0
"""Seconds without any reading that end a passage."""
_MOST_VIEWS = 200
"""Views that are fused at most: a truck parked before the camera ends its passage."""


def passages(
    frames: Iterable[Frame], look: Look, *, gap: float = GAP
) -> Iterator[Readings]:
    """Yield the fused readings of each passage as soon as it has ended.

    A passage begins with a frame in which something is read and ends once nothing
    has been read for *gap* seconds of the frames' own time. Frames in which nothing
    was ever read give nothing.
    """
    views: list[Readings] = []
    last = 0.0
    for frame in frames:
        seen = look(frame.bgr(), wants=EVERYTHING)
        if views and (frame.seconds - last >= gap or len(views) >= _MOST_VIEWS):
            yield fuse(views)
            views = []
        if seen.plates or seen.containers:
            views.append(seen)
            last = frame.seconds
    if views:
        yield fuse(views)
