"""The nouns of following a text: glance, sighting and tracklet, and how far apart."""

from dataclasses import dataclass
from functools import lru_cache
from math import hypot
from typing import Generic, Self, TypeVar

from vision.identifiers import edit_distance
from vision.results import Box, ContainerReading, PlateReading, Readings, Status

Reading = ContainerReading | PlateReading
R = TypeVar("R", bound=Reading)
Step = tuple[float, float]

IN_PLACE = 1.0
"""How far apart boxes of one standing text may be, in its characters."""
MOVED = 3.0
"""From here on a text has moved, in its characters."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What one look at one camera's frame has read, and when, in seconds.

    Looks of one ``rest`` were taken while the truck stood, without a movement between
    them; it is None where the truck moved, or nobody knows.
    """

    at: float
    readings: Readings
    rest: int | None = None


@dataclass(frozen=True, slots=True)
class Sighting(Generic[R]):
    """One reading of a tracklet; ``at`` and ``rest`` are its glance's."""

    at: float
    reading: R
    rest: int | None = None


@dataclass(frozen=True, slots=True)
class Tracklet(Generic[R]):
    """One text over the looks of one camera, in the order of time; never empty.

    Where two readers disagree about one place, it has several sightings of one time.
    """

    sightings: tuple[Sighting[R], ...]

    @property
    def readings(self) -> tuple[R, ...]:
        """What each look read."""
        return tuple(sighting.reading for sighting in self.sightings)

    @property
    def times(self) -> frozenset[float]:
        """When it was seen."""
        return frozenset(sighting.at for sighting in self.sightings)

    @property
    def last(self) -> Sighting[R]:
        """The surest sighting of the last look that saw it."""
        last = self.sightings[-1].at
        return max(
            (s for s in self.sightings if s.at == last),
            key=lambda s: s.reading.confidence,
        )

    @property
    def texts(self) -> frozenset[str]:
        """Whatever was read of it."""
        return frozenset(reading.text for reading in self.readings)

    @property
    def certain(self) -> frozenset[str]:
        """What was read of it for certain."""
        return frozenset(r.text for r in self.readings if r.status is Status.CERTAIN)

    def joined(self, other: Self) -> Self:
        """Give both as one."""
        both = [*self.sightings, *other.sightings]
        both.sort(key=lambda sighting: sighting.at)
        return type(self)(tuple(both))


def step(one: Reading, other: Reading) -> Step:
    """Give how far right and down *other* stands from *one*, in pixels."""
    (x, y), (u, v) = one.box.centre, other.box.centre
    return u - x, v - y


def apart(one: Reading, other: Reading) -> float:
    """Give the distance of two readings' places, in characters of the larger."""
    size = max(one.character, other.character)
    return distance(one.box, other.box) / size


def distance(one: Box, other: Box) -> float:
    """Give the pixels between two boxes' middles."""
    (x, y), (u, v) = one.centre, other.centre
    return hypot(x - u, y - v)


@lru_cache(maxsize=4096)
def misreadings(one: str, other: str) -> int:
    """Count the characters that differ; a check digit follows from the others.

    >>> misreadings("CSQU3054383", "CSQU3054883")
    1
    """
    return 0 if one == other else edit_distance(one[:10], other[:10])


def clash(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether what is certain of two texts makes them different ones."""
    return bool(one) and bool(other) and one.isdisjoint(other)
