"""Close-ups of people and the gear that each wears, drawn anew each time."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from datasets.detection import DetectionSample
from datasets.dice import about, between, chance, weighted
from datasets.gear_subjects import Subject, Subjects
from datasets.labels import LabelsError
from datasets.ppe import PPE_LABELS
from vision.close_up import SIZE, CloseUp
from vision.results import Box
from vision.scene import GEAR_LABELS

_WHOLE = 0.4
"""Share of a piece that must be in the close-up."""
_TURN, _FARTHEST = 0.044, 0.13
"""Radians by which a close-up is askew."""
_FAR = 0.15
"""Share of the close-ups that show less than the photo does."""
_TAUGHT = [PPE_LABELS.index(label) for label in GEAR_LABELS]


class GearCrops:
    """Draws close-ups out of all sets, by their shares."""

    def __init__(self, sets: Sequence[Subjects]) -> None:
        """Take sets; raises LabelsError where none of them shows anybody."""
        self._sets = tuple((each, each.share) for each in sets if each.anybody)
        if not self._sets:
            message = "nobody is seen or labelled on any photo"
            raise LabelsError(message)

    def __call__(self, rng: Generator) -> DetectionSample:
        """Draw one, (192, 128, 3); its labels are indices into GEAR_LABELS."""
        source = weighted(rng, self._sets)
        subject = source.drawn(rng)
        sample = source.photos[subject.photo]
        turn, mirrored = about(rng, 0, _TURN, _FARTHEST), chance(rng, 0.5)
        close = CloseUp.of(_moved(subject, rng), turn=turn, mirrored=mirrored)
        image = _as_from_afar(sample.image, rng) if chance(rng, _FAR) else sample.image
        whole = close.shown(subject.pieces)
        boxes = np.clip(whole, 0, [SIZE[1], SIZE[0]] * 2).astype(np.float32)
        kept = _area(boxes) > _WHOLE * _area(whole)
        untaught = {_TAUGHT.index(i) for i in sample.untaught if i in _TAUGHT}
        return DetectionSample(
            close.cut(image),
            boxes[kept],
            subject.labels[kept],
            close.shown(np.concatenate([subject.beside, sample.ignored])),
            frozenset(untaught),
        )


def _moved(subject: Subject, rng: Generator) -> Box:
    """Move and stretch a box as roughly as a detector does."""
    box, rough = subject.box, subject.rough
    (x, y), (width, height) = box.centre, (box.width, box.height)
    x += float(rng.normal(0, rough)) * width
    y += float(rng.normal(0, rough)) * height
    width *= float(np.exp(rng.normal(0, 1.3 * rough)))
    height *= float(np.exp(rng.normal(0, 1.3 * rough)))
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _as_from_afar(image: NDArray[np.uint8], rng: Generator) -> NDArray[np.uint8]:
    """Lose what a camera farther off would not have seen."""
    scale, (height, width) = between(rng, 0.3, 0.8), image.shape[:2]
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (width, height)), np.uint8)


def _area(boxes: NDArray[np.float32]) -> NDArray[np.float32]:
    sides = np.maximum(boxes[:, 2:] - boxes[:, :2], 0)
    return np.asarray(sides[:, 0] * sides[:, 1], np.float32)
