"""What a detector of several classes finds in labelled photos, class by class.

A class that a set does not label is not scored there: what is found of it may be right.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from datasets.measure.boxes import IOU
from datasets.measure.summary import Cost
from vision.results import Detection


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPhoto:
    """One photo: what is labelled, what was *found*, the likeliest first, at what cost.

    ``labelled`` names the classes that the photo's set labels.
    """

    group: str
    path: Path
    truth: tuple[Detection, ...]
    found: tuple[Detection, ...]
    labelled: frozenset[str]
    cost: Cost

    def of(self, label: str) -> tuple[list[Detection], list[Detection]]:
        """Give the labelled and the found of one class; none where it is unlabelled."""
        if label not in self.labelled:
            return [], []
        return (
            [one for one in self.truth if one.label == label],
            [one for one in self.found if one.label == label],
        )


@dataclass(frozen=True, slots=True)
class Curve:
    """Precision and recall (n,) at every score (n,) that a detection has, falling."""

    scores: NDArray[np.float64]
    precision: NDArray[np.float64]
    recall: NDArray[np.float64]

    @property
    def f1(self) -> NDArray[np.float64]:
        """The harmonic mean of both, (n,)."""
        both = self.precision + self.recall
        return np.asarray(2 * self.precision * self.recall / np.maximum(both, 1e-12))

    @property
    def average(self) -> float:
        """Average precision: the mean over 101 recalls, as COCO counts it."""
        if not len(self.scores):
            return 0.0
        upper = np.maximum.accumulate(self.precision[::-1])[::-1]
        places = np.searchsorted(self.recall, np.linspace(0, 1, 101))
        return float(np.append(upper, 0.0)[np.minimum(places, len(upper))].mean())

    def best(self) -> tuple[float, float]:
        """Give the highest F1 and the score at which it is reached; 0, 1 of nothing."""
        if not len(self.scores):
            return 0.0, 1.0
        place = int(self.f1.argmax())
        return float(self.f1[place]), float(self.scores[place])

    def at(self, threshold: float) -> tuple[float, float]:
        """Give precision and recall of what scores *threshold* or more."""
        kept = int((self.scores >= threshold).sum())
        if not kept:
            return 0.0, 0.0
        return float(self.precision[kept - 1]), float(self.recall[kept - 1])


def groups_of(photos: Sequence[SeenPhoto]) -> dict[str, list[SeenPhoto]]:
    """Sort photos by set, with all of them last where there are several sets."""
    groups: dict[str, list[SeenPhoto]] = {}
    for photo in photos:
        groups.setdefault(photo.group, []).append(photo)
    return groups | {"all": list(photos)} if len(groups) > 1 else groups


def count(photos: Iterable[SeenPhoto], label: str) -> int:
    """Count the labelled objects of one class."""
    return sum(len(photo.of(label)[0]) for photo in photos)


def curve(photos: Sequence[SeenPhoto], label: str) -> Curve:
    """Draw the curve of one class, at IoU 0.5."""
    judged = sorted(
        (pair for photo in photos for pair in _judged(*photo.of(label))),
        key=lambda pair: -pair[0],
    )
    scores = np.array([score for score, _ in judged], np.float64)
    right = np.cumsum([is_right for _, is_right in judged], dtype=np.float64)
    total = count(photos, label)
    return Curve(
        scores,
        right / np.arange(1, len(judged) + 1),
        right / max(1, total),
    )


def pairs(
    truth: Sequence[Detection], found: Sequence[Detection]
) -> Iterator[tuple[Detection, Detection | None]]:
    """Give each *found* box, the surest first, the free labelled one it meets best."""
    free = list(truth)
    for one in sorted(found, key=lambda each: -each.score):
        best = max(free, key=lambda each: each.box.iou(one.box), default=None)
        if best is None or best.box.iou(one.box) < IOU:
            yield one, None
        else:
            free.remove(best)
            yield one, best


def _judged(
    truth: Sequence[Detection], found: Sequence[Detection]
) -> Iterator[tuple[float, bool]]:
    for one, met in pairs(truth, found):
        yield one.score, met is not None
