"""Real photos for the detector: their plates are labelled, their trucks are guessed.

A photo whose label names plates says nothing of trucks. A teacher marks those: what it
is sure of is learned, what it doubts is ignored. A plate that nobody labelled but the
teacher sees is ignored, however sure it is.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from datasets.detection import DetectionSample, Marked
from datasets.labels import corners, labelled_rows
from vision.results import Box, Detection

_COLUMNS = {"set", "file", "x0", "y0", "x1", "y1", "split"}
Teacher = Callable[[NDArray[np.uint8]], Iterable[Detection]]
"""Image (H, W, 3) BGR -> trucks and plates, as far as it knows them."""
_SURE, DOUBTED, _GUESSED = 0.5, 0.15, 0.25
"""Scores: of a truck to learn, of one to ignore, of a plate to ignore."""


def scenes(data: Path, split: str) -> tuple[str, ...]:
    """Name the sets with photos of a split that show whole scenes, not crops.

    Raises LabelsError without labels.
    """
    return tuple(
        dict.fromkeys(
            row["set"]
            for row in labelled_rows(data, _COLUMNS)
            if row["split"] == split and "crops" not in row["set"] and corners(row)
        )
    )


def plate_boxes(data: Path, group: str, split: str) -> dict[Path, tuple[Box, ...]]:
    """Give the plates of every photo of a set; raises LabelsError without labels."""
    found: dict[Path, list[Box]] = {}
    for row in labelled_rows(data, _COLUMNS):
        box = corners(row)
        if row["set"] == group and row["split"] == split and box is not None:
            found.setdefault(data / row["file"], []).append(box)
    return {path: tuple(boxes) for path, boxes in found.items()}


class Roads(Sequence[DetectionSample]):
    """Photos with their plates and, where a teacher saw them, their trucks."""

    def __init__(
        self, plates: dict[Path, tuple[Box, ...]], teacher: Teacher | None = None
    ) -> None:
        """Take photos with their plates; every photo is shown to *teacher* once."""
        self._marked = [
            (path, _marked(path, boxes, teacher)) for path, boxes in plates.items()
        ]

    def __len__(self) -> int:
        return len(self._marked)

    def __getitem__(self, index: int) -> DetectionSample:  # type: ignore[override]  # no slices
        path, marks = self._marked[index]
        return marks.sample(_read(path))

    def __iter__(self) -> Iterator[DetectionSample]:
        return (self[index] for index in range(len(self)))


def _marked(path: Path, plates: tuple[Box, ...], teacher: Teacher | None) -> Marked:
    seen = list(teacher(_read(path))) if teacher is not None else []
    trucks = [d for d in seen if d.label == "truck"]
    sure = [(d.box, "truck") for d in trucks if d.score >= _SURE]
    doubted = [d.box for d in trucks if DOUBTED <= d.score < _SURE]
    doubted += [
        d.box
        for d in seen
        if d.label == "plate" and d.score >= _GUESSED and _elsewhere(d.box, plates)
    ]
    return Marked((*((box, "plate") for box in plates), *sure), tuple(doubted))


def _elsewhere(box: Box, plates: tuple[Box, ...]) -> bool:
    return all(box.overlap(plate) < 0.3 * min(box.area, plate.area) for plate in plates)


def _read(path: Path) -> NDArray[np.uint8]:
    image = cv2.imread(str(path))
    if image is None:
        message = f"{path}: not an image"
        raise OSError(message)
    return np.asarray(image, np.uint8)
