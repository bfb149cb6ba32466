"""Who crosses a line the wrong way."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import hypot

from vision.polygon import Point, meet
from vision.subjects import Subject
from vision.zones import DirectionLine, Way, Zone

_UNSURE = 0.05
"""How far feet may be off, in heights: nearer to the line they are on no side."""


@dataclass(slots=True)
class _Side:
    """On which side of a line somebody was last for sure, and where, in pixels.

    Sides are -1, left, and 1, right; 0 before any is sure. ``votes`` looks in a row
    say the other side, the first of them from ``there``.
    """

    side: int
    here: Point
    votes: int = 0
    there: Point = (0.0, 0.0)


class Crossings:
    """Follows who is on which side of the zones' lines."""

    def __init__(self, zones: Sequence[Zone]) -> None:
        self._lines = [(zone, zone.line) for zone in zones if zone.line]
        self._sides: dict[Subject, dict[str, _Side]] = {}

    def take(
        self, subjects: Iterable[Subject], size: tuple[int, int]
    ) -> Iterator[tuple[Subject, Zone]]:
        """Give who, in this look, has crossed the line of which zone the wrong way."""
        if not self._lines:
            return
        for subject in subjects:
            sides = self._sides.setdefault(subject, {})
            for zone, line in self._lines:
                if _crossed(subject, zone, line, sides, size):
                    yield subject, zone

    def forget(self, known: Iterable[Subject]) -> None:
        """Keep the sides of *known* only."""
        kept = set(known)
        self._sides = {s: sides for s, sides in self._sides.items() if s in kept}


def _crossed(
    subject: Subject,
    zone: Zone,
    line: DirectionLine,
    sides: dict[str, _Side],
    size: tuple[int, int],
) -> bool:
    start, end = (_pixels(point, size) for point in (line.start, line.end))
    here = _pixels(subject.feet, size)
    now = _side(start, end, here, _UNSURE * subject.box.height)
    before = sides.get(zone.name)
    if before is None or now == 0:
        if now:
            sides[zone.name] = _Side(now, here)
        return False
    if now == before.side:
        before.here, before.votes = here, 0
        return False
    before.there = before.there if before.votes else here
    before.votes += 1
    if before.votes < zone.inertia:
        return False
    sides[zone.name] = _Side(now, here)
    allowed = 1 if line.allowed is Way.LEFT_TO_RIGHT else -1
    return now != allowed and meet(before.here, before.there, start, end)


def _pixels(point: Point, size: tuple[int, int]) -> Point:
    return point[0] * size[0], point[1] * size[1]


def _side(start: Point, end: Point, here: Point, unsure: float) -> int:
    """Say on which side of the line *here* lies: -1 left, 1 right, 0 unsure."""
    across, down = end[0] - start[0], end[1] - start[1]
    turn = across * (here[1] - start[1]) - down * (here[0] - start[0])
    off = turn / hypot(across, down)
    return 0 if abs(off) <= unsure else (1 if off > 0 else -1)
