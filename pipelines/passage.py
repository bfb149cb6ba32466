"""An open passage: what was read of it so far, and when that is enough to report."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pipelines.frames import Frame
from pipelines.rests import Rests
from pipelines.settings import Timings
from vision.identifiers import edit_distance
from vision.results import ContainerReading, Kind, PlateReading, Readings, Status
from vision.tracklets import Glance
from vision.truck import Truck

_KEPT_LOOKS = 24
_MIN_LOOKS = 3
_NEXT_LOOKS = 2
_RANK = {Status.CERTAIN: 3, Status.INFERRED: 2, Status.UNCERTAIN: 1}


@dataclass(slots=True)
class CameraViews:
    """One camera's part of a passage; ``failed`` counts looks that raised."""

    glances: deque[Glance] = field(default_factory=lambda: deque(maxlen=_KEPT_LOOKS))
    best: Frame | None = None
    best_readings: Readings = field(default_factory=Readings)
    best_score: tuple[bool, float] = (False, -1.0)
    standing_looks: int = 0
    looks_since_rest: int = 0
    looked_at: float = float("-inf")
    """When the frame of the last look was taken."""
    failed: int = 0
    blind: bool = False
    """Whether the last look failed."""
    plates_before: frozenset[str] = frozenset()
    """Plates that were certain in this camera when the truck last came to rest."""

    @property
    def looks(self) -> tuple[Readings, ...]:
        """What each look that is kept has read."""
        return tuple(glance.readings for glance in self.glances)

    def add(self, frame: Frame, readings: Readings, *, standing: bool) -> None:
        """Keep a look; the frame is kept when it shows more than the best so far."""
        self.glances.append(Glance(frame.seconds, readings))
        self.blind, self.looked_at = False, frame.seconds
        self.standing_looks += standing
        self.looks_since_rest += standing
        score = (standing, sum(r.confidence for r in found(readings)))
        if score >= self.best_score:
            self.best, self.best_readings, self.best_score = frame, readings, score

    def fail(self) -> None:
        """Count a look that raised."""
        self.failed += 1
        self.blind = True


@dataclass(slots=True)
class OpenPassage:
    """One truck in the lane; seconds are monotonic. Owned by the lane's thread."""

    id: str
    opened: float
    views: dict[str, CameraViews]
    stopped: float | None = None
    barrier_opened: bool = False
    rests: Rests = field(default_factory=Rests)
    truck: Truck = field(default_factory=Truck)
    unchanged: int = 0
    """Looks in a row that changed nothing in ``fused``."""
    captures: int = 0
    captured: Truck | None = None

    @property
    def fused(self) -> Readings:
        """What is known of the truck's texts."""
        return self.truck.readings

    def add(self, frame: Frame, readings: Readings | None) -> None:
        """Keep one look, taken at a standing truck or before."""
        views = self.views[frame.camera]
        if readings is None:
            return views.fail()
        standing = self.stopped is not None and frame.seconds >= self.stopped
        views.add(frame, readings, standing=standing)
        return None

    def rest(self, seconds: float) -> None:
        """Note that the truck stands since *seconds*; it may have been read since."""
        first = self.stopped is None
        self.stopped = seconds if self.stopped is None else self.stopped
        self.rests.begin(seconds)
        for views in self.views.values():
            views.plates_before = _certain_plates(views.looks)
            views.looks_since_rest = 0
            if first and views.looked_at >= seconds:
                views.standing_looks = views.looks_since_rest = 1

    def glances(self, camera: str) -> tuple[Glance, ...]:
        """Return the looks of *camera* that are kept, and in which rest each was."""
        return tuple(
            replace(glance, rest=self.rests.at(glance.at))
            for glance in self.views[camera].glances
        )

    def take(self, truck: Truck) -> None:
        """Take what all looks together say now."""
        same = gist(truck.readings) == gist(self.fused)
        self.unchanged = self.unchanged + 1 if same else 0
        self.truck = truck


def followed(passage: OpenPassage) -> bool:
    """Whether another truck stands where the reported one stood, close behind it.

    It is when, since the lane came to rest again, a camera has read another certain
    plate in _NEXT_LOOKS looks, and none of those that it had read before.
    """
    return passage.captured is not None and any(
        _shows_another(views) for views in passage.views.values()
    )


