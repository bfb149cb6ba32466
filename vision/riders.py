"""Who sits in a vehicle: a driver is nobody who stands where the picture puts them.

A driver's box lies in the vehicle's, well above the wheels, and moves with it. Who
walks about in there is behind the vehicle, or below a straddle carrier. A detector
sees some vehicles later than their drivers and loses them for seconds: who was carried
along sits in it, who sat there a moment ago still does, and nobody climbs down while
they go faster than anybody walks. Limits: who is first seen standing behind an empty
chassis counts as its driver until they move, and so does who walks along behind a
vehicle for its own width at its own pace.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot

from vision.results import Box
from vision.subject import Subject

_WITHIN = 0.7
"""Share of a driver's box that lies in the vehicle's."""
_RAISED = 0.2
"""How high a seat is above the ground, in shares of the vehicle's height."""
_SMALLER = 0.75
"""Height of a driver, in shares of the vehicle's, at most."""
_SWAY = 0.5
"""How far a driver moves about in the vehicle, in shares of their own height, ..."""
_WIDTH = 0.1
"""... or of the width of the vehicle: its box is no surer."""
_RESTS = 3.0
"""Seconds after which who came from outside and does not move has climbed in."""
_FAR = 0.75
"""Shares of its width, or height, by which a vehicle must move to carry somebody."""
_NEW = 1.0
"""Seconds for which somebody was not seen before."""
_ASTRAY = 3
"""Looks in a row that must show them elsewhere."""
_BLINK = 1.0
"""Seconds for which a vehicle or its driver may be missed and still be there."""
_LOST = 6.0
"""Seconds for which it is remembered who sat in a vehicle that is not found."""
_FASTER = 2.0
"""Own heights a second: faster than anybody walks."""


@dataclass(slots=True)
class _Ride:
    """Where in its vehicle somebody is, in shares of its box, and since when.

    ``person`` and ``around`` are both boxes as it began; ``last`` is the person's when
    the vehicle was seen last.
    """

    vehicle: Subject
    x: float
    y: float
    since: float
    sits: bool
    person: Box
    around: Box
    last: Box
    astray: int = 0
    edged: bool = False
    """Whether the picture's edge cut the vehicle's box when this was measured."""


class Riders:
    """Follows who sits in which vehicle."""

    def __init__(self) -> None:
        self._rides: dict[Subject, _Ride] = {}

    def among(
        self, people: Iterable[Subject], vehicles: Sequence[Subject], at: float
    ) -> frozenset[Subject]:
        """Give those of *people* in this look who sit in one of *vehicles*."""
        rides: dict[Subject, _Ride] = {}
        spans = [(v.box.x0, v.box.x1, v) for v in vehicles]
        for person in people:
            middle = (person.box.x0 + person.box.x1) / 2
            beside = [v for x0, x1, v in spans if x0 < middle < x1]
            vehicle = _around(person.box, beside)
            if vehicle is not None:
                rides[person] = self._continued(person, vehicle, at)
            elif (ride := self._rides.get(person)) and _remembered(ride, at):
                rides[person] = ride
        unseen = (p for p in self._rides if p.at < at and _known(p, self._rides[p], at))
        self._rides = {person: self._rides[person] for person in unseen} | rides
        return frozenset(p for p, ride in rides.items() if _counts(p, ride, at))

    def _continued(self, person: Subject, vehicle: Subject, at: float) -> _Ride:
        ride = self._rides.get(person)
        if ride is None or ride.vehicle is not vehicle:
            sits = at - person.first <= _NEW or (ride is not None and ride.sits)
            return _begun(person, vehicle, at, sits=sits)
        x, y = _place(person.box, vehicle.box)
        ride.last = person.box
        if vehicle.edged or ride.edged:
            ride.x, ride.y, ride.edged = x, y, vehicle.edged
        off = abs(x - ride.x) * vehicle.box.width, abs(y - ride.y) * vehicle.box.height
        room = max(_SWAY * person.box.height, _WIDTH * vehicle.box.width)
        if max(off) <= room:
            ride.astray = 0
            since = max(ride.since, person.still.since) if ride.edged else ride.since
            rests = at - since >= _RESTS
            ride.sits = ride.sits or rests or _carried(ride, person.box, vehicle.box)
            return ride
        ride.astray += 1
        return ride if ride.astray < _ASTRAY else _begun(person, vehicle, at)


def _begun(
    person: Subject, vehicle: Subject, at: float, *, sits: bool = False
) -> _Ride:
    x, y = _place(person.box, vehicle.box)
    return _Ride(
        vehicle=vehicle,
        x=x,
        y=y,
        since=at,
        sits=sits,
        person=person.box,
        around=vehicle.box,
        last=person.box,
        edged=vehicle.edged,
    )


def _carried(ride: _Ride, person: Box, vehicle: Box) -> bool:
    """Whether the vehicle has moved by about its own size, and the person with it."""
    was, around = ride.person, ride.around
    across = _least(
        person.centre[0] - was.centre[0],
        max(vehicle.x0 - around.x0, vehicle.x1 - around.x1, key=abs),
    )
    down = _least(person.centre[1] - was.centre[1], vehicle.y1 - around.y1)
    return across >= _FAR * max(vehicle.width, around.width) or down >= _FAR * max(
        vehicle.height, around.height
    )


def _least(own: float, its: float) -> float:
    """Give how far both went the same way."""
    return min(abs(own), abs(its)) if own * its > 0 else 0.0


def _known(person: Subject, ride: _Ride, at: float) -> bool:
    """Whether who is missed in this look may still be in the vehicle."""
    return at - person.at <= (_LOST if ride.sits else _BLINK)


def _remembered(ride: _Ride, at: float) -> bool:
    """Whether who is in no vehicle that this look shows may still be in theirs."""
    if ride.vehicle.at == at:
        ride.astray += 1
        return ride.astray < _ASTRAY
    return at - ride.vehicle.at <= (_LOST if ride.sits else _BLINK)


def _counts(person: Subject, ride: _Ride, at: float) -> bool:
    """Whether who sat in the vehicle does so in this look."""
    lost = at - ride.vehicle.at
    if not ride.sits or lost <= _BLINK:
        return ride.sits
    (x, y), (u, v) = person.box.centre, ride.last.centre
    return hypot(x - u, y - v) >= _FASTER * lost * person.box.height


def _around(box: Box, vehicles: Sequence[Subject]) -> Subject | None:
    """Give the smallest vehicle in which *box* may be a driver."""
    around = [vehicle for vehicle in vehicles if _seated(box, vehicle.box)]
    return min(around, key=lambda vehicle: vehicle.box.area, default=None)


def _seated(box: Box, vehicle: Box) -> bool:
    return (
        box.y1 <= vehicle.y1 - _RAISED * vehicle.height
        and box.height <= _SMALLER * vehicle.height
        and box.overlap(vehicle) >= _WITHIN * box.area
    )


def _place(box: Box, vehicle: Box) -> tuple[float, float]:
    x, y = box.centre
    return (
        (x - vehicle.x0) / max(vehicle.width, 1e-6),
        (y - vehicle.y0) / max(vehicle.height, 1e-6),
    )
