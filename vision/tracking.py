"""People and vehicles that are followed from look to look by a number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from vision.scene import Person, Vehicle

T = TypeVar("T", Person, Vehicle)


@dataclass(frozen=True, slots=True)
class Followed(Generic[T]):
    """What was seen, and the number of its tracklet, from 1."""

    number: int
    seen: T


@dataclass(frozen=True, slots=True)
class Tracked:
    """Everything that one look followed."""

    people: tuple[Followed[Person], ...] = ()
    vehicles: tuple[Followed[Vehicle], ...] = ()


class Tracker(Protocol):
    """Gives people and vehicles of one camera the numbers that they had before."""

    def update(
        self, people: Sequence[Person], vehicles: Sequence[Vehicle], at: float
    ) -> Tracked:
        """Take one look, *at* in seconds, later than all before; it may be empty.

        A number is used once only. What is not yet followed is left out.
        """
