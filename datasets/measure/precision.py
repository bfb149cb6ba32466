"""Average precision by class and size of object, as `supervision` computes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import supervision
from supervision.metrics import MeanAveragePrecision, MeanAveragePrecisionResult

from datasets.measure.found import SeenPhoto
from vision.results import Detection


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """Average precision at IoU 0.5 of one class; None where nothing is labelled.

    Small objects have less than 32 x 32 pixels, large ones 96 x 96 or more.
    """

    every: float | None
    small: float | None
    medium: float | None
    large: float | None


def average_precision(
    photos: Sequence[SeenPhoto], labels: Sequence[str]
) -> dict[str, Precision]:
    """Give the average precision of each of *labels*."""
    metric = MeanAveragePrecision()
    metric.update(
        [_boxes(photo, photo.found, labels) for photo in photos],
        [_boxes(photo, photo.truth, labels) for photo in photos],
    )
    result = metric.compute()
    parts = result.small_objects, result.medium_objects, result.large_objects
    every, small, medium, large = (_by_class(each) for each in (result, *parts))
    return {
        label: Precision(
            every=every.get(index),
            small=small.get(index),
            medium=medium.get(index),
            large=large.get(index),
        )
        for index, label in enumerate(labels)
    }


def _boxes(
    photo: SeenPhoto, boxes: Sequence[Detection], labels: Sequence[str]
) -> supervision.Detections:
    """Write boxes as the library takes them, without those of unlabelled classes."""
    known = [one for one in boxes if one.label in photo.labelled]
    return supervision.Detections(
        xyxy=np.array([one.box.sides for one in known], np.float32).reshape(-1, 4),
        class_id=np.array([labels.index(one.label) for one in known], np.int64),
        confidence=np.array([one.score for one in known], np.float32),
    )


def _by_class(result: MeanAveragePrecisionResult | None) -> Mapping[int, float]:
    """Give average precision at IoU 0.5 by class; -1 stands for nothing labelled."""
    if result is None:
        return {}
    rates = zip(result.matched_classes, result.ap_per_class, strict=True)
    return {int(index): float(row[0]) for index, row in rates if row[0] >= 0}