def _shows_another(views: CameraViews) -> bool:
    recent = views.looks[len(views.looks) - views.looks_since_rest :]
    looks = [plates for look in recent if (plates := _certain_plates([look]))]
    return (
        bool(views.plates_before)
        and len(looks) >= _NEXT_LOOKS
        and all(
            edit_distance(now, before) > 1
            for now in frozenset().union(*looks)
            for before in views.plates_before
        )
    )


def _certain_plates(looks: Iterable[Readings]) -> frozenset[str]:
    return frozenset(
        plate.text
        for look in looks
        for plate in look.plates
        if plate.status is Status.CERTAIN
    )


def ready(
    passage: OpenPassage,
    now: float,
    timings: Timings,
    *,
    live: frozenset[str],
    wanted: frozenset[Kind],
) -> bool:
    """Whether a first report is due; *live* are the reading cameras that give frames.

    It is when every live camera was read since the truck stands and either all that
    is *wanted* is certain and the last look changed nothing, or a whole round of looks
    changed nothing, or ``settle`` seconds have passed; after ``settle_max`` seconds
    in any case. What is wanted and was not read at all gets a second look and all of
    ``settle``: a REFER costs more than a second.
    """
    if passage.stopped is None or passage.captured is not None:
        return False
    stands_for = now - passage.stopped
    if stands_for >= timings.settle_max:
        return True
    absent = missing(passage.fused, wanted)
    looks = 2 if absent else 1
    if not live or any(passage.views[c].standing_looks < looks for c in live):
        return False
    if absent:
        return stands_for >= timings.settle
    needed = 1 if certain(passage.fused, wanted) else max(2, len(live))
    return passage.unchanged >= needed or stands_for >= timings.settle


def better(passage: OpenPassage, timings: Timings) -> bool:
    """Whether what is known by now beats what was reported, and may be reported.

    It does, too, where a text that was reported has turned out not to be the truck's.
    """
    if passage.captured is None or passage.captures >= timings.captures_max:
        return False
    reported = {reading.text for reading in found(passage.captured.readings)}
    strangers = {each.reading.text for each in passage.truck.strangers}
    still = {reading.text for reading in found(passage.fused)}
    if reported & (strangers - still):
        return True
    return _worth(passage.truck) > _worth(passage.captured)


def certain(fused: Readings, wanted: frozenset[Kind]) -> bool:
    """Whether every wanted kind was read and nothing read is in doubt."""
    return not missing(fused, wanted) and all(
        r.status is Status.CERTAIN for r in found(fused)
    )


def missing(fused: Readings, wanted: frozenset[Kind]) -> bool:
    """Whether of a *wanted* kind nothing was read."""
    return (Kind.PLATE in wanted and not fused.plates) or (
        Kind.CONTAINER in wanted and not fused.containers
    )


def unread(
    passage: OpenPassage, timings: Timings, wanted: frozenset[Kind]
) -> frozenset[str]:
    """Return the cameras that are still worth a look."""
    done = passage.captured is not None and certain(passage.fused, wanted)
    enough = _MIN_LOOKS if done else timings.looks_max
    return frozenset(
        camera
        for camera, views in passage.views.items()
        if views.looks_since_rest < enough
    )


def gist(readings: Readings) -> tuple[frozenset[object], frozenset[object]]:
    """Return what matters of readings when asking whether anything has changed."""
    return (
        frozenset((p.text, p.status) for p in readings.plates),
        frozenset((c.number, c.status, c.size_type) for c in readings.containers),
    )


def found(readings: Readings) -> tuple[PlateReading | ContainerReading, ...]:
    """Return everything read, plates first."""
    return (*readings.plates, *readings.containers)


def _worth(truck: Truck) -> tuple[int, int, int]:
    sizes = [c.size_type for c in truck.readings.containers]
    return (
        sum(_RANK[r.status] for r in found(truck.readings)),
        len(sizes) - sizes.count(None),
        0 if truck.load is None else len(truck.load.positions),
    )
