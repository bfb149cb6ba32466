"""A detector trained on COCO that says where the trucks are on other photos."""

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

_CLASSES, _TRUCKS = 80, {5, 7}
"""COCO's classes, and those of them that are buses and trucks."""
_REST = "other"


class CocoTeacher:
    """Finds trucks and buses with a YOLOX network of COCO's 80 classes."""

    def __init__(self, file: Path) -> None:
        """Open the ONNX *file*; raises ModelError where it is another network."""
        self._detector = Detector(_card(file), Session(file))
        self._detector(np.zeros((32, 32, 3), np.uint8))

    def __call__(self, image: NDArray[np.uint8]) -> list[Detection]:
        """Give those in an (H, W, 3) BGR image."""
        return [one for one in self._detector(image) if one.label == Label.TRUCK]


def _card(file: Path) -> ModelCard:
    labels = (Label.TRUCK if i in _TRUCKS else _REST for i in range(_CLASSES))
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
