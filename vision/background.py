"""Which texts before one camera are not the truck's: whose, and how that is known.

A text is the truck's unless there is evidence against it. That it is small, or still
while others move, counts only beside a larger text of the same kind that stays the
truck's: a number is then left out only beside another one that has to be explained.
What was seen to drive in is the truck's, however small. Cameras hang so that the
foremost truck is the lane's.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from itertools import combinations
from math import hypot

from vision.results import Box, Status
from vision.tracklets import (
    IN_PLACE,
    MOVED,
    Glance,
    R,
    Reading,
    Sighting,
    Step,
    Tracklet,
    apart,
    misreadings,
    step,
)


class Why(StrEnum):
    """What shows that a text is not the truck's."""

    STOOD_BEFORE = "stood there before the truck came"
    HELD_STILL = "held still while something nearer moved"
    OTHER_TRUCK = "on another truck, farther off"
    FARTHER = "much smaller than the truck's own"


_SMALLER_TRUCK = 0.6
"""Height, against the foremost truck's, below which a truck is another one's."""
_TRUCK_LOOKS = 2
"""Looks that must show a text on another truck."""
_FARTHER = 0.35
"""Size of characters, against the truck's own, below which they are much smaller."""
_ALIKE = 3
"""Characters in which a doubtful reading may differ from what stood in its place."""
_SAME_WAY = 0.7
"""Cosine from which two movements go the same way."""

Test = Callable[[Tracklet[R], Sequence[Tracklet[R]]], bool]
"""Asks of a text, beside those that are the truck's so far, whether it is not."""


def background(
    seen: Sequence[Tracklet[R]],
    before: Sequence[Reading],
    looks: Sequence[Glance] = (),
    *,
    sizes_tell: bool = True,
) -> tuple[Why | None, ...]:
    """Say of each tracklet in *seen* why it is not the truck's; None where it is.

    *before* holds what this camera read when the lane was empty, *looks* the trucks
    that were found. *sizes_tell* says whether smaller texts are farther ones: numbers
    of containers are painted alike, plates are not.
    """
    trucks = {look.at: look.readings.trucks for look in looks}
    tests: dict[Why, Test[R]] = {
        Why.STOOD_BEFORE: lambda one, _: stood_before(one, before),
        Why.HELD_STILL: lambda one, own: any(_passed(one, other) for other in own),
        Why.OTHER_TRUCK: lambda one, _: _on_other(one, trucks),
    }
    if sizes_tell:
        tests[Why.FARTHER] = _farther
    known: dict[int, Why] = {}
    for why, test in tests.items():
        own = [one for i, one in enumerate(seen) if i not in known]
        found = [i for i, one in enumerate(seen) if i not in known and test(one, own)]
        known |= dict.fromkeys(found, why)
    return tuple(known.get(i) for i in range(len(seen)))


def stood_before(one: Tracklet[R], before: Sequence[Reading]) -> bool:
    """Whether *one* stood all the time where the empty lane had showed it already."""
    return all(
        any(apart(old, now) <= IN_PLACE and _may_be(old, now) for old in before)
        for now in one.readings
    )


def _may_be(old: Reading, now: Reading) -> bool:
    """Whether two readings of one place may be of one text."""
    both = old.status is Status.CERTAIN and now.status is Status.CERTAIN
    return misreadings(old.text, now.text) <= (0 if both else _ALIKE)


def held_still(one: Tracklet[R]) -> bool:
    """Whether *one* was seen in one place only."""
    first = one.sightings[0].reading
    return all(apart(first, reading) <= IN_PLACE for reading in one.readings)


def _passed(one: Tracklet[R], other: Tracklet[R]) -> bool:
    """Whether *one* held still while *other*, which is nearer, moved."""
    if not held_still(one) or held_still(other) or _size(other) < _size(one):
        return False
    since, until = one.sightings[0].at, one.sightings[-1].at
    return _moves([s for s in other.sightings if since <= s.at <= until])


def _moves(sightings: Sequence[Sighting[R]]) -> bool:
    """Whether a text went on and on one way, while the truck was not known to stand.

    Two places do not make a movement: one number may stand on two walls.
    """
    return any(
        not (a.rest is not None and a.rest == c.rest)
        and apart(a.reading, b.reading) >= MOVED / 2
        and apart(b.reading, c.reading) >= MOVED / 2
        and _same_way(step(a.reading, b.reading), step(b.reading, c.reading))
        for a, b, c in combinations(sightings, 3)
    )


def _same_way(one: Step, other: Step) -> bool:
    (x, y), (u, v) = one, other
    return x * u + y * v >= _SAME_WAY * hypot(x, y) * hypot(u, v)


def _on_other(one: Tracklet[R], trucks: Mapping[float, Sequence[Box]]) -> bool:
    """Whether *one* was on a smaller truck than the foremost in every look."""
    sides = [
        _on_smaller(sighting.reading.box, shown)
        for sighting in one.sightings
        if (shown := trucks.get(sighting.at, ()))
    ]
    return len(sides) >= _TRUCK_LOOKS and all(sides)


def _on_smaller(box: Box, trucks: Sequence[Box]) -> bool:
    foremost = max(trucks, key=lambda truck: truck.area)
    if foremost.overlap(box) > 0:
        return False
    return any(
        truck.holds(*box.centre) and truck.height < _SMALLER_TRUCK * foremost.height
        for truck in trucks
    )


def _farther(one: Tracklet[R], own: Sequence[Tracklet[R]]) -> bool:
    """Whether *one* is much smaller than a certain text that it does not move with."""
    return any(
        _size(one) < _FARTHER * _size(other)
        and bool(one.times & other.times)
        and not _drives(one)
        for other in own
        if other.certain
    )


def _drives(one: Tracklet[R]) -> bool:
    """Whether a text moved when the truck was not known to stand."""
    first, last = one.sightings[0], one.sightings[-1]
    stands = first.rest is not None and first.rest == last.rest
    return not stands and apart(first.reading, last.reading) >= MOVED


def _size(one: Tracklet[R]) -> float:
    sizes = sorted(reading.character for reading in one.readings)
    return sizes[len(sizes) // 2]
