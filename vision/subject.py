"""One person or vehicle that a camera follows, with what its looks told."""

from collections import deque
from dataclasses import dataclass, field

from vision.gear import Outfit
from vision.polygon import Point
from vision.results import Box
from vision.scene import Person, Vehicle
from vision.stillness import Stillness
from vision.zones import Admitted

_EDGE = 0.1
"""How near to the edge of the picture is at it, in heights."""
_WAY = 50
"""Looks of which it is remembered where the feet were."""


@dataclass(slots=True, eq=False)
class Subject:
    """One person or vehicle, with what its looks told; changed by each look.

    ``number`` is the first one that the tracker gave it. ``way`` holds when and where
    its feet were, in shares of the picture.
    """

    number: int
    kind: Admitted
    seen: Person | Vehicle
    first: float
    at: float
    feet: Point
    still: Stillness
    outfit: Outfit = field(default_factory=Outfit)
    way: deque[tuple[float, Point]] = field(default_factory=lambda: deque(maxlen=_WAY))
    edged: bool = False
    """Whether its last box touched the edge of the picture."""
    presumed: bool = False
    """Whether only its exact place says that it is who was there before."""

    @property
    def box(self) -> Box:
        """Where it was last, in pixels."""
        return self.seen.box

    @property
    def is_person(self) -> bool:
        """Whether it is a person."""
        return self.kind is Admitted.PERSON

    def still_for(self, at: float) -> float:
        """Seconds for which it has stood exactly in place."""
        return at - self.still.since

    def way_since(self, at: float) -> tuple[Point, ...]:
        """Give where its feet were after *at*."""
        return tuple(point for when, point in self.way if when > at)

    def take(self, seen: Person | Vehicle, at: float, size: tuple[int, int]) -> None:
        """Add a look of a picture of *size*."""
        box = seen.box
        if at > self.at:
            self.still = self.still.after(box, at)
        self.seen, self.at, self.feet = seen, at, feet(box, size)
        self.edged = at_edge(box, size)
        self.way.append((at, self.feet))
        if isinstance(seen, Person):
            self.outfit = self.outfit.after(seen, at)


def feet(box: Box, size: tuple[int, int]) -> Point:
    """Give the middle of a box's lower side, in shares; it may lie outside."""
    return (box.x0 + box.x1) / 2 / size[0], box.y1 / size[1]


def at_edge(box: Box, size: tuple[int, int]) -> bool:
    """Whether *box* touches the edge of a picture of *size*."""
    near = _EDGE * box.height
    return (
        box.x0 <= near
        or box.y0 <= 0
        or box.x1 >= size[0] - near
        or box.y1 >= size[1] - 1
    )
