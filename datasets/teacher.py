"""Detectors trained on COCO that say what other photos show."""

from collections.abc import Mapping
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
        trucks = dict.fromkeys(_TRUCKS, str(Label.TRUCK))
        self._detector = coco_detector(file, trucks, DOUBTED)

    def __call__(self, image: NDArray[np.uint8]) -> list[Detection]:
        """Give those in an (H, W, 3) BGR image."""
        return [one for one in self._detector(image) if one.label == Label.TRUCK]


def coco_detector(file: Path, names: Mapping[int, str], threshold: float) -> Detector:
    """Open a YOLOX network of COCO's 80 classes, of which *names* are told apart.

    Raises ModelError where the ONNX *file* holds another network.
    """
    labels = tuple(names.get(number, _REST) for number in range(_CLASSES))
    detector = Detector(_card(file, labels, threshold), Session(file))
    detector(np.zeros((32, 32, 3), np.uint8))
    return detector


def _card(file: Path, labels: tuple[str, ...], threshold: float) -> ModelCard:
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
        labels=labels,
        decoder=Decoder.YOLOX,
        threshold=threshold,
    )
