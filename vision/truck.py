"""What all looks of all cameras at one passage show of its truck.

Camera by camera, texts are followed over the looks, those that are not the truck's are
told apart, and the best looks at each other one elect what it says. What they elected
is then voted on by all cameras: looks of one camera repeat each other's mistakes, those
of two do not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic

from vision.background import Why, background
from vision.elect import elect_number, elect_plate
from vision.following import containers_of, plates_of
from vision.fuse import fuse_plates, merge_containers
from vision.load import Load, load
from vision.order import Carried, Heads
from vision.results import ContainerReading, Kind, PlateReading, Readings
from vision.tracklets import Glance, R, Tracklet

_LOOKS = 2
"""Looks at a standing truck after which a camera would have read its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One camera's part of a passage.

    ``before`` is what it read when the lane was empty, ``heads`` where trucks head to
    in its picture (None: to be told from how they move), ``wants`` what it reads.
    """

    looks: Sequence[Glance]
    before: Readings = field(default_factory=Readings)
    heads: Heads | None = None
    wants: frozenset[Kind] = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Stranger:
    """A reading that is not the truck's: who read it, and why it is not."""

    camera: str
    reading: ContainerReading | PlateReading
    why: Why

    @property
    def alone(self) -> Readings:
        """It, and nothing else."""
        if isinstance(self.reading, PlateReading):
            return Readings(plates=(self.reading,))
        return Readings(containers=(self.reading,))


@dataclass(frozen=True, slots=True)
class Truck:
    """What is known of a truck; ``load`` is None where no camera could tell."""

    readings: Readings = field(default_factory=Readings)
    load: Load | None = None
    strangers: tuple[Stranger, ...] = ()


@dataclass(frozen=True, slots=True)
class _Elected(Generic[R]):
    """What one camera's looks at one text elected; why it is not the truck's."""

    camera: str
    tracklet: Tracklet[R]
    reading: R
    why: Why | None

    @property
    def looks(self) -> int:
        """How many looks have seen it."""
        return len(self.tracklet.times)


def fuse_truck(views: Mapping[str, View]) -> Truck:
    """Put together what *views*, by camera, show of one truck."""
    numbers = [each for name in sorted(views) for each in _numbers(name, views[name])]
    plates = [each for name in sorted(views) for each in _plates(name, views[name])]
    carried = _carried([each for each in numbers if each.why is None])
    own = [each for each in plates if each.why is None]
    readings = Readings(
        plates=fuse_plates([e.reading for e in own], [e.looks for e in own]),
        containers=tuple(each.container for each in carried),
    )
    strangers = (*_strangers(numbers), *_strangers(plates))
    return Truck(readings, _load(carried, views), strangers)


def _numbers(camera: str, view: View) -> list[_Elected[ContainerReading]]:
    seen = containers_of(view.looks)
    why = background(seen, view.before.containers, view.looks)
    return [
        _Elected(camera, tracklet, elect_number(tracklet.readings), reason)
        for tracklet, reason in zip(seen, why, strict=True)
    ]


def _plates(camera: str, view: View) -> list[_Elected[PlateReading]]:
    seen = plates_of(view.looks)
    why = background(seen, view.before.plates, view.looks, sizes_tell=False)
    return [
        _Elected(camera, tracklet, elect_plate(tracklet.readings), reason)
        for tracklet, reason in zip(seen, why, strict=True)
    ]


def _strangers(elected: Sequence[_Elected[R]]) -> Iterator[Stranger]:
    for each in elected:
        if each.why is not None:
            yield Stranger(each.camera, each.reading, each.why)


def _carried(elected: Sequence[_Elected[ContainerReading]]) -> list[Carried]:
    """Merge what the cameras elected: two that read one number are one container."""
    carried = []
    votes, looks = [e.reading for e in elected], [e.looks for e in elected]
    for merged in merge_containers(votes, looks):
        seen: dict[str, list[Tracklet[ContainerReading]]] = {}
        for member in merged.members:
            each = elected[member]
            seen.setdefault(each.camera, []).append(each.tracklet)
        carried.append(Carried(merged.container, seen))
    return carried


def _load(carried: Sequence[Carried], views: Mapping[str, View]) -> Load | None:
    """Judge the load; two looks at rest make a camera a witness."""
    asked = [view for view in views.values() if Kind.CONTAINER in view.wants]
    standing = [[look for look in v.looks if look.rest is not None] for v in asked]
    return load(
        carried,
        {camera: view.heads for camera, view in views.items()},
        cameras=sum(len(looks) >= _LOOKS for looks in standing),
        unread=any(look.readings.unread for looks in standing for look in looks),
    )
