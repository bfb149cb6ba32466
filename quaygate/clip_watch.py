"""Frames of a video or stream -> the incidents that it shows."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from pipelines.bytetrack import ByteTrack
from pipelines.frames import Frame, SourceError
from quaygate.watched import Watched
from vision.incidents import Change, ChangeKind, Incident
from vision.lens import Lens, LensWatch
from vision.results import Box
from vision.scene import Scene
from vision.strips import Image
from vision.yard import Look, YardWatch
from vision.yuv import shrink

See = Callable[[Image], Scene]
"""One look at a picture; raises ModelError where it could not."""


class ClipWatch:
    """Watches one clip: looks, tracklets, rules; one thread's own."""

    def __init__(self, watched: Watched, see: See) -> None:
        self._watched, self._see = watched, see
        self._tracker = ByteTrack(watched.looks)
        self._yard = YardWatch(watched.rules)
        self._lens = LensWatch() if watched.fixed else None
        self._at = 0.0
        self._behind: list[Box] = []
        """Vehicles of the last look, in shares of the picture: they hide the scene."""

    def look(self, frame: Frame) -> tuple[Change, ...]:
        """Take one frame. Raises ModelError where it could not be looked at."""
        self._at = frame.at.timestamp()
        lens = Lens.CLEAR
        if self._lens is not None:
            lens = self._lens.look(shrink(frame.luma), frame.seconds, self._behind)
        scene = self._see(frame.bgr()) if lens is Lens.CLEAR else Scene()
        self._behind = [_share(v.box, frame.size) for v in scene.vehicles]
        tracked = self._tracker.update(scene.people, scene.vehicles, self._at)
        look = Look(
            at=self._at,
            local=frame.at.astimezone(self._watched.zone),
            size=frame.size,
            tracked=tracked,
            lens=lens,
        )
        return self._yard.look(look)

    def end(self) -> tuple[Change, ...]:
        """Close what is still open: the clip is over."""
        return self._yard.end(self._at)


def _share(box: Box, size: tuple[int, int]) -> Box:
    width, height = size
    return Box(box.x0 / width, box.y0 / height, box.x1 / width, box.y1 / height)


def incidents(
    frames: Iterable[Frame], watched: Watched, see: See
) -> Iterator[tuple[Incident, float]]:
    """Yield each incident once it is over, with when the clip began, in seconds UTC.

    Where the frames end with a SourceError or Ctrl-C, what was going on is given first.
    """
    clip, begun = ClipWatch(watched, see), None
    try:
        for frame in frames:
            begun = frame.at.timestamp() if begun is None else begun
            yield from _over(clip.look(frame), begun)
    except (KeyboardInterrupt, SourceError):
        yield from _over(clip.end(), begun or 0.0)
        raise
    yield from _over(clip.end(), begun or 0.0)


def _over(changes: Sequence[Change], begun: float) -> Iterator[tuple[Incident, float]]:
    for change in changes:
        if change.kind is ChangeKind.CLOSED:
            yield change.incident, begun
