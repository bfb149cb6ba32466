"""What happens in a yard before one camera: who walks and drives where, and when.

Places are metres on the ground: x away from the camera's mast, y to its left. Times
are seconds from the start.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np

from datasets.optics import Camera
from datasets.people import Looks
from datasets.plans import Light, Weather
from datasets.poses import Stance
from datasets.yard_grounds import Paving

YARD_CAMERA = Camera(
    name="yard",
    position=(0.0, 0.0, 6.5),
    target=(15.0, 0.0, 0.9),
    view=44.0,
    width=640,
    height=360,
)
"""It shows the ground from about 7 m on; people are 90 to 20 pixels high."""
STRIDE = 1.5
"""Metres of two steps."""


@dataclass(frozen=True, slots=True)
class Step:
    """A place at a time; between two of them one goes straight on, evenly."""

    at: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Moment:
    """Where somebody is at some time: heading in radians, metres walked so far."""

    x: float
    y: float
    heading: float
    walked: float
    moving: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What somebody does from a time on: looks, stance and heading, where they change.

    None leaves as it was; without a stance one walks or stands.
    """

    at: float
    looks: Looks | None = None
    stance: Stance | None = None
    heading: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Walker:
    """Somebody on foot, there from the first step to the last."""

    looks: Looks
    path: tuple[Step, ...]
    acts: tuple[Act, ...] = ()

    def moment(self, at: float) -> Moment | None:
        """Say where they are; None while they are not there."""
        return _along(self.path, at)

    def act(self, at: float) -> Act:
        """Say what they do, each field as of the last act that changed it."""
        now = Act(at=at, looks=self.looks)
        for act in self.acts:
            if act.at <= at:
                now = Act(
                    at=at,
                    looks=act.looks or now.looks,
                    stance=act.stance,
                    heading=act.heading,
                )
        return now


@dataclass(frozen=True, slots=True, kw_only=True)
class Ride:
    """A machine of a kind of ``machines.MACHINES``; ``seed`` decides its looks."""

    kind: str
    path: tuple[Step, ...]
    driver: Looks | None = None
    seed: int = 0

    def moment(self, at: float) -> Moment | None:
        """Say where it is; None while it is not there."""
        return _along(self.path, at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """Containers on each other that stand all the time."""

    x: float
    y: float
    heading: float = 0.0
    length: float = 6.06
    levels: int = 1


class Mishap(StrEnum):
    """What may befall a camera."""

    KNOCKED = "knocked"
    COVERED = "covered"
    SPRAYED = "sprayed"
    FROZEN = "frozen"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A mishap and how long it lasts."""

    what: Mishap
    begins: float
    ends: float = float("inf")

    def lasts(self, at: float) -> bool:
        """Whether it is so at a time."""
        return self.begins <= at < self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class YardPlan:
    """All that decides the frames of one camera for ``seconds``; ``looks`` a second."""

    seconds: float
    people: tuple[Walker, ...] = ()
    rides: tuple[Ride, ...] = ()
    piles: tuple[Pile, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    light: Light = Light.DAY
    weather: Weather = Weather.CLEAR
    camera: Camera = YARD_CAMERA
    looks: float = 5.0
    paving: Paving | None = None
    """What the yard is paved with; None lets ``seed`` decide."""
    seed: int = 0

    def times(self) -> tuple[float, ...]:
        """Give the seconds at which it is looked at."""
        return tuple(n / self.looks for n in range(int(self.seconds * self.looks)))

    def trouble(self, at: float) -> Trouble | None:
        """Give what has befallen the camera, the first of all that last."""
        return next((t for t in self.troubles if t.lasts(at)), None)


def _along(path: Sequence[Step], at: float) -> Moment | None:
    if not path or not path[0].at <= at <= path[-1].at:
        return None
    walked, heading = 0.0, _heading(path)
    for here, there in pairwise(path):
        step = np.hypot(there.x - here.x, there.y - here.y)
        if step > 0:
            heading = float(np.arctan2(there.y - here.y, there.x - here.x))
        if at <= there.at:
            share = (at - here.at) / max(there.at - here.at, 1e-9)
            return Moment(
                here.x + (there.x - here.x) * share,
                here.y + (there.y - here.y) * share,
                heading,
                float(walked + step * share),
                bool(step > 0),
            )
        walked += float(step)
    last = path[-1]
    return Moment(last.x, last.y, heading, walked, moving=False)


def _heading(path: Sequence[Step]) -> float:
    """Give the heading of the first step that leads anywhere, or to the camera."""
    for here, there in pairwise(path):
        if (here.x, here.y) != (there.x, there.y):
            return float(np.arctan2(there.y - here.y, there.x - here.x))
    return float(np.pi)
