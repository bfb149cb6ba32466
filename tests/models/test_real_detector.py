"""A detector that others trained, on a real photo whose people are labelled."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from models.detector import Detector
from models.settings import ModelSettings
from tests.support.manifests import manifest
from vision.results import Box, Detection

DATA = Path(__file__).parents[2].parent / "shared" / "data"
WEIGHTS = DATA / "weights" / "yolox_nano_416.onnx"
PPE = DATA / "ppe" / "val" / "css"
PHOTO = PPE / "images" / "css_test_00004.jpg"
LABELS = PPE / "labels" / "css_test_00004.txt"

pytestmark = [
    pytest.mark.real,
    pytest.mark.slow,
    pytest.mark.skipif(not PHOTO.exists(), reason=f"no real photos at {DATA}"),
    pytest.mark.skipif(not WEIGHTS.exists(), reason=f"no weights at {WEIGHTS}"),
]


def people(width: int, height: int) -> list[Box]:
    """Give the labelled people in pixels."""
    rows = [line.split() for line in LABELS.read_text().splitlines()]
    boxes = [[float(value) for value in row[1:]] for row in rows if row[0] == "0"]
    return [
        Box(
            (x - w / 2) * width,
            (y - h / 2) * height,
            (x + w / 2) * width,
            (y + h / 2) * height,
        )
        for x, y, w, h in boxes
    ]


def meets(seen: Detection, box: Box) -> bool:
    return seen.box.iou(box) > 0.5


def test_yolox_as_trained_on_coco_sees_the_people_by_its_manifest_alone(
    tmp_path: Path,
) -> None:
    labels = ["person"] + [f"coco-{index}" for index in range(1, 80)]
    path = manifest(
        tmp_path, WEIGHTS, decoder="yolox", labels=labels, channels="bgr", scale=1
    )
    image = np.asarray(cv2.imread(str(PHOTO)), np.uint8)
    find = Detector.load("mine", settings=ModelSettings(manifest=path))

    seen = [d for d in find(image) if d.label == "person" and d.score > 0.5]
    there = people(image.shape[1], image.shape[0])

    assert len(seen) >= 4
    assert all(any(meets(detection, box) for box in there) for detection in seen)
