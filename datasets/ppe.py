"""Photos of people at work with labelled helmets and vests, as the trainer is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from datasets.detection import DetectionSample, Mixture
from datasets.labels import LabelsError
from vision.results import Box, Detection
from vision.scene import YardLabel

PPE_LABELS = tuple(YardLabel)
"""The classes of the PPE detector, in the order of its output and of label files."""
PPE_FROM_COCO = (0, None, None, None, None, None, 7)
"""The COCO class that each label starts from."""
_UNTAUGHT: Mapping[str, frozenset[int]] = {"hhw": frozenset({0, 3, 4, 5, 6})}
"""Sets that label some classes only, and the classes that they leave unlabelled."""


_SHARES = {"hhw": 2.0}
"""How often a photo set is shown against others, where that is not ``_SHARE``."""
_SHARE = 3.0
_HEADS = {"css": 1.27, "hhw": 0.79}
"""``css`` boxes the helmet, or the hair, ``hhw`` the whole head, 1.6 times as high: by
so much their heights are changed to be alike, and to meet either at IoU 0.75."""
_HEAD_LABELS = [PPE_LABELS.index(YardLabel(h)) for h in ("helmet", "no-helmet")]


class PpePhotos(Sequence[DetectionSample]):
    """The photos of one set: ``images/*.jpg``, and ``labels/*.txt`` in YOLO's form.

    What a set does not label is not taken for absent.
    """

    def __init__(self, folder: Path) -> None:
        """List the photos of *folder*; raises LabelsError where there are none."""
        self.paths = tuple(sorted((folder / "images").glob("*.jpg")))
        self._labels = folder / "labels"
        self._untaught = _UNTAUGHT.get(folder.name, frozenset())
        if not self.paths:
            message = f"{folder}: no images/*.jpg with labels/*.txt beside them"
            raise LabelsError(message)

    def __len__(self) -> int:
        return len(self.paths)

    def labelled(self) -> frozenset[str]:
        """Name the classes that are labelled on some photo of the set."""
        rows = (_rows(self._label_file(path)) for path in self.paths)
        indices = {int(index) for each in rows for index in each[:, 0]}
        return frozenset(PPE_LABELS[i] for i in indices - self._untaught)

    def __getitem__(self, index: int) -> DetectionSample:  # type: ignore[override]  # no slices
        path = self.paths[index]
        image = cv2.imread(str(path))
        if image is None:
            message = f"{path}: not an image"
            raise LabelsError(message)
        rows = _rows(self._label_file(path))
        return DetectionSample(
            np.asarray(image, np.uint8),
            _corners(rows[:, 1:], image.shape[1], image.shape[0]),
            rows[:, 0].astype(np.int64),
            np.zeros((0, 4), np.float32),
            self._untaught,
        )

    def _label_file(self, path: Path) -> Path:
        return self._labels / f"{path.stem}.txt"


def ppe_sets(data: Path, split: str) -> dict[str, PpePhotos]:
    """Give the sets in *data* that have photos of a split, by name."""
    folders = [images.parent for images in sorted((data / split).glob("*/images"))]
    return {folder.name: PpePhotos(folder) for folder in folders}


def ppe_samples(sets: Mapping[str, Sequence[DetectionSample]]) -> Mixture:
    """Mix sets: those that label all classes are shown more often.

    Heads are boxed in between of what the sets take for one.
    """
    alike = alike_heads(sets)
    return Mixture([(alike[name], _SHARES.get(name, _SHARE)) for name in sets])


def alike_heads(
    sets: Mapping[str, Sequence[DetectionSample]],
) -> dict[str, Sequence[DetectionSample]]:
    """Give the sets with heads boxed in between of what they take for one."""
    return {
        name: _AlikeHeads(photos, _HEADS.get(name, 1.0))
        for name, photos in sets.items()
    }


class _AlikeHeads(Sequence[DetectionSample]):
    """Photos whose boxes of heads have *height* times the labelled one, below."""

    def __init__(self, photos: Sequence[DetectionSample], height: float) -> None:
        self._photos, self._height = photos, height

    def __len__(self) -> int:
        return len(self._photos)

    def __getitem__(self, index: int) -> DetectionSample:  # type: ignore[override]  # no slices
        sample = self._photos[index]
        heads = np.isin(sample.labels, _HEAD_LABELS)
        boxes = sample.boxes.copy()
        top, bottom = boxes[heads, 1], boxes[heads, 3]
        boxes[heads, 3] = top + self._height * (bottom - top)
        return replace(sample, boxes=boxes)


def labelled_boxes(sample: DetectionSample) -> tuple[Detection, ...]:
    """Give what is labelled on a photo as a detector that is sure of all would."""
    return tuple(
        Detection(PPE_LABELS[label], 1.0, Box(*corners))
        for corners, label in zip(
            sample.boxes.tolist(), sample.labels.tolist(), strict=True
        )
    )


def _rows(path: Path) -> NDArray[np.float32]:
    """Give class, centre and size of each box, (n, 5), in shares of the image."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    rows = [[float(value) for value in line.split()] for line in lines if line.strip()]
    if any(len(row) != 5 or row[0] not in range(len(PPE_LABELS)) for row in rows):
        message = f"{path}: lines must be: class x y width height"
        raise LabelsError(message)
    return np.array(rows, np.float32).reshape(-1, 5)


def _corners(
    shares: NDArray[np.float32], width: int, height: int
) -> NDArray[np.float32]:
    centre, half = shares[:, :2], shares[:, 2:] / 2
    corners = np.concatenate([centre - half, centre + half], 1)
    return np.asarray(corners * (width, height, width, height), np.float32)
