"""How near moving vehicles come to people on the ground, look by look.

A vehicle is where the lower side of its box meets the ground. What is measured is as
sure as the boxes: a movement that their jitter may feign is none, and people so far
off that a pixel is metres are left out.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot, sqrt

import numpy as np
from numpy.typing import NDArray

from vision.ground import GroundPlane
from vision.polygon import Point
from vision.proximity import Proximity
from vision.subject import Subject

_SPAN = 1.2
"""Seconds over which a movement is measured ..."""
_LEAST_SPAN = 0.35
"""... and at least."""
_GAP = 2.0
"""Seconds after which an earlier place tells nothing of how it moves."""
_JITTER = 0.015
"""How far a box's lower side may be off, in heights ..."""
_PIXEL = 0.5
"""... and in pixels."""
_SURE = 3.0
"""How many times faster than jitter may feign something must be to move."""
_REACH = 1.0
"""Metres at which a vehicle and a person meet."""


@dataclass(frozen=True, slots=True)
class Near:
    """A vehicle that comes too near to a person, in this look.

    ``speed`` is the one against the other, in metres a second; ``contact`` is None
    where they would not meet.
    """

    person: Subject
    vehicle: Subject
    distance: float
    speed: float
    contact: float | None


@dataclass(frozen=True, slots=True)
class _Placed:
    """One subject on the ground: its lower side from ``left`` to ``right``.

    ``unsure`` is in metres. All are nan for what is above the horizon, which compares
    as false.
    """

    subject: Subject
    left: Point
    right: Point
    unsure: float
    way: Sequence[tuple[float, Point]]

    def velocity(self) -> Point:
        """Fit a straight movement, metres a second; none where jitter may feign it."""
        span, count = self.way[-1][0] - self.way[0][0], len(self.way)
        if span < _LEAST_SPAN:
            return 0.0, 0.0
        at = sum([when for when, _ in self.way]) / count
        spread = sum([(when - at) ** 2 for when, _ in self.way])
        x = sum([(when - at) * point[0] for when, point in self.way]) / spread
        y = sum([(when - at) * point[1] for when, point in self.way]) / spread
        feigned = _SURE * self.unsure / sqrt(spread)
        return (x, y) if hypot(x, y) > feigned else (0.0, 0.0)


class Nearness:
    """Follows people and vehicles of one camera on the ground."""

    def __init__(self, ground: GroundPlane, limits: Proximity) -> None:
        self._ground = ground
        self._limits = limits
        self._ways: dict[Subject, deque[tuple[float, Point]]] = {}

    def take(
        self,
        people: Sequence[Subject],
        vehicles: Sequence[Subject],
        at: float,
        size: tuple[int, int],
    ) -> Iterator[Near]:
        """Add a look and give, for each person, the vehicle nearest to contact."""
        if not vehicles:
            self._ways = {}
            return
        placed = self._placed([*people, *vehicles], at, size)
        moves = [(v, v.velocity()) for v in placed[len(people) :]]
        moving = [(v, u) for v, u in moves if hypot(*u) >= self._limits.speed]
        for person in placed[: len(people)]:
            if moving and person.unsure <= self._limits.metres / 2:
                own = person.velocity()
                near = [_near(person, own, v, u, self._limits) for v, u in moving]
                yield from sorted((n for n in near if n), key=_urgency)[:1]

    def _placed(
        self, subjects: Sequence[Subject], at: float, size: tuple[int, int]
    ) -> list[_Placed]:
        metres = self._ground.metres(_points(subjects, size)).reshape(-1, 3, 2)
        known: dict[Subject, deque[tuple[float, Point]]] = {}
        placed = []
        for subject, ends in zip(subjects, metres.tolist(), strict=True):
            left, right, raised = ((float(x), float(y)) for x, y in ends)
            middle = (left[0] + right[0]) / 2, (left[1] + right[1]) / 2
            way = self._ways.get(subject) or deque()
            known[subject] = _lengthened(way, at, middle)
            unsure = hypot(raised[0] - middle[0], raised[1] - middle[1])
            placed.append(_Placed(subject, left, right, unsure, known[subject]))
        self._ways = known
        return placed


def _points(subjects: Sequence[Subject], size: tuple[int, int]) -> NDArray[np.float64]:
    """Give both ends of each lower side, and its middle a little higher, (3 n, 2)."""
    rows: list[tuple[float, float]] = []
    for subject in subjects:
        box = subject.box
        x, off = (box.x0 + box.x1) / 2, _JITTER * box.height + _PIXEL
        half = 0.0 if subject.is_person else box.width / 2
        rows += [(x - half, box.y1), (x + half, box.y1), (x, box.y1 - off)]
    return np.array(rows, np.float64).reshape(-1, 2) / size


def _lengthened(
    way: deque[tuple[float, Point]], at: float, here: Point
) -> deque[tuple[float, Point]]:
    if way and at - way[-1][0] > _GAP:
        way.clear()
    while way and at - way[0][0] > _SPAN:
        way.popleft()
    way.append((at, here))
    return way


def _near(
    person: _Placed, own: Point, vehicle: _Placed, its: Point, limits: Proximity
) -> Near | None:
    """Measure one pair; None where it is far enough, and stays so."""
    x, y = _between(person.left, vehicle.left, vehicle.right)
    u, v = its[0] - own[0], its[1] - own[1]
    distance, contact = hypot(x, y), _contact((x, y), (u, v))
    soon = contact is not None and contact <= limits.contact
    if distance > limits.metres and not soon:
        return None
    return Near(person.subject, vehicle.subject, distance, hypot(u, v), contact)


def _urgency(near: Near) -> tuple[float, float]:
    return (float("inf") if near.contact is None else near.contact), near.distance


def _between(here: Point, left: Point, right: Point) -> Point:
    """Give the way from *here* to the nearest point between *left* and *right*."""
    x, y = right[0] - left[0], right[1] - left[1]
    along = (here[0] - left[0]) * x + (here[1] - left[1]) * y
    share = min(1.0, max(0.0, along / max(x * x + y * y, 1e-9)))
    return left[0] + share * x - here[0], left[1] + share * y - here[1]


def _contact(apart: Point, velocity: Point) -> float | None:
    """Give the seconds until what is *apart* and has *velocity* is in reach; or None.

    >>> _contact((11.0, 0.0), (-5.0, 0.0))
    2.0
    >>> _contact((11.0, 6.0), (-5.0, 0.0))
    """
    a = velocity[0] ** 2 + velocity[1] ** 2
    b = apart[0] * velocity[0] + apart[1] * velocity[1]
    c = apart[0] ** 2 + apart[1] ** 2 - _REACH**2
    if c <= 0:
        return 0.0
    inside = b * b - a * c
    return (-b - sqrt(inside)) / a if b < 0 and inside >= 0 else None
