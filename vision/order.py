"""Which of two containers stands further to the front of its truck."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from vision.results import ContainerReading
from vision.tracklets import MOVED, Tracklet, apart, step

Tracklets = Sequence[Tracklet[ContainerReading]]


class Heads(StrEnum):
    """Where a truck that drives on heads to in a camera's picture."""

    LEFT = "left"
    RIGHT = "right"
    TOWARDS = "towards"
    """To the camera: the truck's front is nearest."""
    AWAY = "away"
    """From the camera: its rear is nearest."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A container, and how each camera that read it has seen it."""

    container: ContainerReading
    seen: Mapping[str, Tracklets]


_ALONE = 0.5
"""What it counts that a camera before or behind the truck sees one container alone."""
_ACROSS = 2.0
"""How many times more than up and down a text moves that crosses the picture."""


def leads(one: Carried, other: Carried, heads: Mapping[str, Heads | None]) -> float:
    """Say how surely *one* stands before *other*: 1 it does, -1 the other does.

    0 where no camera tells, or where two contradict each other (``disputed``).
    """
    votes = list(_votes(one, other, heads))
    strongest = max(map(abs, votes), default=0.0)
    said = {vote for vote in votes if abs(vote) == strongest}
    return said.pop() if len(said) == 1 else 0.0


def disputed(one: Carried, other: Carried, heads: Mapping[str, Heads | None]) -> bool:
    """Whether one camera that sees both has *one* in front, and another the *other*."""
    return {1.0, -1.0} <= set(_votes(one, other, heads))


def _votes(
    one: Carried, other: Carried, heads: Mapping[str, Heads | None]
) -> Iterator[float]:
    for camera in sorted(one.seen.keys() | other.seen.keys()):
        mine, theirs = one.seen.get(camera, ()), other.seen.get(camera, ())
        way = heads.get(camera) or _heading((*mine, *theirs))
        if way is None:
            continue
        if mine and theirs:
            yield _lead(mine, theirs, way)
        elif way in {Heads.TOWARDS, Heads.AWAY}:
            yield _ALONE if bool(mine) is (way is Heads.TOWARDS) else -_ALONE


def _lead(mine: Tracklets, theirs: Tracklets, way: Heads) -> float:
    """Give 1, -1 or 0 by where both stand in the looks that read both."""
    here, there = _places(mine), _places(theirs)
    across = way in {Heads.LEFT, Heads.RIGHT}
    sign = 1 if way in {Heads.RIGHT, Heads.TOWARDS} else -1
    ahead = [
        sign * (a[0] - b[0] if across else a[1] - b[1])
        for at in here.keys() & there.keys()
        for a, b in [(here[at], there[at])]
    ]
    return float(np.sign(sum(np.sign(ahead))))


def _places(seen: Tracklets) -> dict[float, tuple[float, float]]:
    """Give the middle of all places of one number, look by look."""
    found: dict[float, list[tuple[float, float]]] = {}
    for tracklet in seen:
        for sighting in tracklet.sightings:
            found.setdefault(sighting.at, []).append(sighting.reading.box.centre)
    return {
        at: (sum(x for x, _ in c) / len(c), sum(y for _, y in c) / len(c))
        for at, c in found.items()
    }


def _heading(seen: Tracklets) -> Heads | None:
    """Tell from how texts cross the picture where the truck heads to."""
    for tracklet in seen:
        first, last = tracklet.sightings[0].reading, tracklet.last.reading
        x, y = step(first, last)
        if apart(first, last) >= MOVED and abs(x) >= _ACROSS * abs(y):
            return Heads.RIGHT if x > 0 else Heads.LEFT
    return None
