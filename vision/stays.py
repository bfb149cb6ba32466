"""Who is in which zone, since when, and for how long: with inertia and gaps.

Feet are the middle of a box's lower side, before the box is cut at the picture's edge.
They are as sure as the box is: a step over the edge of a zone that is no longer than
that counts neither way. A zone that is drawn to the edge of the picture goes on beyond
it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.polygon import Point
from vision.subject import Subject
from vision.subjects import LOST_FOR
from vision.zones import Zone

_UNSURE = 0.03
"""How far feet may be off, in heights."""
_BACK = 5.0
"""Seconds within which who steps out and in again has not left."""
_BEYOND = 1.0
"""How far beyond the picture a zone goes on, in shares of it."""


@dataclass(slots=True)
class Stay:
    """One subject and one zone; ``dwell`` in seconds, times as of the looks."""

    inside: bool = False
    dwell: float = 0.0
    votes: int = 0
    """Looks in a row that say otherwise than ``inside`` ..."""
    turned: float = 0.0
    """... and the first of them."""
    left: float | None = None
    """When it was last outside for sure, None for never."""
    at: float = 0.0

    def vote(self, said: bool | None, at: float, inertia: int) -> None:
        """Add a look that says whether it is inside, or None where that is unsure."""
        if self.inside and at - self.at <= LOST_FOR:
            self.dwell += at - self.at
        self.at = at
        if said is None:
            return
        if said is self.inside:
            self.votes = 0
            return
        self.turned = self.turned if self.votes else at
        self.votes += 1
        if self.votes >= inertia:
            self._turn(at)

    def _turn(self, at: float) -> None:
        self.inside, self.votes = not self.inside, 0
        if not self.inside:
            self.left = self.turned
            self.dwell -= at - self.turned
        elif self.left is None or self.turned - self.left > _BACK:
            self.dwell = at - self.turned
        else:
            self.dwell += at - self.left


class Stays:
    """Follows the stays of all subjects in the zones of one camera."""

    def __init__(self, zones: Sequence[Zone]) -> None:
        self.zones = tuple(zones)
        self._areas: tuple[_Area, ...] = ()
        self._size = (0, 0)
        self._stays: dict[Subject, tuple[Stay, ...]] = {}

    def take(
        self,
        subjects: Sequence[Subject],
        riders: frozenset[Subject],
        at: float,
        size: tuple[int, int],
    ) -> None:
        """Add a look that shows *subjects*; *riders* stand in no zone."""
        if size != self._size:
            self._size = size
            self._areas = tuple(_Area.of(zone.corners, size) for zone in self.zones)
        near = self._near(subjects)
        for index, subject in enumerate(subjects):
            stays = self._stays.get(subject)
            if stays is None:
                stays = self._stays[subject] = tuple(Stay() for _ in self.zones)
            rides = subject in riders
            for zone, area, stay, may in zip(
                self.zones, self._areas, stays, near[index], strict=True
            ):
                if may or stay.inside or stay.votes:
                    said = area.holds(subject) if may and not rides else False
                    stay.vote(said, at, zone.inertia)

    def _near(self, subjects: Sequence[Subject]) -> list[list[bool]]:
        """Say who may be in which zone at all, by the box around it."""
        boxes = np.array([s.box.sides for s in subjects], np.float64).reshape(-1, 4)
        bounds = np.array([a.bounds for a in self._areas], np.float64).reshape(-1, 4)
        x, y = (boxes[:, 0, None] + boxes[:, 2, None]) / 2, boxes[:, 3, None]
        unsure = _UNSURE * (boxes[:, 3, None] - boxes[:, 1, None])
        left, top, right, bottom = bounds.T
        beside = (x < left - unsure) | (x > right + unsure)
        apart = (y < top - unsure) | (y > bottom + unsure)
        near: list[list[bool]] = (~(beside | apart)).tolist()
        return near

    def forget(self, known: Iterable[Subject]) -> None:
        """Keep the stays of *known* only."""
        kept = set(known)
        self._stays = {s: stays for s, stays in self._stays.items() if s in kept}

    def of(self, subject: Subject) -> Iterator[tuple[Zone, Stay]]:
        """Give the zones that *subject* was in when last seen."""
        for zone, stay in zip(self.zones, self._stays.get(subject, ()), strict=False):
            if stay.inside:
                yield zone, stay

    def people(self, since: float) -> list[list[Subject]]:
        """Give the people in each zone, in order, who were seen at *since* or later."""
        there: list[list[Subject]] = [[] for _ in self.zones]
        for subject, stays in self._stays.items():
            if subject.at >= since and subject.is_person:
                for people, stay in zip(there, stays, strict=True):
                    if stay.inside:
                        people.append(subject)
        return there


@dataclass(frozen=True, slots=True)
class _Area:
    """A zone in pixels: its corners (n, 1, 2), and the box around them."""

    corners: NDArray[np.float32]
    bounds: tuple[float, float, float, float]

    @classmethod
    def of(cls, corners: Sequence[Point], size: tuple[int, int]) -> "_Area":
        shape = np.array(list(_opened(corners)), np.float64) * size
        (left, top), (right, bottom) = shape.min(axis=0), shape.max(axis=0)
        box = float(left), float(top), float(right), float(bottom)
        return cls(shape.astype(np.float32)[:, None], box)

    def holds(self, subject: Subject) -> bool | None:
        """Whether its feet are inside for sure (True), outside for sure, or neither."""
        box = subject.box
        x, y, unsure = (box.x0 + box.x1) / 2, box.y1, _UNSURE * (box.y1 - box.y0)
        depth = cv2.pointPolygonTest(self.corners, (x, y), True)
        return None if abs(depth) < unsure else depth > 0


def _opened(corners: Sequence[Point]) -> Iterator[Point]:
    """Give the corners of a zone that goes on where it is drawn to the edge."""
    for one, other in pairwise([*corners, corners[0]]):
        yield one
        for axis in (0, 1):
            edge = one[axis]
            if edge == other[axis] and edge in {0.0, 1.0}:
                far = edge + (_BEYOND if edge else -_BEYOND)
                for corner in (one, other):
                    yield (far, corner[1]) if axis == 0 else (corner[0], far)
