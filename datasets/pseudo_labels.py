"""Label plates that nobody labelled: where two readers agree on a plausible plate.

    python -m datasets.pseudo_labels --data PLATES --manifest MODELS --out FOLDER

The folder gets a ``labels.csv`` that ``datasets.real_crops`` takes for training, never
for measuring. Only photos of the ``train`` split are read.
"""

import argparse
import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from datasets.real_crops import RealCrop, plain_crop, unlabelled
from models.reader import PLATE_WIDTH, LineReader
from models.settings import ModelSettings
from models.text import PaddleTextReader
from pipelines.crops import ReadLine, whole
from vision.identifiers import normalise_plate
from vision.line_reading import spell_plate
from vision.rectify import plate_strip
from vision.results import Layout, Slant, TextLine
from vision.strips import Image

_COLUMNS = ("set", "file", "x0", "y0", "x1", "y1", "text", "lines", "label", "split")
_SURE = 0.8
"""What our reader must give its least certain character."""
_SQUARE = 2.6
"""A plate less wide than this, by its height, may have two lines."""


class Recogniser(Protocol):
    """Whatever reads one line in a place of an image."""

    def recognise(self, image: Image, place: Slant, *, stacked: bool) -> TextLine:
        """Read the one line in *place*."""
        ...


class TwoReaders:
    """Reads a plate with both readers, and says what both of them read."""

    def __init__(self, ours: ReadLine, theirs: Recogniser) -> None:
        self._ours, self._theirs = ours, theirs

    def __call__(self, crop: Image) -> tuple[str, Layout] | None:
        """Give the text of an (H, W, 3) plate and how it is laid out, if agreed."""
        doubtful = crop.shape[1] < _SQUARE * crop.shape[0]
        layouts = (
            (Layout.ONE_LINE, Layout.TWO_LINES) if doubtful else (Layout.ONE_LINE,)
        )
        for layout in layouts:
            text = self._agreed(plate_strip(crop, layout))
            if text is not None:
                return text, layout
        return None

    def _agreed(self, line: Image) -> str | None:
        ours = spell_plate(self._ours(line, PLATE_WIDTH))
        if ours is None or min(ours.scores) < _SURE or ours.region is None:
            return None
        theirs = self._theirs.recognise(line, whole(line), stacked=False)
        return ours.text if normalise_plate(theirs.text) == ours.text else None


def labelled(crops: Sequence[RealCrop], read: TwoReaders) -> Iterator[RealCrop]:
    """Yield those of *crops* whose text both readers agree on, with that text."""
    for crop in crops:
        found = read(plain_crop(crop))
        if found is not None:
            yield crop.worded(*found)


def write_labels(out: Path, folder: Path, crops: Iterable[RealCrop]) -> None:
    """Write ``labels.csv`` into the folder *out* for photos below *folder*."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / "labels.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        for crop in crops:
            box = crop.box
            sides = [""] * 4 if box is None else [box.x0, box.y0, box.x1, box.y1]
            lines = 2 if crop.layout is Layout.TWO_LINES else 1
            name = crop.path.relative_to(folder).as_posix()
            words = (crop.text, lines, "two readers agree", "train")
            writer.writerow((crop.group, name, *sides, *words))


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the labels."""
    parser = argparse.ArgumentParser(prog="python -m datasets.pseudo_labels")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--manifest", type=Path, help="with a card for our reader")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    ours = LineReader.load(settings=ModelSettings(manifest=given.manifest))
    read = TwoReaders(ours, PaddleTextReader.load())
    found = labelled(tuple(unlabelled(given.data)), read)
    write_labels(given.out, given.data, found)


if __name__ == "__main__":
    main()
