"""A detector trained on COCO that says where trucks, or people, are on other photos."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from datasets.roads import DOUBTED
from models.cards import ModelCard, Task
from models.detector import Detector
from models.registry import sha256_of
from models.runtime import Session
from vision.decode import Decoder
from vision.results import Detection, Label

_CLASSES = 80
TRUCKS, PEOPLE = frozenset({5, 7}), frozenset({0})
"""COCO's classes of buses and trucks, and of people."""
_REST = "other"


class CocoTeacher:
    """Finds what *classes* of COCO's 80 mean by *label*, with a YOLOX network."""

    def __init__(
        self,
        file: Path,
        label: str = Label.TRUCK,
        classes: frozenset[int] = TRUCKS,
    ) -> None:
        """Open the ONNX *file*; raises ModelError where it is another network."""
        self._label = label
        self._detector = Detector(_card(file, label, classes), Session(file))
        self._detector(np.zeros((32, 32, 3), np.uint8))

    def __call__(self, image: NDArray[np.uint8]) -> list[Detection]:
        """Give those in an (H, W, 3) BGR image."""
        return [one for one in self._detector(image) if one.label == self._label]


def _card(file: Path, label: str, classes: frozenset[int]) -> ModelCard:
    labels = (label if i in classes else _REST for i in range(_CLASSES))
    return ModelCard(
        name=file.name,
        folder=file.parent,
        task=Task.DETECTION,
        file=file.name,
        sha256=sha256_of(file),
        licence="not stated",
        origin="not stated",
        starting_weights="not stated",
        training_data="COCO",
        labels=tuple(str(label) for label in labels),
        decoder=Decoder.YOLOX,
        threshold=DOUBTED,
    )
