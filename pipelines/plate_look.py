"""Detected plates -> plate readings."""

from collections.abc import Iterator, Sequence
from functools import partial

from models.reader import PLATE_WIDTH
from models.text import TextReader
from pipelines.crops import ReadLine, cut, whole
from vision.line_reading import PlateSpelling, spell_plate
from vision.plates import judged, legible
from vision.rectify import plate_strip
from vision.results import Box, Detection, Label, Layout, PlateReading
from vision.strips import Image

_LONG = 2.6
"""A plate this many times wider than high has one line."""
_SQUARE = 1.4
"""A plate less wide than this has two."""
_SMALLEST, _LARGEST = 24, 420
"""Pixels that an image is wide which may be nothing but a plate."""
_PART = 0.6
"""What a detection takes less of, in widths of the image, is a part of such a plate."""
_CLEAR = 0.9
"""What the characters score in a text that nobody doubts."""
_MOST = 6
"""Plates that are read in one image, the likeliest detections first."""


class PlateLook:
    """Reads detected plates; *second* is asked whether it reads the same."""

    def __init__(self, read: ReadLine, second: TextReader) -> None:
        self._read, self._second = read, second

    def __call__(
        self, image: Image, seen: Sequence[Detection]
    ) -> Iterator[PlateReading]:
        """Yield the readings of the plates in *seen*, the likeliest first."""
        plates = [found for found in seen if found.label == Label.PLATE][:_MOST]
        if _cut_out(image, plates):
            itself = self._reading(image, Box(0, 0, image.shape[1], image.shape[0]))
            if itself is not None and _sure(itself):
                yield itself
                return
        for found in plates:
            if (reading := self._reading(image, found.box)) is not None:
                yield reading

    def _reading(self, image: Image, box: Box) -> PlateReading | None:
        way = self._best(cut(image, box))
        if way is None or not legible(way[1]):
            return None
        return judged(way[1], box, partial(self._agreed, *way))

    def _best(self, crop: Image) -> tuple[Image, PlateSpelling] | None:
        """Read a plate as one line, as two, or as what reads better."""
        lines = [plate_strip(crop, layout) for layout in _layouts(crop)]
        ways = [
            (line, spelling)
            for line in lines
            if (spelling := spell_plate(self._read(line, PLATE_WIDTH))) is not None
        ]
        return max(ways, key=lambda way: _merit(way[1], ways), default=None)

    def _agreed(self, line: Image, spelling: PlateSpelling) -> bool:
        text = self._second.recognise(line, whole(line), stacked=False).text
        return text == spelling.text


def _cut_out(image: Image, plates: Sequence[Detection]) -> bool:
    """Say whether an image may be nothing but a plate, cut out by somebody else.

    Nothing is around such a plate, so that at most a part of it is detected.
    """
    height, width = image.shape[:2]
    plate_like = _SMALLEST <= width <= _LARGEST and height <= width <= 7 * height
    return plate_like and all(found.box.width < _PART * width for found in plates)


def _sure(reading: PlateReading) -> bool:
    """Say whether that is a plate's whole text: old ones fit no syntax."""
    return reading.region is not None or reading.confidence >= _CLEAR


def _merit(
    spelling: PlateSpelling, ways: Sequence[tuple[Image, PlateSpelling]]
) -> tuple[bool, float]:
    """Prefer what reads better; a part of what is clearly read is not the whole."""
    part = any(
        spelling.text in other.text != spelling.text and min(other.scores) >= _CLEAR
        for _, other in ways
    )
    return not part, spelling.weight


def _layouts(crop: Image) -> tuple[Layout, ...]:
    shape = crop.shape[1] / crop.shape[0]
    if shape >= _LONG:
        return (Layout.ONE_LINE,)
    if shape < _SQUARE:
        return (Layout.TWO_LINES,)
    return (Layout.ONE_LINE, Layout.TWO_LINES)
