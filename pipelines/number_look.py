"""Detected container numbers and size-type codes -> container readings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from models.reader import NUMBER_WIDTH, SIZE_TYPE_WIDTH
from models.text import TextReader
from pipelines.crops import ReadLine, Room, cut, whole
from vision.line_reading import spell_number, spell_size_type
from vision.rectify import strip
from vision.results import (
    Box,
    ContainerReading,
    Detection,
    Label,
    Layout,
    Status,
)
from vision.spelling import Spelling, better, credible, reconciled, spell
from vision.strips import Image

LAYOUTS = {
    Label.CODE_LINE.value: Layout.ONE_LINE,
    Label.CODE_TWO_LINES.value: Layout.TWO_LINES,
    Label.CODE_COLUMN.value: Layout.VERTICAL,
}
"""What the detector's labels of numbers say of how they are painted."""
_CODE = 4
"""Characters of a size-type code."""
_MOST = 6
"""Texts of one kind that are read in one image, the likeliest detections first."""
_ROOMS = (Room(0.5, 0.0), Room(0.2, 0.06), Room(0.9, 0.12))
"""Detected boxes are a little off, and each number is missed by another one."""
_BEYOND = Room(1.6, 0.06)
"""Holds a check digit that the detector took for something else."""
SURE_ALONE = 0.9
"""What each character must score where one reader's word is to do."""
_REACH = 1.5
"""How far from its number a size-type code stands at most, in the number's size."""


class NumberLook:
    """Reads detected numbers; *second* reads again what is not certain."""

    def __init__(self, read: ReadLine, second: TextReader) -> None:
        self._read, self._second = read, second

    def __call__(
        self, image: Image, seen: Sequence[Detection]
    ) -> Iterator[ContainerReading]:
        """Yield the readings of the numbers in *seen*, the likeliest first."""
        numbers = [found for found in seen if found.label in LAYOUTS][:_MOST]
        codes = list(self._size_types(image, seen)) if numbers else []
        for found in numbers:
            layout = LAYOUTS[found.label]
            spelling = self._spelling(image, found.box, layout)
            if spelling is not None and credible(spelling):
                reading = _reading(spelling, layout, found.box)
                yield replace(reading, size_type=_nearest(found.box, codes))

    def _spelling(self, image: Image, box: Box, layout: Layout) -> Spelling | None:
        """Read one number, cut out more and less closely while there is doubt.

        A check digit that was not seen may stand beyond the box. What is still in
        doubt then is read by the second reader.
        """
        line, best = self._cut_out(image, box, layout, _ROOMS[0])
        for room in _ROOMS[1:]:
            if _sure(best):
                break
            another, spelling = self._cut_out(image, box, layout, room)
            if _sure(spelling) or better(spelling, best):
                line, best = another, spelling
        if best is not None and best.status is Status.INFERRED:
            _, longer = self._cut_out(image, box, layout, _BEYOND)
            if longer is not None and longer.number == best.number and _sure(longer):
                return longer
        if _sure(best):
            return best
        theirs = spell(self._second.recognise(line, whole(line), stacked=False).choices)
        return reconciled(best, theirs)

    def _cut_out(
        self, image: Image, box: Box, layout: Layout, room: Room
    ) -> tuple[Image, Spelling | None]:
        """Read one number, cut out with some *room*; give its line, too."""
        line = strip(cut(image, box, room), layout)
        return line, spell_number(self._read(line, NUMBER_WIDTH))

    def _size_types(
        self, image: Image, seen: Sequence[Detection]
    ) -> Iterator[tuple[str, Box]]:
        found = [found.box for found in seen if found.label == Label.SIZE_TYPE]
        for box in found[:_MOST]:
            column = box.height > box.width
            layout = Layout.VERTICAL if column else Layout.ONE_LINE
            line = strip(cut(image, box), layout, characters=_CODE)
            code = spell_size_type(self._read(line, SIZE_TYPE_WIDTH))
            if code is not None:
                yield code, box


def _sure(spelling: Spelling | None) -> bool:
    """Say whether no second reader needs to be asked.

    A check digit of 0 stands for two remainders, so it misses twice as much.
    """
    if spelling is None or spelling.status is not Status.CERTAIN:
        return False
    return min(spelling.scores) >= SURE_ALONE


def _reading(spelling: Spelling, layout: Layout, box: Box) -> ContainerReading:
    return ContainerReading(
        number=spelling.number,
        scores=spelling.scores,
        confidence=spelling.confidence,
        status=spelling.status,
        size_type=None,
        layout=layout,
        box=box,
    )


def _nearest(box: Box, codes: Iterable[tuple[str, Box]]) -> str | None:
    reach = _REACH * max(box.height, min(box.width, 6 * box.height))
    near = [
        (away, code) for code, place in codes if (away := box.distance(place)) < reach
    ]
    return min(near)[1] if near else None
