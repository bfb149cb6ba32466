"""Who sits in a vehicle: a driver is nobody who stands where the picture puts them.

A driver's box lies in the vehicle's, well above the wheels, and moves with it. Who
walks about in there is behind the vehicle, or below a straddle carrier. Limit: who is
first seen standing behind an empty chassis counts as its driver until they move.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
_NEW = 1.0
"""Seconds for which somebody was not seen before."""
_ASTRAY = 3
"""Looks in a row that must show them elsewhere."""


_BLINK = 1.0
"""Seconds for which a vehicle or its driver may be missed and still be there."""


@dataclass(slots=True)
class _Ride:
    """Where in its vehicle somebody is, in shares of its box, and since when."""

    vehicle: Subject
    x: float
    y: float
    since: float
    sits: bool
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
            elif (ride := self._rides.get(person)) and _overlooked(ride, vehicles, at):
                rides[person] = ride
        unseen = (p for p in self._rides if p.at < at and at - p.at <= _BLINK)
        self._rides = {person: self._rides[person] for person in unseen} | rides
        return frozenset(person for person, ride in rides.items() if ride.sits)

    def _continued(self, person: Subject, vehicle: Subject, at: float) -> _Ride:
        x, y = _place(person.box, vehicle.box)
        ride = self._rides.get(person)
        if ride is None or ride.vehicle is not vehicle:
            sits = at - person.first <= _NEW or (ride is not None and ride.sits)
            return _Ride(vehicle, x, y, at, sits, edged=vehicle.edged)
        if vehicle.edged or ride.edged:
            ride.x, ride.y, ride.edged = x, y, vehicle.edged
        off = abs(x - ride.x) * vehicle.box.width, abs(y - ride.y) * vehicle.box.height
        room = max(_SWAY * person.box.height, _WIDTH * vehicle.box.width)
        if max(off) <= room:
            ride.astray = 0
            ride.sits = ride.sits or at - ride.since >= _RESTS
            return ride
        ride.astray += 1
        return _Ride(vehicle, x, y, at, sits=False) if ride.astray >= _ASTRAY else ride


def _overlooked(ride: _Ride, vehicles: Sequence[Subject], at: float) -> bool:
    """Whether a detector may have missed the vehicle in this look."""
    return ride.vehicle not in vehicles and at - ride.vehicle.at <= _BLINK


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
