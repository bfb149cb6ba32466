"""People on photos as a detector that was trained on COCO boxes them.

A set may box them loosely: its photos were turned, and a box around a turned box is a
larger one. Another labels heads and no people. Both learn from the teacher.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from datasets.detection import DetectionSample
from datasets.ppe import PPE_LABELS, PpePhotos
from vision.results import Box, Detection
from vision.scene import YardLabel

Teacher = Callable[[NDArray[np.uint8]], Iterable[Detection]]
"""Finds people, and what else it knows, in an (H, W, 3) BGR image."""
_PERSON = PPE_LABELS.index(YardLabel.PERSON)
_SURE = 0.5
"""Score from which somebody whom nobody labelled is learned, ..."""
LIKELY = 0.25
"""... and from which somebody labelled gets the teacher's box, ..."""
_SAME = 0.5
"""... if the two boxes overlap by so much (IoU)."""


class TaughtPeople(Sequence[DetectionSample]):
    """Photos with people as the teacher boxes them, where it sees the same ones.

    Where people are not labelled, those that the teacher is sure of are added.
    """

    def __init__(
        self, photos: PpePhotos, people: Sequence[Sequence[Detection]]
    ) -> None:
        """Take what the teacher found on each of the *photos*."""
        self._photos, self._people = photos, people

    def __len__(self) -> int:
        return len(self._photos)

    def __getitem__(self, index: int) -> DetectionSample:  # type: ignore[override]  # no slices
        sample, people = self._photos[index], self._people[index]
        if _PERSON in sample.untaught:
            return _added(sample, [p.box for p in people if p.score >= _SURE])
        return _tightened(sample, [p.box for p in people])


def taught_people(
    photos: PpePhotos, teacher: Teacher, tell: Callable[[], None]
) -> TaughtPeople:
    """Let the *teacher* look at every photo once; *tell* is called after each."""
    people = []
    for index in range(len(photos)):
        found = teacher(photos[index].image)
        people.append([one for one in found if _is_person(one)])
        tell()
    return TaughtPeople(photos, people)


def _is_person(found: Detection) -> bool:
    return found.label == YardLabel.PERSON and found.score >= LIKELY


def _added(sample: DetectionSample, people: Sequence[Box]) -> DetectionSample:
    boxes = np.array([box.sides for box in people], np.float32).reshape(-1, 4)
    return replace(
        sample,
        boxes=np.concatenate([sample.boxes, boxes]),
        labels=np.append(sample.labels, [_PERSON] * len(people)).astype(np.int64),
    )


def _tightened(sample: DetectionSample, people: Sequence[Box]) -> DetectionSample:
    boxes = sample.boxes.copy()
    for row in np.flatnonzero(sample.labels == _PERSON):
        labelled = Box(*boxes[row].tolist())
        best = max(people, key=lambda box: box.iou(labelled), default=None)
        if best is not None and best.iou(labelled) >= _SAME:
            boxes[row] = best.sides
    return replace(sample, boxes=boxes)
