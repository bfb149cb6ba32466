"""How well a detector in training finds the plates of photos that it never sees."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from datasets.detection import LABELS
from datasets.labels import LabelledScene
from datasets.measure.boxes import box_rows, judge_boxes
from datasets.measure.runs import timed
from datasets.roads import plate_boxes, scenes
from vision.decode import Decoder, decode
from vision.letterbox import input_size, letterbox, place
from vision.results import Box, Detection
from vision.strips import Image
from vision.suppress import suppress

Answer = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""(1, 3, H, W) BGR 0-255 -> (1, cells, 5 + classes), in YOLOX's form of output."""
LONGEST = 640
"""Pixels of the longer side at which photos are looked at."""
THRESHOLD, OVERLAP = 0.3, 0.5
"""Score that counts, and IoU from which two boxes are one."""


class BoxCheck:
    """Recall and precision of plates on the ``val`` split of labelled scenes."""

    def __init__(self, data: Path, *, most: int = 100) -> None:
        """Take at most *most* photos of a set; raises LabelsError without labels."""
        self._scenes = [
            LabelledScene(path, group, boxes)
            for group in scenes(data, "val")
            for path, boxes in list(plate_boxes(data, group, "val").items())[:most]
        ]

    def __call__(self, answer: Answer) -> dict[str, float]:
        """Give both rates of each set, at IoU 0.5."""
        verdicts = []
        for scene in self._scenes:
            look = partial(seen, answer, _read(scene.path), LABELS)
            found, cost = timed(look)
            verdicts.append(judge_boxes(found, scene, cost))
        rates: dict[str, float] = {}
        for row in box_rows(verdicts) if verdicts else ():
            rates[f"{row.group} recall"] = row.recall.rate
            rates[f"{row.group} precision"] = row.precision.rate
        return rates


def seen(
    answer: Answer,
    image: Image,
    labels: Sequence[str],
    threshold: float = THRESHOLD,
) -> list[Detection]:
    """Give what a network with those *labels* finds in an (H, W, 3) BGR image."""
    placing = place(image, input_size(image, LONGEST))
    pixels = letterbox(image, placing).transpose(2, 0, 1)[np.newaxis]
    raw = answer(np.ascontiguousarray(pixels, np.float32))
    every = decode(
        Decoder.YOLOX,
        [raw],
        size=placing.size,
        labels=len(labels),
        threshold=threshold,
    )
    kept = suppress(every, OVERLAP)
    boxes = placing.back(kept.boxes).tolist()
    return [
        Detection(str(labels[index]), float(score), Box(*corners))
        for corners, score, index in zip(boxes, kept.scores, kept.classes, strict=True)
    ]


def _read(path: Path) -> Image:
    image = cv2.imread(str(path))
    if image is None:
        message = f"{path}: not an image"
        raise OSError(message)
    return np.asarray(image, np.uint8)
