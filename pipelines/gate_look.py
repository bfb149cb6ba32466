"""The look of the gate: our detector finds plates and numbers, our reader reads them.

Where that leaves nothing certain, the whole image is read by the general text reader,
which knows nothing of plates and containers and is slower. A detected plate is not
read again that way: the general reader is the weaker one there.
"""

from collections.abc import Callable, Sequence

from models.text import TextReader
from pipelines.crops import ReadLine
from pipelines.look import EVERYTHING, TextLook
from pipelines.number_look import NumberLook
from pipelines.plate_look import PlateLook
from vision.fuse import fuse
from vision.results import Detection, Kind, Readings, Status
from vision.strips import Image

Find = Callable[[Image], Sequence[Detection]]


class GateLook:
    """Finds, reads and spells; *find* is a detector with the labels of ``Label``."""

    def __init__(self, find: Find, read: ReadLine, second: TextReader) -> None:
        self._find = find
        self._numbers = NumberLook(read, second)
        self._plates = PlateLook(read, second)
        self._everything = TextLook(second)

    def __call__(
        self, image: Image, *, wants: frozenset[Kind] = EVERYTHING
    ) -> Readings:
        """Read what is wanted in an (H, W, 3) BGR image."""
        seen = sorted(self._find(image), key=lambda found: -found.score)
        first = Readings(
            plates=tuple(self._plates(image, seen) if Kind.PLATE in wants else ()),
            containers=tuple(
                self._numbers(image, seen) if Kind.CONTAINER in wants else ()
            ),
        )
        rest = _unread(first, wants)
        if not rest:
            return fuse([first])
        return fuse([first, self._everything(image, wants=rest)])


def _unread(first: Readings, wants: frozenset[Kind]) -> frozenset[Kind]:
    """Say what the whole image is to be read for.

    That is a number where none is certain, and a plate where none was found, unless
    the other of the two was read for sure: most images show one of them.
    """
    statuses = [plate.status for plate in first.plates]
    statuses += [container.status for container in first.containers]
    if Status.CERTAIN in statuses:
        return frozenset()
    return wants - {Kind.PLATE} if first.plates else wants
