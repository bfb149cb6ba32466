"""The look of the gate: our detector finds plates and numbers, our reader reads them.

Where that leaves nothing certain, the whole image is read by the general text reader,
which knows nothing of plates and containers and takes ten times as long. A detected
plate is not read again that way: the general reader is the weaker one there. A lane,
which sees the next frame soon, has that done only where the detector sees at least a
hint of a text.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from models.text import TextReader
from pipelines.crops import ReadLine
from pipelines.look import EVERYTHING, TextLook
from pipelines.number_look import LAYOUTS, SURE_ALONE, NumberLook
from pipelines.plate_look import PlateLook
from vision.fuse import fuse
from vision.results import (
    ContainerReading,
    Detection,
    Kind,
    Label,
    Readings,
    Status,
)
from vision.strips import Image

Find = Callable[[Image], Sequence[Detection]]
"""Gives detections from the score HINT on."""

HINT = 0.08
"""Score that says little alone, but where there is a text there is nearly always one
of it."""

_BEHIND = 0.4
"""Size, against that of the largest sure number, below which one stands behind."""
_SURELY_THERE = 0.5
"""Score of a detected number that makes a truck without a read one not empty."""


class GateLook:
    """Finds, reads and spells; *find* is a detector with the labels of ``Label``.

    Its detections count from the score *sure* on. With *hinted*, images without a
    hint of a text are not read as a whole.
    """

    def __init__(
        self,
        find: Find,
        read: ReadLine,
        second: TextReader,
        *,
        sure: float = HINT,
        hinted: bool = False,
    ) -> None:
        self._find, self._sure, self._hinted = find, sure, hinted
        self._numbers = NumberLook(read, second)
        self._plates = PlateLook(read, second)
        self._everything = TextLook(second)

    def __call__(
        self, image: Image, *, wants: frozenset[Kind] = EVERYTHING
    ) -> Readings:
        """Read what is wanted in an (H, W, 3) BGR image."""
        every = sorted(self._find(image), key=lambda found: -found.score)
        seen = [found for found in every if found.score >= self._sure]
        first = Readings(
            plates=tuple(self._plates(image, seen) if Kind.PLATE in wants else ()),
            containers=tuple(
                self._numbers(image, seen) if Kind.CONTAINER in wants else ()
            ),
        )
        looks = [first]
        rest = _to_read_again(first, wants)
        if rest and (not self._hinted or _hints(every) & rest):
            looks.append(_borne_out(self._everything(image, wants=rest), first))
        return _with_places(_foremost(fuse(looks)), seen)


def _borne_out(whole: Readings, first: Readings) -> Readings:
    """Doubt what the general reader says against ours without being sure of it all.

    *whole* is what it read in the whole image, *first* what our reader read before.
    """

    def doubted(number: ContainerReading) -> bool:
        if any(ours.number == number.number for ours in first.containers):
            return False
        against = any(ours.box.overlap(number.box) for ours in first.containers)
        return against and min(number.scores) < SURE_ALONE

    kept = (
        replace(number, status=Status.UNCERTAIN) if doubted(number) else number
        for number in whole.containers
    )
    return replace(whole, containers=tuple(kept))


def _foremost(readings: Readings) -> Readings:
    """Leave out numbers so much smaller than a sure one that they stand behind.

    Both containers of one truck come nearer in size than that before any camera.
    """
    every = readings.containers
    sizes = [min(c.box.width, c.box.height) for c in every]
    sure = [s for c, s in zip(every, sizes, strict=True) if c.status is Status.CERTAIN]
    least = _BEHIND * max(sure, default=0.0)
    kept = [c for c, size in zip(every, sizes, strict=True) if size >= least]
    return replace(readings, containers=tuple(kept))


def _with_places(readings: Readings, seen: Sequence[Detection]) -> Readings:
    """Add where trucks are, and numbers that are surely there but were not read."""
    read = [container.box for container in readings.containers]
    unread = [
        found.box
        for found in seen
        if found.label in LAYOUTS
        and found.score >= _SURELY_THERE
        and not any(box.overlap(found.box) for box in read)
    ]
    trucks = tuple(found.box for found in seen if found.label == Label.TRUCK)
    return replace(readings, trucks=trucks, unread=tuple(unread))


def _hints(found: Sequence[Detection]) -> frozenset[Kind]:
    """Say of what there is a hint."""
    kinds = {Label.PLATE.value: Kind.PLATE, **dict.fromkeys(LAYOUTS, Kind.CONTAINER)}
    return frozenset(kinds[one.label] for one in found if one.label in kinds)


def _to_read_again(first: Readings, wants: frozenset[Kind]) -> frozenset[Kind]:
    """Say what the whole image is to be read for.

    That is a number where none is certain, and a plate where none was found, unless
    the other of the two was read for sure: most images show one of them.
    """
    statuses = [plate.status for plate in first.plates]
    statuses += [container.status for container in first.containers]
    if Status.CERTAIN in statuses:
        return frozenset()
    return wants - {Kind.PLATE} if first.plates else wants
