"""Who crosses a line the wrong way."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from vision.polygon import Point, meet
from vision.subject import Subject
from vision.zones import DirectionLine, Way, Zone

_UNSURE = 0.05
"""How far feet may be off, in heights: nearer to the line they are on no side."""


@dataclass(slots=True)
class _Side:
    """On which side of a line somebody was last for sure: -1 left, 1 right.

    It is 0 before any is sure. While looks say otherwise, or are unsure, ``here`` is
    where they were last on that side, in pixels; ``votes`` looks in a row say the other
    side, the first of them from ``there``.
    """

    side: int = 0
    here: Point | None = None
    votes: int = 0
    there: Point = (0.0, 0.0)

    def crossed(self, now: int, before: Point, here: Point, inertia: int) -> bool:
        """Add a look, *here*; whether it makes sure that the side is another now."""
        if now == self.side or not self.side:
            self.side, self.here, self.votes = now, None, 0
            return False
        self.here = self.here or before
        if not now:
            return False
        self.there = self.there if self.votes else here
        self.votes += 1
        return self.votes >= inertia


class Crossings:
    """Follows who is on which side of the zones' lines."""

    def __init__(self, zones: Sequence[Zone]) -> None:
        self._lines = [(zone, zone.line) for zone in zones if zone.line]
        self._sides: dict[Subject, tuple[_Side, ...]] = {}
        self._before: dict[Subject, Point] = {}

    def take(
        self, subjects: Sequence[Subject], size: tuple[int, int]
    ) -> Iterator[tuple[Subject, Zone]]:
        """Give who, in this look, has crossed the line of which zone the wrong way."""
        if not self._lines or not subjects:
            return
        for subject, now in zip(subjects, self._now(subjects, size), strict=True):
            here = _pixels(subject.feet, size)
            before = self._before.get(subject, here)
            self._before[subject] = here
            sides = self._sides.get(subject)
            if sides is None:
                sides = tuple(_Side() for _ in self._lines)
                self._sides[subject] = sides
            for (zone, line), side, is_now in zip(self._lines, sides, now, strict=True):
                if is_now == side.side and side.here is None:
                    continue
                if side.crossed(is_now, before, here, zone.inertia) and _wrong(
                    line, side, is_now, size
                ):
                    yield subject, zone
                if side.votes >= zone.inertia:
                    side.side, side.here, side.votes = is_now, None, 0

    def forget(self, known: Iterable[Subject]) -> None:
        """Keep the sides of *known* only."""
        kept = set(known)
        self._sides = {s: sides for s, sides in self._sides.items() if s in kept}
        self._before = {s: point for s, point in self._before.items() if s in kept}

    def _now(
        self, subjects: Sequence[Subject], size: tuple[int, int]
    ) -> list[list[int]]:
        """Say of each subject on which side of each line it is; 0 where unsure."""
        feet = np.array([subject.feet for subject in subjects]) * size
        unsure = np.array([_UNSURE * subject.box.height for subject in subjects])
        ends = np.array([(line.start, line.end) for _, line in self._lines]) * size
        along = ends[:, 1] - ends[:, 0]
        off = feet[:, None] - ends[None, :, 0]
        turn = along[:, 0] * off[..., 1] - along[:, 1] * off[..., 0]
        turn /= np.hypot(along[:, 0], along[:, 1])
        sides = np.sign(turn) * (np.abs(turn) > unsure[:, None])
        return [[int(side) for side in row] for row in sides.tolist()]


def _wrong(line: DirectionLine, side: _Side, now: int, size: tuple[int, int]) -> bool:
    """Whether the way to the side of *now* leads over the line, and is forbidden."""
    if side.here is None or now == (1 if line.allowed is Way.LEFT_TO_RIGHT else -1):
        return False
    start, end = _pixels(line.start, size), _pixels(line.end, size)
    return meet(side.here, side.there, start, end)


def _pixels(point: Point, size: tuple[int, int]) -> Point:
    return point[0] * size[0], point[1] * size[1]
