"""Detected plates -> plate readings."""

from collections.abc import Iterator, Sequence
from functools import partial

from models.reader import PLATE_WIDTH
from models.text import TextReader
from pipelines.crops import ReadLine, cut, whole
from vision.line_reading import PlateSpelling, spell_plate
from vision.plates import judged
from vision.rectify import strip
from vision.results import Box, Detection, Label, Layout, PlateReading
from vision.strips import Image

_LONG = 2.6
"""A plate this many times wider than high has one line."""
_SQUARE = 1.4
"""A plate less wide than this has two."""
_SMALLEST, _CUT_OUT = 24, 420
"""Pixels that an image is wide which may be nothing but a plate."""
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
        for found in plates or _itself(image):
            way = self._best(cut(image, found.box))
            if way is not None and (plates or way[1].region is not None):
                line, spelling = way
                agreed = partial(self._agreed, line, spelling)
                yield judged(spelling, found.box, agreed)

    def _best(self, crop: Image) -> tuple[Image, PlateSpelling] | None:
        """Read a plate as one line, as two, or as what reads better."""
        lines = [strip(crop, layout) for layout in _layouts(crop)]
        ways = [
            (line, spelling)
            for line in lines
            if (spelling := spell_plate(self._read(line, PLATE_WIDTH))) is not None
        ]
        return max(ways, key=lambda way: way[1].weight, default=None)

    def _agreed(self, line: Image, spelling: PlateSpelling) -> bool:
        text = self._second.recognise(line, whole(line), stacked=False).text
        return text == spelling.text


def _itself(image: Image) -> Sequence[Detection]:
    """Take an image as small as a plate's cut-out for a plate: nothing is around it."""
    height, width = image.shape[:2]
    plate_like = _SMALLEST <= width <= _CUT_OUT and height <= width <= 7 * height
    box = Box(0, 0, width, height)
    return [Detection(Label.PLATE, 0.5, box)] if plate_like else []


def _layouts(crop: Image) -> tuple[Layout, ...]:
    shape = crop.shape[1] / crop.shape[0]
    if shape >= _LONG:
        return (Layout.ONE_LINE,)
    if shape < _SQUARE:
        return (Layout.TWO_LINES,)
    return (Layout.ONE_LINE, Layout.TWO_LINES)
