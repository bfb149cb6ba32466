"""Real plates for the reader: cut from labelled photos and varied a little."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Self

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from datasets.crops import Crop
from datasets.exposures import exposed, lit
from datasets.labels import corners, labelled_rows
from datasets.truth import Kind
from vision.identifiers import normalise_plate
from vision.results import Box, Layout

Pixels = NDArray[np.uint8]
_PSEUDO = re.compile(r"PSEUDO \w+ ([\d.]+)")
_SURE_LABEL = 0.97
"""What another reader must have scored for its text to count as the truth."""
_COLUMNS = {"set", "file", "text", "lines", "label", "split"}
_TEXT = re.compile(r"[A-Z0-9]{4,10}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RealCrop:
    """One plate: where its photo lies, its box there (None: all of it), its text."""

    path: Path
    box: Box | None
    text: str
    layout: Layout
    group: str

    def worded(self, text: str, layout: Layout) -> Self:
        """Give the same plate with another text."""
        return replace(self, text=text, layout=layout)


def real_crops(
    folder: Path, *, split: str = "train", labels: Path | None = None
) -> Iterator[RealCrop]:
    """List the plates of a folder's ``labels.csv`` whose text is known.

    A text that another reader wrote counts where that reader was sure and for
    training only; a file that is cut to its plate has the whole picture for its box.
    *labels* is another folder whose ``labels.csv`` names photos of the first one.
    Raises LabelsError without labels.
    """
    for row in labelled_rows(labels or folder, _COLUMNS):
        text = normalise_plate(row["text"])
        if row["split"] == split and _known(row, text, split):
            yield _crop(folder, row, text)


def unlabelled(folder: Path) -> Iterator[RealCrop]:
    """List the plates for training whose text nobody knows."""
    for row in labelled_rows(folder, _COLUMNS):
        text = normalise_plate(row["text"])
        masked = "masked" in row["label"]
        if row["split"] == "train" and not masked and not _known(row, text, "train"):
            yield _crop(folder, row, "")


def plain_crop(crop: RealCrop) -> Pixels:
    """Cut the plate out as it is labelled, with a little room."""
    return _cut(_photo(crop.path), crop.box, np.full(4, 0.03))


def varied_crop(crop: RealCrop, rng: Generator) -> Crop:
    """Cut the plate out loosely, and change its light, its sharpness, its angle."""
    image = _cut(_photo(crop.path), crop.box, rng.uniform(-0.03, 0.14, 4))
    if rng.random() < 0.5:
        image = _aslant(image, rng)
    if rng.random() < 0.5:
        scale = float(rng.uniform(0.35, 1.0))
        size = [max(8, round(side * scale)) for side in image.shape[1::-1]]
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA))
    if rng.random() < 0.5:
        image = lit(image, rng)
    letter = image.shape[0] * (0.6 if crop.layout is Layout.ONE_LINE else 0.35)
    image = exposed(image, rng, letter)
    return Crop(image=image, text=crop.text, kind=Kind.PLATE, layout=crop.layout)


def _crop(folder: Path, row: dict[str, str], text: str) -> RealCrop:
    return RealCrop(
        path=folder / row["file"],
        box=None if "crops" in row["set"] else corners(row),
        text=text,
        layout=Layout.TWO_LINES if row["lines"] == "2" else Layout.ONE_LINE,
        group=Path(row["file"]).parent.as_posix(),
    )


def _known(row: dict[str, str], text: str, split: str) -> bool:
    if "masked" in row["label"] or "?" in row["text"] or not _TEXT.fullmatch(text):
        return False
    pseudo = _PSEUDO.search(row["label"])
    return pseudo is None or (split == "train" and float(pseudo[1]) >= _SURE_LABEL)


@lru_cache(maxsize=4096)
def _photo(path: Path) -> Pixels:
    pixels = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if pixels is None:
        msg = f"{path}: no picture"
        raise OSError(msg)
    return np.asarray(pixels, np.uint8)


def _cut(photo: Pixels, box: Box | None, slack: NDArray[np.float64]) -> Pixels:
    """Cut *box* out with *slack* at its left, top, right and bottom, in heights."""
    if box is None:
        return photo
    left, top, right, bottom = slack * box.height
    x0, y0 = max(0, int(box.x0 - left)), max(0, int(box.y0 - top))
    return photo[y0 : int(box.y1 + bottom) + 1, x0 : int(box.x1 + right) + 1]


def _aslant(image: Pixels, rng: Generator) -> Pixels:
    height, width = image.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + rng.normal(0, 0.05, (4, 2)) * height
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    seen = cv2.warpPerspective(
        image, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(seen, np.uint8)
