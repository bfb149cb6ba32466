"""Zones of a camera's picture: who may be there, with what, how long and how many."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from vision.hours import Hours
from vision.incidents import Severity
from vision.polygon import Point, faults
from vision.scene import Gear


class Admitted(StrEnum):
    """Who may be admitted to a zone."""

    PERSON = "person"
    VEHICLE = "vehicle"


class Way(StrEnum):
    """How a line may be crossed, for who stands at its start and looks to its end."""

    LEFT_TO_RIGHT = "left-to-right"
    RIGHT_TO_LEFT = "right-to-left"


@dataclass(frozen=True, slots=True)
class DirectionLine:
    """A line on the ground, in shares of the picture, to be crossed one way only.

    Drawn upwards through the picture, left and right are the picture's own. Raises
    ValueError where it is no line or leaves the picture.
    """

    start: Point
    end: Point
    allowed: Way

    def __post_init__(self) -> None:
        """Refuse what is no line of the picture."""
        if not all(0 <= share <= 1 for share in (*self.start, *self.end)):
            message = "the line lies outside of the picture, 0 to 1"
            raise ValueError(message)
        if self.start == self.end:
            message = "the line begins where it ends"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A polygon on the ground, ``corners`` in shares of the picture, and its rules.

    Raises ValueError with all that is wrong with it.
    """

    name: str
    corners: tuple[Point, ...]
    admits: frozenset[Admitted]
    """Who may be there at all; anybody else is an intrusion."""
    gear: frozenset[Gear] = frozenset()
    """What people must wear there."""
    dwell: float | None = None
    """Seconds that a person may stay; None for as long as they like."""
    crowd: int | None = None
    """People who may be there at once; None for any number."""
    hours: tuple[Hours, ...] = ()
    """When its rules hold, by the site's own clock; empty for always."""
    severity: Severity = Severity.MEDIUM
    cooldown: float = 60.0
    """Seconds for which the same person, back in the zone, raises nothing anew."""
    inertia: int = 3
    """Looks in a row that must agree that somebody is, or is no longer, there."""
    line: DirectionLine | None = None

    def __post_init__(self) -> None:
        """Refuse what is no zone."""
        if found := [*faults(self.corners), *self._rule_faults()]:
            raise ValueError("; ".join(found))

    def _rule_faults(self) -> Iterator[str]:
        if not self.name:
            yield "a zone has a name"
        if self.dwell is not None and not self.dwell > 0:
            yield f"dwell is more than 0 seconds, not {self.dwell:g}"
        if self.crowd is not None and self.crowd < 1:
            yield f"crowd is 1 person or more, not {self.crowd}"
        if not self.cooldown >= 0:
            yield f"cooldown is 0 seconds or more, not {self.cooldown:g}"
        if self.inertia < 1:
            yield f"inertia is 1 look or more, not {self.inertia}"

    def in_force(self, local: datetime) -> bool:
        """Whether its rules hold at *local*, the time at the site."""
        return not self.hours or any(hours.hold(local) for hours in self.hours)
