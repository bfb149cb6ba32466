"""Real photos for the detector: their plates are labelled, their trucks are guessed.

A photo whose label names plates says nothing of trucks. A teacher marks those: what it
is sure of is learned, what it doubts is ignored. A plate that nobody labelled but the
teacher sees is ignored, however sure it is.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from datasets.detection import DetectionSample, Marked
from datasets.labels import LabelsError
from vision.results import Box, Detection

SCENES = ("world_scenes", "ro_dashcam", "vn_parking")
"""The sets of ``plates/`` that show whole scenes, not crops."""
Teacher = Callable[[NDArray[np.uint8]], Iterable[Detection]]
"""Image (H, W, 3) BGR -> trucks and plates, as far as it knows them."""
_SURE, _DOUBTED, _GUESSED = 0.5, 0.15, 0.25


def plate_boxes(data: Path, group: str, split: str) -> dict[Path, tuple[Box, ...]]:
    """Give the plates of every photo of a set; raises LabelsError without labels."""
    found: dict[Path, list[Box]] = {}
    for row in _rows(data):
        if row["set"] == group and row["split"] == split:
            sides = (float(row[side]) for side in ("x0", "y0", "x1", "y1"))
            found.setdefault(data / row["file"], []).append(Box(*sides))
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
    doubted = [d.box for d in trucks if _DOUBTED <= d.score < _SURE]
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


def _rows(data: Path) -> list[dict[str, str]]:
    try:
        with (data / "labels.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        message = f"{data}: no labels.csv ({error.strerror})"
        raise LabelsError(message) from error
